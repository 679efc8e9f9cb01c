"""Headings, whichever levels their writer chose: the first is `##`, and none leaves out a level.

The page has its own `#`.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from myst_parser.slugs import github_slugify, unique_slug

ANCHOR: Final = "anchor"
"""Where a heading's token keeps the name by which links of the same review lead to it."""

_NAMED: Final = "review_anchors"
_WORDS: Final = frozenset({"text", "text_special", "code_inline"})
_DEEPEST: Final = 6


def extend(parser: MarkdownIt) -> None:
    """Have the parser give each heading the level on which it is shown."""
    parser.core.ruler.after("block", "review_headings", _place)
    parser.core.ruler.after("inline", "review_heading_breaks", _without_breaks)
    parser.core.ruler.after("review_heading_breaks", "review_anchors", _name)


def shown_levels(levels: Iterable[int]) -> Iterator[int]:
    """The level from 2 to 6 on which each heading is shown, by the number of its signs."""
    above: list[int] = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        yield min(len(above) + 1, _DEEPEST)


def _place(state: StateCore) -> None:
    # A heading in a list or quote is in no tree.
    outer = [token for token in state.tokens if token.level == 0 or not token.tag.startswith("h")]
    opening = [token for token in outer if token.type == "heading_open"]
    closing = [token for token in outer if token.type == "heading_close"]
    levels = shown_levels([int(token.tag[1]) for token in opening])
    for start, end, level in zip(opening, closing, levels, strict=True):
        start.tag = end.tag = f"h{level}"
    for token in state.tokens:
        if token.tag == "h1":
            token.tag = "h2"


def _without_breaks(state: StateCore) -> None:
    # The tree of contents and the page's title have one line for each.
    for token, following in pairwise(state.tokens):
        if token.type == "heading_open":
            for child in following.children or ():
                if child.type == "hardbreak":
                    child.type, child.tag, child.content = "text", "", " "


def _name(state: StateCore) -> None:
    """Give each heading of the page, not of a box within it, the anchor that it has on GitHub."""
    if state.env.get(_NAMED):
        return
    state.env[_NAMED] = True
    names: set[str] = set()
    for token, following in pairwise(state.tokens):
        if token.type == "heading_open" and token.level == 0:
            children = following.children or ()
            words = "".join(child.content for child in children if child.type in _WORDS)
            token.meta[ANCHOR] = unique_slug(github_slugify(words), names)
            names.add(token.meta[ANCHOR])
