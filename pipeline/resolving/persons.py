"""Whether two lists name the same authors, however the names are written.

Families count, in any order and without their marks; given names, or initials, may be missing,
but may not contradict.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz

from ..text import tex
from ..text.names import Name, names

_ET_AL: Final = re.compile(r"(?:and\s+)?(?:(?:et\.?\s*al|others)\.?|…|\.\.\.)", re.IGNORECASE)
# As some transcribe what others leave out: https://en.wikipedia.org/wiki/Diacritic
_TRANSCRIBED: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "ß": "ss"}
)
_FAMILY_FIRST: Final = re.compile(r"(?P<family>[^,;]+),\s*(?P<given>[^,;]+)")
_SUFFIX: Final = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_FEWEST_SHARED: Final = 3
"""Authors that must be shared where one list has one more than the other."""
_ALIKE: Final = 70.0
"""How alike given names must be that are both written out."""
_NUMBER: Final = re.compile(r"\s+\d{4}\Z", re.ASCII)  # DBLP's "Wei Wang 0001"


class Agreement(StrEnum):
    """What two lists of authors say of each other."""

    SAME = "same"
    PARTLY = "partly"
    NONE = "none"
    UNKNOWN = "unknown"
    """One of the lists is empty."""


@dataclass(frozen=True, slots=True)
class _Person:
    families: frozenset[tuple[str, ...]]
    """Words of the family, as each way of transcribing it has them."""
    given: tuple[str, ...]


def agreement(ours: Sequence[str], theirs: Sequence[str]) -> Agreement:
    """Whether two lists of names, each a plain text or TeX, are of the same people."""
    first, first_is_whole = _listed(ours)
    second, second_is_whole = _listed(theirs)
    if not first or not second:
        return Agreement.UNKNOWN
    shared = _shared(first, second)
    if not shared:
        return Agreement.NONE
    few, many = sorted((len(first), len(second)))
    if shared == few == many:
        return Agreement.SAME
    # Between two versions one may have come or gone; a list that is cut says where.
    cut = (len(first) == few and not first_is_whole) or (len(second) == few and not second_is_whole)
    one_more = many - few == 1 and shared >= _FEWEST_SHARED
    return Agreement.SAME if shared == few and (cut or one_more) else Agreement.PARTLY


def is_others(name: str) -> bool:
    """Whether a name stands for all authors that are not named."""
    return bool(_ET_AL.fullmatch(name.strip()))


def given_first(name: str) -> str:
    """A name as people say it: `Family, Given` the other way round."""
    found = _FAMILY_FIRST.fullmatch(name.strip())
    if found is None or _SUFFIX.fullmatch(found["given"].strip()):
        return name
    return f"{found['given'].strip()} {found['family'].strip()}"


def _listed(authors: Sequence[str]) -> tuple[list[_Person], bool]:
    texts = [_NUMBER.sub("", tex.plain(author)) for author in authors]
    named = [text for text in texts if not is_others(text)]
    return [_person(name) for name in names(named)], len(named) == len(texts)


def _shared(first: Sequence[_Person], second: Sequence[_Person]) -> int:
    """How many of the one list are in the other, each taken for one of its people only."""
    left = list(second)
    count = 0
    for person in first:
        found = next((each for each in left if _are_same(person, each)), None)
        if found:
            left.remove(found)
            count += 1
    return count


@lru_cache(2**14)
def _person(name: Name) -> _Person:
    ways = {ascii_words(name.family), ascii_words(name.family.lower().translate(_TRANSCRIBED))}
    # A name of nothing but signs is one with itself at least.
    return _Person(
        frozenset(filter(None, ways)) or frozenset({(name.family,)}), ascii_words(name.given)
    )


def ascii_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, every letter of them in ASCII."""
    plain = unicodedata.normalize("NFC", text)
    ascii_text = anyascii(re.sub("['’‘`ʹ]", "", plain)).lower()
    return tuple(re.findall(r"[a-z0-9]+", ascii_text))


def _are_same(one: _Person, other: _Person) -> bool:
    if any(_are_one_family(*pair) for pair in _pairs(one, other)):
        return _may_be_one(one.given, other.given)
    # Who comes first, the family or the given name, is not known everywhere.
    return any(
        sorted((*mine, *one.given)) == sorted((*theirs, *other.given))
        and all(len(word) > 1 for word in (*one.given, *other.given))
        for mine, theirs in _pairs(one, other)
    )


def _pairs(one: _Person, other: _Person) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    return ((mine, theirs) for mine in one.families for theirs in other.families)


def _are_one_family(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two families are one: particles and second surnames are not always written."""
    few, many = sorted((one, other), key=len)
    is_part = few in {many[: len(few)], many[-len(few) :]} and len("".join(few)) > 1
    return is_part or "".join(one) == "".join(other)


def _may_be_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether given names do not contradict each other; initials and nothing at all agree."""
    if not one or not other:
        return True
    written_out = {word for word in one if len(word) > 1} & set(other)
    return bool(written_out) or _agree(one, other) or "".join(one) == "".join(other)


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    mine, theirs = one[0], other[0]
    if mine[0] != theirs[0]:
        return False
    is_start = mine.startswith(theirs) or theirs.startswith(mine)
    return is_start or "".join(one).startswith(theirs) or fuzz.ratio(mine, theirs) >= _ALIKE
