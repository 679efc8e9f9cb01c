"""What a generated page says of its paper or collection, once, as JSON that people can read.

The text of a page changes exactly when these data do.
Titles, names, abstracts and comments are TeX as arXiv writes it; nothing here is markup.
"""

import datetime as dt
import re
from base64 import urlsafe_b64encode
from functools import cached_property
from hashlib import sha256
from typing import Final, Self

from pydantic import BaseModel, ConfigDict

from ..library.drift import Moved
from ..written.paper_ids import PaperId, is_arxiv_id
from ..written.paper_list import Sought
from ..written.queues import State
from ..written.reviews import Depth

AUTHORS_OF: Final = "papers/authors-of"
"""Where the pages are that name all authors of a paper."""
MOST_AUTHORS: Final = 50
"""How many authors a paper's page names; a page of their own names those of a paper with more."""

NEWS_NAME: Final = 3
"""Signs of a name by which a browser remembers what its reader has seen; there are 262,144."""

# Python, and so docutils, breaks lines at these, where JSON does not escape them.
_BREAKS: Final = re.compile("[\x85\u2028\u2029]")


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def as_json(self) -> str:
        """The data as the content of a directive; what is empty is left out."""
        text = self.model_dump_json(exclude_defaults=True, indent=1)
        return _BREAKS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The data that `as_json` wrote.  Raises pydantic's ValidationError on other text."""
        return cls.model_validate_json(text)


class ReviewerData(_Data):
    """Who wrote a review, and where they are to be found."""

    name: str
    link: str | None = None


class ReplyData(_Data):
    """What an author of the paper answers to a review."""

    author: str
    date: dt.date
    text: str


class DriftData(_Data):
    """What arXiv changed since a review; `day` is when its newest version came."""

    changes: tuple[Moved, ...]
    version: int
    day: dt.date
    read: int | None = None

    @property
    def is_grave(self) -> bool:
        """Whether there is more to it than that the paper has been published."""
        return self.changes != (Moved.PUBLISHED,)


class PlaceData(_Data):
    """A place of this language's site: a page, perhaps an anchor on it, and what it is called."""

    place: str
    label: str
    name: str = ""
    """Whose review it is, where its paper has several."""


class QuestionData(_Data):
    """A question of a review, and the reviews that answer it."""

    ask: str
    id: str = ""
    answers: tuple[PlaceData, ...] = ()


class AnsweredData(_Data):
    """A question that a review answers, as it was asked, and where."""

    ask: str
    language: str
    asked: PlaceData


class FollowedData(_Data):
    """The review that another one follows, in its language, when it is newer."""

    language: str
    day: dt.date


class ReviewData(_Data):
    """The front matter of the review that a page shows.  Topics are by key, as people read them."""

    path: str
    language: str
    reader: str = ""
    read: Depth
    date: dt.date
    updated: dt.date | None = None
    topics: dict[str, str] = {}
    tldr: str
    version: int | None = None
    """The version of the paper that was read, as far as it is known."""
    drift: DriftData | None = None
    followed: FollowedData | None = None
    questions: tuple[QuestionData, ...] = ()
    answers: tuple[AnsweredData, ...] = ()
    related: tuple[PaperId, ...] = ()
    reviewer: ReviewerData | None = None
    rating: int | None = None
    tags: tuple[str, ...] = ()
    assisted: str | None = None
    reply: ReplyData | None = None

    @property
    def name(self) -> str:
        """Who wrote it, as far as that is told."""
        return self.reviewer.name if self.reviewer else self.reader

    @property
    def open_questions(self) -> tuple[QuestionData, ...]:
        """Those that nobody answers."""
        return tuple(each for each in self.questions if not each.answers)

    @property
    def changed(self) -> dt.date:
        """When it last came or changed."""
        return max(self.date, self.updated or self.date)

    @property
    def anchor(self) -> str:
        """The id of its section, on a page that has several reviews."""
        return "-".join(filter(None, ("reading", self.reader)))


class ShelfData(_Data):
    """A collection by id and title; the unsorted one has no title."""

    id: str
    title: str | None = None


