"""How to cite a paper: what Zotero and its like find on a page, a ContextObject in a span's title.

Keys and values as in an address's query: https://groups.niso.org/higherlogic/ws/public/download/14833
and https://www.zotero.org/support/dev/exposing_metadata/coins.
Which of them Zotero reads: https://github.com/zotero/utilities/blob/master/openurl.js
"""

import re
from collections.abc import Iterator
from typing import Final

from ..text.names import Name
from .cited import Cited, Kind

CLASS: Final = "Z3988"
"""The class of a span that holds a ContextObject."""

# Only what means something there: letters and spaces as the page shows them cost it least.
_WRITTEN: Final = {ord(sign): f"%{ord(sign):02X}" for sign in "%&=;#"}
# Zotero takes both "+" and "%2B" for a space, so a text has the sign of full width.
_IN_TEXT: Final = {**_WRITTEN, ord("+"): "＋"}
_AS_ONE_WORD: Final = {ord(" "): "\u00a0", ord(","): "，"}
_IN_IDENTIFIER: Final = {**_WRITTEN, ord("+"): "%2B"}
# Zotero tidies what stands in "Family, Given", and leaves names alone that are written so.
_INITIAL: Final = r"[A-Z]\.(?:-[A-Z]\.)*"
_WORD: Final = r"[^\W\d_]{2,}(?:['’-][^\W\d_]{2,})*"
_GIVEN: Final = rf"(?![A-ZЀ-Я]{{2,3}}\Z)(?:{_INITIAL}|{_WORD})"
_TIDY: Final = re.compile(rf"{_WORD}(?: {_WORD})*, {_GIVEN}(?: (?:{_INITIAL}|{_WORD}))*")


def context_object(cited: Cited, description: str) -> str:
    """The ContextObject of what is cited, with a description in plain text, or an empty one."""
    return "&".join(f"{key}={value}" for key, value in _fields(cited, description) if value)


def _fields(cited: Cited, description: str) -> Iterator[tuple[str, str]]:
    yield "ctx_ver", "Z39.88-2004"
    yield from _place(cited)
    for key, value in (("volume", cited.volume), ("issue", cited.issue), ("pages", cited.pages)):
        yield f"rft.{key}", _text(value)
    yield "rft.date", str(cited.year or "")
    yield from _authors(cited.names)
    if cited.any_doi:
        yield "rft_id", _identifier(f"info:doi/{cited.any_doi}")
    yield "rft_id", _identifier(cited.address)
    yield "rft.description", _text(description)


def _place(cited: Cited) -> Iterator[tuple[str, str]]:
    title = _text(cited.plain_title)
    match cited.kind:
        case Kind.ARTICLE:
            yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"
            yield "rft.genre", "article"
            yield "rft.atitle", title
            yield "rft.jtitle", _text(cited.container)
        case Kind.PROCEEDINGS:
            yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:book"
            yield "rft.genre", "proceeding"
            yield "rft.atitle", title
            yield "rft.btitle", _text(cited.container)
        case Kind.PREPRINT:
            yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
            yield "rft.type", "preprint"
            yield "rft.title", title
            yield "rft.publisher", "arXiv" if cited.is_on_arxiv_alone else ""


def _authors(names: tuple[Name, ...]) -> Iterator[tuple[str, str]]:
    """Persons by `au`; what it would change, in two parts; and what has one name, by that alone."""
    single = {name.family for name in names if not name.given}
    told: set[str] = set()
    for name in names:
        given = " ".join(filter(None, (name.given, name.suffix)))
        whole = f"{name.family}, {given}"
        if name.family not in single and _TIDY.fullmatch(whole):
            yield "rft.au", _text(whole)
        elif not given and name.family in told:
            # Behind a namesake in two parts Zotero stops at such a name, unless it is one word.
            yield "rft.au", _text(name.family.translate(_AS_ONE_WORD))
        else:
            yield "rft.aulast", _text(name.family)
            yield "rft.aufirst", _text(given)
            told |= {name.family} if given else set()


def _text(text: str) -> str:
    return text.translate(_IN_TEXT)


def _identifier(text: str) -> str:
    return text.translate(_IN_IDENTIFIER)
