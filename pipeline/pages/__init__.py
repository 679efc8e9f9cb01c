"""From the library to the text of every generated page."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from ..words.languages import Language
from ..library.library import Library
from . import indexes
from .paper import paper_page
from .spans import paper_page as paper_page_name

_Page: TypeAlias = tuple[str, Callable[[], str]]


def pages(library: Library) -> dict[str, str]:
    """The generated pages of both languages: path below `docs/` → text."""
    return {path: text() for path, text in _pages(library)}


def paths(library: Library) -> list[str]:
    """Where `pages` has a page, without the work of writing it."""
    return [path for path, _ in _pages(library)]


def _pages(library: Library) -> Iterator[_Page]:
    for language in Language:
        for path, text in (*_lists(library, language), *_papers(library, language)):
            yield f"{language}/{path}", text


def _lists(library: Library, language: Language) -> Iterator[_Page]:
    yield "papers/index.md", partial(indexes.papers_page, library, language)
    yield "topics/index.md", partial(indexes.topics_page, library, language)
    yield "questions.md", partial(indexes.questions_page, library, language)
    yield "includes/changed.inc", partial(indexes.changed_snippet, library, language)
    for key in library.topics:
        yield f"topics/{key}.md", partial(indexes.topic_page, key, library, language)
    for shelf in library.shelves:
        yield f"collections/{shelf.id}.md", partial(indexes.collection_page, shelf, language)
        yield f"includes/{shelf.id}.inc", partial(indexes.overview_snippet, shelf, language)


def _papers(library: Library, language: Language) -> Iterator[_Page]:
    for shelf in library.shelves:
        for paper in shelf.papers:
            path = f"{paper_page_name(paper.id)}.md"
            yield path, partial(paper_page, paper, shelf, library, language)
