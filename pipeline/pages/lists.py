"""The pages that list papers: by id, as the papers' own pages say the rest."""

from typing import Final

from ..library.library import Library, Paper, Shelf
from ..written.localized import in_language
from ..written.paper_list import Selection
from . import markdown
from .books import chapters
from .data import CollectionData, SelectionData, TopicData, TopicsData
from .indexes import browse, by_year
from .kin import Kin
from .paper import shelf_data

MOST_IN_A_ROW: Final = 100
"""How many papers a list without an order of its own has; a longer one goes year by year."""


def papers_page(library: Library, language: str) -> str:
    """All papers, collection by collection."""
    shelves = (
        CollectionData(
            **shelf_data(shelf, library, language).model_dump(),
            papers=tuple(paper.id for paper in shelf.papers),
        )
        for shelf in library.shelves
    )
    parts = (markdown.directive("shelf", content=shelf.as_yaml()) for shelf in shelves)
    head = browse(library, language), markdown.directive("all-papers")
    return markdown.page("papers", *head, *parts)


def collection_page(shelf: Shelf, library: Library, kin: Kin, language: str) -> str:
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
        papers=tuple(paper.id for paper in shelf.papers),
        named=kin.within(shelf, language),
        has_book=bool(chapters(shelf, language)),
    )
    content = markdown.directive("collection", content=data.as_yaml())
    return markdown.page(named.title or named.id, content)


def topics_page(library: Library, language: str) -> str:
    """All topics, with how many papers each has."""
    data = TopicsData(
        topics={
            key: TopicData(label=library.topic(key, language), papers=len(_on_topic(library, key)))
            for key in library.topics
        }
    )
    content = markdown.directive("topics", content=data.as_yaml())
    entries = markdown.toctree(*library.topics)
    return markdown.page("topics", browse(library, language), content, entries)


def topic_page(key: str, library: Library, language: str) -> str:
    """The papers of one topic."""
    papers = _on_topic(library, key)
    if len(papers) > MOST_IN_A_ROW:
        content = markdown.directive("topic-by-year", content=by_year(papers).as_yaml())
    else:
        content = markdown.ids("topic", [paper.id for paper in papers])
    return markdown.page(library.topic(key, language), content)


def questions_page(library: Library, language: str) -> str:
    """What the reviews left open."""
    asked = [
        paper.id
        for paper in library.papers
        if any(review.front.questions for review in paper.readings(language))
    ]
    content = markdown.ids("open-questions", asked)
    return markdown.page("questions", browse(library, language), content)


def _selection(selection: Selection, library: Library, language: str) -> SelectionData:
    return SelectionData(
        source=in_language(selection.source, language, library.languages),
        titles=selection.titles,
        pattern=selection.pattern,
        matched=selection.matched,
        read=selection.read,
    )


def _on_topic(library: Library, key: str) -> list[Paper]:
    return [
        paper
        for paper in library.papers
        if any(key in review.front.topics for each in paper.reviews.values() for review in each)
    ]
