"""Which page holds which key, in which field, and where."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from .encoding import NUMBERS, steps
from .page import Field
from .text import GRAM, PAIR, SHORT_WORD, fold, is_gram, is_mixed, keys, words_in_runs

SUMMARY = "*"
"""Ends a key that stands for all keys that begin like it."""

_SHORT_RUN = range(1, GRAM)
_SHORT_WORD = range(1, SHORT_WORD + 1)
_MOST_SUMMARIES = max(*_SHORT_RUN, *_SHORT_WORD)
_FIELDS = len(Field)
_COUNT = np.int32

_Integers: TypeAlias = NDArray[np.int64]
_Texts: TypeAlias = NDArray[np.object_]
_Number = TypeVar("_Number", int, _Integers)


class Postings(NamedTuple):
    """The pages that hold a key: how many, and which."""

    pages: int
    digits: str


class Held(NamedTuple):
    """What a page holds, in few objects, as there are thousands of pages to be remembered."""

    keys: str
    """With a space between them."""
    places: str
    """Of each key, likewise, in the digits of `encoding`."""
    counts: bytes
    """(place among the keys, field, how often) of each field that has a key, flat, as `_COUNT`."""
    runs: str
    """What stands between particles where words have no spaces, with a space between them."""


def held(texts: Mapping[Field, str]) -> Held:
    """What a page with these texts holds."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for kind, text in sorted(texts.items()):
        kind_number = int(kind)
        for key, position in keys(text):
            found[key].append((kind_number, position))
    places: list[str] = []
    counts = array("i")
    for number, of_key in enumerate(found.values()):
        if len(of_key) == 1:
            [(kind_number, position)] = of_key
            places.append(_ALONE[kind_number] + NUMBERS[position])
            counts.extend((number, kind_number, 1))
        else:
            by_kind = _by_kind(of_key)
            places.append(_places(by_kind))
            for kind_number, positions in by_kind.items():
                counts.extend((number, kind_number, len(positions)))
    runs = dict.fromkeys(word for text in texts.values() for word in words_in_runs(text))
    return Held(" ".join(found), " ".join(places), counts.tobytes(), " ".join(runs))


def postings(pages: Sequence[Held]) -> dict[str, Postings]:
    """Key → its pages in ascending order, in the digits of `encoding`.

    For each page: the distance from the page before; for each field: a number whose lowest bit is
    set for the page's last field, whose next three bits are the field and whose others are the
    count; then the positions' distances.  Summaries have no positions.
    Without them, a query of one or two characters would need every key that begins with it.
    """
    all_held = _all_held(pages)
    return dict(chain(_of_keys(all_held), _of_summaries(all_held))) if all_held.names else {}


class _AllHeld(NamedTuple):
    """What all pages hold: an item for each key of each page, and one for each field that has it.

    The pages come in their order; keys are told by their place among the names.
    """

    names: Sequence[str]
    keys: _Integers
    pages: _Integers
    places: _Texts
    counts: _Integers
    """(key, page, field, how often), one below the other."""


def _all_held(pages: Sequence[Held]) -> _AllHeld:
    numbers: dict[str, int] = {}
    owners: list[_Integers] = []
    places: list[str] = []
    counts: list[_Integers] = []
    for page, each in enumerate(pages):
        names = each.keys.split(" ") if each.keys else []
        own = np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int64)
        owners.append(own)
        places += each.places.split(" ") if each.places else []
        of_page = np.frombuffer(each.counts, _COUNT).reshape(-1, 3).astype(np.int64)
        on_page = np.full(len(of_page), page)
        counts.append(np.column_stack([own[of_page[:, 0]], on_page, of_page[:, 1:]]))
    return _AllHeld(
        names=[*numbers],
        keys=np.concatenate(owners) if owners else np.array([], np.int64),
        pages=np.repeat(np.arange(len(owners)), [len(own) for own in owners]),
        places=np.array(places, dtype=object),
        counts=np.concatenate(counts) if counts else np.empty((0, 4), np.int64),
    )


