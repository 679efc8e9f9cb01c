"""`<details>` and its `<summary>`, which is the dropdown of HTML and of GitHub."""

import re
from bisect import bisect_left
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from .containers import INTERRUPTS, is_within

_OPENING: Final = re.compile(r"<details(?P<open>\s+open(?:=\"[a-z]*\")?)?\s*>", re.IGNORECASE)
_ANY: Final = re.compile(r"<(/?)details\b", re.IGNORECASE)
_CLOSING: Final = re.compile(r"</details\s*>\s*\Z", re.IGNORECASE)
_SUMMARY: Final = re.compile(
    r"\s*<summary\s*>(?P<title>.*?)</summary\s*>[ \t]*\n?", re.IGNORECASE | re.DOTALL
)
_LONGEST_SUMMARY: Final = 10


def extend(parser: MarkdownIt) -> None:
    """Have the parser read dropdowns as HTML has them."""
    parser.block.ruler.before("html_block", "review_details", _details, INTERRUPTS)


def _details(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    opening = None if state.is_code_block(start) else _OPENING.match(_text(state, start))
    last = _last_line(state, start, end) if opening else None
    if opening is None or last is None:
        return False
    if silent:
        return True
    lines = [_text(state, line) for line in range(start, min(last + 1, start + _LONGEST_SUMMARY))]
    lines[0] = lines[0][opening.end() :]
    if last < start + len(lines):
        lines[-1] = _CLOSING.sub("", lines[-1])
    token = state.push("dropdown_open", "details", 1)
    token.map, token.meta["open"] = [start, last + 1], bool(opening["open"])
    source = "\n".join(lines)
    summary = _SUMMARY.match(source)
    if summary:
        _push(state, "dropdown_title", summary["title"].strip(), start)
    read = source[: summary.end()].count("\n") if summary else 0
    _within(state, start + read, last, source[summary.end() :] if summary else source)
    token.meta["is_empty"] = state.tokens[-1].type in {"dropdown_open", "dropdown_title_close"}
    state.push("dropdown_close", "details", -1)
    state.line = last + 1
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _last_line(state: StateBlock, start: int, end: int) -> int | None:
    """The line on which the details end that begin at `start`, None where they do not."""
    depth = 0
    for tag in _ANY.finditer(state.src, state.bMarks[start], state.eMarks[end - 1]):
        depth += -1 if tag[1] else 1
        if depth == 0:
            line = bisect_left(state.eMarks, tag.end())
            ends = _CLOSING.search(_text(state, line)) and is_within(state, start, line)
            return line if ends else None
    return None


def _within(state: StateBlock, first: int, last: int, rest: str) -> None:
    """Read what stands from the line `first` on, of which `rest` is left, to the line `last`."""
    start_of_line, _, _ = rest.partition("\n")
    whole = _text(state, first)
    if first == last:
        if start_of_line.strip():
            _push(state, "paragraph", start_of_line.strip(), first)
        return
    if start_of_line.strip() != whole.strip():
        if start_of_line.strip():
            _push(state, "paragraph", start_of_line.strip(), first)
        first += 1
    before_end = _CLOSING.sub("", _text(state, last)).strip()
    most, state.lineMax = state.lineMax, last
    state.md.block.tokenize(state, first, last)
    state.lineMax = most
    if before_end:
        _push(state, "paragraph", before_end, last)


def _push(state: StateBlock, kind: str, content: str, line: int) -> None:
    state.push(f"{kind}_open", "p", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [line, line + 1], []
    state.push(f"{kind}_close", "p", -1)
