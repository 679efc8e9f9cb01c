"""The pages that list papers by year, author, tag and reviewer, and the way from list to list."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ..library.library import Library, Paper
from ..written.paper_ids import PaperId
from . import markdown
from .authors import AUTHORS, Authors
from .data import EntryData, IndexData, LettersData, YearsData

TAGS: Final = "papers/by/tag"
REVIEWERS: Final = "papers/by/reviewer"


def browse(library: Library, language: str) -> str:
    """The row of lists that hold something, by which a reader gets from one to the others."""
    lists = {
        "papers/index": True,
        "papers/by/year": True,
        AUTHORS: any(paper.authors for paper in library.papers),
        "topics/index": bool(library.topics),
        TAGS: any(_by_tag(library, language)),
        REVIEWERS: any(_by_reviewer(library, language)),
        "questions": True,
    }
    return markdown.directive("browse", content="\n".join(page for page in lists if lists[page]))


def years_page(library: Library, row: str) -> str:
    """All papers, year by year."""
    content = markdown.directive("by-year", content=by_year(library.papers).as_json())
    return markdown.page("years", row, content)


def by_year(papers: Iterable[Paper]) -> YearsData:
    """The papers by year, the newest year first."""
    found: dict[int, list[PaperId]] = defaultdict(list)
    for paper in papers:
        found[paper.year or 0].append(paper.id)
    return YearsData(
        years={str(year or ""): tuple(found[year]) for year in sorted(found, reverse=True)}
    )


def authors_page(authors: Authors, row: str) -> str:
    """All authors with their papers, or the letters that lead to them."""
    few = authors.listed.get("")
    content = _letters(authors) if few is None else markdown.directive("entries", "author", few)
    return markdown.page("authors", row, content)


def letter_page(authors: Authors, row: str, letter: str) -> str:
    """The authors whose families begin with a letter."""
    entries = markdown.directive("entries", "", authors.listed[letter])
    return markdown.page("authors", row, _letters(authors, letter), entries)


def tags_page(library: Library, row: str, language: str) -> str:
    """All tags that reviews have, with their papers."""
    content = _entries("tag", _whole(tags(library, language)))
    return markdown.page("tags", row, content)


def reviewers_page(library: Library, row: str, language: str) -> str:
    """All who are named as reviewers, with the papers that they reviewed."""
    content = _entries("reviewer", _whole(reviewers(library, language)))
    return markdown.page("reviewers", row, content)


def tags(library: Library, language: str) -> Sequence[EntryData]:
    """All tags that reviews have, in the order of their anchors."""
    return _named("tag", _by_tag(library, language))


def reviewers(library: Library, language: str) -> Sequence[EntryData]:
    """All who are named as reviewers, in the order of their anchors."""
    return _named("reviewer", _by_reviewer(library, language))


def anchor(kind: str, name: str) -> str:
    """The id of an entry: the same for names that differ in capitals and spaces only."""
    return "-".join([kind, *re.split(r"\s+", unicodedata.normalize("NFKC", name).casefold())])


def _letters(authors: Authors, letter: str = "") -> str:
    counts = LettersData(letters=authors.counts)
    return markdown.directive("letters", letter, counts.as_json())


def _entries(kind: str, parts: Mapping[str, Sequence[EntryData]]) -> str:
    return markdown.directive("entries", kind, IndexData(parts=parts).as_json())


def _by_tag(library: Library, language: str) -> Iterator[tuple[str, PaperId]]:
    for paper in library.papers:
        for review in paper.readings(language):
            yield from ((tag, paper.id) for tag in review.front.tags)


def _by_reviewer(library: Library, language: str) -> Iterator[tuple[str, PaperId]]:
    for paper in library.papers:
        for review in paper.readings(language):
            reviewer = review.front.reviewer
            if name := reviewer.name if reviewer else review.reader:
                yield name, paper.id


def _whole(entries: Sequence[EntryData]) -> Mapping[str, Sequence[EntryData]]:
    """An index that is not parted."""
    return {"": entries} if entries else {}


def _named(kind: str, named: Iterable[tuple[str, PaperId]]) -> Sequence[EntryData]:
    spelled: dict[str, str] = {}
    papers: dict[str, dict[PaperId, None]] = defaultdict(dict)
    for name, paper_id in named:
        place = anchor(kind, name)
        spelled.setdefault(place, name)
        papers[place][paper_id] = None
    return [
        EntryData(name=spelled[place], anchor=place, papers=tuple(papers[place]))
        for place in sorted(spelled)
    ]
