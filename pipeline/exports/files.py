"""Every file beside the pages: where it is, and what stands there."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..files.program import program_digest
from ..pages.contents import Contents
from ..written.settings import Settings, site_catalogues
from .api import api
from .books import all_books
from .cff import citation_file
from .citations import citations
from .feeds import feeds, planned_feeds, told_pages
from .llms import llms_txt
from .page_text import markdown_texts, told_texts
from .parts import Part
from .pictures import pictures
from .shapes import published_schemas
from .sitemap import sitemaps
from .source import Source


def exports(contents: Contents, settings: Settings, root: Path) -> Iterator[Part]:
    """All that is taken away of the site at `root`, whose pages are built."""
    around = _around(settings, root)
    for part in _parts(contents, settings, root):
        yield part._replace(made_of=f"{around}\n{part.made_of}")


def _around(settings: Settings, root: Path) -> str:
    """A digest of what every part is made of."""
    catalogues = sorted(site_catalogues(root).rglob("*.po"))
    said = program_digest(), settings, [file.read_bytes() for file in catalogues]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _parts(contents: Contents, settings: Settings, root: Path) -> Iterator[Part]:
    languages = contents.library.languages
    sources = [Source.of(contents, settings, root, language) for language in languages]
    made = [source.exported for source in sources]
    yield citations(made)
    for source in sources:
        for part in _in_language(source, contents):
            yield part.below(source.language)
    yield sitemaps(sources)
    yield Part.known(_of_the_site(sources))
    yield from pictures(made, settings, site_catalogues(root))


def _in_language(source: Source, contents: Contents) -> Iterator[Part]:
    """With paths below the language's folder."""
    yield from api(source, contents.library)
    yield from markdown_texts(source)
    planned = planned_feeds(source)
    texts = told_texts(source, told_pages(planned), contents.memory)
    yield feeds(source, planned, texts)
    yield from all_books(source, contents.library)


def _of_the_site(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    yield from published_schemas().items()
    yield "llms.txt", llms_txt(sources)
    yield "CITATION.cff", citation_file(sources[0])
