"""Names of authors as arXiv and lists give them, taken apart once for all that cites them.

A name is mostly "Given Family", but "Family, Given" and "Given Family Jr." are met as well, and
collaborations: alone, before a colon, or behind a person who speaks for them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

_KINDS: Final = (
    "alliance|collaborations?|committee|community|consorti(?:um|a)|experiments?|group|initiative"
    "|network|program(?:me)?|project|society|survey|teams?"
)
# "A. Group" may be a person.
_GROUP: Final = re.compile(
    rf"(?!(?:\w\.[\s-]*)+\w+\Z).+\s(?:{_KINDS})|(?:collaboration|team|(?-i:the))\s.+", re.IGNORECASE
)
_GROUP_FIRST: Final = re.compile(
    rf"(?P<group>[^:;,]*\s(?:{_KINDS}))\s*[:;,]\s*(?P<rest>.+)", re.IGNORECASE
)
_BEFORE_COLON: Final = re.compile(
    rf"(?P<group>[^:]+):\s+(?P<rest>(?!.*\s(?:{_KINDS})\Z).+)", re.IGNORECASE
)
_SPEAKER: Final = re.compile(
    r"(?P<person>[^()]*?)[\s,(]*\b(?P<how>on behalf of|for)\s+(?P<group>[^()]+)\)?", re.IGNORECASE
)
_BRACKETED: Final = re.compile(r"(?P<before>[^()]*?)\s*[(（](?P<inside>[^()（）]+)[)）]")
_SUFFIX: Final = re.compile(r"(?:Jr|jr|JR|Sr|sr|SR|II|III|IV|2nd|3rd|Esq|Ph\.?D|M\.?D)\.?")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.-?)+")
_GLUED: Final = re.compile(r"(?<![\w.])((?:\w\.-?)+)(?=\w['’]?\w)")  # "M.J.Author"
# Where arXiv takes the numbers of institutions out of "A. Author (1), B. Author (2) ((1) Place)",
# a list stays in one piece, and the last of its names runs into the institutions.
_LIST: Final = re.compile(r"\s,\s")
_INSTITUTION: Final = re.compile(
    r"\b(?:the |national |royal |d[ée]p(?:t\b|art)|dipart|facult|fac\.|school|[ée]cole|college"
    r"|academ|institut|istitut|univ|laborato|observ|osserv|cent(?:er|re|ro)\b|centrum|physic"
    r"|astronom|astroph|leibniz|max[- ]planck|space telescope"
    r"|(?-i:INAF|INFN|ESA|ESO|NASA|CNRS|CSIC|IRAP|SISSA|CEA|ETH)\b)",
    re.IGNORECASE,
)
"""How institutions begin, in the languages that they are named in most."""
_LEAD: Final = re.compile(
    r"\A(?:and|(?:with )?an? (?:\w+ )?appendix (?:by|in collaboration with)"
    r"|(?:in collaboration )?with)\s+(?=\S)"
)
_STOP: Final = re.compile(r"\s+\.$|(?<=[^\W\d_]{4})\.$")  # "A. Author."
# What a name may begin with that is none by itself: "van Dyk".
_PARTICLES: Final = frozenset(
    {"af", "al", "av", "da", "das", "de", "dei", "del", "della", "den", "der", "di", "do", "dos"}
    | {"du", "el", "la", "le", "ten", "ter", "van", "von", "zu", "zur"}
)
# These belong to the family with a capital too, behind a given name: "Eleonora Di Valentino".
_CAPITALIZED: Final = frozenset(
    {"Da", "Dal", "Dalla", "Das", "De", "Degli", "Del", "Della", "Dello", "Der", "Di", "Dos"}
    | {"El", "La", "Le", "Lo", "Van", "Von"}
)
# In Vietnamese, some of these are given names.
_VIETNAMESE: Final = frozenset(
    {"Bui", "Dang", "Dinh", "Do", "Duong", "Ho", "Hoang", "Huynh", "Le", "Ly", "Ngo", "Nguyen"}
    | {"Pham", "Phan", "Tran", "Trinh", "Truong", "Vo", "Vu"}
)
_CONJUNCTIONS: Final = frozenset({"e", "i", "y"})  # "Ramón y Cajal"
# Han characters, kana and hangul, in which the family comes first.
_EAST_ASIAN: Final = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\U00020000-\U0003ffff\s・·=＝]+"
)
_KATAKANA: Final = re.compile(r"[\u30a0-\u30ff\s=＝]+")  # of a foreign name, as it is spoken
_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in its parts; what goes by one name has only a `family`."""

    family: str
    """With the particles that belong to it: "van der Maaten"."""
    given: str = ""
    suffix: str = ""
    is_group: bool = field(default=False, kw_only=True)


