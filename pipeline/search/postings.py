"""Which page holds which key, in which field, and where."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from .encoding import NUMBERS, steps
from .page import Field, Page
from .text import GRAM, PAIR, SHORT_WORD, fold, is_gram, is_mixed, keys

SUMMARY = "*"
"""Ends a key that stands for all keys that begin like it."""

_SHORT_RUN = range(1, GRAM)
_SHORT_WORD = range(1, SHORT_WORD + 1)
_MOST_SUMMARIES = max(*_SHORT_RUN, *_SHORT_WORD)
_FIELDS = len(Field)

_Integers: TypeAlias = NDArray[np.int64]
_Texts: TypeAlias = NDArray[np.object_]
_Number = TypeVar("_Number", int, _Integers)


class Postings(NamedTuple):
    """The pages that hold a key: how many, and which."""

    pages: int
    digits: str


def postings(pages: Sequence[Page]) -> dict[str, Postings]:
    """Key → its pages in ascending order, in the digits of `encoding`.

    For each page: the distance from the page before; for each field: a number whose lowest bit is
    set for the page's last field, whose next three bits are the field and whose others are the
    count; then the positions' distances.  Summaries have no positions.
    Without them, a query of one or two characters would need every key that begins with it.
    """
    held = _Held()
    for number, page in enumerate(pages):
        held.add(number, page)
    if not held.numbers:
        return {}
    return dict(chain(_of_keys(held), _of_summaries(held)))


class _Held:
    """What pages hold: an item for each key of each page, and one for each field that has it."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}  # of the keys
        self.items = array("q")  # (key, page) of each item, flat
        self.places: list[str] = []  # of each item
        self.counts = array("q")  # (key, page, field, how often), flat

    def add(self, number: int, page: Page) -> None:
        """Add a page; pages come in their order."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for kind, text in sorted(page.texts.items()):
            kind_number = int(kind)
            for key, position in keys(text):
                found[key].append((kind_number, position))
        for key, places in found.items():
            key_number = self.numbers.setdefault(key, len(self.numbers))
            self.items.extend((key_number, number))
            if len(places) == 1:
                [(kind_number, position)] = places
                self.places.append(_ALONE[kind_number] + NUMBERS[position])
                self.counts.extend((key_number, number, kind_number, 1))
            else:
                by_kind = _by_kind(places)
                self.places.append(_places(by_kind))
                for kind_number, positions in by_kind.items():
                    self.counts.extend((key_number, number, kind_number, len(positions)))


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


def _of_keys(held: _Held) -> Iterator[tuple[str, Postings]]:
    owners, pages = np.frombuffer(held.items, np.int64).reshape(-1, 2).T
    order = np.argsort(owners, kind="stable")
    texts = np.array(held.places, dtype=object)[order]
    return _joined([*held.numbers], owners[order], pages[order], texts)


def _of_summaries(held: _Held) -> Iterator[tuple[str, Postings]]:
    """As `_of_keys`, of what keys begin with: how often a page holds all keys that do."""
    numbers: dict[str, int] = {}
    beginnings = np.full((len(held.numbers), _MOST_SUMMARIES), -1)
    for key, row in zip(held.numbers, beginnings, strict=True):
        for place, summary in enumerate(_summaries(key)):
            row[place] = numbers.setdefault(summary, len(numbers))
    keys_, pages, kinds, counts = np.frombuffer(held.counts, np.int64).reshape(-1, 4).T
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
