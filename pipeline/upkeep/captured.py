"""The one paper that an issue asks for, whatever a stranger or the menu of a phone wrote there."""

import re
from typing import Final

from ..written.paper_ids import PaperId, mentioned_arxiv_ids, nearest_arxiv_id

HEADING: Final = "Address"
"""What the form's one field is called; GitHub puts it above what was written there."""
LONGEST: Final = 4_000
"""Characters of the longest text in which a paper is looked for."""

_HEADING: Final = re.compile(r"^### +(.*?)\s*$", re.MULTILINE)
_MOST_WORDS: Final = 1_000


class NoPaperError(Exception):
    """The issue names no single paper; the message says so, and quotes nothing of the issue."""


def captured(body: str) -> PaperId:
    """The paper that the body of an issue names in the form's field; raises NoPaperError."""
    text = _field(body)
    if len(text) > LONGEST or len(words := text.split()) > _MOST_WORDS:
        message = f"the field holds more than {LONGEST:,} characters; the address alone will do"
        raise NoPaperError(message)
    named = {each for line in text.splitlines() for each in mentioned_arxiv_ids(line)}
    named |= {each for part in (*words, *text.splitlines()) if (each := nearest_arxiv_id(part))}
    if not named:
        message = "the field holds no id or address of a paper on arXiv, such as 1706.03762"
        raise NoPaperError(message)
    if len(named) > 1:
        message = f"the field names {len(named)} papers; open an issue for each"
        raise NoPaperError(message)
    return named.pop()


def _field(body: str) -> str:
    """What was written into the field; all of an issue that was made without the form."""
    text = body.replace("\r\n", "\n")
    headings = list(_HEADING.finditer(text))
    for place, heading in enumerate(headings):
        if heading[1] == HEADING:
            following = headings[place + 1].start() if place + 1 < len(headings) else len(text)
            return text[heading.end() : following]
    return text
