"""Signs that readers do not see, or that hide their neighbours, wherever a text comes from."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Final

MAX_MARKS: Final = 4

_WRITTEN: Final = "\t\n\r"
# Control, format, surrogate and private characters, line and paragraph separators.
# https://www.unicode.org/reports/tr44/#General_Category_Values
_UNSEEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
# Letters, marks and symbols that draw nothing: fillers, joiners, the empty Braille cell and note.
_UNSEEN: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\U0001d159"
)
# Unassigned, and to be drawn as nothing: Default_Ignorable_Code_Point in
# https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt
_IGNORABLE: Final = (range(0x2065, 0x2066), range(0xFFF0, 0xFFF9), range(0xE0000, 0xE1000))
# https://www.unicode.org/reports/tr51/#Emoji_ZWJ_Sequences
_JOINER: Final = "\u200d"
_PICTURES: Final = frozenset({"So", "Sk"})
# https://www.unicode.org/reports/tr37/ and https://www.unicode.org/reports/tr51/#def_emoji_presentation_selector
_SELECTORS: Final = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def complaints(text: str) -> Iterator[str]:
    """What is to be done about each sign of `text` that is not seen, or covers others."""
    if is_plain(text):
        return
    yield from (f"remove the invisible {named(sign)}" for sign in unseen(text))
    if any(len(list(run)) > MAX_MARKS for is_mark, run in groupby(text, _is_mark) if is_mark):
        yield f"more than {MAX_MARKS} marks stand on one letter; remove what covers other lines"


def is_plain(text: str) -> bool:
    """Whether each sign of `text` is seen, and none is a mark on another: as good as always."""
    if text.isascii() and text.replace("\n", " ").isprintable():
        return True
    return not any(map(_is_odd, set(text)))


def unseen(text: str) -> list[str]:
    """The signs of `text` that nobody sees, each once."""
    return sorted({text[place] for place in unseen_places(text)})


def named(sign: str) -> str:
    """The sign by its number and its name in Unicode."""
    return f"character U+{ord(sign):04X} ({unicodedata.name(sign, 'control').lower()})"


def without_unseen(text: str) -> str:
    """The text without the signs that nobody sees."""
    places = set(unseen_places(text))
    if not places:
        return text
    return "".join(sign for place, sign in enumerate(text) if place not in places)


def one_line(text: str) -> str:
    """The text on one line, without the signs that nobody sees."""
    # Some of those part words, and going they may leave two spaces.
    return " ".join(without_unseen(" ".join(text.split())).split())


def written_out(text: str) -> str:
    r"""The text on one line, each sign that nobody sees as its escape (``\u202e``)."""
    places = set(unseen_places(text))
    return "".join(
        _escape(sign) if place in places or sign in _WRITTEN else sign
        for place, sign in enumerate(text)
    )


def _escape(sign: str) -> str:
    return sign.encode("unicode_escape").decode()


def unseen_places(text: str) -> Iterator[int]:
    """Where in `text` a sign stands that nobody sees, in order."""
    if (text.isascii() and text.isprintable()) or not any(map(_may_be_unseen, set(text))):
        return
    neighbours = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    for place, (before, sign, after) in enumerate(neighbours):
        if _is_unseen(before, sign, after):
            yield place


def _is_unseen(before: str, sign: str, after: str) -> bool:
    if sign == _JOINER:
        return not (_is_picture(before) and _is_picture(after))
    if sign in _SELECTORS:
        return before.isspace() or _may_be_unseen(before)
    return _may_be_unseen(sign)


@cache
def _may_be_unseen(sign: str) -> bool:
    if sign in _WRITTEN:
        return False
    code = ord(sign)
    return (
        unicodedata.category(sign) in _UNSEEN_CATEGORIES
        or sign in _UNSEEN | _SELECTORS
        or any(code in each for each in _IGNORABLE)
        or _is_noncharacter(code)
    )


def _is_picture(sign: str) -> bool:
    return sign == "\ufe0f" or unicodedata.category(sign) in _PICTURES


@cache
def _is_odd(sign: str) -> bool:
    return _may_be_unseen(sign) or _is_mark(sign)


@cache
def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in {"Mn", "Mc", "Me"}


def _is_noncharacter(code: int) -> bool:
    # https://www.unicode.org/faq/private_use.html#nonchar4
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 (code points)
