"""The white space of arXiv's texts, which is layout but for the paragraphs of an abstract."""

import re

from ..text.delimiters import blocks
from ..text.signs import without_unseen

_LAYOUT = re.compile(r"[ \t\r\n\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """`text` on one line, without what only lays it out and what nobody sees; TeX stands."""
    return without_unseen(_LAYOUT.sub(" ", text)).strip(" ")


def clean_paragraphs(text: str) -> str:
    """`text` with each paragraph on one line, and a blank line between two."""
    return "\n\n".join(filter(None, map(clean, blocks(text))))
