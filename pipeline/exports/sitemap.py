"""What search engines are told of the site: `robots.txt`, and all pages as a map of it.

https://www.sitemaps.org/protocol.html
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from markupsafe import escape

from ..words.language import tag
from ..written.paper_ids import file_stem
from .addresses import Addresses
from .parts import File, Part
from .source import Source

MOST: Final = 50_000
"""How many pages a file of the map may hold."""
MOST_BYTES: Final = 50 * 1024 * 1024
"""How long such a file may be."""

_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LINKS: Final = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_HEAD: Final = f"{_DECLARED}<urlset {_NAMESPACE} {_LINKS}>\n"
_TAIL: Final = "</urlset>\n"

_Days: TypeAlias = Mapping[str, Mapping[str, dt.date]]
"""When what a page of a language shows last changed, where that is known."""


def sitemaps(sources: Sequence[Source]) -> Part:
    """The map where the site's address is known, and robots.txt."""
    days = {source.language: _days(source) for source in sources}
    pages = [(source.language, source.pages) for source in sources]
    return Part(repr(("map", pages, days)), _files(sources, days))


def _files(sources: Sequence[Source], days: _Days) -> Iterator[File]:
    addresses = sources[0].addresses
    robots = "User-agent: *\nAllow: /\n"
    if addresses.base:
        robots += f"\nSitemap: {addresses.to('sitemap.xml')}\n"
        yield from _maps(list(_pages(sources, days, addresses)), addresses)
    yield "robots.txt", robots


def _pages(sources: Sequence[Source], days: _Days, addresses: Addresses) -> Iterator[str]:
    """An element for each page of each language."""
    there = {source.language: frozenset(source.pages) for source in sources}
    for source in sources:
        for page in sorted(source.pages):
            spoken = [code for code in there if page in there[code]]
            yield _page(source.language, page, spoken, days[source.language].get(page), addresses)


def _page(
    language: str, page: str, spoken: Sequence[str], day: dt.date | None, addresses: Addresses
) -> str:
    lines = ["<url>", f"<loc>{_address(language, page, addresses)}</loc>"]
    if day:
        lines.append(f"<lastmod>{day.isoformat()}</lastmod>")
    if len(spoken) > 1:
        # Whoever speaks none of the languages gets the first: https://developers.google.com/search/docs/specialty/international/localized-versions
        tags = {**{tag(code): code for code in spoken}, "x-default": spoken[0]}
        lines += [
            f'<xhtml:link rel="alternate" hreflang="{name}"'
            f' href="{_address(code, page, addresses)}"/>'
            for name, code in tags.items()
        ]
    return "\n".join([*lines, "</url>", ""])


def _address(language: str, page: str, addresses: Addresses) -> str:
    return str(escape(addresses.to(f"{language}/{page}.html")))


def _days(source: Source) -> Mapping[str, dt.date]:
    """When the reviews that a page shows last changed; of other pages nobody knows."""
    exported = source.exported
    shown = {
        **{f"papers/{file_stem(paper.id)}": [paper] for paper in exported.papers.values()},
        **{each.page: each.papers for each in exported.sets if "#" not in each.page},
    }
    days = {
        page: [review.changed for paper in papers for review in paper.reviews]
        for page, papers in shown.items()
    }
    return {page: max(found) for page, found in days.items() if found}


def _maps(pages: Sequence[str], addresses: Addresses) -> Iterator[tuple[str, str]]:
    parts = list(_parts(pages))
    if len(parts) == 1:
        yield "sitemap.xml", _HEAD + "".join(parts[0]) + _TAIL
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _HEAD + "".join(part) + _TAIL
    entries = (
        f"<sitemap>\n<loc>{escape(addresses.to(name))}</loc>\n</sitemap>\n" for name in names
    )
    whole = "".join(entries)
    yield "sitemap.xml", f"{_DECLARED}<sitemapindex {_NAMESPACE}>\n{whole}</sitemapindex>\n"


def _parts(pages: Iterable[str]) -> Iterator[Sequence[str]]:
    """The pages in as many files as they need, one at least."""
    part: list[str] = []
    size = len(_HEAD + _TAIL)
    for page in pages:
        length = len(page.encode())
        if part and (len(part) == MOST or size + length > MOST_BYTES):
            yield part
            part, size = [], len(_HEAD + _TAIL)
        part.append(page)
        size += length
    yield part