def _by_kind(places: list[tuple[int, int]]) -> dict[int, list[int]]:
    by_kind: dict[int, list[int]] = {}
    for kind, position in places:
        by_kind.setdefault(kind, []).append(position)
    return by_kind


def _places(by_kind: Mapping[int, list[int]]) -> str:
    *_, last = by_kind
    # A word may begin where a whole with hyphens that is spelled like it began.
    return "".join(
        NUMBERS[_head(len(positions), kind, int(kind == last))] + steps(sorted(positions))
        for kind, positions in by_kind.items()
    )


def _of_keys(held: _AllHeld) -> Iterator[tuple[str, Postings]]:
    order = np.argsort(held.keys, kind="stable")
    return _joined(held.names, held.keys[order], held.pages[order], held.places[order])


def _of_summaries(held: _AllHeld) -> Iterator[tuple[str, Postings]]:
    """As `_of_keys`, of what keys begin with: how often a page holds all keys that do."""
    numbers: dict[str, int] = {}
    beginnings = np.full((len(held.names), _MOST_SUMMARIES), -1)
    for key, row in zip(held.names, beginnings, strict=True):
        for place, summary in enumerate(_summaries(key)):
            row[place] = numbers.setdefault(summary, len(numbers))
    keys_, pages, kinds, counts = held.counts.T
    owners = beginnings[keys_]
    items = np.nonzero(owners >= 0)[0]
    page_count = int(pages.max(initial=0)) + 1
    codes = (owners[owners >= 0] * page_count + pages[items]) * _FIELDS + kinds[items]
    codes, places = np.unique(codes, return_inverse=True)
    totals = np.bincount(places, weights=counts[items]).astype(np.int64)
    on_pages, kinds = np.divmod(codes, _FIELDS)
    is_last = np.append(on_pages[1:] != on_pages[:-1], True)
    owners, pages = np.divmod(on_pages, page_count)
    return _joined([*numbers], owners, pages, _texts(_head(totals, kinds, is_last)))


def _joined(
    names: Sequence[str], owners: _Integers, pages: _Integers, texts: _Texts
) -> Iterator[tuple[str, Postings]]:
    """(name of the owner, its postings), of texts in the order of their owners and pages."""
    firsts = np.flatnonzero(_is_new(owners) | _is_new(pages))
    owners, pages = owners[firsts], pages[firsts]
    before = np.where(_is_new(owners), 0, np.concatenate([[0], pages[:-1]]))
    parts = np.insert(texts, firsts, _texts(pages - before)).tolist()
    starts = np.flatnonzero(_is_new(owners))
    places = [*(firsts + np.arange(len(firsts)))[starts].tolist(), len(parts)]
    counts = np.diff(np.append(starts, len(owners))).tolist()
    for owner, (start, end), count in zip(
        owners[starts].tolist(), pairwise(places), counts, strict=True
    ):
        yield names[owner], Postings(count, "".join(parts[start:end]))


def _is_new(values: _Integers) -> NDArray[np.bool_]:
    """Whether each is another than the one before."""
    return np.concatenate([[True], values[1:] != values[:-1]])


def _texts(values: _Integers) -> _Texts:
    """The digits of each number; few are different."""
    different, places = np.unique(values, return_inverse=True)
    return np.array([NUMBERS[each] for each in different.tolist()], dtype=object)[places]


def _summaries(key: str) -> Sequence[str]:
    if is_mixed(key) or key.startswith(PAIR):
        return ()
    folded = fold(key)
    lengths = _SHORT_RUN if is_gram(key) else _SHORT_WORD
    return [folded[:n] + SUMMARY for n in lengths if n <= len(folded)]


def _head(count: _Number, kind: _Number, is_last: _Number) -> _Number:
    return count << 4 | kind << 1 | is_last


_ALONE = tuple(NUMBERS[_head(1, int(kind), 1)] for kind in Field)
"""What stands before the only place of a key in a page, by its field."""
