"""Hosts of web addresses: what a reader takes them for, and what they are."""

import re
import unicodedata
from typing import Final

import idna

USER: Final = "has a name before its host, which misleads; leave it out, with the @"
_SIGNS: Final = "holds a backslash or white space, which browsers do not read as such; remove it"
_NO_HOST: Final = "does not name its host as browsers show it; write it as in www.example.org"
_LOOKS: Final = "has a host with letters that look like others; write the name of the right one"

_WEB: Final = re.compile(r"https?:", re.IGNORECASE)
_WHOLE: Final = re.compile(r"https?://(?P<authority>[^/?#\\]*)", re.IGNORECASE)
_UNREAD: Final = re.compile(r"[\\\s\x00-\x1f\x7f]")
# Browsers also take names with an underscore, which the rules of hosts exclude.
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_PORT: Final = re.compile(r":[0-9]{0,5}$")
# What ends in a number, browsers read as one: https://url.spec.whatwg.org/#ends-in-a-number-checker
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_BYTE: Final = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_QUAD: Final = re.compile(rf"{_BYTE}(?:\.{_BYTE}){{3}}")
_SIX: Final = re.compile(r"\[[0-9a-f:.]+\]", re.IGNORECASE)

_PAIRS: Final = (
    "аa АA еe ЕE оo ОO рp РP сc СC уy УY хx ХX іi ІI јj ЈJ ѕs ЅS ԁd һh ԛq ԝw ӏl ѵv ВB КK МM НH ТT "
    "αa ΑA οo ΟO νv ρp ΡP ιi ΙI υu κk ΚK ΒB ΕE ΖZ ΗH ΜM ΝN ΤT ΥY ΧX "  # Greek
    "օo սu հh ոn ցg զq ɑa ɡg ɩi ɪi ʀr ʏy "
    "ıi ᴄc ᴏo ꜱs ᴜu ᴠv ᴡw ᴢz"  # Armenian, phonetic signs, and a Turkish letter
)
LOOKALIKES: Final = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
"""Letters that a reader takes for Latin ones: https://www.unicode.org/reports/tr39/#Confusable_Detection"""

# https://www.unicode.org/reports/tr39/#Restriction_Level_Detection, "highly restrictive"
_ASIAN: Final = frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})


def flaw(address: str) -> str | None:
    """What misleads about where a web address leads, as a clause of which that is the subject.

    None where nothing does, and where `address` is of another kind.
    """
    if not _WEB.match(address):
        return None
    whole = _WHOLE.match(address)
    if _UNREAD.search(address):
        return _SIGNS
    if whole is None or not whole["authority"]:
        return _NO_HOST
    if "@" in whole["authority"]:
        return USER
    host = ascii_host(_PORT.sub("", whole["authority"]))
    if host is None:
        return _NO_HOST
    *names, domain = host.split(".")
    is_latin = not domain.startswith("xn--")
    misleading = any(_misleads(name, is_latin=is_latin) for name in [*names, domain])
    return _LOOKS if misleading else None


def ascii_host(host: str) -> str | None:
    """The host as it is asked for, None where it is none.  International names are encoded."""
    if _SIX.fullmatch(host):
        return host.lower()
    name = host.lower()
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode()
        except idna.IDNAError:
            return None
    labels = name.removesuffix(".").split(".")
    if not all(map(_LABEL.fullmatch, labels)):
        return None
    if _NUMBER.fullmatch(labels[-1]) and not _QUAD.fullmatch(name):
        return None
    return ".".join(labels)


def _misleads(label: str, *, is_latin: bool) -> bool:
    """Whether a label in its ASCII form stands for letters of which some look like others.

    Among hosts whose domain is in Latin letters, those of another script may all look so.
    """
    if not label.startswith("xn--"):
        return False
    try:
        name = idna.decode(label)
    except idna.IDNAError:
        return True
    scripts = {_script(sign) for sign in name if sign.isalpha()}
    is_mixed = len(scripts) > 1 and not scripts <= _ASIAN
    return is_mixed or (is_latin and name.translate(LOOKALIKES).isascii())


def _script(letter: str) -> str:
    return re.split("[ -]", unicodedata.name(letter, ""), maxsplit=1)[0]
