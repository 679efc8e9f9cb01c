"""The authors of a record, in whatever way a list writes them."""

import json
import re
from collections.abc import Iterator
from typing import Final

from ..resolving.persons import given_first
from .titles import clean

MOST: Final = 5_000

_AND: Final = re.compile(r"\s*,?\s*(?:\band\b|&)\s*")
_FAMILY_AND_GIVEN: Final = 2
_KEYS: Final = ("name", "fullname", "full_name")


def authors(text: str | None) -> tuple[str, ...]:
    """The names in a cell: JSON (texts, or objects with a name), or one text that parts them."""
    names = (clean(given_first(name)) for name in _names(text or ""))
    return tuple(name for name in names if any(map(str.isalpha, name)))[:MOST]


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
    """The names in one text: parted by semicolons, else by "and" and by commas."""
    if ";" in text:
        yield from text.split(";")
        return
    for some in _AND.split(text):
        names = some.split(",")
        # "Lee, Ann" is one name, "Ann Lee, Bob Ray" are two.
        is_one = len(names) == _FAMILY_AND_GIVEN and not all(" " in n.strip() for n in names)
        yield from [some] if is_one else names
