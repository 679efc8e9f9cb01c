"""A title or name as it may stand in a file."""

import unicodedata
from itertools import groupby

from ..text.signs import MAX_MARKS, one_line

LONGEST = 500
"""In characters, as the queue's schema has it."""


def clean(text: str) -> str:
    """A text on one line, of signs that are seen, as long as a line of the queue may be."""
    line = _without_heaps(one_line(text[: 8 * LONGEST]))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _without_heaps(text: str) -> str:
    """The text with no more marks on a letter than are read."""
    if text.isascii():
        return text
    runs = ((is_mark, list(run)) for is_mark, run in groupby(text, _is_mark))
    return "".join("".join(run[:MAX_MARKS] if is_mark else run) for is_mark, run in runs)


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")
