"""The library: every paper with its metadata and reviews, joined from list, records and reviews."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from ..text import tex
from .labels import Citable, labels
from ..words.languages import Language, Localized
from ..written.paper_ids import PaperId, is_arxiv_id, year_from_arxiv_id
from ..written.paper_list import UNSORTED, Collection, ListedPaper, Listing
from ..problems.problem import Code, Problem
from ..arxiv.records import Record
from ..written.reviews import Review
from ..written.validation import nearest

_UNSORTED_TITLE = Localized(ja="未整理", en="Unsorted")

# Authors put ACM ("I.2.6") and MSC ("68T07") classes among the categories.
# The taxonomy's own: https://arxiv.org/category_taxonomy
_ARXIV_CATEGORY = re.compile(r"[a-z]+(-[a-z]+)*(\.([A-Z]{2}|[a-z]+(-[a-z]+)*))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper as its page shows it.  Title, authors, abstract and comment may hold TeX."""

    id: PaperId
    title: str
    authors: tuple[str, ...]
    address: str
    year: int | None = None
    venue: str | None = None
    short: str | None = None
    abstract: str | None = None
    comment: str | None = None
    doi: str | None = None
    categories: tuple[str, ...] = ()
    primary_category: str | None = None
    version: int | None = None
    published: date | None = None
    updated: date | None = None
    known: bool = True
    withdrawn: bool = False
    label: str = ""
    reviews: Mapping[Language, Review]

    def review(self, language: Language) -> Review | None:
        """The review to show in `language`: its own, else the other language's."""
        return self.reviews.get(language) or self.reviews.get(language.other)

    @property
    def on_arxiv(self) -> bool:
        """Whether arXiv has the paper."""
        return is_arxiv_id(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A collection with its papers joined; the unsorted one has no entry in the list."""

    id: str
    title: Localized
    papers: tuple[Paper, ...]
    listed: Collection | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All that the pages show."""

    shelves: tuple[Shelf, ...]
    topics: Mapping[str, Localized]
    repository: str | None
    left_out: AbstractSet[tuple[PaperId, Language]] = frozenset()
    """The reviews that are there, but could not be taken."""

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Every paper, in reading order."""
        return tuple(paper for shelf in self.shelves for paper in shelf.papers)


def join(
    listing: Listing,
    reviews: Sequence[Review],
    records: Mapping[PaperId, Record],
    abstracts: Mapping[PaperId, str],
    left_out: AbstractSet[tuple[PaperId, Language]] = frozenset(),
) -> Library:
    """Join what was read.  Reviews of papers that are not listed end up in "unsorted"."""
    by_paper: dict[PaperId, dict[Language, Review]] = {}
    for review in reviews:
        by_paper.setdefault(review.paper_id, {})[review.language] = review

    def paper(entry: ListedPaper, venue: str | None = None) -> Paper:
        paper_id = PaperId(entry.id)
        bare = _from_list(entry, venue, by_paper.get(paper_id, {}))
        record = records.get(paper_id)
        return _with_record(bare, record, abstracts.get(paper_id)) if record else bare

    shelves = [
        Shelf(
            id=collection.id,
            title=collection.title,
            papers=tuple(paper(entry, collection.venue) for entry in collection.papers),
            listed=collection,
        )
        for collection in listing.papers.collections
    ]
    unlisted = sorted(by_paper.keys() - listing.lines.keys())
    if unlisted:
        papers = tuple(paper(ListedPaper(id=paper_id)) for paper_id in unlisted)
        shelves.append(Shelf(id=UNSORTED, title=_UNSORTED_TITLE, papers=papers, listed=None))
    return Library(
        shelves=_labelled(shelves),
        topics=listing.papers.topics,
        repository=str(listing.papers.repository or "").rstrip("/") or None,
        left_out=left_out,
    )


def check_references(listing: Listing, reviews: Sequence[Review]) -> Iterator[Problem]:
    """Every name in a review that stands for nothing: papers, related papers, topics."""
    papers = listing.lines.keys() | {review.paper_id for review in reviews}
    topics = listing.papers.topics
    for review in reviews:
        if review.paper_id not in listing.lines and not is_arxiv_id(review.paper_id):
            right = "list it with its title, authors, year and url"
            message = f"{review.paper_id} is not on arXiv; {right}"
            yield Problem(review.path, 1, message, Code.UNKNOWN_PAPER)
        for i, topic in enumerate(review.front.topics):
            if topic not in topics:
                message = f"{topic} is no topic of reviews/papers.yaml{nearest(topic, topics)}"
                yield review.problem("topics", i, message, Code.UNKNOWN_TOPIC)
        for i, paper_id in enumerate(review.front.related):
            if paper_id not in papers:
                message = f"{paper_id} is no paper of this site{nearest(paper_id, papers)}"
                yield review.problem("related", i, message, Code.UNKNOWN_PAPER)


def _from_list(entry: ListedPaper, venue: str | None, reviews: Mapping[Language, Review]) -> Paper:
    paper_id = PaperId(entry.id)
    return Paper(
        id=paper_id,
        title=entry.title or f"arXiv:{entry.id}",
        authors=entry.authors,
        address=str(entry.url or f"https://arxiv.org/abs/{entry.id}"),
        year=entry.year or year_from_arxiv_id(paper_id),
        venue=entry.venue or venue,
        short=entry.short,
        abstract=entry.abstract,
        doi=entry.doi,
        known=not is_arxiv_id(paper_id),
        reviews=reviews,
    )


def _with_record(paper: Paper, record: Record, abstract: str | None) -> Paper:
    return replace(
        paper,
        title=record.title,
        authors=record.authors,
        abstract=abstract,
        comment=record.comment,
        doi=record.doi,
        categories=tuple(c for c in record.categories if _ARXIV_CATEGORY.fullmatch(c)),
        primary_category=record.primary_category,
        version=record.version,
        published=record.published and record.published.date(),
        updated=record.updated and record.updated.date(),
        withdrawn=record.withdrawn,
        known=True,
    )


def _labelled(shelves: Sequence[Shelf]) -> tuple[Shelf, ...]:
    label_of = labels(
        [
            Citable(
                id=paper.id,
                authors=[tex.plain(name) for name in paper.authors],
                year=paper.year,
                short=paper.short,
            )
            for shelf in shelves
            for paper in shelf.papers
        ]
    )
    return tuple(
        replace(
            shelf, papers=tuple(replace(paper, label=label_of[paper.id]) for paper in shelf.papers)
        )
        for shelf in shelves
    )
