"""What Crossref tells of a title or a DOI: https://api.crossref.org/swagger-ui/index.html."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import quote, urlencode

from ..arxiv.failures import UnavailableError
from ..text.names import names
from . import titles
from .json_answers import members, read, text_of
from .works import Work

URL: Final = "https://api.crossref.org/works"
PACE_S: Final = 1.0
"""https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/"""
_MOST: Final = 20
_FIELDS: Final = "DOI,title,subtitle,author,issued,type,container-title,relation"
_PUBLISHED: Final = frozenset(
    {"journal-article", "proceedings-article", "book-chapter", "book", "monograph", "dissertation"}
)
_PREPRINTS: Final = ("has-preprint", "is-preprint-of", "is-version-of", "is-identical-to")
# Titles hold face markup: https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/face-markup/
_MARKUP: Final = re.compile(r"</?(?:[a-z]+:)?[a-z]{1,12}(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)


def question(title: str, authors: Sequence[str]) -> str:
    """What stands behind the service's address, to ask for a title."""
    first = [name.family for name in names(authors[:1])]
    sought = " ".join([*titles.words(title), *first])
    return "?" + urlencode({"query.bibliographic": sought, "rows": _MOST, "select": _FIELDS})


def about(doi: str) -> str:
    """What stands behind the service's address, to ask for a DOI."""
    return "/" + quote(doi, safe="")


def works_in(body: bytes) -> tuple[Work, ...]:
    """The works in an answer; raises UnavailableError where it is none."""
    message = read(body, "Crossref").get("message")
    if not isinstance(message, dict) or not ("items" in message or "DOI" in message):
        told = "Crossref answered with something else than a list of works"
        raise UnavailableError(told)
    items = members(message["items"]) if "items" in message else [message]
    works = (_work(item) for item in items)
    return tuple(work for work in works if work)


def _work(item: dict[str, Any]) -> Work | None:
    title, subtitle = (_plain(_first(item.get(key))) for key in ("title", "subtitle"))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title.removesuffix(':')}: {subtitle}"
    doi = text_of(item.get("DOI"))
    is_published = text_of(item.get("type")) in _PUBLISHED
    return Work.told(
        title=title,
        authors=tuple(_names(item)),
        year=_year(item.get("issued")),
        ids=(*([doi] if is_published else ()), *_preprints(item.get("relation"))),
        url=f"https://doi.org/{quote(doi, safe='/:();')}" if is_published and doi else "",
        venue=_plain(_first(item.get("container-title"))),
        source="Crossref",
    )


def _names(item: dict[str, Any]) -> Iterator[str]:
    for each in members(item.get("author")):
        parts = (_plain(each.get(key)) for key in ("given", "family", "suffix"))
        yield _plain(each.get("name")) or " ".join(filter(None, parts))


def _preprints(relation: object) -> Iterator[str]:
    for kind in _PREPRINTS if isinstance(relation, dict) else ():
        for each in members(relation.get(kind)):  # type: ignore[attr-defined] # it is a dict
            yield text_of(each.get("id"))


def _year(issued: object) -> int | None:
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    match parts:
        case [[int(year), *_], *_]:
            return year
    return None


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _plain(value: object) -> str:
    return html.unescape(_MARKUP.sub("", html.unescape(text_of(value))))
