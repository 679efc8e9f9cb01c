"""Which page holds which key, in which field, and where."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from .encoding import NUMBERS, steps
from .page import Field, Page
from .text import GRAM, PAIR, SHORT_WORD, fold, is_gram, is_mixed, keys

SUMMARY = "*"
"""Ends a key that stands for all keys that begin like it."""

_SHORT_RUN = range(1, GRAM)
_SHORT_WORD = range(1, SHORT_WORD + 1)

# The counts of all fields in one number: adding them up is most of the work.
_TALLY_LIMIT = 1 << 24
_ONE_OF = tuple(_TALLY_LIMIT**kind for kind in Field)


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
    encoded: defaultdict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    for number, page in enumerate(pages):
        for key, digits in _page_postings(page):
            encoded[key].append(NUMBERS[number - last.get(key, 0)] + digits)
            last[key] = number
    return {key: Postings(len(parts), "".join(parts)) for key, parts in encoded.items()}


def _page_postings(page: Page) -> Iterator[tuple[str, str]]:
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for kind in Field:
        for key, position in keys(page.texts.get(kind, "")):
            places[key].append((int(kind), position))
    tallies: defaultdict[str, int] = defaultdict(int)
    for key, found in places.items():
        yield key, _places(found)
        tally = sum(_ONE_OF[kind] for kind, _ in found)
        for summary in _summaries(key):
            tallies[summary] += tally
    for key, tally in tallies.items():
        yield key, _counts(tally)


@lru_cache(maxsize=1 << 17)
def _summaries(key: str) -> tuple[str, ...]:
    if is_mixed(key) or key.startswith(PAIR):
        return ()
    folded = fold(key)
    lengths = _SHORT_RUN if is_gram(key) else _SHORT_WORD
    return tuple(folded[:n] + SUMMARY for n in lengths if n <= len(folded))


def _places(found: list[tuple[int, int]]) -> str:
    if len(found) == 1:
        kind, position = found[0]
        return _head(1, kind, is_last=True) + NUMBERS[position]
    kinds = sorted({kind for kind, _ in found})
    digits: list[str] = []
    for kind in kinds:
        # A word may begin where a whole with hyphens that is spelled like it began.
        positions = sorted(position for each, position in found if each == kind)
        digits += (_head(len(positions), kind, is_last=kind == kinds[-1]), steps(positions))
    return "".join(digits)


@lru_cache(maxsize=1 << 12)
def _counts(tally: int) -> str:
    counts = [tally // _ONE_OF[kind] % _TALLY_LIMIT for kind in Field]
    kinds = [kind for kind in Field if counts[kind]]
    return "".join(_head(counts[kind], kind, is_last=kind == kinds[-1]) for kind in kinds)


def _head(count: int, kind: int, *, is_last: bool) -> str:
    return NUMBERS[count << 4 | kind << 1 | is_last]
