"""Comments, `<!-- … -->` and lines that begin with `%`: nothing of them is shown.

They are no hidden text: nothing that reaches the site holds them, neither its pages nor its index,
and whoever takes a review sees them in its source.
"""

from bisect import bisect_left
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from .containers import INTERRUPTS, is_within

COMMENT: Final = "review_comment"
"""The token of a comment within a line, which tells how long it is and shows nothing."""

_START: Final = "<!--"
_END: Final = "-->"
_SHORT: Final = ("<!-->", "<!--->")  # https://spec.commonmark.org/0.31.2/#html-comment


def extend(parser: MarkdownIt) -> None:
    """Have the parser leave comments out."""
    parser.block.ruler.enable("myst_line_comment")
    parser.block.ruler.before("html_block", "review_comment", _block, INTERRUPTS)
    parser.inline.ruler.before("autolink", "review_comment", _inline)
    parser.core.ruler.after("block", "review_comments", _drop)


def _end_of(text: str, start: int) -> int:
    """Where the comment ends that begins at `start`, -1 if none does."""
    if not text.startswith(_START, start):
        return -1
    for short in _SHORT:
        if text.startswith(short, start):
            return start + len(short)
    end = text.find(_END, start + len(_START))
    return -1 if end < 0 else end + len(_END)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    if state.is_code_block(start):
        return False
    close = _end_of(state.src, state.bMarks[start] + state.tShift[start])
    line = bisect_left(state.eMarks, close)
    if close < 0 or line >= end or state.src[close : state.eMarks[line]].strip():
        return False
    if not is_within(state, start, line):
        return False
    if not silent:
        state.line = line + 1
    return True


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the parser's form)
    close = _end_of(state.src, state.pos)
    if close < 0 or close > state.posMax:
        return False
    if not silent:
        state.push(COMMENT, "", 0).content = state.src[state.pos : close]
    state.pos = close
    return True


def _drop(state: StateCore) -> None:
    state.tokens = [token for token in state.tokens if token.type != "myst_line_comment"]
