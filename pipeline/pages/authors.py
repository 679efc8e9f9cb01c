"""The authors of all papers: who they are, and on which page the papers of each are listed."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from anyascii import anyascii

from ..files.memory import Memory
from ..library.library import Library
from ..text import tex
from ..text.names import Name, names
from ..written.paper_ids import PaperId
from .data import EntryData, IndexData

AUTHORS: Final = "papers/by/author"
"""The page of all authors; where they are many, it leads to a page for each letter."""
MOST_ON_A_PAGE: Final = 300
OTHER: Final = "other"
"""The letter of those whose names are not written in Latin letters."""

_MARKS: Final = re.compile("[\u0300-\u036f]")  # those of Latin, Greek and Cyrillic letters
_LAST_LATIN: Final = "\u024f"


@dataclass(frozen=True, slots=True)
class Authors:
    """All authors in the order of their families; each is told from others by the name alone."""

    counts: Mapping[str, int]
    """How many there are by the first letter of their families: `a` to `z`, or `other`."""
    listed: Mapping[str, str]
    """What the page of each letter lists, as `IndexData` in JSON; the page of all is "" here."""
    places: Mapping[PaperId, Mapping[int, str]]
    """Which of a paper's authors wrote another one as well, and where both are listed.

    An author is told by their index, a place as a page with an anchor.
    """

    @classmethod
    def of(cls, library: Library, memory: Memory | None = None) -> Self:
        """Those of all papers; names that differ in marks and capitals only are one author's."""
        named = {paper.id: paper.authors for paper in library.papers}
        return (memory or Memory()).answer(("authors",), repr(named), lambda: cls._of(named))

    @classmethod
    def _of(cls, named: Mapping[PaperId, Sequence[str]]) -> Self:
        found = _Found.of(named)
        by_letter = found.by_letter
        pages = (
            {letter: IndexData(parts={"": tuple(held)}) for letter, held in by_letter.items()}
            if found.are_many
            else {"": IndexData(parts=by_letter)}
        )
        return cls(
            counts={letter: len(entries) for letter, entries in by_letter.items()},
            listed={page: index.as_json() for page, index in pages.items()},
            places={paper_id: dict(found.places(authors)) for paper_id, authors in named.items()},
        )

    @property
    def own_pages(self) -> Sequence[str]:
        """The letters that have a page of their own, none where authors are few."""
        return tuple(letter for letter in self.listed if letter)


def page_of(letter: str) -> str:
    """The page that lists the authors of a letter; "" stands for all of them."""
    return "-".join(filter(None, (AUTHORS, letter)))


@dataclass(frozen=True, slots=True)
class _Found:
    """Whom papers name, by the anchors of the authors."""

    spelled: Mapping[str, Name]
    papers: Mapping[str, Mapping[PaperId, None]]
    anchors: Mapping[str, Sequence[str]]
    """Of those whom a paper names in one place, by what it says there."""

    @classmethod
    def of(cls, named: Mapping[PaperId, Sequence[str]]) -> Self:
        spelled: dict[str, Name] = {}
        papers = defaultdict[str, dict[PaperId, None]](dict)
        anchors: dict[str, tuple[str, ...]] = {}
        for paper_id, authors in named.items():
            for written in authors:
                if written not in anchors:
                    found = {_anchor(name): name for name in names([tex.plain(written)])}
                    anchors[written] = tuple(found)
                    for anchor, name in found.items():
                        spelled.setdefault(anchor, name)
                for anchor in anchors[written]:
                    papers[anchor][paper_id] = None
        return cls(spelled, papers, anchors)

    @property
    def are_many(self) -> bool:
        """Whether each letter has a page of its own."""
        return len(self.spelled) > MOST_ON_A_PAGE

    @property
    def by_letter(self) -> dict[str, tuple[EntryData, ...]]:
        """The authors as an index has them, the family first."""
        found: dict[str, list[EntryData]] = defaultdict(list)
        for anchor in sorted(self.spelled):
            name = self.spelled[anchor]
            entry = EntryData(
                name=_inverted(name), anchor=anchor, papers=tuple(self.papers[anchor])
            )
            found[_letter(name)].append(entry)
        return {letter: tuple(found[letter]) for letter in sorted(found, key=_place)}

    def places(self, authors: Sequence[str]) -> Iterator[tuple[int, str]]:
        """As `Authors.places`, of one paper."""
        for index, written in enumerate(authors):
            anchors = self.anchors[written]
            if len(anchors) == 1 and len(self.papers[anchors[0]]) > 1:
                letter = _letter(self.spelled[anchors[0]]) if self.are_many else ""
                yield index, f"{page_of(letter)}#{anchors[0]}"


def _anchor(name: Name) -> str:
    text = unicodedata.normalize("NFKD", f"{name.family} {name.given} {name.suffix}")
    return "-".join(["author", *re.findall(r"\w+", _MARKS.sub("", text).casefold())])


def _letter(name: Name) -> str:
    first = next(filter(str.isalpha, name.family), OTHER)
    letter = anyascii(first)[:1].lower() if first <= _LAST_LATIN else ""
    return letter if letter.isalpha() else OTHER


def _place(letter: str) -> tuple[bool, str]:
    return letter == OTHER, letter


def _inverted(name: Name) -> str:
    if name.family > _LAST_LATIN and name.given:
        return f"{name.family} {name.given}"
    return ", ".join(filter(None, (name.family, name.given, name.suffix)))
