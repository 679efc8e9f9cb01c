"""Text as people read it, of which the exports need most several times."""

import re
from functools import lru_cache
from typing import Final

from ..text import tex
from ..text.signs import without_unseen

# https://www.w3.org/TR/xml/#charsets
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST: Final = 20_000  # titles, names and sentences of some thousands of papers


@lru_cache(maxsize=_MOST)
def plain(source: str) -> str:
    """Text that may hold TeX, as plain text without signs that nobody sees."""
    return without_unseen(tex.plain(source))


def printable(text: str) -> str:
    """A text without the signs that neither XML nor HTML can hold."""
    return _NOT_IN_XML.sub("", text)
