"""The postings of all pages, joined anew only for those that were edited or came last.

To join thousands of pages takes seconds, and a person who edits one of them waits for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise, zip_longest
from typing import NamedTuple, TypeAlias

import numpy as np

from .encoding import NUMBERS, read
from .held import Held, held, parts_of_head
from .page import Page
from .postings import SUMMARY, Postings, postings

_FEW = 4
"""Numbers whose page holds something else now; of more, to join all pages is less work."""
_NOTHING = Held("", "", "")

_Edit: TypeAlias = tuple[int, Held, Held]
"""The number of a page, what it held, and what it holds now."""


class Part(NamedTuple):
    """What one page adds: its address, a digest of what it says, and what it holds."""

    address: str
    digest: bytes
    held: Held


class Joined(NamedTuple):
    """The parts of all pages in their order, and the postings of every key."""

    parts: Sequence[Part]
    postings: Mapping[str, Postings]


def join(pages: Sequence[Page], before: Joined | None = None) -> Joined:
    """Join the pages; what was joined `before` saves work, and changes nothing."""
    parts = _parts(pages, before.parts if before else ())
    if before and len(edits := _edits(before.parts, parts)) <= _FEW:
        return Joined(parts, _edited(before.postings, edits))
    return Joined(parts, postings([each.held for each in parts]))


def _parts(pages: Sequence[Page], before: Sequence[Part]) -> list[Part]:
    known = {(each.address, each.digest): each for each in before}
    digests = [sha256(repr(sorted(page.texts.items())).encode()).digest() for page in pages]
    return [
        known.get((page.address, digest)) or Part(page.address, digest, held(page.texts))
        for page, digest in zip(pages, digests, strict=True)
    ]


def _edits(before: Sequence[Part], after: Sequence[Part]) -> list[_Edit]:
    """The numbers whose page holds something else; one that came held nothing before."""
    held_by_number = zip_longest(
        (each.held for each in before), (each.held for each in after), fillvalue=_NOTHING
    )
    return [(number, old, new) for number, (old, new) in enumerate(held_by_number) if old != new]


def _edited(found: Mapping[str, Postings], edits: Sequence[_Edit]) -> dict[str, Postings]:
    """The same postings after these edits."""
    edited = dict(found)
    for page, before, after in edits:
        old, new = _told_alone(before), _told_alone(after)
        for key in old.keys() | new.keys():
            if old.get(key) != new.get(key):
                told = dict(_told(edited[key].digits, key)) if key in edited else {}
                edited[key] = _postings({**told, page: new.get(key, "")})
    return {key: value for key, value in edited.items() if value.pages}


def _told_alone(page: Held) -> dict[str, str]:
    """What the postings of each key tell of a page that holds this."""
    return {
        key: text for key, value in postings([page]).items() for _, text in _told(value.digits, key)
    }


def _told(digits: str, key: str) -> Iterator[tuple[int, str]]:
    """What the postings of a key tell of each page after its number."""
    values, starts = read(np.frombuffer(digits.encode(), np.uint8))
    numbers, places = values.tolist(), [*starts.tolist(), len(digits)]
    page = at = 0
    while at < len(numbers):
        page += numbers[at]
        start = at = at + 1
        is_last = 0
        while not is_last:
            count, _, is_last = parts_of_head(numbers[at])
            at += 1 if key.endswith(SUMMARY) else 1 + count
        yield page, digits[places[start] : places[at]]


def _postings(told: Mapping[int, str]) -> Postings:
    """The postings that tell this of pages, of which those with nothing do not count."""
    pages = sorted(page for page, text in told.items() if text)
    distances = (page - before for before, page in pairwise([0, *pages]))
    texts = (told[page] for page in pages)
    digits = "".join(NUMBERS[each] + text for each, text in zip(distances, texts, strict=True))
    return Postings(len(pages), digits)
