"""What its writer took for markup, and the site does not, or the other way round.

It would be shown with all its signs, and nobody would be told.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from markdown_it.token import Token

from ..syntax.addresses import MARKUP as BARE
from .formulas import FORMULA
from .html import html_advice
from .images import IMAGE
from .links import LINK
from .markup import (
    COMMENT,
    FOOTNOTE,
    HEADING,
    HTML,
    MARKUP,
    OPTION,
    WRITTEN,
    Finding,
    Piece,
    text_runs,
)

_SPACED: Final = "an address with a space in it leads nowhere; write < and > around it"
_TEXTS: Final = (
    (
        re.compile(r"!\[\[[^\[\]]+\]\]"),
        "![[…]] shows nothing here; write ![what it shows](images/…)",
        IMAGE,
    ),
    (
        re.compile(r"\A\s*(?:\[\[?_?toc_?\]?\]|\{:toc\})\s*\Z", re.IGNORECASE),
        "the contents stand at the side of the page; remove this line",
        MARKUP,
    ),
    (
        re.compile(r"(?<!!)\[\[(?!_?toc_?\])[^\[\]]*[^\W\d_][^\[\]]*\]\]", re.IGNORECASE),
        "[[…]] is no link here; write [words](…) with the file of a review, or {paper}`…`",
        LINK,
    ),
    (
        re.compile(
            r"!\[[^\[\]\n]*\]\((?=[^()<>\s]*[^\S\n])[^()<>\n]*\)"
            r"|\]\((?=[^()<>\s]*[^\S\n])[^()<>\n]*\.(?:md|html?|pdf)\)"
        ),
        _SPACED,
        LINK,
    ),
    (
        re.compile(r"\A[ \t]*\{:[^{}]*\}[ \t]*\Z"),
        "{: …} sets nothing here; remove this line",
        OPTION,
    ),
    (
        re.compile(r"%%[^%]+%%"),
        "%%…%% hides nothing here; write <!-- … -->",
        COMMENT,
    ),
    (
        re.compile(r"\[-?@[\w:.#$%&+?<>~/-]+[^\[\]]*\]"),
        "[@…] cites nothing here; write {paper}`…` with the id of a paper",
        MARKUP,
    ),
    (
        re.compile(r"\^\[[^\[\]]+\]"),
        "^[…] makes no footnote here; write [^1], and a line [^1]: with the note",
        FOOTNOTE,
    ),
    (
        re.compile(r"<!--"),
        "a comment that begins with <!-- ends with -->; write \\<!-- for the signs themselves",
        COMMENT,
    ),
    (
        re.compile(r"\\begin\{\w+\*?\}"),
        "LaTeX is read between $$ and $$ only; put them around it, or backticks if it is code",
        FORMULA,
    ),
    (
        re.compile(r"\\(?:auto|[cC])?ref\{|\\cite[a-z]*\*?[\[{]"),
        r"\ref and \cite lead nowhere here; write {eq}`…`, {numref}`…` or {paper}`…`",
        MARKUP,
    ),
    (
        re.compile(r"\*\*"),
        (
            "** stresses nothing here; let no space stand within it, as in 「**word**」,"
            " or write \\*\\* for the signs themselves"
        ),
        MARKUP,
    ),
    (
        re.compile(r"~~\S[^~]*~~"),
        (
            "~~ strikes nothing out here; let no space stand within it,"
            " or write \\~~ for the signs themselves"
        ),
        MARKUP,
    ),
    (
        re.compile(r"(?<!\S)~[^\W\d_][^~]*(?<=\w)~(?![^\s.,;:!?])"),
        "one ~ strikes nothing out; write ~~, or \\~ for the sign itself",
        MARKUP,
    ),
    (
        re.compile(r"(?<!=)==[^\s=](?:[^=]|=(?!=))*==(?!=)"),
        (
            "== marks nothing here; let a space stand before and behind it, and none within,"
            " or write `…` around code"
        ),
        MARKUP,
    ),
    (
        re.compile(r"^\[!(?:note|tip|important|warning|caution)\]", re.IGNORECASE),
        "this makes no note here; write :::{note}, the text, and ::: on lines of their own",
        MARKUP,
    ),
)
_SIGNS: Final = frozenset(r"[]{}%^<\*~=")
"""Of which each text has one that `_TEXTS` or an unread tag is found in."""
_UNREAD_TAG: Final = re.compile(
    r"</?(?:a|article|base|body|button|center|details|div|embed|font|form|frame|head|html|iframe"
    r"|img|input|link|meta|object|p|script|span|style|summary|svg|table|textarea|title)(?=[\s/>]|\Z)",
    re.IGNORECASE,
)
_NO_HEADING: Final = re.compile(r"#{2,6}(?=[^\s#])")
# A path that goes on in another script, where no particle of Japanese follows the address.
_GOES_ON: Final = re.compile(r"(?![\u3040-\u309f])[^\W\d_]")
_ATTRIBUTES: Final = re.compile(r"\{[^{}]*[.#=][^{}]*\}")
# Kramdown's and Pandoc's, behind code or a link.
_CLASSES: Final = re.compile(r"\{:?[ \t]*[.#][A-Za-z][^{}]*\}")
# What formulas have between their dollars or brackets, and sentences have not.
_MATHEMATICS: Final = re.compile(r"[\\^_=<>]|^\s*[a-z]\s*$", re.IGNORECASE)
_WORD: Final = re.compile("[a-z]{2}", re.IGNORECASE)
_BRACKETS: Final = {r"\(": (r"\)", "$…$"), r"\[": (r"\]", "$$…$$")}


def misreadings(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """What among `pieces` would not be shown as it was meant, each with its line."""
    yield from _texts(pieces)
    yield from _addresses(pieces)
    yield from _brackets(pieces)
    for piece, following in pairwise(pieces):
        if find := _BESIDE.get(piece.token.type):
            yield from find(piece, following)


def _texts(pieces: Sequence[Piece]) -> Iterator[Finding]:
    for written in text_runs(pieces):
        text = "".join(_unescaped(piece.token) for piece in written)
        if _SIGNS.isdisjoint(text):
            continue
        for pattern, message, code in _TEXTS:
            if pattern.search(text):
                yield written[0].line, message, code
        if unread := _UNREAD_TAG.search(text):
            yield written[0].line, html_advice(unread[0]), HTML


def _unescaped(token: Token) -> str:
    r"""The text of a token, but for signs by an escape: ``\b`` is two signs, ``\~`` is none."""
    return token.content if token.content == token.markup or token.type == "text" else "\0"


def _addresses(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """Find bare addresses in the place of a link's, or that seem to end amid a path."""
    for before, opening in pairwise(pieces):
        if opening.token.markup == BARE and before.token.content.endswith("]("):
            yield opening.line, _SPACED, LINK
    for address, closing, following in zip(pieces, pieces[1:], pieces[2:], strict=False):
        bare = closing.token.type == "link_close" and closing.token.markup == BARE
        if bare and following.token.type == "text" and _GOES_ON.match(following.token.content):
            *_, path = address.token.content.partition("://")[2].partition("/")
            if path and path[-1] in "/=_-":
                message = "where the address ends is not clear; write <, the address, and >"
                yield closing.line, message, LINK


