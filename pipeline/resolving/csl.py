"""References in CSL-JSON: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from .json_answers import members, text_of
from .reference import Fields, UnreadableError

_MARKUP: Final = re.compile(r"</?(?:i|b|sub|sup|span)(?:\s[^<>]{0,100})?>", re.IGNORECASE)
_PARTS: Final = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
_IDS: Final = ("DOI", "number", "archive_location", "note", "container-title", "arxiv", "URL")


def references_in(text: str) -> Iterator[Fields | UnreadableError]:
    """Each reference, or what is wrong with it."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        yield UnreadableError(f"is no JSON: {error.msg}", error.lineno)
        return
    except RecursionError:
        yield UnreadableError("is JSON within JSON, too deep to be read")
        return
    items = value.get("items", value) if isinstance(value, dict) else value
    for item in items if isinstance(items, list) else [items]:
        is_item = isinstance(item, dict) and "title" in item
        yield (
            _reference(item) if is_item else UnreadableError("is no item of CSL-JSON with a title")
        )


def _reference(item: dict[str, Any]) -> Fields:
    return Fields(
        line=1,
        title=_MARKUP.sub("", text_of(item.get("title"))),
        authors=tuple(_names(item)),
        date=_date(item.get("issued")),
        ids=tuple(text_of(item.get(key)) for key in _IDS),
        urls=(text_of(item.get("URL")),),
        venue=text_of(item.get("container-title")),
    )


def _names(item: dict[str, Any]) -> Iterator[str]:
    for each in members(item.get("author") or item.get("editor")):
        parts = (text_of(each.get(key)) for key in _PARTS)
        yield text_of(each.get("literal")) or " ".join(filter(None, parts))


def _date(issued: object) -> str:
    if not isinstance(issued, dict):
        return text_of(issued)
    match issued.get("date-parts"):
        case [[year, *_], *_]:
            return text_of(year)
    return text_of(issued.get("raw")) or text_of(issued.get("literal"))