class PaperData(_Data):
    """A paper as its page shows it; `label` and `key` are how others cite it."""

    id: PaperId
    label: str
    key: str
    short: str | None = None
    title: str
    authors: tuple[str, ...] = ()
    author_places: dict[int, str] = {}
    """Page and anchor of those authors, by their index, of whom the site has other papers too."""
    year: int | None = None
    venue: str | None = None
    address: str
    version: int | None = None
    published: dt.date | None = None
    updated: dt.date | None = None
    doi: str | None = None
    journal_ref: str | None = None
    categories: tuple[str, ...] = ()
    primary_category: str | None = None
    comment: str | None = None
    abstract: str | None = None
    is_known: bool = True
    is_withdrawn: bool = False
    is_left_out: bool = False
    is_unknown: bool = False
    collection: ShelfData
    previous: PaperId | None = None
    next: PaperId | None = None
    reviews: tuple[ReviewData, ...] = ()
    """All in one language, by date."""
    topics: tuple[str, ...] = ()
    """The keys that a review may choose from, where there is none yet."""
    cited: tuple[PaperId, ...] = ()
    """Those that its reviews cite, but for those that they relate it to."""
    cited_by: tuple[PaperId, ...] = ()
    """Those whose reviews name it, but for those before."""
    alike: tuple[PaperId, ...] = ()
    """Those whose texts have the same words, the nearest first, but for those before."""

    @property
    def on_arxiv(self) -> bool:
        """Whether arXiv has the paper."""
        return is_arxiv_id(self.id)

    @property
    def has_many_authors(self) -> bool:
        """Whether its authors have a page of their own."""
        return len(self.authors) > MOST_AUTHORS

    @property
    def all_topics(self) -> dict[str, str]:
        """The topics that its reviews name, by key, as people read them."""
        return {key: label for review in self.reviews for key, label in review.topics.items()}

    @property
    def related(self) -> tuple[PaperId, ...]:
        """The papers that its reviews relate it to."""
        return tuple(dict.fromkeys(each for review in self.reviews for each in review.related))

    @property
    def dois(self) -> tuple[str, ...]:
        """Its DOIs: arXiv's field can hold several."""
        return tuple((self.doi or "").split())

    def place_of(self, review: ReviewData) -> str:
        """What leads from the paper's page on to one of its reviews: `#reading`, or nothing."""
        return f"#{review.anchor}" if len(self.reviews) > 1 else ""

    def questions_of(self, review: ReviewData) -> str:
        """The id of the section with the open questions of one of its reviews."""
        return self._part_of(review, "questions")

    def reply_to(self, review: ReviewData) -> str:
        """The id of the section with an author's reply to one of its reviews."""
        return self._part_of(review, "reply")

    def _part_of(self, review: ReviewData, kind: str) -> str:
        reader = review.reader if len(self.reviews) > 1 else ""
        return "-".join(filter(None, (kind, reader)))

    @property
    def review(self) -> ReviewData | None:
        """The review that speaks for the paper on other pages."""
        return self.reviews[0] if self.reviews else None

    @cached_property
    def digest(self) -> str:
        """A digest of all that is said here, kept with the data."""
        return sha256(self.model_dump_json().encode()).hexdigest()

    @cached_property
    def seen_elsewhere(self) -> str:
        """A digest of what pages show that cite or list the paper, kept with the data."""
        listed = (self.id, self.label, self.short, self.title, self.year, self.venue)
        cited = (self.is_known, self.authors[:MOST_AUTHORS], self.doi, self.journal_ref)
        said = (*listed, *cited, self.address, self.reviews)
        return sha256(repr(said).encode()).hexdigest()


class PartData(_Data):
    """One alternative of a pattern, how many titles it matched, and how many no other did."""

    pattern: str
    caught: int
    alone: int


class SelectionData(_Data):
    """How the papers of a collection were found."""

    source: str
    titles: int
    pattern: str
    matched: int
    read: int
    date: dt.date | None = None
    digest: str | None = None
    arxiv: str | None = None
    field: Sought = Sought.TITLE
    word: bool = False
    exclude: str | None = None
    excluded: int | None = None
    parts: tuple[PartData, ...] = ()


class FiguresData(_Data):
    """How many titles of a queue there are in each state, and how many accidents."""

    states: dict[State, int] = {}
    inside: int = 0
    """Matched inside another word."""
    missed: int = 0
    """Nearly matched."""


