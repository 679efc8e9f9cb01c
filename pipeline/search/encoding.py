"""Numbers as text that a script can hold: `browser/postings.js` reads them.

Variable-length quantities in base 64 as in source maps, but without a sign: five bits a
character, the lowest first, the sixth bit set where more follow.
https://tc39.es/ecma426/#sec-base64-vlq
"""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.int32]
Text: TypeAlias = NDArray[np.uint8]
"""In ASCII."""

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BITS = 5
_MORE = 1 << _BITS
_DIGIT_OF = np.frombuffer(_DIGITS.encode(), np.uint8)
_VALUE_OF = np.zeros(1 << 8, np.uint8)
_VALUE_OF[_DIGIT_OF] = np.arange(len(_DIGITS))


def number(value: int) -> str:
    """The quantity `value`, which is not negative."""
    digits = ""
    while value >= _MORE:
        digits += _DIGITS[value % _MORE + _MORE]
        value >>= _BITS
    return digits + _DIGITS[value]


class _Numbers(dict[int, str]):
    """Quantities already spelled: nearly all that an index holds are small."""

    def __missing__(self, value: int) -> str:
        self[value] = number(value)
        return self[value]


NUMBERS = _Numbers()
"""Quantity → its digits."""


def steps(values: Iterable[int], start: int = 0) -> str:
    """Ascending values, each as its distance from the one before."""
    digits = []
    for value in values:
        digits.append(NUMBERS[value - start])
        start = value
    return "".join(digits)


def spelled(values: Integers) -> tuple[Text, Integers]:
    """The digits of all values, one after the other, and how many each of them has."""
    lengths = np.ones(len(values), np.int32)
    while np.any(more := values >> _BITS * lengths > 0):
        lengths += more
    starts = np.cumsum(lengths, dtype=np.int32) - lengths
    text = np.empty(lengths.sum(), np.uint8)
    for place in range(lengths.max(initial=0)):
        has = lengths > place
        more = np.where(lengths[has] > place + 1, _MORE, 0)
        text[starts[has] + place] = _DIGIT_OF[(values[has] >> _BITS * place) % _MORE + more]
    return text, lengths


def read(text: Text) -> tuple[Integers, Integers]:
    """The values that digits spell, and where those of each begin."""
    digits = _VALUE_OF[text]
    goes_on = digits >= _MORE
    starts = np.flatnonzero(~np.append(False, goes_on)[: len(text)]).astype(np.int32)
    values = (digits[starts] % _MORE).astype(np.int32)
    place = 0
    left = np.arange(len(starts), dtype=np.int32)
    while len(left := left[goes_on[starts[left] + place]]):
        place += 1
        values[left] |= (digits[starts[left] + place] % _MORE).astype(np.int32) << _BITS * place
    return values, starts
