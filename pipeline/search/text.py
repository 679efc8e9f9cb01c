"""Text as the search sees it; `browser/text.js` does the same to a query.

`tests/search/vectors.json` holds the two together.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ..written import id_shapes
from .old_forms import FORMS

GRAM = 4
"""Characters in a key of a script that is written without spaces."""
SHORT_WORD = 3
"""Letters up to which a word is so frequent that it is also a key with the word after it."""
PAIR = "_"
"""Begins a key of two words, and parts them."""

# Scripts written without spaces, as they are after NFKC: iteration marks and numerals, kana,
# ideographs, Hangul.  https://www.unicode.org/Public/UCD/latest/ucd/Blocks.txt
_CJK = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Accents that NFKC could not join to a letter.
_MARKS = "\u0300-\u036f\u20d0-\u20f0"
_LETTER = rf"[^\W_{_CJK}]"
_WORD = rf"{_LETTER}(?:{_LETTER}|[{_MARKS}])*"
# What may stand between two tokens of one phrase; anything else parts them.
_JOINT = "' \u30fb-"
_NO_JOINT = dict.fromkeys(map(ord, _JOINT))
_TOKEN = re.compile(
    rf"(?P<run>[{_CJK}](?:[{_JOINT}]*[{_CJK}])*)|(?P<word>{_WORD})|(?P<gap>(?:[^\w{_JOINT}]|_)+)"
)

# Words of ideographs and katakana, with the kana that may stand within them, as in
# `browser/parting.js`.
_HAN = "\u3005-\u3007\u30f6\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_WITHIN = "[いえきぎけげしせちてびべみめりれわ]{1,2}"
_AT_END = "[いえきぎけちびみめりれ]?"
_WORD_IN_RUN = re.compile(
    rf"(?:[{_HAN}{_KATAKANA}]|(?<=[{_HAN}]){_WITHIN}(?=[{_HAN}]))+(?<=[{_HAN}]){_AT_END}"
    rf"|[{_HAN}{_KATAKANA}]+"
)
_LENGTHS_OF_WORDS = range(3, 21)

_IN_RUN = re.compile(f"[{_CJK}]")

_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2012\u2013\u2212"), "-")
_SIGNS = _INVISIBLE | _HYPHENS | {0x2019: "'", 0x02BC: "'"} | str.maketrans(FORMS)

# Without what stands around it, scheme, `www.`, fragment, ending and what senders of mail add; a
# DOI is the same alone.
_ADDRESS = re.compile(
    r"[<(\[\x22'「『]{0,3}(?:https?://)?(?:www\.)?(?:(?:(?:dx\.)?doi\.org/|doi: ?)(?=10\.))?"
    r"((?:(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,20}|10\.\d{4,9})/[!-~]{1,300}?)"
    r"(?:\.pdf|\.html?)?/?(?:[?&](?:utm_[a-z]{1,20}|fbclid|gclid|ref|source)=[!-~]*)?(?:#[!-~]*)?"
    r"[>)\]\x22'」』.,;:!?。、]{0,5}",
    re.ASCII,
)
_WAYS = [(re.compile(way), same.replace("$", "\\")) for way, same in id_shapes.WAYS]
_SIGNS_OF_ADDRESS = re.compile("[^a-z0-9]")

# As in https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format: putting more of them in order
# takes a time that grows with their square.
_SURPLUS = re.compile(rf"([{_MARKS}]{{30}})[{_MARKS}]+")
_ACCENTS = re.compile(f"[-{_MARKS}]")
_BASE_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def normalise(text: str) -> str:
    """Make texts that look alike the same: width, case, hyphens, old ideographs; accents stay."""
    bounded = text if text.isascii() else _SURPLUS.sub(r"\1", text)
    return unicodedata.normalize("NFKC", bounded).lower().translate(_SIGNS)


def address_key(normal: str) -> str:
    """One word for the page to which a normalised address leads; empty for any other text.

    A paper and its PDF have the same, where the addresses tell.
    """
    address = _ADDRESS.fullmatch(normal)
    if address is None:
        return ""
    place = address[1]
    for way, same in _WAYS:
        place = way.sub(same, place, count=1)
    return _SIGNS_OF_ADDRESS.sub("", place)


@lru_cache(maxsize=1 << 16)
def fold(key: str) -> str:
    """The form under which a key is sorted and found: without accents and hyphens."""
    if key.isascii():
        return key.replace("-", "")
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", key)).translate(_BASE_LETTERS)
    return unicodedata.normalize("NFC", bare)


def is_gram(key: str) -> bool:
    """Whether the key is of a script that is written without spaces."""
    return _IN_RUN.match(key) is not None


def is_mixed(key: str) -> bool:
    """Whether the key is of a word and a part of a run."""
    return is_gram(key) != is_gram(key[-1])


def keys(text: str) -> Iterator[tuple[str, int]]:
    """The keys of a text, each with its position.

    A word is a key.  So is a word with hyphens as a whole, at the position of its first part.
    In scripts without spaces every character begins a key of `GRAM` characters, fewer at the end.
    Where a word and a run meet, the word with the few characters next to it is a key: a query of
    fewer than `GRAM` would else need every key that begins with them.
    A short word with the word after it is a key: phrases need not look up all places of "the".
    Tokens that make a phrase have successive positions, whatever joins them.
    """
    normal = normalise(text)
    position = 0
    compound: list[str] = []
    end = 0
    before: str | None = None  # the word or run that the token follows without a gap
    for match in _TOKEN.finditer(normal):
        if compound and not _continues(match, normal, end):
            yield from _whole(compound, position)
            compound = []
        word, run = match["word"], match["run"]
        if word:
            yield word, position
            if before and is_gram(before):
                yield from ((part + word, position - len(part)) for part in _ends(before))
            elif before and len(fold(before)) <= SHORT_WORD:
                yield f"{PAIR}{before}{PAIR}{word}", position - 1
            compound.append(word)
            end = match.end()
            position += 1
        elif run:
            run = run.translate(_NO_JOINT)
            for i in range(len(run)):
                yield run[i : i + GRAM], position + i
            if before:
                yield from ((before + part, position - 1) for part in _beginnings(run))
            position += len(run)
        else:
            position += 1
        before = word or run
    yield from _whole(compound, position)


def tokens(normal: str) -> Iterator[str]:
    """The words and the whole runs of a normalised text."""
    for match in _TOKEN.finditer(normal):
        if match["word"]:
            yield match["word"]
        elif match["run"]:
            yield match["run"].translate(_NO_JOINT)


def words_in_runs(text: str) -> Iterator[str]:
    """What stands between particles, where it is about as long as a word."""
    for match in _WORD_IN_RUN.finditer(normalise(text)):
        if len(match[0]) in _LENGTHS_OF_WORDS:
            yield match[0]


def _beginnings(run: str) -> Iterator[str]:
    return (run[:n] for n in range(1, min(GRAM, len(run) + 1)))


def _ends(run: str) -> Iterator[str]:
    return (run[-n:] for n in range(1, min(GRAM, len(run) + 1)))


def _continues(match: re.Match[str], text: str, end: int) -> bool:
    return bool(match["word"]) and match.start() == end + 1 and text[end] == "-"


def _whole(compound: list[str], position: int) -> Iterator[tuple[str, int]]:
    if len(compound) > 1:
        yield "-".join(compound), position - len(compound)
