"""What readers see of a text, by its letters: whatever is mended, none of them is lost."""

from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import unquote

from markdown_it.token import Token

from .reading import Reading
from .tags import Tag, parts

_SEEN: Final = ("alt", "title", "href", "src")


def letters(reading: Reading) -> Counter[str]:
    """How often each letter and digit stands in what readers see, with the addresses of links."""
    return letters_of("".join(text for token in reading.tokens for text in _texts(token)))


def letters_of(text: str) -> Counter[str]:
    """How often each letter and digit stands in a text."""
    return Counter({sign: number for sign, number in Counter(text).items() if sign.isalnum()})


def _texts(token: Token) -> Iterator[str]:
    if token.children is not None:
        for child in token.children:
            yield from _texts(child)
        if token.type == "inline":
            return
    if token.type.startswith("html"):
        yield from _of_html(token.content)
        return
    yield token.info if token.info != "entity" else ""
    yield "" if token.children else token.content
    for name in _SEEN:
        yield unquote(str(token.attrs.get(name) or ""))


def _of_html(source: str) -> Iterator[str]:
    for part in parts(source):
        if isinstance(part, str):
            yield unescape(part)
        elif isinstance(part, Tag):
            yield from (unquote(part.attributes.get(name, "")) for name in _SEEN)
