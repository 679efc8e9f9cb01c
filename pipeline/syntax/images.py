"""Images whose words end in a width, as Obsidian has it: `![A plot|300](images/plot.png)`.

The width is a screen's, and here the page's decides.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_WIDTH: Final = re.compile(r"\s*\|\s*\d{1,4}(?:x\d{1,4})?\Z")


def extend(parser: MarkdownIt) -> None:
    """Have the parser leave such widths out."""
    parser.core.ruler.after("inline", "review_images", _without_widths)


def _without_widths(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "image":
                _shorten(child)


def _shorten(image: Token) -> None:
    last = (image.children or [Token("", "", 0)])[-1]
    if last.type == "text" and _WIDTH.search(last.content):
        last.content = _WIDTH.sub("", last.content)
        image.content = _WIDTH.sub("", image.content)
