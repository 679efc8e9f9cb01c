r"""LaTeX's lists in an abstract: each item becomes a paragraph that begins with its mark."""

import re
from itertools import count
from typing import Final

_PART: Final = re.compile(
    r"""
      \\begin\{(?P<opened>itemize|enumerate|description|compactitem|compactenum)\*?\}
        (?:\[[^\]]*\])?
    | (?P<closed>\\end\{(?:itemize|enumerate|description|compactitem|compactenum)\*?\})
    | \\item(?![A-Za-z]) \s* (?:\[(?P<label>[^\[\]]*)\])?
    """,
    re.VERBOSE,
)
_NUMBERED: Final = frozenset({"enumerate", "compactenum"})


def without_lists(source: str) -> str:
    r"""The source with ``\item a`` as a paragraph "• a", or "1. a" where the list is numbered."""
    numbers: list[count[int] | None] = []

    def marked(part: re.Match[str]) -> str:
        if part["opened"]:
            numbers.append(count(1) if part["opened"] in _NUMBERED else None)
            return "\n\n"
        if part["closed"]:
            del numbers[-1:]
            return "\n\n"
        if part["label"] is not None:
            return f"\n\n{part['label']} "
        numbering = numbers[-1] if numbers else None
        return f"\n\n{next(numbering)}. " if numbering else "\n\n• "

    return _PART.sub(marked, source)
