"""Paragraphs as the parser's own rules read them, but each line is tried once for its end.

The rule of headings above a line of hyphens or equals signs tries each line of each paragraph for
all that may begin there, and the rule of paragraphs does so again.
"""

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, lheading


def extend(parser: MarkdownIt) -> None:
    """Have the parser look for the ends of paragraphs in a third of the time."""
    parser.block.ruler.at("lheading", _underlined)
    parser.block.ruler.at("paragraph", _paragraph)


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    for line in range(start + 1, end):
        if state.isEmpty(line):
            break
        if state.src[_first(state, line)] in "-=":
            return lheading(state, start, end, silent)
    if not state.is_code_block(start):
        state.parentType = "paragraph"  # as the parser's own leaves it
    return False


def _paragraph(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:  # noqa: FBT001
    around, state.parentType = state.parentType, "paragraph"
    end = start + 1
    while end < state.lineMax and not state.isEmpty(end) and not _begins_more(state, end):
        end += 1
    content = mdTrim(state.getLines(start, end, state.blkIndent, keepLastLF=False))
    state.line = end
    state.push("paragraph_open", "p", 1).map = [start, end]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start, end], []
    state.push("paragraph_close", "p", -1)
    state.parentType = around
    return True


def _begins_more(state: StateBlock, line: int) -> bool:
    """Whether something else than the paragraph above it begins on a line."""
    first = _first(state, line)
    # Nothing but a table begins with a letter.
    if state.src[first].isalpha() and state.src.find("|", first, state.eMarks[line]) < 0:
        return False
    is_indented = state.sCount[line] - state.blkIndent > 3  # noqa: PLR2004 (code, but not here)
    if is_indented or state.sCount[line] < 0:  # what goes on with a quotation
        return False
    rules = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, state.lineMax, True) for rule in rules)  # noqa: FBT003


def _first(state: StateBlock, line: int) -> int:
    """Where the first sign of a line stands."""
    return state.bMarks[line] + state.tShift[line]
