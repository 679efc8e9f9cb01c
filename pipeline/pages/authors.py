"""The authors of all papers: who they are, and on which page the papers of each are listed."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from anyascii import anyascii

from ..library.library import Library, Paper
from ..text import tex
from ..text.names import Name, names
from ..written.paper_ids import PaperId
from .data import EntryData

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

    entries: Mapping[str, EntryData]
    """By anchor.  The names are as an index has them, the family first."""
    letters: Mapping[str, str]
    """The first letter of each family, by anchor: `a` to `z`, or `other`."""
    anchors: Mapping[str, Sequence[str]]
    """The anchors of those whom a paper names in one place, by what it says there."""
    by_letter: Mapping[str, Sequence[EntryData]]

    @classmethod
    def of(cls, library: Library) -> Self:
        """Those of all papers; names that differ in marks and capitals only are one author's."""
        spelled: dict[str, Name] = {}
        papers = defaultdict[str, dict[PaperId, None]](dict)
        anchors: dict[str, tuple[str, ...]] = {}
        for paper in library.papers:
            for written in paper.authors:
                if written not in anchors:
                    found = {_anchor(name): name for name in names([tex.plain(written)])}
                    anchors[written] = tuple(found)
                    for anchor, name in found.items():
                        spelled.setdefault(anchor, name)
                for anchor in anchors[written]:
                    papers[anchor][paper.id] = None
        entries = {
            anchor: EntryData(
                name=_inverted(spelled[anchor]), anchor=anchor, papers=tuple(papers[anchor])
            )
            for anchor in sorted(spelled)
        }
        letters = {anchor: _letter(spelled[anchor]) for anchor in entries}
        return cls(entries, letters, anchors, _by_letter(entries, letters))

    @property
    def are_many(self) -> bool:
        """Whether each letter has a page of its own."""
        return len(self.entries) > MOST_ON_A_PAGE

    @property
    def own_pages(self) -> Sequence[str]:
        """The letters that have a page of their own."""
        return tuple(self.by_letter) if self.are_many else ()

    def page(self, letter: str) -> str:
        """The page that lists the authors of a letter."""
        return f"{AUTHORS}-{letter}" if self.are_many else AUTHORS

    def places(self, paper: Paper) -> Iterator[tuple[int, str]]:
        """Which of a paper's authors wrote another one as well, and where both are listed.

        An author is told by their index, a place as a page with an anchor.
        """
        for index, written in enumerate(paper.authors):
            anchors = self.anchors[written]
            if len(anchors) == 1 and len(self.entries[anchors[0]].papers) > 1:
                yield index, f"{self.page(self.letters[anchors[0]])}#{anchors[0]}"


def _by_letter(
    entries: Mapping[str, EntryData], letters: Mapping[str, str]
) -> Mapping[str, Sequence[EntryData]]:
    found: dict[str, list[EntryData]] = defaultdict(list)
    for anchor, entry in entries.items():
        found[letters[anchor]].append(entry)
    return {letter: found[letter] for letter in sorted(found, key=_place)}


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
