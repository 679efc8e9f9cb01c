"""What DBLP tells of a title: https://dblp.org/faq/How+to+use+the+dblp+search+API.html."""

import html
from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from ..arxiv.failures import UnavailableError
from . import titles
from .json_answers import members, read, text_of
from .works import Work, doi_in, year_in

URL: Final = "https://dblp.org/search/publ/api"
PACE_S: Final = 2.0
"""It asks for one or two seconds between requests: https://dblp.org/faq/1474706.html"""
_MOST: Final = 50
_PUBLISHED: Final = (
    *("Conference and Workshop Papers", "Journal Articles", "Parts in Books or Collections"),
    *("Books and Theses", "Reference Works"),
)


def question(title: str) -> str:
    """What stands behind the service's address."""
    return "?" + urlencode({"q": " ".join(titles.plain_words(title)), "format": "json", "h": _MOST})


def works_in(body: bytes) -> tuple[Work, ...]:
    """The works in an answer; raises UnavailableError where it is none."""
    answer = read(body, "DBLP")
    hits = answer.get("result", {}).get("hits") if isinstance(answer.get("result"), dict) else None
    if not isinstance(hits, dict):
        message = "DBLP answered with something else than a list of works"
        raise UnavailableError(message)
    infos = (hit.get("info") for hit in members(hits.get("hit")))
    works = (_work(info) for info in infos if isinstance(info, dict))
    return tuple(work for work in works if work)


def _work(info: dict[str, Any]) -> Work | None:
    places = list(_texts(info.get("ee")))
    doi = doi_in(text_of(info.get("doi")))
    is_published = text_of(info.get("type")) in _PUBLISHED
    elsewhere = [place for place in places if is_published and "arxiv" not in place.lower()]
    people = info.get("authors")
    listed = people.get("author") if isinstance(people, dict) else None
    return Work.told(
        title=_plain(info.get("title")).removesuffix("."),
        authors=tuple(_names(listed)),
        year=year_in(text_of(info.get("year"))),
        ids=(doi, *places, text_of(info.get("key"))),
        url=next(iter(elsewhere), ""),
        venue=_plain(info.get("venue")),
        source="DBLP",
    )


def _names(listed: object) -> Iterator[str]:
    for each in listed if isinstance(listed, list) else [listed]:
        yield _plain(each.get("text") if isinstance(each, dict) else each)


def _texts(value: object) -> Sequence[str]:
    return list(filter(None, map(text_of, value if isinstance(value, list) else [value])))


def _plain(value: object) -> str:
    return html.unescape(text_of(value))