def listed(author: str) -> tuple[str, ...]:
    """The names in a text that is a list of names, without the institutions that they run into.

    One that is no such list is the only name in it.
    """
    found: list[str] = []
    for part in _LIST.split(author):
        name = _INSTITUTION.split(part, maxsplit=1)[0].strip(" ,;()")
        within = name.split(", ")
        are_names = all(" " in each for each in within)
        found += within if are_names else within[:1]
        if name != part or not are_names:
            break
    return tuple(filter(None, found)) or (author,)


def names(authors: Iterable[str]) -> tuple[Name, ...]:
    """The names of a list of authors, each a plain text; what is only punctuation is none.

    arXiv lists "CLEO Collaboration: T. K. Pedlar" and "(王小明)" as one author, and ":" as well.
    """
    return tuple(each_name(authors))


def each_name(authors: Iterable[str]) -> Iterator[Name]:
    """As `names`, one after the other: taking all of a long list apart takes time."""
    for author in authors:
        yield from _of_one(author)


def is_somebody(author: str) -> bool:
    """Whether a text names anybody, or is only punctuation."""
    return any(map(str.isalnum, author))


@lru_cache(2**14)  # an author is asked for wherever a paper is cited or listed
def _of_one(author: str) -> tuple[Name, ...]:
    text = " ".join(author.split())
    if not _LIST.search(text):
        return tuple(_names(text))
    *parts, last = _LIST.split(text)
    return tuple(name for part in (*_apart(parts), last) for name in _names(part))


def _apart(parts: Iterable[str]) -> Iterator[str]:
    """Of a list's parts, those that are lists themselves in their parts."""
    for part in parts:
        within = part.split(", ")
        yield from within if all(" " in each for each in within) else [part]


def _names(text: str) -> Iterator[Name]:
    text = _LEAD.sub("", _STOP.sub("", text.strip(" :;,\\")), count=1)
    if not is_somebody(text):
        return
    if text.count(")") > text.count("("):
        yield Name(text)
    elif first := _GROUP_FIRST.fullmatch(text) or _BEFORE_COLON.fullmatch(text):
        yield Name(first["group"], is_group=True)
        yield from _names(first["rest"])
    elif (speaker := _SPEAKER.fullmatch(text)) and _speaks(speaker):
        yield from _names(speaker["person"])
        yield Name(speaker["group"], is_group=True)
    elif bracketed := _BRACKETED.fullmatch(text):
        yield from _bracketed(bracketed["before"], bracketed["inside"])
    elif _GROUP.fullmatch(text):
        yield Name(text, is_group=True)
    else:
        yield _person(text)


def _speaks(speaker: re.Match[str]) -> bool:
    return speaker["how"].lower() != "for" or _GROUP.fullmatch(speaker["group"]) is not None


def _bracketed(before: str, inside: str) -> Iterator[Name]:
    if not before:
        yield from _names(inside)
    elif _GROUP.fullmatch(inside):
        yield from _names(before)
        yield Name(inside, is_group=True)
    else:
        name = _person(before)
        yield replace(name, given=f"{name.given} ({inside})".strip())


def _person(text: str) -> Name:
    if _EAST_ASIAN.fullmatch(text):
        return _east_asian(text)
    family, *rest = (part.strip() for part in text.split(","))
    suffixes = [part for part in rest if _SUFFIX.fullmatch(part)]
    given = [part for part in rest if part and part not in suffixes]
    if given:
        return Name(family, ", ".join(given), " ".join(suffixes))
    words = _GLUED.sub(r"\1 ", family).split()
    while len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        suffixes.insert(0, words.pop())
    start = _start_of_family(words)
    if start and _INITIALS.fullmatch(words[-1]) and not _INITIALS.fullmatch(words[0]):
        return Name(words[0], " ".join(words[1:]), " ".join(suffixes))
    return Name(" ".join(words[start:]), " ".join(words[:start]), " ".join(suffixes))


def _east_asian(text: str) -> Name:
    words = text.split()
    if len(words) == _PAIR and not _KATAKANA.fullmatch(text):
        return Name(*words)
    return Name(text)


def _start_of_family(words: list[str]) -> int:
    """The index of the family's first word: particles belong to it."""
    start = len(words) - 1
    if _INITIALS.fullmatch(words[0]):
        while start > 1 and _INITIALS.fullmatch(words[start]):
            start -= 1  # "A. Balagopal V."
    is_vietnamese = any(_bare(word) in _VIETNAMESE for word in (words[0], words[-1]))
    while start > 1 and _is_particle(words[start - 1], capitalized=not is_vietnamese):
        start -= 1
    if words[start] in _CONJUNCTIONS and start > 1:
        start -= 1
    return 0 if start == 1 and words[0] in _PARTICLES else start


def _is_particle(word: str, *, capitalized: bool) -> bool:
    return word[:1].islower() or (capitalized and word in _CAPITALIZED)


def _bare(word: str) -> str:
    """The word without its marks."""
    letters = unicodedata.normalize("NFD", word.replace("Đ", "D"))
    return "".join(filter(str.isalpha, letters))
