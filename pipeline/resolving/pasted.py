"""What people paste out of programs for references: BibTeX, RIS or CSL-JSON, one or several."""

import re
from collections.abc import Iterator
from typing import Final

from . import bibtex, csl, ris
from .reference import Fields, Reference, UnreadableError, reference_of

MAX_BYTES: Final = 1_000_000
_MOST: Final = 200
_MOST_BEGUN: Final = 2_000
_BEGUN: Final = re.compile(r"@\s{0,9}[A-Za-z]{1,40}\s{0,9}[{(]")


def references_in(text: str) -> Iterator[Reference | UnreadableError]:
    """Each reference in the text, or what keeps it from being used.

    Raises UnreadableError where the text is of none of the three formats, or holds too many.
    """
    # Counted before they are read, which takes a while.
    begun = sum(1 for pattern in (_BEGUN, ris.BEGINNING) for _ in pattern.finditer(text))
    found = list(_read(text.removeprefix("\ufeff"))) if begun <= _MOST_BEGUN else []
    if max(len(found), begun - _MOST_BEGUN + _MOST) > _MOST:
        message = f"holds more than {_MOST} references, too many to be taken at a time"
        raise UnreadableError(message)
    if not found:
        message = "holds no reference"
        raise UnreadableError(message)
    return map(_usable, found)


def _usable(found: Fields | UnreadableError) -> Reference | UnreadableError:
    if isinstance(found, UnreadableError):
        return found
    try:
        return reference_of(found)
    except UnreadableError as error:
        return error


def _read(text: str) -> Iterator[Fields | UnreadableError]:
    if text.lstrip().startswith(("{", "[")):
        return csl.references_in(text)
    entry, other = _BEGUN.search(text), ris.BEGINNING.search(text)
    if other and not (entry and entry.start() < other.start()):
        return ris.references_in(text)
    if entry:
        # What stands before it on its line would hide it.
        before = re.sub(r"[^\n]", "", text[: entry.start()])
        return bibtex.references_in(before + text[entry.start() :])
    message = "is neither BibTeX, nor RIS, nor CSL-JSON; paste a whole entry, such as @article{…}"
    raise UnreadableError(message)
