"""The sets of papers that people take away together: a language's site, and parts of it."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from ..library.library import Library
from ..pages.contents import Contents
from ..pages.data import EntryData, PaperData
from ..pages.indexes import REVIEWERS, TAGS, reviewers, tags
from ..pages.lists import by_topic
from ..written.paper_ids import PaperId

ALL: Final = "papers"
"""The place of all papers of a language."""

COLLECTIONS: Final = "collections"
TOPICS: Final = "topics"
"""Where those of collections and topics are, by their ids and keys, as their pages are."""

_ALL_PAGE: Final = "papers/index"
_OF_A_LANGUAGE: Final = (f"{TAGS}/", f"{REVIEWERS}/")
_UNSAFE: Final = re.compile(r"[^\w-]+")
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSet:
    """Papers in reading order, and what they have in common."""

    place: str
    """Its files without their endings, below the language's folder: `collections/shore`."""
    page: str
    """The page that lists them, with the place on it: `papers/by/tag#tag-long-range`."""
    title: str | None
    """As readers know it; None for all papers, and for those that are in no collection."""
    papers: Sequence[PaperData]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What the exports of one language are made of."""

    language: str
    papers: Mapping[PaperId, PaperData]
    """All of them, in reading order."""
    sets: Sequence[PaperSet]
    """The whole first, then collections, topics, tags and reviewers."""

    @classmethod
    def of(cls, contents: Contents, language: str) -> Self:
        """Those of a library."""
        library, papers = contents.library, contents.papers[language]
        whole = PaperSet(place=ALL, page=_ALL_PAGE, title=None, papers=[*papers.values()])
        parts = _parts(library, language, papers)
        return cls(language=language, papers=papers, sets=[whole, *parts])


def place_of(page: str) -> str:
    """The place of the set of all the papers that `page` lists."""
    return ALL if page == _ALL_PAGE else page


def citations_place(place: str, language: str) -> str:
    """Where below `build/html` the citations of what is at `place` in a language are.

    Which papers a tag and a reviewer have depends on the language, and each language is a whole
    site; of a collection, a topic and a paper, all languages share the files.
    """
    is_of_one = place == ALL or place.startswith(_OF_A_LANGUAGE)
    return f"{language}/{place}" if is_of_one else place


def entry_place(page: str, anchor: str) -> str:
    """The place of the set of an entry, such as a tag, that `page` lists at `anchor`."""
    name = _UNSAFE.sub("-", anchor)[:_LONGEST_NAME]
    if name != anchor:
        name += f"-{hashlib.sha256(anchor.encode()).hexdigest()[:6]}"
    return f"{page}/{name}"


def _parts(
    library: Library, language: str, papers: Mapping[PaperId, PaperData]
) -> Iterator[PaperSet]:
    for shelf in library.shelves:
        place = f"{COLLECTIONS}/{shelf.id}"
        title = library.said(shelf.listed.title if shelf.listed else None, language)
        held = [papers[paper.id] for paper in shelf.papers]
        yield PaperSet(place=place, page=place, title=title, papers=held)
    for key, named in by_topic(library).items():
        if named:
            place, title = f"{TOPICS}/{key}", library.topic(key, language)
            held = [papers[paper.id] for paper in named]
            yield PaperSet(place=place, page=place, title=title, papers=held)
    for page, entries in ((TAGS, tags), (REVIEWERS, reviewers)):
        yield from _entries(page, entries(library, language), papers)


def _entries(
    page: str, entries: Iterable[EntryData], papers: Mapping[PaperId, PaperData]
) -> Iterator[PaperSet]:
    for entry in entries:
        yield PaperSet(
            place=entry_place(page, entry.anchor),
            page=f"{page}#{entry.anchor}",
            title=entry.name,
            papers=[papers[each] for each in entry.papers],
        )
