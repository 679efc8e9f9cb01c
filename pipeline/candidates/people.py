"""The authors of a record, in whatever way a list writes them."""

import json
import re
from collections.abc import Iterator
from typing import Final

from .titles import clean

MOST: Final = 5_000

_AND: Final = re.compile(r"\s*(?:;|\band\b|&)\s*")
_KEYS: Final = ("name", "fullname", "full_name")


def authors(text: str | None) -> tuple[str, ...]:
    """The names in a cell: JSON (texts, or objects with a name), or one text that parts them."""
    names = (clean(_in_order(name)) for name in _names(text or ""))
    return tuple(name for name in names if name)[:MOST]


def _names(text: str) -> Iterator[str]:
    try:
        value = json.loads(text) if text[:1] in {"[", '"', "{"} else text
    except (ValueError, RecursionError):
        value = text
    if isinstance(value, str):
        yield from _parted(value)
        return
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            named = (each.get(key) for key in _KEYS)
            yield next((name for name in named if isinstance(name, str)), "")


def _parted(text: str) -> Iterator[str]:
    """The names in one text: parted by semicolons or "and", else by commas."""
    some = _AND.split(text)
    if len(some) > 1 or text.count(",") == 1:
        listed = [each.strip(" ,") for each in some]
        # "Ann Lee, Bob Ray and Eve Wu": a comma parts too, where it parts more than two.
        yield from (
            name
            for each in listed
            for name in (each.split(",") if ";" not in text and each.count(",") > 1 else [each])
        )
    else:
        yield from text.split(",")


def _in_order(name: str) -> str:
    """A name that begins with the family's, as it is spoken: "Lee, Ann"."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and "," not in given else name
