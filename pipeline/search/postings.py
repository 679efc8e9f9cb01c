"""Which page holds which key, in which field, and where.

There are millions of such facts, too many for an object each: they are numbers in arrays, and what
is written of them is one text with the places of its parts.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from .encoding import Integers, Text, read, spelled
from .held import Held, head, parts_of_head
from .page import Field
from .text import GRAM, PAIR, SHORT_WORD, fold, is_gram, is_mixed

SUMMARY = "*"
"""Ends a key that stands for all keys that begin like it."""

_LONGEST_OF_RUN = GRAM - 1
_LONGEST_OF_WORD = SHORT_WORD
_FIELDS = len(Field)
_MOST_COUNTED = 1 << 24
"""More often no field of a page has a key."""
_BITS_OF_ITEM = 32
_AT_ONCE = 1 << 20
"""Each character takes some numbers while it is put together with others."""


class Postings(NamedTuple):
    """The pages that hold a key: how many, and which."""

    pages: int
    digits: str


def postings(pages: Sequence[Held], at_once: int = _AT_ONCE) -> dict[str, Postings]:
    """Key → its pages in ascending order, in the digits of `encoding`.

    For each page: the distance from the page before; for each field: a number whose lowest bit is
    set for the page's last field, whose next three bits are the field and whose others are the
    count; then the positions' distances.  Summaries have no positions.
    Without them, a query of one or two characters would need every key that begins with it.
    Some `at_once` characters are put together at a time.
    """
    groups = _groups(_items(pages), at_once)
    return dict(chain.from_iterable(chain(_of_keys(each), _of_summaries(each)) for each in groups))


class _Parts(NamedTuple):
    """Parts of a text."""

    text: Text
    starts: Integers
    lengths: Integers

    @classmethod
    def spelled(cls, values: Integers) -> Self:
        """The digits of each."""
        text, lengths = spelled(values)
        return cls(text, _starts(lengths), lengths)

    def at(self, places: NDArray[Any]) -> Self:
        """Those at these places."""
        return type(self)(self.text, self.starts[places], self.lengths[places])

    def joined(self) -> Text:
        """One after the other."""
        shifts = self.starts - _starts(self.lengths)
        joined: Text = self.text[np.arange(self.lengths.sum()) + np.repeat(shifts, self.lengths)]
        return joined


class _Items(NamedTuple):
    """What all pages hold: an item for each key of each page.

    The pages come in their order; keys are told by their place among the names.
    """

    names: Sequence[str]
    keys: Integers
    pages: Integers
    texts: _Parts


class _Numbers(dict[str, int]):
    """Name → its number, given when it is first asked for."""

    def __missing__(self, name: str) -> int:
        self[name] = len(self)
        return self[name]


def _items(pages: Sequence[Held]) -> _Items:
    numbers = _Numbers()
    names_of = (each.keys.split(" ") if each.keys else () for each in pages)
    keys = [np.fromiter(map(numbers.__getitem__, names), np.int32) for names in names_of]
    places = np.frombuffer(
        "".join(f" {each.places}" for each in pages if each.keys).encode(), np.uint8
    )
    is_digit = places != ord(" ")
    text = places[is_digit]
    starts = np.flatnonzero(~is_digit).astype(np.int32)
    starts -= np.arange(len(starts), dtype=np.int32)
    return _Items(
        names=[*numbers],
        keys=np.concatenate([*keys, np.array([], np.int32)]),
        pages=np.repeat(np.arange(len(pages), dtype=np.int32), [len(each) for each in keys]),
        texts=_Parts(text, starts, np.diff(starts, append=np.int32(len(text)))),
    )


def _groups(items: _Items, at_once: int) -> Iterator[_Items]:
    """The same in parts, those of keys that begin alike together: memory is for one at a time."""
    count = len(items.texts.text) // at_once + 1
    group_of = np.array([_initial(name) % count for name in items.names], np.int32)
    groups = group_of[items.keys]
    for group in range(count):
        names = np.flatnonzero(group_of == group)
        numbers = np.zeros(len(items.names), np.int32)
        numbers[names] = np.arange(len(names))
        own = groups == group
        parts = items.texts.at(own)
        yield _Items(
            names=[items.names[number] for number in names.tolist()],
            keys=numbers[items.keys[own]],
            pages=items.pages[own],
            texts=_Parts(parts.joined(), _starts(parts.lengths), parts.lengths),
        )


def _of_keys(items: _Items) -> Iterator[tuple[str, Postings]]:
    # Sorted as numbers, which takes a tenth of the time that sorting their places takes.
    codes = items.keys.astype(np.int64) << _BITS_OF_ITEM | np.arange(len(items.keys))
    codes.sort()
    order = (codes & ((1 << _BITS_OF_ITEM) - 1)).astype(np.int32)
    return _joined(items.names, items.keys[order], items.pages[order], items.texts.at(order))


def _of_summaries(items: _Items) -> Iterator[tuple[str, Postings]]:
    """As `_of_keys`, of what keys begin with: how often a page holds all keys that do."""
    of, kinds, counts = _counts(items.texts)
    page_count = int(items.pages.max(initial=0)) + 1
    beginnings = [*map(_beginning, items.names)]
    for length in range(1, max(_LONGEST_OF_RUN, _LONGEST_OF_WORD) + 1):
        numbers = _Numbers()
        summaries = np.array(
            [numbers[each[:length] + SUMMARY] if each[length - 1 :] else -1 for each in beginnings],
            np.int64,
        )
        codes = summaries[items.keys[of]]
        has = codes >= 0
        codes = codes[has]
        digits = (page_count, items.pages[of]), (_FIELDS, kinds), (_MOST_COUNTED, counts)
        for base, values in digits:  # in place, as there are millions
            codes *= base
            codes += values[has]
        yield from _of_codes([*numbers], page_count, codes)


def _of_codes(
    names: Sequence[str], page_count: int, codes: NDArray[np.int64]
) -> Iterator[tuple[str, Postings]]:
    """As `_joined`, where each code is of owner, page, field and a count that is to be added up."""
    codes.sort()
    places = codes // _MOST_COUNTED
    starts = np.flatnonzero(_is_new(places))
    codes %= _MOST_COUNTED
    totals = np.add.reduceat(codes, starts).astype(np.int32)
    on_pages, kinds = np.divmod(places[starts], _FIELDS)
    is_last = np.append(_is_new(on_pages)[1:], True)
    owners, pages = (each.astype(np.int32) for each in np.divmod(on_pages, page_count))
    heads = head(totals, kinds.astype(np.int32), is_last)
    return _joined(names, owners, pages, _Parts.spelled(heads))


def _counts(texts: _Parts) -> tuple[Integers, Integers, Integers]:
    """Of each field that has an item: the item, the field, and how often it has it."""
    values, starts = read(texts.text)
    items = np.arange(len(texts.starts), dtype=np.int32)
    at = np.searchsorted(starts, texts.starts).astype(np.int32)
    found = [np.empty((0, 3), np.int32)]
    while len(items):
        count, kind, is_last = parts_of_head(values[at])
        found.append(np.column_stack([items, kind, count]))
        goes_on = is_last == 0
        items, at = items[goes_on], (at + 1 + count)[goes_on]
    of, kinds, counts = np.concatenate(found).T
    return of, kinds, counts


def _joined(
    names: Sequence[str], owners: Integers, pages: Integers, texts: _Parts
) -> Iterator[tuple[str, Postings]]:
    """(name of the owner, its postings), of texts in the order of their owners and pages."""
    is_first = _is_new(owners)
    is_on_page = is_first | _is_new(pages)
    distances = _Parts.spelled(np.where(is_first, pages, pages - np.roll(pages, 1)))
    parts = _alternating(distances._replace(lengths=distances.lengths * is_on_page), texts)
    starts = np.flatnonzero(is_first)
    counts = np.add.reduceat(is_on_page.astype(np.int32), starts)
    ends = np.cumsum(parts.lengths)[2 * np.append(starts, len(owners))[1:] - 1]
    digits = str(parts.joined().tobytes(), "ascii")
    for owner, count, (start, end) in zip(
        owners[starts].tolist(), counts.tolist(), pairwise([0, *ends.tolist()]), strict=True
    ):
        yield names[owner], Postings(count, digits[start:end])


def _alternating(ones: _Parts, others: _Parts) -> _Parts:
    """The first of the ones, the first of the others, and so on."""
    starts = np.column_stack([ones.starts, len(ones.text) + others.starts])
    lengths = np.column_stack([ones.lengths, others.lengths])
    return _Parts(np.concatenate([ones.text, others.text]), starts.ravel(), lengths.ravel())


def _starts(lengths: Integers) -> Integers:
    """Where each begins of those that stand one after the other."""
    return np.cumsum(lengths, dtype=np.int32) - lengths


def _is_new(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether each is another than the one before."""
    return np.append(True, values[1:] != values[:-1])[: len(values)]


def _initial(key: str) -> int:
    """A number for what a key begins with; of two words, the first."""
    return sum(map(ord, fold(key.lstrip(PAIR))[:1]))


def _beginning(key: str) -> str:
    """What a key begins with that summaries stand for."""
    if is_mixed(key) or key.startswith(PAIR):
        return ""
    return fold(key)[: _LONGEST_OF_RUN if is_gram(key) else _LONGEST_OF_WORD]
