"""A review that nobody has written yet, be it without a line or with nothing but headings."""

import html
import re
from collections.abc import Iterator

from ..problems.problem import Code
from ..words.catalogue import translatable

EMPTY = Code(
    "empty",
    translatable("A review says nothing yet, or nothing stands below one of its headings."),
    translatable("`## What I make of it` is the last line; write below it, or remove it."),
)

_COMMENT = re.compile(r"^[ \t>]*%.*$", re.MULTILINE)
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_FENCE = re.compile(r"[ \t]*(?:```|~~~|:::)")
_WORD = re.compile(r"\w")

BELOW_HEADING = "nothing stands below this heading; write there, or remove it"


def unfilled(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Where a review's Markdown waits for its words, if it has none but in headings.

    `first_line` is the line of the file on which the text begins.
    """
    lines = _without_comments(text).split("\n")
    if any(map(_says_something, lines)):
        return
    headings = [number for number, line in enumerate(lines) if _HEADING.match(line)]
    for number in headings:
        yield first_line + number, BELOW_HEADING
    if not headings:
        # A file that ends with its front matter has no line below it.
        message = "no text stands below the front matter; write what you make of the paper"
        yield first_line - 1, message


def _without_comments(text: str) -> str:
    """The text, of whose comments the line breaks are left."""
    parts: list[str] = []
    place = 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[place:start], "\n" * text.count("\n", start, end)]
        place = end + len("-->")
    return _COMMENT.sub("", "".join([*parts, text[place:]]))


def _says_something(line: str) -> bool:
    is_frame = _HEADING.match(line) or _FENCE.match(line)
    return not is_frame and _WORD.search(html.unescape(line)) is not None