class CandidateData(_Data):
    """A title of a queue, with its first authors, and what became of it."""

    id: PaperId | None = None
    title: str
    authors: tuple[str, ...] = ()
    authors_left_out: int = 0
    is_here: bool = False
    """Whether the paper has a page on this site."""
    address: str | None = None
    """Where it is elsewhere."""
    state: State
    reason: str | None = None
    inside: str | None = None


class MissedData(_Data):
    """A title that a part of a pattern nearly matched."""

    title: str
    part: str


class QueueData(_Data):
    """What became of each title that a collection began with, in the order of its list."""

    collection: ShelfData
    states: dict[State, int] = {}
    candidates: tuple[CandidateData, ...] = ()
    left_out: int = 0
    """How many there was no room for."""
    missed: tuple[MissedData, ...] = ()
    missed_left_out: int = 0


class CollectionData(_Data):
    """A collection with its papers, in reading order."""

    id: str
    title: str | None = None
    summary: str | None = None
    selection: SelectionData | None = None
    queue: FiguresData | None = None
    papers: tuple[PaperId, ...] = ()
    named: dict[PaperId, tuple[PaperId, ...]] = {}
    """By paper, those of the same collection that its reviews cite or relate it to."""
    has_book: bool = False
    """Whether its reviews can be read as a book."""


class TopicData(_Data):
    """A topic as people read it, and how many papers have it."""

    label: str
    papers: int


class TopicsData(_Data):
    """All topics, by key."""

    topics: dict[str, TopicData] = {}


class AskedData(_Data):
    """The papers whose reviews leave questions open, and those with questions that are not."""

    open: tuple[PaperId, ...] = ()
    answered: tuple[PaperId, ...] = ()


class EntryData(_Data):
    """An entry of an index, such as an author: a name, its anchor, and the papers below it."""

    name: str
    anchor: str
    papers: tuple[PaperId, ...]


class IndexData(_Data):
    """An index in its order, by the headings of its parts; "" is one without heading."""

    parts: dict[str, tuple[EntryData, ...]] = {}


class LettersData(_Data):
    """How many authors there are by the first letter of their families."""

    letters: dict[str, int] = {}


class YearsData(_Data):
    """Papers by year, the newest first; "" is that of papers without one."""

    years: dict[str, tuple[PaperId, ...]] = {}


class NewsEntryData(_Data):
    """A review that came or changed on a day, by its paper and the path of its file."""

    paper: PaperId
    path: str
    day: dt.date
    is_update: bool = False

    @property
    def name(self) -> str:
        """A short name, which changes when the review does."""
        digest = sha256(f"{self.path} {self.day}".encode()).digest()
        return urlsafe_b64encode(digest).decode()[:NEWS_NAME]


class NewsData(_Data):
    """The reviews that came or changed last, by month (`2026-11`), the newest first."""

    months: dict[str, tuple[NewsEntryData, ...]] = {}
    older: int = 0
    """How many others there are."""


class CoverageData(_Data):
    """What a collection covers until when, and what became of the titles that it began with."""

    id: str
    title: str | None = None
    venue: str | None = None
    listed: dt.date | None = None
    """The day of the list that its papers were chosen from."""
    papers: int = 0
    reviewed: int = 0
    newest: dt.date | None = None
    """When a review of one of its papers last came or changed."""
    states: dict[str, int] = {}
    """How many titles of its queue are in which state."""


class WaitingData(_Data):
    """A title that waits for a collection."""

    title: str
    address: str | None = None


class LagData(_Data):
    """A paper of which the review in a language is behind another one since a day."""

    paper: PaperId
    language: str
    ahead: str
    day: dt.date


class UpkeepData(_Data):
    """What is done, and what is to be done."""

    collections: tuple[CoverageData, ...] = ()
    waiting: tuple[WaitingData, ...] = ()
    lagging: tuple[LagData, ...] = ()
    untranslated: dict[str, tuple[PaperId, ...]] = {}
    """By language, the papers that are reviewed in another one alone."""
    questions: int = 0
    """How many are open."""
    answered: int = 0
    unread: tuple[PaperId, ...] = ()
    """The papers on arXiv of which there is no record."""
    without_abstract: tuple[PaperId, ...] = ()
    withdrawn: tuple[PaperId, ...] = ()
    drifted: tuple[PaperId, ...] = ()
    """The papers that changed since one of their reviews."""
