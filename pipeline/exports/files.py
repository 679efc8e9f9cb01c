"""Every file beside the pages: where it is, and what stands there."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..library.library import Library
from ..words.catalogue import words_of
from ..written.front_page import front_page_day
from ..written.settings import Settings, site_catalogues
from .api import api_files
from .books import book_files
from .built import Built
from .cards import Card, cards
from .cff import citation_file
from .citations import citation_files
from .feeds import feeds
from .llms import llms_txt
from .page_text import page_texts
from .sets import Exported
from .shapes import published_schemas
from .sitemap import sitemaps
from .source import Source


class Exports(NamedTuple):
    """What is exported of a whole site, by paths below `build/html/`."""

    files: Mapping[str, str | bytes]
    cards: Mapping[str, Card]


def exports(library: Library, settings: Settings, root: Path) -> Exports:
    """All that is taken away of the site at `root`, whose pages are built."""
    sources = [_source(library, settings, root, language) for language in library.languages]
    made, catalogues = [source.exported for source in sources], site_catalogues(root)
    files: dict[str, str | bytes] = {
        f"{language}/{path}": text for language, path, text in _in_languages(sources, library)
    }
    files |= dict(citation_files(made))
    files |= dict(sitemaps(sources))
    files |= book_files(library, settings, root / "build" / "html", catalogues)
    files |= published_schemas()
    files["llms.txt"] = llms_txt(sources)
    files["CITATION.cff"] = citation_file(made[0], settings, sources[0].words)
    return Exports(files, cards(made, settings, catalogues))


def _in_languages(sources: list[Source], library: Library) -> Iterator[tuple[str, str, str]]:
    """Language, path below its folder, text."""
    for source in sources:
        for path, text in (
            *api_files(source.exported, library, source.settings),
            *feeds(source),
            *page_texts(source),
        ):
            yield source.language, path, text


def _source(library: Library, settings: Settings, root: Path, language: str) -> Source:
    front_page = front_page_day(root, language)
    collections = {
        f"collections/{shelf.id}": shelf.listed.updated
        for shelf in library.shelves
        if shelf.listed and shelf.listed.updated
    }
    return Source(
        exported=Exported.of(library, language),
        settings=settings,
        words=words_of(language, site_catalogues(root)),
        built=Built(root / "build" / "html"),
        summaries=collections | ({"index": front_page} if front_page else {}),
    )
