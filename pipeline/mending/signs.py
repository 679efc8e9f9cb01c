"""Signs that nobody sees, taken out; where words would grow together, a space is left."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from ..files.gate import CHARACTER
from ..text.signs import named, unseen, unseen_places
from .edits import Edit
from .reading import Reading

_BOM: Final = "\ufeff"
_RETURN: Final = re.compile(r"\r(?!\n)")
# They part words, or take the room of a letter.
_SPACES: Final = frozenset("\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029\u2800\u3164\uffa0")
# Another program's font may draw something there.
_PRIVATE: Final = "Co"


def sign_edits(text: str) -> Iterator[Edit]:
    """The edits that take what is not seen out of a whole file; line ends are line feeds."""
    start = 0
    if text.startswith(_BOM):
        start = len(text) - len(text.lstrip(_BOM))
        message = "took out the invisible character that the file began with, a byte order mark"
        yield Edit(0, start, "", CHARACTER, message)
    for place in unseen_places(text):
        sign = text[place]
        if place >= start and unicodedata.category(sign) != _PRIVATE:
            message = f"took out the invisible {named(sign)}"
            new = " " if sign in _SPACES else ""
            yield Edit(place, place + 1, new, CHARACTER, message)


def return_edits(text: str) -> Iterator[Edit]:
    """The edits that make line feeds of carriage returns which stand by themselves."""
    for found in _RETURN.finditer(text):
        message = "broke the line by a line feed, not by a carriage return"
        yield Edit(found.start(), found.end(), "\n", CHARACTER, message)


def reference_edits(reading: Reading) -> Iterator[Edit]:
    """The edits that take out references, such as `&#8203;`, to what is not seen."""
    for run in reading.runs:
        for part in run.parts:
            token = part.token
            if token.info != "entity" or unseen(token.content) != [token.content]:
                continue
            if unicodedata.category(token.content) != _PRIVATE and token.content != "\u200d":
                message = f"took out {token.markup}, the invisible {named(token.content)}"
                new = " " if token.content in _SPACES else ""
                yield Edit(run.at(part.start), run.at(part.end - 1) + 1, new, CHARACTER, message)
