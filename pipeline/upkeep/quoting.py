"""Texts of arXiv and of strangers in the Markdown of a pull request.

GitHub makes links and mentions of names, numbers and addresses in the text that Markdown leaves,
escaped or not; only in code does it let them be: https://docs.github.com/articles/autolinked-references-and-urls
"""

import re
from typing import Final

from ..text.signs import one_line
from ..written.paper_ids import PaperId

LONGEST: Final = 300
"""Characters of the longest text that is quoted whole."""

_TICKS: Final = re.compile("`+")


def quoted(text: str) -> str:
    """The text as code on one line, which shows it and does nothing else with it."""
    line = one_line(text)
    shown = line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"
    if not shown:
        return "(nothing)"
    fence = "`" * (1 + max(map(len, _TICKS.findall(shown)), default=0))
    # A space at both ends is taken away again: https://spec.commonmark.org/0.31.2/#code-spans
    return f"{fence} {shown} {fence}" if "`" in shown else f"{fence}{shown}{fence}"


def paper_link(paper_id: PaperId) -> str:
    """A link to a paper on arXiv, by its id, which holds nothing that Markdown reads."""
    return f"[{paper_id}](https://arxiv.org/abs/{paper_id})"
