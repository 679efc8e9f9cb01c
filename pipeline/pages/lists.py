"""The pages that list papers: by id, as the papers' own pages say the rest."""

from ..library.library import Library, Paper, Shelf
from ..written.localized import in_language
from ..written.paper_list import Selection
from . import markdown
from .data import CollectionData, SelectionData, TopicData, TopicsData
from .paper import shelf_data


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
    return markdown.page("papers", markdown.directive("all-papers"), *parts)


def collection_page(shelf: Shelf, library: Library, language: str) -> str:
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
    return markdown.page("topics", content, markdown.toctree(*library.topics))


def topic_page(key: str, library: Library, language: str) -> str:
    """The papers of one topic."""
    papers = markdown.ids("topic", [paper.id for paper in _on_topic(library, key)])
    return markdown.page(library.topic(key, language), papers)


def questions_page(library: Library, language: str) -> str:
    """What the reviews left open."""
    asked = [
        paper.id
        for paper in library.papers
        if any(review.front.questions for review in paper.readings(language))
    ]
    return markdown.page("questions", markdown.ids("open-questions", asked))


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
