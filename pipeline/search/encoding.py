"""Numbers as text that a script can hold: `browser/postings.js` reads them.

Variable-length quantities in base 64 as in source maps, but without a sign: five bits a
character, the lowest first, the sixth bit set where more follow.
https://tc39.es/ecma426/#sec-base64-vlq
"""

from collections.abc import Iterable

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BITS = 5
_MORE = 1 << _BITS


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
