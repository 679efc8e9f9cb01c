"""Languages by the codes that catalogues, folders and file names have: `en`, `zh_CN`."""

import re
import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

# As gettext writes them: https://www.gnu.org/software/gettext/manual/html_node/Locale-Names.html
CODE_PATTERN = r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?(?:_[A-Z]{2})?"
_CODE = re.compile(CODE_PATTERN, re.ASCII)

# The first word of a letter's name in Unicode → its script (ISO 15924).
# Greek is left out: a Greek letter in a title is mathematics.
_SCRIPTS = {
    "ARABIC": "Arab",
    "BENGALI": "Beng",
    "CJK": "Hani",
    "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva",
    "HANGUL": "Hang",
    "HEBREW": "Hebr",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "THAI": "Thai",
}
# Scripts of which a few letters tell the language, though most are of another.
_TELLING = ("Hira", "Kana", "Hang")


def is_language(code: str) -> bool:
    """Whether `code` is a language that Babel can write dates and numbers in."""
    return _CODE.fullmatch(code) is not None and _is_known(code)


def tag(code: str) -> str:
    """The language as HTML names it (BCP 47): `zh-CN`."""
    return code.replace("_", "-")


def locale(code: str) -> str:
    """The language with a country in which it is spoken, the most likely one: `ja_JP`."""
    language, *parts = code.split("_")
    country = next((part for part in parts if part.isupper()), "")
    likely = get_global("likely_subtags").get(language, "").rpartition("_")[2]
    return "_".join(filter(None, (language, country or likely)))


def own_name(code: str) -> str:
    """What the language calls itself."""
    return name_in(code, code)


def name_in(code: str, speaker: str) -> str:
    """What the language is called in another one, `speaker`."""
    return Locale.parse(code).get_display_name(speaker) or code


def language_of(text: str, page: str) -> str:
    """The language that a paper's own text is likely in, on a page in the language `page`.

    Papers speak English unless their script says otherwise.
    """
    scripts = _scripts(text)
    if not scripts:
        return _likely("Latn")
    if scripts == {"Hani"} and _writes_ideographs(page):
        return page
    return _likely(next((each for each in _TELLING if each in scripts), min(scripts)))


@cache
def _is_known(code: str) -> bool:
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _scripts(text: str) -> set[str]:
    """The scripts in a text, but for Latin."""
    if text.isascii():
        return set()
    found = (_script(sign) for sign in set(text) if not sign.isascii() and sign.isalpha())
    return {script for script in found if script}


@cache
def _script(letter: str) -> str | None:
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0])


@cache
def _likely(script: str) -> str:
    """The language that most writes a script, by CLDR: und_Hang → ko_Kore_KR."""
    table = get_global("likely_subtags")
    likely: str = table.get(f"und_{script}") or table["und"]
    return likely.partition("_")[0]


@cache
def _writes_ideographs(code: str) -> bool:
    likely = get_global("likely_subtags").get(code.partition("_")[0], "")
    return "_Jpan_" in likely or "_Han" in likely
