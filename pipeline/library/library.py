"""The library: every paper with its metadata and reviews, joined from list, records and reviews."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date

from ..arxiv.records import Record
from ..text import tex
from ..text.names import is_somebody
from ..written.localized import Text, in_language
from ..written.paper_ids import PaperId, is_arxiv_id, year_from_arxiv_id
from ..written.paper_list import CONTRIBUTED, UNSORTED, Collection, ListedPaper, Listing, is_doi
from ..written.questions import Question, QuestionName
from ..written.queues import Queue
from ..written.reviews import Review
from .citation_keys import Keyed, citation_keys
from .drift import Drift, State, drift, states_of, version_read
from .labels import Citable, labels

# Authors put ACM ("I.2.6") and MSC ("68T07") classes among the categories.
# The taxonomy's own: https://arxiv.org/category_taxonomy
_ARXIV_CATEGORY = re.compile(r"[a-z]+(-[a-z]+)*(\.([A-Z]{2}|[a-z]+(-[a-z]+)*))?", re.ASCII)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper as its page shows it.  Its texts may hold TeX."""

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
    journal_ref: str | None = None
    categories: tuple[str, ...] = ()
    primary_category: str | None = None
    version: int | None = None
    published: date | None = None
    updated: date | None = None
    known: bool = True
    withdrawn: bool = False
    states: tuple[State, ...] = ()
    """What arXiv said of it, the oldest first; none where nothing is known."""
    label: str = ""
    key: str = ""
    """By what it is cited in BibTeX and its like."""
    reviews: Mapping[str, tuple[Review, ...]]
    """By language, in the order of the site's; those in one language by date."""

    def readings(self, language: str) -> tuple[Review, ...]:
        """The reviews to show in `language`: its own, else those in the first that has some."""
        return self.reviews.get(language) or next(iter(self.reviews.values()), ())

    def review(self, language: str) -> Review | None:
        """The review that speaks for the paper elsewhere: the first of its readings."""
        return next(iter(self.readings(language)), None)

    @property
    def on_arxiv(self) -> bool:
        """Whether arXiv has the paper."""
        return is_arxiv_id(self.id)

    def drift(self, review: Review) -> Drift | None:
        """What arXiv changed of it since one of its reviews."""
        return drift(self.states, self.published, review.front) if self.states else None

    def version_read(self, review: Review) -> int | None:
        """Which version one of its reviews is of, None where that is not known."""
        found = version_read(self.states, self.published, review.front) if self.states else None
        # That of a withdrawn paper is a notice, which nobody reviews.
        is_notice = self.withdrawn and found == self.version
        return review.front.version or (None if is_notice else found)

    def followed(self, review: Review) -> Review | None:
        """The review that one of its reviews follows, in another language."""
        others = self.reviews.get(review.front.follows or "", ())
        return next((each for each in others if each.reader == review.reader), None)

    def ahead_of(self, review: Review) -> Review | None:
        """The review that one of its reviews follows, where that came or changed later."""
        original = self.followed(review)
        return original if original and original.changed > review.changed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question that reviews answer."""

    paper: Paper
    """Whose reviews ask it."""
    by: tuple[tuple[Paper, Review], ...]
    """The reviews that answer it, in reading order, in the order of languages."""

    def asked(self, name: QuestionName, language: str) -> tuple[Review, Question] | None:
        """Where it is asked, in `language` or else in another."""
        shown = self.paper.readings(language)
        others = (review for reviews in self.paper.reviews.values() for review in reviews)
        found = (
            (review, question)
            for review in (*shown, *others)
            for question in review.front.questions
            if question.id == name.question
        )
        return next(found, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A collection with its papers joined; the unsorted one has no entry in the list."""

    id: str
    papers: tuple[Paper, ...]
    listed: Collection | None
    queue: Queue = field(default_factory=Queue)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All that the pages show."""

    languages: tuple[str, ...]
    shelves: tuple[Shelf, ...]
    topics: Mapping[str, Text]
    left_out: AbstractSet[PaperId] = frozenset()
    """The papers of which a review is there, but could not be taken."""
    unknown: AbstractSet[PaperId] = frozenset()
    """The papers of which arXiv said that it does not know them."""
    contributed: Queue = field(default_factory=Queue)
    """What waits for a collection of contributed papers that is not there yet."""
    answered: Mapping[QuestionName, Answered] = field(default_factory=dict)
    """The questions that are open no more."""

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Every paper, in reading order."""
        return tuple(paper for shelf in self.shelves for paper in shelf.papers)

    @property
    def reviews(self) -> Iterator[tuple[Paper, Review]]:
        """Every review with its paper, in reading order."""
        for paper in self.papers:
            for reviews in paper.reviews.values():
                yield from ((paper, review) for review in reviews)

    def is_answered(self, review: Review, question: Question) -> bool:
        """Whether a question of a review is open no more."""
        return QuestionName(review.paper_id, question.id) in self.answered

    def said(self, text: Text | None, language: str) -> str | None:
        """A text that a person wrote, in a language of the site."""
        return None if text is None else in_language(text, language, self.languages)

    def topic(self, key: str, language: str) -> str:
        """What a topic is called in a language of the site."""
        return in_language(self.topics[key], language, self.languages)


