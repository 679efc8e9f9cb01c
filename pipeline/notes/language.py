"""The language that a note is written in, by its letters."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from babel.core import get_global

from .prose import prose

_SHARE: Final = 0.05
_KANA: Final = ("HIRAGANA", "KATAKANA")
_SCRIPTS: Final = (*_KANA, "HANGUL", "CJK")
_NAMES: Final = {"ja": "Japanese", "ko": "Korean", "zh": "Chinese", "": "an alphabet"}


def language_of_note(text: str, languages: Sequence[str]) -> str | None:
    """The first of a site's `languages` that the text may be in, None where it is in none."""
    spoken = _spoken(text)
    fits = (
        code
        for code in languages
        if (code.partition("_")[0] == spoken if spoken else _is_alphabetic(code))
    )
    return next(fits, None)


def named(text: str) -> str:
    """What people call the language of a text."""
    return _NAMES[_spoken(text)]


def _spoken(text: str) -> str:
    """`ja`, `ko` or `zh`; empty for what is written in an alphabet."""
    words = "".join(part.text for part in prose(text) if part.is_prose)
    scripts = Counter(
        unicodedata.name(sign, "").partition(" ")[0] for sign in words if sign.isalpha()
    )
    # A word of Latin has some five letters where these scripts have one or two.
    of_asia = sum(scripts[each] for each in _SCRIPTS)
    if of_asia < _SHARE * sum(scripts.values()) or not of_asia:
        return ""
    if sum(scripts[each] for each in _KANA) >= _SHARE * of_asia:
        return "ja"
    return "ko" if scripts["HANGUL"] >= scripts["CJK"] else "zh"


def _is_alphabetic(code: str) -> bool:
    likely: str = get_global("likely_subtags").get(code.partition("_")[0], "")
    return not any(script in likely for script in ("_Jpan", "_Han", "_Kore"))
