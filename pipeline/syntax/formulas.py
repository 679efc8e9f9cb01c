r"""Formulas as they are written elsewhere, in the tokens of MyST's dollars.

`\(x\)` and `\[x\]` are LaTeX's, `\\(x\\)` what some Markdown makes of them, `` $`x`$ `` and a block
of code in the language `math` are GitHub's:
https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
"""

import re
from bisect import bisect_left
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath.index import math_inline_dollar

from ..text.delimiters import is_mathematics, stands_before_words
from ..text.mathml import LONGEST
from .containers import INTERRUPTS, is_within

_TICKS: Final = re.compile(r"\$`([^`\n]+)`\$")
_BRACKETS: Final = re.compile(
    r"(?P<signs>\\{1,2})(?: \((?P<round>(?:[^\\\n]|\\(?![()]))+?)(?P=signs)\)"
    r" | \[(?P<square>(?:[^\\]|\\(?![\[\]]))+?)(?P=signs)\] )",
    re.VERBOSE,
)
_BOX: Final = re.compile(r"[ xX]\Z")
_ENVIRONMENTS: Final = "align|alignat|eqnarray|equation|flalign|gather|multline"
_BLOCK: Final = re.compile(
    rf"\\{{1,2}}\[\s*\Z | \\begin\{{(?P<name>(?:{_ENVIRONMENTS})\*?)\}}", re.VERBOSE
)
_dollars: Final = math_inline_dollar(allow_space=True, allow_digits=True, allow_double=True)


def extend(parser: MarkdownIt) -> None:
    """Have the parser read these formulas, and no dollars before words."""
    parser.inline.ruler.at("math_inline", _dollar)
    parser.inline.ruler.before("math_inline", "review_formula", _inline)
    parser.block.ruler.before("fence", "review_formula", _block, INTERRUPTS)
    parser.core.ruler.after("block", "review_formulas", _fences)


def _dollar(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the parser's form)
    start = state.pos
    if not _dollars(state, True):  # noqa: FBT003
        return False
    end, state.pos = state.pos, start
    is_single = state.src[start + 1] != "$"
    if is_single and stands_before_words(state.src[start + 1 : end - 1], state.src[end:]):
        return False
    return _dollars(state, silent)


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the parser's form)
    match state.src[state.pos]:
        case "$":
            found = _TICKS.match(state.src, state.pos, state.posMax)
        case "\\":
            found = _BRACKETS.match(state.src, state.pos, state.posMax)
            if found and not _is_meant(found):
                return False
        case _:
            return False
    if found is None:
        return False
    if not silent:
        is_block = "square" in found.re.groupindex and found["square"] is not None
        token = state.push("math_inline_double" if is_block else "math_inline", "math", 0)
        token.content = found[found.lastindex or 0].strip()
    state.pos = found.end()
    return True


def _is_meant(found: re.Match[str]) -> bool:
    inside = found["round"] or found["square"]
    # What is escaped for safety's sake may be a task's box or the number of a source.
    return is_mathematics(inside) and not (found["square"] and _BOX.match(inside))


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    begun = None if state.is_code_block(start) else _BLOCK.match(_text(state, start))
    if begun is None:
        return False
    closing = rf"\end{{{begun['name']}}}" if begun["name"] else "\\]"
    begin = state.bMarks[start] + state.tShift[start]
    place = state.src.find(closing, begin, begin + LONGEST)
    last = bisect_left(state.eMarks, place + len(closing))
    if place < 0 or last >= end or not _text(state, last).rstrip().endswith(closing):
        return False
    if any(map(state.isEmpty, range(start, last))) or not is_within(state, start, last):
        return False
    if not silent:
        token = state.push("math_block", "math", 0)
        token.map, token.block = [start, last + 1], True
        token.content = _formula([_text(state, line) for line in range(start, last + 1)], begun)
        state.line = last + 1
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _formula(lines: list[str], begun: re.Match[str]) -> str:
    if begun["name"]:
        return "\n".join(lines)
    last = lines[-1].rstrip().removesuffix("\\]").removesuffix("\\")
    return "\n".join(["", *lines[1:-1], last])


def _fences(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "fence" and token.info.split()[:1] == ["math"]:
            token.type, token.tag, token.info = "math_block", "math", ""
            token.content = f"\n{token.content}"  # its first line is that of the fence
