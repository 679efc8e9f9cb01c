"""Whether two titles are one, however they are spelled, hyphenated or typeset.

Nothing is taken for the same that a reader could take for another paper: one digit, one word, or
one letter apart is another title.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz

from ..text import tex

NEAR: Final = 85.0
"""From which likeness on, of 0 to 100, two titles may be meant to be the same."""
_LONG_START: Final = 12
"""Letters of a title that may be all of it, where the other has a subtitle."""
_FEWEST_WORDS: Final = 2
_FEWEST_OF_PHRASE: Final = 3
_PLAIN: Final = re.compile(r"[a-z0-9]+")
_SHORT: Final = 3
"""Letters from which on a word is no prefix, as `in` is in "in variant"."""

_MEANT: Final = {"&": " and ", "∞": " infinity ", "…": " ", "'": "", "’": "", "‘": "", "`": ""}
# Of the signs of mathematics, these are also marks between words.
_MARKS: Final = frozenset("|~¬")
_KEPT: Final = frozenset("#*%@^")
_RAISED: Final = re.compile("[\u00b2\u00b3\u00b9\u2070-\u207f]+")
_HYPHENS: Final = frozenset("-‐‑‒–/._·")
_GREEK: Final = re.compile(r"GREEK (?:SMALL|CAPITAL) LETTER (?P<name>[A-Z]+)")
# British spellings, in what is long enough to be no other word.
_SPELLINGS: Final = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)\b)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})ys(?=(?:e|ed|es|er|ers|ing)\b)"), "yz"),
    (re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|ings|al)?\b)"), "or"),
    (re.compile(r"(?<=[a-z]{3}[ae])ll(?=(?:ed|ing|er|ers)\b)"), "l"),
)


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A title in one piece, and where its words were parted."""

    joined: str
    parted: frozenset[int]
    """Offsets at which a word begins behind another."""
    loose: frozenset[int]
    """Those of them where white space stood, and a word of few letters beside it."""


def are_same(one: str, other: str) -> bool:
    """Whether two titles differ in nothing but how they are written."""
    if not spelling(one) or spelling(one) != spelling(other):
        return False
    first, second = _spelled(one), _spelled(other)
    apart = first.parted ^ second.parted
    return not apart & (first.loose | second.loose)


def spelling(title: str) -> str:
    """What all ways to write a title have in common, to look it up by; empty for none only."""
    return _spelled(title).joined or title.strip()


def likeness(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 100; one that begins as the other does is near."""
    first, second = _spelled(one).joined, _spelled(other).joined
    short, long = sorted((first, second), key=len)
    begins = len(short) >= _LONG_START and long.startswith(short)
    return max(fuzz.ratio(first, second), NEAR if begins else 0.0)


def tells_apart(title: str) -> bool:
    """Whether a title has words enough for no other paper to have it by chance."""
    return len(words(title)) >= _FEWEST_WORDS


def words(title: str) -> tuple[str, ...]:
    """The words of a title as it is written, for a search."""
    return tuple(re.findall(r"\w+", unicodedata.normalize("NFKC", tex.plain(title)).lower()))


def phrase(title: str) -> str:
    """What a search for a phrase finds a title by, however it spells formulas and accents."""
    runs = max(_runs(title), key=len, default=[])
    return " ".join(runs if len(runs) >= _FEWEST_OF_PHRASE else words(title))


def plain_words(title: str) -> tuple[str, ...]:
    """The words of a title that have one spelling only."""
    return tuple(word for run in _runs(title) for word in run) or words(title)


def _runs(title: str) -> list[list[str]]:
    """Words of ASCII that follow each other, parted by formulas, accents and apostrophes."""
    text = "".join(each.text if isinstance(each, tex.Text) else "$" for each in tex.parse(title))
    runs: list[list[str]] = [[]]
    for word in re.findall(r"[\w'’$\\{}^]+", unicodedata.normalize("NFKC", text).lower()):
        if _PLAIN.fullmatch(word):
            runs[-1].append(word)
        else:
            runs.append([])
    return runs


@lru_cache(2**12)
def _spelled(title: str) -> _Spelled:
    joined, parted, loose, before, gap = "", set[int](), set[int](), "", ""
    for is_word, part in _parts(title):
        if not is_word:
            gap = part
            continue
        if joined:
            if joined[-1].isdigit() and part[0].isdigit():
                joined += "."  # 1.5 is not 15
            parted.add(len(joined))
            if not _is_tight(gap) and _are_loose(before, part):
                loose.add(len(joined))
        joined, before, gap = joined + part, part, ""
    return _Spelled(joined, frozenset(parted), frozenset(loose))


def _is_tight(gap: str) -> bool:
    return bool(gap) and all(sign in _HYPHENS for sign in gap)


def _are_loose(before: str, after: str) -> bool:
    if not (before.isalnum() and after.isalnum()):
        return False  # "x = y" is "x=y"
    return any(part.isalpha() and len(part) < _SHORT for part in (before, after))


def _parts(title: str) -> Iterator[tuple[bool, str]]:
    """Words, each as (True, word), and what stands between them, as (False, signs)."""
    raised = _RAISED.sub(r"^\g<0>", tex.plain(title))
    text = "".join(map(_folded, unicodedata.normalize("NFKC", raised).casefold()))
    for pattern, american in _SPELLINGS:
        text = pattern.sub(american, text)
    for is_word, run in groupby(text, _is_of_word):
        yield is_word, "".join(run)


@cache
def _folded(sign: str) -> str:
    """A sign as it is compared: Latin letters without their marks, Greek ones by their names."""
    if sign in _MEANT:
        return _MEANT[sign]
    name = unicodedata.name(sign, "")
    if greek := _GREEK.match(unicodedata.name(unicodedata.normalize("NFD", sign)[0], "")):
        return greek["name"].lower()
    if name.startswith("LATIN"):
        return anyascii(sign).lower()
    return "" if unicodedata.category(sign) == "Mn" and name.startswith("COMBINING") else sign


@cache
def _is_of_word(sign: str) -> bool:
    if unicodedata.category(sign) == "Sm":
        return sign not in _MARKS
    return sign.isalnum() or sign in _KEPT or unicodedata.category(sign) in {"Mn", "Mc"}
