"""References in RIS: https://web.archive.org/web/20120526103719/http://refman.com/support/risformat_intro.asp."""

import re
from collections.abc import Iterator
from typing import Any, Final

import rispy

from .persons import given_first
from .reference import Fields, UnreadableError

BEGINNING: Final = re.compile(r"^TY {1,2}- ?", re.MULTILINE)
END: Final = re.compile(r"^ER {1,2}-", re.MULTILINE)
_TAG: Final = re.compile(r"^([A-Z][A-Z0-9]) {0,2}- ?")
_TITLES: Final = ("title", "primary_title", "unknown_tag_ti")
_AUTHORS: Final = ("authors", "first_authors", "secondary_authors")
_ABSTRACTS: Final = ("abstract", "notes_abstract")
_DATES: Final = ("year", "publication_year", "date")
_VENUES: Final = ("secondary_title", "journal_name", "alternate_title3", "alternate_title1")


def references_in(text: str) -> Iterator[Fields | UnreadableError]:
    """Each reference, or what is wrong with it."""
    starts = [match.start() for match in BEGINNING.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line = text.count("\n", 0, start) + 1
        part = text[start:end]
        ended = part if END.search(part) else f"{part.rstrip()}\nER  - \n"
        found = rispy.loads("\n".join(_fields(ended)))
        yield _reference(found[0], line) if found else UnreadableError("is no reference", line)


def _fields(text: str) -> Iterator[str]:
    """The fields of a reference, each on one line, as the library takes ages to join many."""
    field: list[str] = []
    for line in text.split("\n"):
        # Some programs write one space where there are to be two.
        bare, is_tagged = _TAG.subn(r"\1  - ", line.rstrip())
        if is_tagged and field:
            yield " ".join(field)
            field = []
        if words := bare.strip():
            field.append(words)
    yield " ".join(field)


def _reference(entry: dict[str, Any], line: int) -> Fields:
    urls = tuple(_texts(entry, ("urls", "file_attachments1", "link")))
    return Fields(
        line=line,
        title=next(iter(_texts(entry, _TITLES)), ""),
        authors=tuple(map(given_first, _texts(entry, _AUTHORS))),
        date=next(iter(_texts(entry, _DATES)), ""),
        ids=(
            *_texts(entry, ("doi", "number", "note", "notes", "accession_number", *_VENUES)),
            *urls,
        ),
        urls=urls,
        venue=next(iter(_texts(entry, _VENUES)), ""),
        abstract=next(iter(_texts(entry, _ABSTRACTS)), ""),
    )


def _texts(entry: dict[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = entry.get(name)
        yield from (each for each in (value if isinstance(value, list) else [value]) if each)
