"""Links: each has words of its own, which name no other place, and each definition a link."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from markdown_it.token import Token

from ..problems.problem import Code
from ..syntax.comments import COMMENT
from ..text import tex
from ..words.catalogue import translatable
from ..written.link_words import lie
from .allowed import CITING
from .formulas import FORMULA_TOKENS
from .markup import Finding, Piece

LINK = Code(
    "link",
    translatable(
        "A link leads neither to a web address nor to a page of this site, has no words or "
        "words that name another place, or stands within another."
    ),
    translatable("`[the code](example.org/code)` is to be `[the code](https://example.org/code)`."),
)
REFERENCE = Code(
    "reference",
    translatable("The address of a link is defined twice, or nothing uses the definition."),
    translatable(
        "`[code]: https://example.org/a` is followed by `[code]: https://example.org/b`; "
        "give one another name."
    ),
)


COMMENTS: Final = frozenset({"//", "COMMENT"})
"""The labels of what people write for a comment, as in `[//]: # (a comment)`."""


def link_findings(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """The links among `pieces` whose words are none or lie, or that hold another, with the line."""
    opened: list[Piece] = []
    words = ""
    for piece in pieces:
        if opened and _is_link(piece):
            yield piece.line, "a link stands within a link; end the one before the other", LINK
        if piece.token.type == "link_open":
            opened.append(piece)
            words = ""
        elif piece.token.type == "link_close":
            link = opened.pop()
            yield from ((link.line, told, LINK) for told in _told(link.token, words))
        elif opened:
            words += words_of(piece.token)


def _told(link: Token, words: str) -> Iterator[str]:
    if not words.strip():
        yield "a link has no words; write [where it leads](…)"
    address = str(link.attrGet("href") or "")
    for said in (words, str(link.attrGet("title") or "")):
        if link.info != "auto" and (told := lie(said, address)):
            yield told


def words_of(token: Token) -> str:
    """What a reader sees of a token within a line, and is told upon a hover."""
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    if token.type == COMMENT:
        return ""
    if token.type == "image":
        alternative = "".join(child.content for child in token.children or ())
        return f"{alternative} {token.attrGet('title') or ''}"
    if token.type in FORMULA_TOKENS or token.meta.get("name") == "math":
        return tex.plain(f"${token.content}$")
    return token.content


def _is_link(piece: Piece) -> bool:
    token = piece.token
    return token.type == "link_open" or (token.type == "myst_role" and token.meta["name"] in CITING)


def unused_definitions(
    pieces: Sequence[Piece], definitions: Mapping[str, int]
) -> Iterator[Finding]:
    """The definitions, label → line, that no link or image among `pieces` uses."""
    # One could hold a text that no reader sees.
    kinds = {"link_open", "image"}
    used = {piece.token.meta.get("label") for piece in pieces if piece.token.type in kinds}
    for label, line in definitions.items():
        if label not in used and label not in COMMENTS:
            message = f"nothing uses the definition [{label.lower()}]; remove it"
            yield line, message, REFERENCE
