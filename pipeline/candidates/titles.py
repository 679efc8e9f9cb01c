"""A title or name as it may stand in a file, and when two titles are the same."""

import unicodedata
from collections.abc import Iterable
from itertools import groupby

from ..text import tex
from ..text.signs import MAX_MARKS, one_line

LONGEST = 500
"""In characters, as the queue's schema has it."""

_TELLING = frozenset("+#*")  # C++, C#, A*


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


def key(title: str) -> str:
    """What two spellings of one title have in common: its letters and digits, whatever the case."""
    plain = unicodedata.normalize("NFKC", tex.plain(title)).casefold()
    bare = "".join(sign for sign in plain if sign.isalnum() or sign in _TELLING)
    return bare or plain


def agree(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two lists of authors may be of one paper: a name is in both, or one is empty."""
    ours, theirs = set(map(_last, some)), set(map(_last, others))
    return not ours or not theirs or bool(ours & theirs)


def are_equal(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two lists of authors are of the same people, by their family names."""
    ours = sorted(map(_last, some))
    return bool(ours) and ours == sorted(map(_last, others))


def _last(author: str) -> str:
    """The family name, as far as a comma or the last word tells it."""
    plain = unicodedata.normalize("NFKD", tex.plain(author)).casefold()
    name = plain.partition(",")[0] if "," in plain else plain
    words = "".join(s if s.isalpha() else " " for s in name if not _is_mark(s)).split()
    return words[-1] if words else plain
