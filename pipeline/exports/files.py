"""Every file beside the pages: where it is, and what stands there."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..files.memory import Memory
from ..library.library import Library
from ..written.settings import Settings, site_catalogues
from .api import api_files
from .books import book_files
from .cards import Card, cards
from .cff import citation_file
from .citations import citation_files
from .feeds import feeds, planned_feeds, told_pages
from .llms import llms_txt
from .page_text import page_texts
from .shapes import published_schemas
from .sitemap import sitemaps
from .source import Source


class Exports(NamedTuple):
    """What is exported of a whole site, by paths below `build/html/`."""

    files: Mapping[str, str | bytes]
    cards: Mapping[str, Card]


def exports(
    library: Library, settings: Settings, root: Path, memory: Memory | None = None
) -> Exports:
    """All that is taken away of the site at `root`, whose pages are built."""
    memory = memory or Memory()
    sources = [Source.of(library, settings, root, language) for language in library.languages]
    made = [source.exported for source in sources]
    files: dict[str, str | bytes] = dict(citation_files(made))
    for source in sources:
        of_language = _in_language(source, library, memory)
        files |= {f"{source.language}/{path}": content for path, content in of_language}
    files |= dict(sitemaps(sources))
    files |= published_schemas()
    files["llms.txt"] = llms_txt(sources)
    files["CITATION.cff"] = citation_file(sources[0])
    return Exports(files, cards(made, settings, site_catalogues(root)))


def _in_language(
    source: Source, library: Library, memory: Memory
) -> Iterator[tuple[str, str | bytes]]:
    """Path below the language's folder → content."""
    yield from api_files(source, library)
    planned = planned_feeds(source)
    texts = page_texts(source, told_pages(planned), memory)
    yield from texts.markdown.items()
    yield from feeds(source, planned, texts.html)
    yield from book_files(source, library)
