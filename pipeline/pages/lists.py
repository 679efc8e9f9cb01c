"""The pages that list papers: by id, as the papers' own pages say the rest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from ..library.library import Library, Paper, Shelf
from ..written.localized import in_language
from ..written.paper_list import Selection
from ..written.questions import Question
from ..written.reviews import Review
from . import markdown
from .books import chapters
from .data import AskedData, CollectionData, SelectionData, TopicData, TopicsData
from .indexes import by_year
from .kin import Kin
from .paper import shelf_data
from .queues import Read, figures

if TYPE_CHECKING:
    from ..written.paper_ids import PaperId

ByTopic: TypeAlias = Mapping[str, Sequence[Paper]]
"""The papers of each topic, by its key, in reading order."""

MOST_IN_A_ROW: Final = 100
"""How many papers a list without an order of its own has; a longer one goes year by year."""


def papers_page(library: Library, row: str, language: str) -> str:
    """All papers, collection by collection; `row` leads to the other lists."""
    shelves = (
        CollectionData(
            **shelf_data(shelf, library, language).model_dump(),
            papers=tuple(paper.id for paper in shelf.papers),
        )
        for shelf in library.shelves
    )
    parts = (markdown.directive("shelf", content=shelf.as_json()) for shelf in shelves)
    head = row, markdown.directive("all-papers")
    return markdown.page("papers", *head, *parts)


def collection_page(shelf: Shelf, library: Library, kin: Kin, read: Read, language: str) -> str:
    """A collection: what it is about, how its papers were chosen, and the papers."""
    named = shelf_data(shelf, library, language)
    listed = shelf.listed
    data = CollectionData(
        id=named.id,
        title=named.title,
        summary=library.said(listed.summary if listed else None, language),
        selection=_selection(listed.selection, library, language)
        if listed and listed.selection
        else None,
        queue=figures(shelf, read),
        papers=tuple(paper.id for paper in shelf.papers),
        named=kin.within(shelf, language),
        has_book=bool(chapters(shelf, language)),
    )
    content = markdown.directive("collection", content=data.as_json())
    return markdown.page(named.title or named.id, content)


def by_topic(library: Library) -> ByTopic:
    """The papers of which a review has a topic, in any language, for every topic of the list."""
    found: dict[str, dict[PaperId, Paper]] = {key: {} for key in library.topics}
    for paper, review in library.reviews:
        for key in review.front.topics:
            found[key][paper.id] = paper
    return {key: [*papers.values()] for key, papers in found.items()}


def topics_page(by_topic: ByTopic, library: Library, row: str, language: str) -> str:
    """All topics, with how many papers each has."""
    data = TopicsData(
        topics={
            key: TopicData(label=library.topic(key, language), papers=len(papers))
            for key, papers in by_topic.items()
        }
    )
    content = markdown.directive("topics", content=data.as_json())
    entries = markdown.toctree(*library.topics)
    return markdown.page("topics", row, content, entries)


def topic_page(key: str, papers: Sequence[Paper], library: Library, language: str) -> str:
    """The papers of one topic."""
    if len(papers) > MOST_IN_A_ROW:
        content = markdown.directive("topic-by-year", content=by_year(papers).as_json())
    else:
        content = markdown.ids("topic", [paper.id for paper in papers])
    return markdown.page(library.topic(key, language), content)


def questions_page(library: Library, row: str, language: str) -> str:
    """What the reviews left open, and what others answer of that."""
    asked: dict[bool, list[PaperId]] = {False: [], True: []}
    for paper in library.papers:
        reviews = paper.readings(language)
        for is_answered in {library.is_answered(*each) for each in _questions(reviews)}:
            asked[is_answered].append(paper.id)
    data = AskedData(open=tuple(asked[False]), answered=tuple(asked[True]))
    content = markdown.directive("open-questions", content=data.as_json())
    return markdown.page("questions", row, content)


def _questions(reviews: Iterable[Review]) -> Iterator[tuple[Review, Question]]:
    return ((review, question) for review in reviews for question in review.front.questions)


def _selection(selection: Selection, library: Library, language: str) -> SelectionData:
    source = in_language(selection.source, language, library.languages)
    return SelectionData.model_validate({**selection.model_dump(), "source": source})
