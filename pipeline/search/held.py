"""Which keys a page holds, in which field, and where."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from .encoding import NUMBERS, Integers, steps
from .page import Field
from .text import keys, words_in_runs

_Number = TypeVar("_Number", int, Integers)


class Held(NamedTuple):
    """What a page holds, in few objects, as there are thousands of pages to be remembered."""

    keys: str
    """With a space between them."""
    places: str
    """Of each key, likewise, in the digits of `encoding`."""
    runs: str
    """What stands between particles where words have no spaces, with a space between them."""


def held(texts: Mapping[Field, str]) -> Held:
    """What a page with these texts holds."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for kind, text in sorted(texts.items()):
        kind_number = int(kind)
        for key, position in keys(text):
            found[key].append((kind_number, position))
    places = (_places(of_key) for of_key in found.values())
    runs = dict.fromkeys(word for text in texts.values() for word in words_in_runs(text))
    return Held(" ".join(found), " ".join(places), " ".join(runs))


def _places(of_key: list[tuple[int, int]]) -> str:
    if len(of_key) == 1:
        [(kind, position)] = of_key
        return _ALONE[kind] + NUMBERS[position]
    by_kind: dict[int, list[int]] = {}
    for kind, position in of_key:
        by_kind.setdefault(kind, []).append(position)
    *_, last = by_kind
    # A word may begin where a whole with hyphens that is spelled like it began.
    return "".join(
        NUMBERS[head(len(positions), kind, int(kind == last))] + steps(sorted(positions))
        for kind, positions in by_kind.items()
    )


def head(count: _Number, kind: _Number, is_last: _Number) -> _Number:
    """What begins the places of a key in a field of a page."""
    return count << 4 | kind << 1 | is_last


def parts_of_head(value: _Number) -> tuple[_Number, _Number, _Number]:
    """What `head` was given."""
    return value >> 4, value >> 1 & 7, value & 1


_ALONE = tuple(NUMBERS[head(1, int(kind), 1)] for kind in Field)
"""What stands before the only place of a key in a page, by its field."""
