"""One reference as it was pasted, and what of it can be used."""

import re
from dataclasses import dataclass
from typing import Final

from ..text import tex
from ..text.signs import one_line
from ..written.paper_ids import nearest_arxiv_id
from .persons import is_others
from .works import Work, year_in

_LONGEST_TITLE: Final = 5_000
_MACRO: Final = re.compile(r"\\[A-Za-z]+|\\.?")
_BRACES: Final = str.maketrans("", "", "{}")
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)


class UnreadableError(Exception):
    """What keeps a text, or a reference in it, from being read, as a clause; and on which line."""

    def __init__(self, message: str, line: int = 1) -> None:
        """Keep the line, which counts from 1."""
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What a reference says, each in the spelling of its format."""

    line: int
    title: str
    authors: tuple[str, ...]
    date: str
    ids: tuple[str, ...]
    """Texts that may be a DOI, or an id or address of arXiv."""
    urls: tuple[str, ...]
    venue: str
    abstract: str = ""
    nameless: str = ""
    """An author that is no name, if one is."""

    @property
    def url(self) -> str:
        """The first of `urls` that is an address; empty where none is."""
        return next((url for url in map(one_line, self.urls) if _ADDRESS.fullmatch(url)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference that can be used."""

    line: int
    work: Work
    is_cut: bool
    """Whether it says that there are further authors."""


def reference_of(fields: Fields) -> Reference:
    """What can be used of the fields; raises UnreadableError."""
    if fields.nameless:
        message = f"has an author, {fields.nameless[:80]!r}, that is no name"
        raise UnreadableError(message, fields.line)
    title = _title(fields)
    authors = tuple(filter(None, map(_name, fields.authors)))
    is_cut = any(map(is_others, authors))
    named = {each for text in fields.ids if (each := nearest_arxiv_id(text))}
    if len(named) > 1:
        message = f"names {' and '.join(sorted(named))}, two papers; leave one"
        raise UnreadableError(message, fields.line)
    work = Work.told(
        title=title,
        authors=tuple(name for name in authors if not is_others(name)),
        year=year_in(fields.date),
        ids=fields.ids,
        url=fields.url,
        venue="" if "arxiv" in fields.venue.lower() else venue_of(fields.venue),
        source="the reference",
    )
    if work is None:
        message = "has no title"
        raise UnreadableError(message, fields.line)
    return Reference(line=fields.line, work=work, is_cut=is_cut)


def venue_of(text: str) -> str:
    """Where a work was published, without TeX."""
    return "" if text == "CoRR" or len(text) > _LONGEST_TITLE else tex.plain(text)


def _title(fields: Fields) -> str:
    """The title, its formulas left in TeX."""
    if len(fields.title) > _LONGEST_TITLE:
        message = f"has a title of {len(fields.title):,} characters"
        raise UnreadableError(message, fields.line)
    pieces = []
    for piece in tex.parse(one_line(fields.title)):
        if isinstance(piece, tex.Formula):
            pieces.append(f"${piece.tex}$")
            continue
        if macro := _MACRO.search(piece.text):
            message = f"has {macro[0]} in its title, which is not read; write the title without it"
            raise UnreadableError(message, fields.line)
        pieces.append(piece.text.translate(_BRACES).replace("$", r"\$"))
    return one_line("".join(pieces))


def _name(name: str) -> str:
    return one_line(tex.plain(name).translate(_BRACES)).strip(" ,;\\")
