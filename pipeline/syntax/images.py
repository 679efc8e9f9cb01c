"""Images as people write them elsewhere: with a width in their words, or on another site.

`![A plot|300](images/plot.png)` is Obsidian's; that width is a screen's, and here the page's
decides.
An image of another site becomes a link to it: a page asks no third party for anything.
"""

import re
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

ELSEWHERE: Final = "image elsewhere"
"""What the token of a link is marked with that stands for an image of another site."""

_WIDTH: Final = re.compile(r"\s*\|\s*\d{1,4}(?:x\d{1,4})?\Z")
_REMOTE: Final = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def extend(parser: MarkdownIt) -> None:
    """Have the parser leave such widths out, and link to images of other sites."""
    parser.core.ruler.after("inline", "review_images", _read)


def elsewhere(src: str) -> str | None:
    """The whole address of an image of another site, None where `src` is a file's."""
    if not _REMOTE.match(src):
        return None
    return f"https:{src}" if src.startswith("//") else src


def _read(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and any(child.type == "image" for child in token.children):
            token.children = list(_read_images(token.children))


def _read_images(tokens: list[Token]) -> Iterator[Token]:
    links = 0
    for token in tokens:
        links += (token.type == "link_open") - (token.type == "link_close")
        if token.type != "image":
            yield token
            continue
        _shorten(token)
        address = elsewhere(str(token.attrGet("src") or ""))
        if address is None:
            yield token
        elif links:
            yield _text(_words(token), token.level)
        else:
            yield from _link(token, address)


def _link(image: Token, address: str) -> Iterator[Token]:
    words = _words(image).strip()
    # What has no words is a bare address.
    info = "" if words else "auto"
    opening = Token("link_open", "a", 1, info=info, level=image.level)
    opening.attrs = {"href": address}
    if title := image.attrGet("title"):
        opening.attrs["title"] = title
    opening.meta = {**image.meta, ELSEWHERE: True}
    yield opening
    yield _text(words or address, image.level + 1)
    yield Token("link_close", "a", -1, info=info, level=image.level)


def _words(image: Token) -> str:
    return "".join(child.content for child in image.children or ())


def _text(words: str, level: int) -> Token:
    return Token("text", "", 0, content=words, level=level)


def _shorten(image: Token) -> None:
    last = (image.children or [Token("", "", 0)])[-1]
    if last.type == "text" and _WIDTH.search(last.content):
        last.content = _WIDTH.sub("", last.content)
        image.content = _WIDTH.sub("", image.content)
