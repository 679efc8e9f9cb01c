"""Tables in whose cells a `|` within a formula or code is part of it, and none of which is lost.

GitHub's tables end a cell at any `|` without a backslash, and drop what is behind the last column.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, table
from markdown_it.token import Token

# A character that is none, and that no text holds: https://www.unicode.org/faq/private_use.html#nonchar4
_STAND_IN: Final = "\ufdd0"
_WHOLE: Final = re.compile(
    r"""
      \\.
    | (?<!`) (?P<ticks>`+) (?!`) [^`]* (?:(?!(?P=ticks)(?!`))`+[^`]*)* (?P=ticks) (?!`)
    | \$ (?![\s$]|[\d.,]+\s*\|) (?=[^$]*[A-Za-z\\]) (?:[^$\\]|\\.)*+ (?<!\s) \$ (?!\d)
    """,
    re.VERBOSE,
)
_RULER: Final = re.compile(r"[ \t|:>*+-]*-[ \t|:-]*\Z")


def extend(parser: MarkdownIt) -> None:
    """Have the parser keep the cells of a table whole."""
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    if start + 2 > end or not _RULER.match(_text(state, start + 1)):
        return False
    # The head alone tells whether a table begins here; what may be its rows is looked at then only.
    if "|" not in _text(state, start) or not _read(state, start, start + 1, end, silent=True):
        return False
    if silent:
        return True
    last = start
    while last < end and not state.isEmpty(last):
        last += 1
    return _read(state, start, last, end, silent=False)


def _read(state: StateBlock, start: int, last: int, end: int, *, silent: bool) -> bool:
    """Read a table whose lines before `last` have no bar within a formula or code."""
    source, first = state.src, len(state.tokens)
    begin, stop = state.bMarks[start], state.eMarks[last - 1]
    state.src = source[:begin] + _protected(source[begin:stop]) + source[stop:]
    is_table = table(state, start, end, silent)
    _restore(state, first)
    state.src = source
    return is_table


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _protected(text: str) -> str:
    return "\n".join(_WHOLE.sub(_without_bars, line) for line in text.split("\n"))


def _without_bars(match: re.Match[str]) -> str:
    # `\|` is a bar in code and in formulas as it is everywhere in a table.
    return match[0] if match[0].startswith("\\") else re.sub(r"(?<!\\)\|", _STAND_IN, match[0])


def _restore(state: StateBlock, first: int) -> None:
    """Put the bars back, and note in each row how many cells are beyond the last column."""
    columns = 0
    for token in state.tokens[first:]:
        if token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and columns:
            token.meta["surplus"] = _cells(state, token) - columns
        elif token.type == "inline":
            token.content = token.content.replace(_STAND_IN, "|")


def _cells(state: StateBlock, row: Token) -> int:
    cells = escapedSplit(_text(state, row.map[0] if row.map else 0).strip())
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return len(cells)
