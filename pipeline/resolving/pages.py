"""What a paper's own page says of it, in the tags that scholars' search engines read.

`citation_*` is what https://scholar.google.com/intl/en/scholar/inclusion.html#indexing asks for;
where a page has none, schema.org's JSON-LD and Dublin Core say the same.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from ..text.signs import one_line
from .persons import given_first
from .works import Work, year_in

_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE
)
_TITLES: Final = ("citation_title", "bepress_citation_title", "dc.title", "dcterms.title")
_AUTHORS: Final = ("citation_author", "bepress_citation_author", "dc.creator", "dcterms.creator")
_LISTS: Final = ("citation_authors",)
_DATES: Final = (
    *("citation_publication_date", "citation_date", "citation_year", "citation_online_date"),
    *("bepress_citation_date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date"),
    *("prism.publicationdate",),
)
_IDS: Final = (
    *("citation_arxiv_id", "citation_doi", "bepress_citation_doi", "prism.doi", "dc.identifier"),
    *("dc.identifier.doi", "dcterms.identifier"),
)
_PDFS: Final = ("citation_pdf_url",)
_VENUES: Final = (
    *("citation_conference_title", "citation_journal_title", "citation_conference"),
    *("citation_inbook_title", "citation_book_title", "prism.publicationname"),
)
_ARTICLES: Final = frozenset(
    {"Article", "Book", "Chapter", "PublicationIssue", "Report", "ScholarlyArticle", "Thesis"}
)
_DEEPEST: Final = 6

# A paper's file, and the page that tells of it.
_OF_FILES: Final = (
    (r"(https://openreview\.net/)(?:pdf|attachment|revisions)(\?(?:[^#]*&)?id=.*)", r"\1forum\2"),
    (r"(https://(?:www\.)?aclanthology\.org/[\w.-]+?)(?:v\d+)?\.(?:pdf|bib)", r"\1/"),
    (r"(https://proceedings\.mlr\.press/v\d+/)([^/]+)/\2\.pdf", r"\1\2.html"),
    (r"(https://openaccess\.thecvf\.com/.*)/papers/(.*)\.pdf", r"\1/html/\2.html"),
    (
        (
            r"(https://(?:papers|proceedings)\.(?:nips|neurips)\.cc/paper(?:_files/paper)?/\d{4})"
            r"/file/([0-9a-f]{32})-Paper(-[\w-]+)?\.pdf"
        ),
        r"\1/hash/\2-Abstract\3.html",
    ),
)


def landing_page(address: str) -> str:
    """The address of the page that tells of a paper, where that of its file is given."""
    for file, page in _OF_FILES:
        if re.fullmatch(file, address):
            return re.sub(file, page, address)
    return address


def work_on(page: bytes, address: str, charset: str = "") -> Work | None:
    """The work that a page of HTML is about; None where it does not say so."""
    tree = LexborHTMLParser(_decoded(page, charset))
    tags = _tags(tree)
    data = _json_ld(tree)
    authors = _all(tags, _AUTHORS) or _from_lists(tags) or tuple(_people(data.get("author")))
    dates = (*_all(tags, _DATES), *_texts(data.get("datePublished")))
    named = (*_all(tags, _IDS), *_ids(data), *_all(tags, _PDFS), address)
    titles = (*_all(tags, _TITLES), *_texts(data.get("name")), *_texts(data.get("headline")))
    return Work.told(
        title=next(iter(titles), ""),
        authors=tuple(map(given_first, authors)),
        year=next(filter(None, map(year_in, dates)), None),
        ids=named,
        url=urljoin(address, "#").removesuffix("#"),
        venue=next(iter(_all(tags, _VENUES)), ""),
        source="its page",
    )


def _decoded(page: bytes, charset: str) -> str:
    declared = _CHARSET.search(page[:4096])
    for name in filter(None, (charset, declared[1].decode("ascii") if declared else "")):
        try:
            return page.decode(name, "replace")
        except (LookupError, ValueError):  # some codecs take no "replace"
            continue
    return page.decode("utf-8", "replace")


def _tags(tree: LexborHTMLParser) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        content = one_line(node.attributes.get("content") or "").strip()
        if content:
            # Some pages escape what is escaped.
            tags.setdefault(name, []).append(html.unescape(content))
    return tags


def _all(tags: Mapping[str, list[str]], names: tuple[str, ...]) -> tuple[str, ...]:
    """The values of the first of these tags that the page has, and then of the others."""
    lists = [tags[name] for name in names if name in tags]
    if names in {_AUTHORS, _LISTS}:
        lists = lists[:1]
    return tuple(value for values in lists for value in values)


def _from_lists(tags: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(name for text in _all(tags, _LISTS) for name in text.split(";"))


def _json_ld(tree: LexborHTMLParser) -> Mapping[str, Any]:
    """The first description of an article among the page's JSON-LD."""
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            found = next(_articles(json.loads(node.text()), 0), None)
        except (ValueError, RecursionError):
            continue
        if found is not None:
            return found
    return {}


def _articles(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _articles(each, depth + 1)
    elif isinstance(value, dict):
        if _ARTICLES.intersection(_texts(value.get("@type"))):
            yield value
        for key in ("@graph", "mainEntity"):
            yield from _articles(value.get(key), depth + 1)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(each for each in value if isinstance(each, str))
    return (value,) if isinstance(value, str) else ()


def _people(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield from _texts(each.get("name"))
        else:
            yield from _texts(each)


def _ids(data: Mapping[str, Any]) -> Iterator[str]:
    for key in ("identifier", "sameAs", "@id", "url"):
        value = data.get(key)
        for each in value if isinstance(value, list) else [value]:
            yield from _texts(each.get("value") if isinstance(each, dict) else each)
