"""Every file that is made of a library without Sphinx: where it is, and what stands there."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..library.library import Library
from ..words.catalogue import words_of
from ..written.front_page import front_page_day
from ..written.settings import Settings, site_catalogues
from .bibtex import bibtex
from .built import Built
from .feeds import feeds
from .llms import llms_txt
from .page_text import page_texts
from .sets import Exported
from .sitemap import sitemaps
from .source import Source


def export_files(library: Library, settings: Settings, root: Path) -> Mapping[str, str]:
    """The files beside the built pages of the site at `root`: path below `build/html` → text."""
    sources = [_source(library, settings, root, language) for language in library.languages]
    return {
        **{
            f"{source.language}/{path}": text
            for source in sources
            for path, text in (*_bibtex(source.exported), *feeds(source), *page_texts(source))
        },
        **dict(sitemaps(sources)),
        "llms.txt": llms_txt(sources),
    }
    words = words_of(library.languages[0], *catalogues)
    files |= published_schemas()
    files["CITATION.cff"] = citation_file(made[0], settings, words)
    return Exports(files, cards(made, settings, *catalogues))


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


def _bibtex(exported: Exported) -> Iterator[tuple[str, str]]:
    entries = {paper.id: f"{bibtex(paper)}\n" for paper in exported.papers.values()}
    for each in exported.sets:
        yield f"{each.place}.bib", "\n".join(entries[paper.id] for paper in each.papers)
    yield from api_files(exported, library, settings)
