"""Every generated page of a site: where it is, and what stands there."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TypeAlias

from ..library.library import Library, Paper
from ..written.paper_ids import file_stem
from . import indexes, lists, news, queues, upkeep
from .authors import AUTHORS, Authors, page_of
from .contents import Contents
from .data import AUTHORS_OF, MOST_AUTHORS
from .kin import Kin
from .paper import authors_page, paper_page

_Page: TypeAlias = tuple[str, Callable[[], str]]


def pages(library: Library) -> dict[str, str]:
    """The generated pages of all languages: path below `docs/` → text."""
    return {path: text() for path, text in drafts(Contents(library)).items()}


def drafts(contents: Contents) -> dict[str, Callable[[], str]]:
    """As `pages`, but each text is made when it is asked for."""
    return dict(_pages(contents))


def _pages(contents: Contents) -> Iterator[_Page]:
    library, authors = contents.library, contents.authors
    kin = Kin(library, contents.memory)
    by_topic = lists.by_topic(library)
    read = queues.read_papers(library)
    letter_page = cache(partial(indexes.letter_page, authors))  # the same for all with one row
    for language in library.languages:
        row = indexes.browse(library, language)
        for path, text in (
            *_lists(library, by_topic, row, language),
            *_collections(library, kin, read, language),
            *_indexes(library, authors, row, language),
            *_papers(contents, kin, language),
        ):
            yield f"{language}/{path}.md", text
        for letter in authors.own_pages:
            yield f"{language}/{page_of(letter)}.md", partial(letter_page, row, letter)


def _lists(library: Library, by_topic: lists.ByTopic, row: str, language: str) -> Iterator[_Page]:
    yield "papers/index", partial(lists.papers_page, library, row, language)
    yield "topics/index", partial(lists.topics_page, by_topic, library, row, language)
    yield "questions", partial(lists.questions_page, library, row, language)
    yield news.PAGE, partial(news.news_page, library, row, language)
    yield upkeep.PAGE, partial(upkeep.upkeep_page, library, language)
    for key, papers in by_topic.items():
        yield f"topics/{key}", partial(lists.topic_page, key, papers, library, language)


def _collections(library: Library, kin: Kin, read: queues.Read, language: str) -> Iterator[_Page]:
    for shelf in library.shelves:
        page = partial(lists.collection_page, shelf, library, kin, read, language)
        yield f"collections/{shelf.id}", page
        if not shelf.queue.is_empty:
            queue = partial(queues.queue_page, shelf, library, read, language)
            yield f"{queues.FOLDER}{shelf.id}", queue


def _indexes(library: Library, authors: Authors, row: str, language: str) -> Iterator[_Page]:
    yield "papers/by/year", partial(indexes.years_page, library, row)
    yield indexes.TAGS, partial(indexes.tags_page, library, row, language)
    yield indexes.REVIEWERS, partial(indexes.reviewers_page, library, row, language)
    yield AUTHORS, partial(indexes.authors_page, authors, row)


def _papers(contents: Contents, kin: Kin, language: str) -> Iterator[_Page]:
    def page(paper: Paper) -> str:
        return paper_page(kin.related(contents.papers[language][paper.id], language))

    for paper in contents.library.papers:
        stem = file_stem(paper.id)
        yield f"papers/{stem}", partial(page, paper)
        if len(paper.authors) > MOST_AUTHORS:
            yield f"{AUTHORS_OF}/{stem}", partial(authors_page, paper)