def _brackets(pieces: Sequence[Piece]) -> Iterator[Finding]:
    opening: Piece | None = None
    held = ""
    for piece in pieces:
        token = piece.token
        if token.type == "text_special" and token.markup in _BRACKETS:
            opening, held = piece, ""
        elif token.type in WRITTEN | {"softbreak"} and opening:
            closing, right = _BRACKETS[opening.token.markup]
            is_box = held.strip() in {"", "x", "X"}
            if token.markup == closing and _MATHEMATICS.search(held) and not is_box:
                message = f"{opening.token.markup}…{closing} is no formula here; write {right}"
                yield opening.line, message, FORMULA
            held += token.content
        else:
            opening = None


def _headings(_piece: Piece, following: Piece) -> Iterator[Finding]:
    signs = _NO_HEADING.match(following.token.content)
    if signs and following.token.type == "text":
        message = f"{signs[0]} makes no heading here; write a space behind it"
        yield following.line, message, HEADING


def _tasks(piece: Piece, following: Piece) -> Iterator[Finding]:
    if "checked" in piece.token.meta and following.token.type != "paragraph_open":
        yield piece.line, "a task begins with words, behind [ ] or [x]", MARKUP


def _attributes(piece: Piece, following: Piece) -> Iterator[Finding]:
    if following.token.type != "text":
        return
    kind, text = piece.token.type, following.token.content
    if kind == "image" and (attributes := _ATTRIBUTES.match(text)):
        message = f"{attributes[0]} sets nothing here; write a {{figure}} with :width:"
        yield following.line, message, OPTION
    elif kind in {"code_inline", "link_close"} and (classes := _CLASSES.match(text)):
        yield following.line, f"{classes[0]} sets nothing here; remove it", OPTION


def _prices(piece: Piece, following: Piece) -> Iterator[Finding]:
    """Find what stands between the dollars of two prices, as in "$5 and $10"."""
    tex = piece.token.content
    if not tex[0].isdigit() or _MATHEMATICS.search(tex):
        return
    price = following.token.type == "text" and following.token.content[:1].isdigit()
    if price or (tex[-1].isspace() and _WORD.search(tex)):
        message = f"${tex}$ is read as a formula; write \\$ for dollars that are money"
        yield piece.line, " ".join(message.split()), FORMULA


_BESIDE: Final[Mapping[str, Callable[[Piece, Piece], Iterator[Finding]]]] = {
    "paragraph_open": _headings,
    "list_item_open": _tasks,
    **dict.fromkeys(("image", "code_inline", "link_close"), _attributes),
    "math_inline": _prices,
}
"""What is looked for in pieces of a kind and what follows them."""