def join(  # noqa: PLR0913, PLR0917 (one argument for each thing that is joined)
    languages: Sequence[str],
    listing: Listing,
    reviews: Sequence[Review],
    records: Mapping[PaperId, Record],
    abstracts: Mapping[PaperId, str],
    left_out: AbstractSet[PaperId] = frozenset(),
    unknown: AbstractSet[PaperId] = frozenset(),
    queues: Mapping[str, Queue] | None = None,
) -> Library:
    """Join what was read.  Reviews of papers that are not listed end up in "unsorted"."""
    of_papers = by_paper(reviews, languages)

    def paper(entry: ListedPaper, venue: str | None = None) -> Paper:
        paper_id = PaperId(entry.id)
        bare = _from_list(entry, venue, of_papers.get(paper_id, {}))
        record = records.get(paper_id)
        return _with_record(bare, record, abstracts.get(paper_id)) if record else bare

    shelves = [
        Shelf(
            id=collection.id,
            papers=tuple(paper(entry, collection.venue) for entry in collection.papers),
            listed=collection,
            queue=(queues or {}).get(collection.id, Queue()),
        )
        for collection in listing.papers.collections
    ]
    is_begun = any(shelf.id == CONTRIBUTED for shelf in shelves)
    unlisted = sorted(of_papers.keys() - listing.lines.keys())
    if unlisted:
        papers = tuple(paper(ListedPaper(id=paper_id)) for paper_id in unlisted)
        shelves.append(Shelf(id=UNSORTED, papers=papers, listed=None))
    labelled = _labelled(shelves)
    return Library(
        languages=tuple(languages),
        shelves=labelled,
        topics=listing.papers.topics,
        left_out=left_out,
        unknown=unknown,
        contributed=Queue() if is_begun else (queues or {}).get(CONTRIBUTED, Queue()),
        answered=_answered(labelled),
    )


def _answered(shelves: Sequence[Shelf]) -> Mapping[QuestionName, Answered]:
    papers = {paper.id: paper for shelf in shelves for paper in shelf.papers}
    found: dict[QuestionName, list[tuple[Paper, Review]]] = {}
    for paper in papers.values():
        for review in (each for reviews in paper.reviews.values() for each in reviews):
            for answer in review.front.answers:
                if (name := QuestionName.read(answer)) and name.paper in papers:
                    found.setdefault(name, []).append((paper, review))
    return {name: Answered(paper=papers[name.paper], by=tuple(by)) for name, by in found.items()}


def by_paper(
    reviews: Sequence[Review], languages: Sequence[str]
) -> Mapping[PaperId, Mapping[str, tuple[Review, ...]]]:
    """The reviews of each paper: by language, in the order of the site's, and then by date."""

    def order(review: Review) -> tuple[int, date, str]:
        return languages.index(review.language), review.front.date, review.reader

    found: dict[PaperId, dict[str, tuple[Review, ...]]] = {}
    for review in sorted(reviews, key=order):
        of_paper = found.setdefault(review.paper_id, {})
        of_paper[review.language] = (*of_paper.get(review.language, ()), review)
    return found


def _from_list(
    entry: ListedPaper, venue: str | None, reviews: Mapping[str, tuple[Review, ...]]
) -> Paper:
    paper_id = PaperId(entry.id)
    venue_name = entry.venue or venue
    return Paper(
        id=paper_id,
        title=entry.title or f"arXiv:{entry.id}",
        authors=entry.authors,
        address=str(entry.url or f"https://arxiv.org/abs/{entry.id}"),
        year=entry.year or _year_of(venue_name) or year_from_arxiv_id(paper_id),
        venue=venue_name,
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
        # Between a collaboration and its members arXiv lists ":" as an author.
        authors=tuple(filter(_is_somebody, record.authors)) or record.authors,
        abstract=abstract,
        comment=record.comment,
        doi=" ".join(filter(is_doi, (record.doi or "").split())) or None,
        journal_ref=record.journal_ref,
        categories=tuple(filter(_ARXIV_CATEGORY.fullmatch, record.categories)),
        primary_category=_category(record.primary_category),
        version=record.version,
        published=record.published and record.published.date(),
        updated=record.updated and record.updated.date(),
        withdrawn=record.withdrawn,
        states=states_of(record),
        known=True,
    )


def _category(name: str | None) -> str | None:
    return name if name and _ARXIV_CATEGORY.fullmatch(name) else None


def _is_somebody(author: str) -> bool:
    return is_somebody(tex.plain(author))


def _year_of(venue: str | None) -> int | None:
    """The year that a venue's name tells: 2021 for "NeurIPS 2021"."""
    years = set(_YEAR.findall(venue or ""))
    return int(years.pop()) if len(years) == 1 else None


def _labelled(shelves: Sequence[Shelf]) -> tuple[Shelf, ...]:
    """The shelves with what their papers are cited by, which depends on all the others."""
    papers = [paper for shelf in shelves for paper in shelf.papers]
    label_of = labels(
        [
            Citable(
                id=paper.id,
                authors=map(tex.plain, paper.authors),
                year=paper.year,
                short=paper.short,
            )
            for paper in papers
        ]
    )
    key_of = citation_keys(
        [
            Keyed(
                id=paper.id,
                authors=map(tex.plain, paper.authors),
                year=paper.year,
                title=tex.plain(paper.title),
            )
            for paper in papers
        ]
    )
    return tuple(
        replace(
            shelf,
            papers=tuple(
                replace(paper, label=label_of[paper.id], key=key_of[paper.id])
                for paper in shelf.papers
            ),
        )
        for shelf in shelves
    )
