"""Headings, whichever levels their writer chose: the first is `##`, and none leaves out a level.

The page has its own `#`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from myst_parser.slugs import github_slugify

ANCHORS: Final = "anchors"
"""Where a heading's token keeps the names by which links of the same review lead to it."""

_NAMED: Final = "review_anchors"
_WORDS: Final = frozenset({"text", "text_special", "code_inline"})
# https://pandoc.org/MANUAL.html#extension-header_attributes, and Kramdown's with a colon.
_ID: Final = re.compile(r"[ \t]*\{:?[ \t]*#(?P<id>[\w:.-]{1,100})[ \t]*\}[ \t]*\Z")
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
    """Give each heading of the page, not of a box within it, the anchors that it has elsewhere.

    They are GitHub's, which counts those that are alike, and the one that is written behind it.
    """
    if state.env.get(_NAMED):
        return
    state.env[_NAMED] = True
    counts: Counter[str] = Counter()
    names: set[str] = set()
    for token, following in pairwise(state.tokens):
        if token.type == "heading_open" and token.level == 0:
            children = following.children or []
            written = _written_id(children)
            words = "".join(child.content for child in children if child.type in _WORDS)
            name = base = github_slugify(words)
            while name in names:
                counts[base] += 1
                name = f"{base}-{counts[base]}"
            token.meta[ANCHORS] = (name, *written)
            names.update(token.meta[ANCHORS])


def _written_id(children: list[Token]) -> list[str]:
    """The id behind a heading's words, which is taken out of them."""
    last = children[-1] if children else None
    found = _ID.search(last.content) if last and last.type == "text" else None
    if last is None or found is None:
        return []
    last.content = last.content[: found.start()]
    return [found["id"]]
