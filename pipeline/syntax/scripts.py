"""Pandoc's `H~2~O` and `x^2^`: https://pandoc.org/MANUAL.html#superscripts-and-subscripts.

Signs alone that merely look so, as in `a^2+b^2`, `2~5` and `~/a:~/b`, stay text: what is raised
or lowered stands behind something, and is a number, a word, or between brackets.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_CONTENT: Final = r"[+−-]?(?:\d{1,20}|[^\W\d_]{1,20})[+−*′'-]?|[+−*′-]|\([^\s()~^]{1,20}\)"
_SCRIPT: Final = {
    "~": (re.compile(rf"~({_CONTENT})~(?!~)"), re.compile(r"[^\W\d_]|[)\]′'^]"), "sub"),
    "^": (re.compile(rf"\^({_CONTENT})\^(?![\^\d(])"), re.compile(r"[^\W_]|[)\]′'*~]"), "sup"),
}


def extend(parser: MarkdownIt) -> None:
    """Have the parser raise and lower what these signs stand around."""
    parser.inline.ruler.before("strikethrough", "review_script", _script)


def _script(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the parser's form)
    sign = state.src[state.pos]
    if sign not in _SCRIPT or state.pos == 0:
        return False
    pattern, behind, kind = _SCRIPT[sign]
    found = pattern.match(state.src, state.pos, state.posMax)
    if not found or not behind.match(state.src[state.pos - 1]):
        return False
    if not silent:
        for name, nesting in ((f"{kind}_open", 1), (f"{kind}_close", -1)):
            if nesting == -1:
                state.push("text", "", 0).content = found[1]
            token = state.push(name, kind, nesting)  # type: ignore[arg-type] # 1 or -1
            token.markup = sign
    state.pos = found.end()
    return True
