"""An address that stands bare in a text, which is a link by itself.

As in https://github.github.com/gfm/#autolinks-extension-, but what is not ASCII ends it, as text
in Chinese or Japanese follows without a space.
An address of mail stays text: people write `git@host:folder` and names of others.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

MARKUP: Final = "linkify"
"""The markup of the tokens of such a link, by which it is told from one in angle brackets."""

_HOST: Final = r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+"
_REST: Final = r"[!#-;=?-Z_a-z~]*"
_WEB: Final = re.compile(rf"://{_HOST}{_REST}", re.IGNORECASE | re.ASCII)
_WWW: Final = re.compile(rf"www\.{_HOST}{_REST}", re.IGNORECASE | re.ASCII)
_SCHEME: Final = re.compile(r"(?<![a-z0-9_./:@-])https?\Z", re.IGNORECASE)
_PART_OF_WORD: Final = re.compile(r"[A-Za-z0-9_./:@-]")
_TRAILING: Final = "?!.,:;*_~'"
_LONGEST_SCHEME: Final = len("xhttps")


def extend(parser: MarkdownIt) -> None:
    """Have the parser make links of bare addresses."""
    parser.inline.add_terminator_char("w")
    parser.inline.ruler.before("emphasis", "review_address", _address)


def _address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the parser's form)
    start = state.pos
    found = _found(state.src, start)
    if found is None or state.linkLevel:
        return False
    scheme, rest = found
    if not silent:
        if not state.pending.endswith(scheme):
            return False
        state.pending = state.pending.removesuffix(scheme)
        _push(state, scheme + rest)
    state.pos = start + len(rest)
    return True


def _found(text: str, place: int) -> tuple[str, str] | None:
    """What of an address stands before and from `place` on."""
    match text[place]:
        case ":":
            scheme = _SCHEME.search(text[max(0, place - _LONGEST_SCHEME) : place])
            rest = _WEB.match(text, place)
            return (scheme[0], _trimmed(rest[0])) if scheme and rest else None
        case "w" if not _PART_OF_WORD.match(text[place - 1 : place] if place else ""):
            rest = _WWW.match(text, place)
            return ("", _trimmed(rest[0])) if rest else None
    return None


def _trimmed(address: str) -> str:
    """The address without the punctuation of the sentence around it."""
    address = address.rstrip(_TRAILING)
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(_TRAILING)
    return address


def _push(state: StateInline, text: str) -> None:
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": text if "://" in text else f"http://{text}"}
    opening.markup, opening.info = MARKUP, "auto"
    state.push("text", "", 0).content = text
    closing = state.push("link_close", "a", -1)
    closing.markup, closing.info = MARKUP, "auto"
