"""The numbers in a text, whatever way its language writes them.

1,000 and 1 000, 3.5 % and 3.5%, full-width digits, 16,000 and 1万6千 are each one number.
Numbers in words are told apart from those in digits: much that looks like one is none.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain, pairwise
from typing import Final, NamedTuple

from babel import Locale
from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol


class Amount(NamedTuple):
    """A number, and the digits or words by which it is written."""

    value: Decimal
    written: str


_IDEOGRAPHS: Final = dict(zip("〇零一二三四五六七八九", (0, 0, *range(1, 10)), strict=True))
_SMALL: Final = {
    **dict.fromkeys("十십", 10),
    **dict.fromkeys("百백", 100),
    **dict.fromkeys("千천", 1000),
}
_LARGE: Final = {
    **dict.fromkeys("万萬만", 10**4),
    **dict.fromkeys("億亿억", 10**8),
    **dict.fromkeys("兆조", 10**12),
}
_UNITS: Final = "".join((*_SMALL, *_LARGE))
_TENTHS: Final = "割"  # of percents
_SIGNS: Final = {"k": 10**3, "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_ENGLISH: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES: Final[Mapping[str, Mapping[str, int]]] = {
    "en": _ENGLISH,
    "de": {"Tausend": 10**3, "tausend": 10**3}
    | dict.fromkeys(("Million", "Millionen", "Mio."), 10**6)
    | dict.fromkeys(("Milliarde", "Milliarden", "Mrd."), 10**9),
    "fr": {"mille": 10**3}
    | dict.fromkeys(("million", "millions"), 10**6)
    | dict.fromkeys(("milliard", "milliards"), 10**9),
    "es": {"mil millones": 10**9, "mil": 10**3} | dict.fromkeys(("millón", "millones"), 10**6),
}

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_ORDINALS: Final = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS: Final[Mapping[str, int]] = {
    **{word: number for number, word in enumerate(_ONES.split())},
    **{word: number for number, word in enumerate(_ORDINALS.split())},
    **{word: number * 10 for number, word in enumerate(_TENS.split(), 2)},
    **{word[:-1] + "ieth": number * 10 for number, word in enumerate(_TENS.split(), 2)},
    **dict.fromkeys(("once", "single"), 1),
    **dict.fromkeys(("half", "halve", "twice", "double", "doubled", "pair", "both"), 2),
    **dict.fromkeys(("thrice", "triple", "tripled"), 3),
    "quarter": 4,
    "dozen": 12,
}
_HUNDREDS: Final = {"hundred": 100, "hundredth": 100, **_ENGLISH}
_PARTS: Final = frozenset({"half", "quarter", "dozen", *_HUNDREDS, *_ORDINALS.split()[2:]})
"""Before these, "a" is a number; a half is 1 of 2."""
_SPELT: Final = frozenset({"en", "ja", "zh"})
"""The languages whose numbers in words are read here."""
_FEW: Final = 12
"""Up to here, numbers stand in words in most languages."""


def amounts(text: str, language: str) -> Iterator[Amount]:
    """The numbers that have digits in a text."""
    plain = unicodedata.normalize("NFKC", text)
    for found in _pattern(language).finditer(plain):
        if found["days"]:
            yield from (Amount(Decimal(each), each) for each in re.findall(r"\d+", found["days"]))
        elif found["east"]:
            yield Amount(_eastern(found["east"], language), found[0].strip())
        else:
            value = _decimal(found["number"], language)
            factor = _SIGNS.get(found["sign"] or "", 1) * _scales(language).get(
                found["scale"] or "", 1
            )
            yield Amount((value * factor).normalize(), found[0].strip())


def spelt(text: str, language: str) -> Iterator[Decimal]:
    """The numbers that a text may have in words, the names of months among them."""
    plain = unicodedata.normalize("NFKC", text)
    for found in re.finditer(rf"(?<![\d{_UNITS}])[{''.join(_IDEOGRAPHS)}{_UNITS}]+", plain):
        yield _ideographic(found[0])
    months = _months(language)
    words = re.findall(r"[^\W\d_]+", plain)
    yield from (Decimal(months[word.lower()]) for word in words if word.lower() in months)
    if language.partition("_")[0] == "en":
        yield from _english([word.lower().removesuffix("s") for word in words])


def is_judged(value: Decimal, language: str) -> bool:
    """Whether a text in `language` without the number in digits is known not to spell it."""
    return language.partition("_")[0] in _SPELT or value > _FEW or value % 1 != 0


@cache
def _pattern(language: str) -> re.Pattern[str]:
    number, east = (_digits(language, group) for group in ("one", "other"))
    scales = "|".join(map(re.escape, sorted(_scales(language), key=len, reverse=True)))
    scale = rf"(?:[ -]?(?P<scale>{scales})(?!\w))?" if scales else "(?P<scale>(?!))?"
    unit = rf"(?: ?[{''.join(_LARGE)}]|[{_UNITS}])[{_UNITS}]*"
    more = rf"(?:\d[\d,]*(?:\.\d+)?{unit})*(?:\d[\d,]*\d|\d?)"
    return re.compile(
        rf"(?P<days>(?!\d{{1,3}}(?:\.\d{{3}})+(?!\d))\d+(?:\.\d+){{2,}})"
        rf"|(?P<east>{east}(?:{unit}{more}|{_TENTHS}))"
        rf"|(?P<number>{number})(?:(?P<sign>[{''.join(_SIGNS)}])(?![A-Za-z0-9]))?{scale}"
    )


def _digits(language: str, group: str) -> str:
    """A pattern of a number in digits; `group` names what stands between its thousands."""
    point = re.escape(_point(language))
    between = "." if _point(language) == "," else ","
    thousands = rf"\d{{1,3}}(?P<{group}>[{between} '’])\d{{3}}(?:(?P={group})\d{{3}})*(?!\d)"
    return rf"(?:{thousands}|\d+)(?:{point}\d+)?"


def _point(language: str) -> str:
    return str(get_decimal_symbol(Locale.parse(language)))


def _scales(language: str) -> Mapping[str, int]:
    return _SCALES.get(language.partition("_")[0], {})


def _decimal(written: str, language: str) -> Decimal:
    point = _point(language)
    whole, _, part = written.partition(point)
    digits = re.sub(r"\D", "", whole)
    return Decimal(f"{digits}.{part}" if part else digits).normalize()


def _eastern(written: str, language: str) -> Decimal:
    """1万6千, 19億, 3割: digits, each with the units behind them."""
    if written[-1] in _TENTHS:
        return (_decimal(written[:-1], language) * 10).normalize()
    total = section = Decimal(0)
    for digits, units in re.findall(rf"([^{_UNITS}]+)([{_UNITS}]*)", written):
        amount = _decimal(digits, language)
        for unit in units:
            amount *= _SMALL.get(unit, 1)
        section += amount
        for unit in units:
            if unit in _LARGE:
                total, section = total + section * _LARGE[unit], Decimal(0)
    return (total + section).normalize()


def _ideographic(written: str) -> Decimal:
    """二十四, 一万六千, 二〇二一."""
    if not any(sign in _UNITS for sign in written):
        return Decimal("".join(str(_IDEOGRAPHS[sign]) for sign in written)).normalize()
    total = section = digit = 0
    for sign in written:
        if sign in _IDEOGRAPHS:
            digit = digit * 10 + _IDEOGRAPHS[sign]
        elif sign in _SMALL:
            section, digit = section + (digit or 1) * _SMALL[sign], 0
        else:
            total, section, digit = total + (section + digit or 1) * _LARGE[sign], 0, 0
    return Decimal(total + section + digit).normalize()


def _english(words: Sequence[str]) -> Iterator[Decimal]:
    """Each number word alone, and those that follow each other together: twenty-four."""
    run: list[int] = []
    for word, following in pairwise([*words, "", ""]):
        value = _WORDS.get(word.removesuffix("fold"))
        if word in {"a", "an"} and following in _PARTS:
            run.append(1)
        elif word in _HUNDREDS and run:
            run[-1] *= _HUNDREDS[word]
        elif value is not None:
            run.append(value)
        elif word != "and" and run:
            yield from (Decimal(each).normalize() for each in dict.fromkeys([*run, sum(run)]))
            run = []
        if word in {"half", "quarter"} and 1 not in run:
            yield Decimal(1)


@cache
def _months(language: str) -> Mapping[str, int]:
    locale = Locale.parse(language)
    kinds = (get_month_names(width, locale=locale) for width in ("wide", "abbreviated"))
    named = chain.from_iterable(months.items() for months in kinds)
    return {
        name.strip(".").lower(): number
        for number, name in named
        if not any(sign.isdigit() for sign in name)
    }
