"""Text as people read it, of which the exports need most several times."""

from functools import lru_cache
from typing import Final

from ..text import tex
from ..text.signs import without_unseen

_MOST: Final = 20_000  # titles, names and sentences of some thousands of papers


@lru_cache(maxsize=_MOST)
def plain(source: str) -> str:
    """Text that may hold TeX, as plain text without signs that nobody sees."""
    return without_unseen(tex.plain(source))
