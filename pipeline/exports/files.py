"""Every file that is made of a library without Sphinx: where it is, and what stands there."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..library.library import Library
from ..words.catalogue import words_of
from ..written.settings import Settings
from .api import api_files
from .bibtex import bibtex
from .cards import Card, cards
from .cff import citation_file
from .sets import Exported
from .shapes import published_schemas


class Exports(NamedTuple):
    """What is exported of a whole site, by paths below `build/html/`."""

    files: Mapping[str, str]
    cards: Mapping[str, Card]


def exports(library: Library, settings: Settings, *catalogues: Path) -> Exports:
    """All that is exported; `catalogues` are the site's own folders of words."""
    made = [Exported.of(library, language) for language in library.languages]
    files = {
        f"{each.language}/{path}": text
        for each in made
        for path, text in _files(each, library, settings)
    }
    words = words_of(library.languages[0], *catalogues)
    files |= published_schemas()
    files["CITATION.cff"] = citation_file(made[0], settings, words)
    return Exports(files, cards(made, settings, *catalogues))


def export_files(library: Library, settings: Settings, *catalogues: Path) -> Mapping[str, str]:
    """The files of all languages: path below `build/html/` → text."""
    return exports(library, settings, *catalogues).files


def _files(exported: Exported, library: Library, settings: Settings) -> Iterator[tuple[str, str]]:
    entries = {paper.id: f"{bibtex(paper)}\n" for paper in exported.papers.values()}
    for each in exported.sets:
        yield f"{each.place}.bib", "\n".join(entries[paper.id] for paper in each.papers)
    yield from api_files(exported, library, settings)
