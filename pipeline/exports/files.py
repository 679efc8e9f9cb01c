"""Every file that is made of a library without Sphinx: where it is, and what stands there."""

from collections.abc import Iterator, Mapping

from ..library.library import Library
from .bibtex import bibtex
from .sets import Exported


def export_files(library: Library) -> Mapping[str, str]:
    """The files of all languages: path below `build/html/` → text."""
    return {
        f"{language}/{path}": text
        for language in library.languages
        for path, text in _files(Exported.of(library, language))
    }


def _files(exported: Exported) -> Iterator[tuple[str, str]]:
    entries = {paper.id: f"{bibtex(paper)}\n" for paper in exported.papers.values()}
    for each in exported.sets:
        yield f"{each.place}.bib", "\n".join(entries[paper.id] for paper in each.papers)
