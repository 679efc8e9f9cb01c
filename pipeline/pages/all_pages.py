"""Every generated page of a site: where it is, and what stands there."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from ..library.library import Library
from ..written.paper_ids import file_stem
from . import lists
from .paper import paper_page

_Page: TypeAlias = tuple[str, Callable[[], str]]


def pages(library: Library) -> dict[str, str]:
    """The generated pages of all languages: path below `docs/` → text."""
    return {path: text() for path, text in _pages(library)}


def paths(library: Library) -> list[str]:
    """Where `pages` has a page, without the work of writing it."""
    return [path for path, _ in _pages(library)]


def _pages(library: Library) -> Iterator[_Page]:
    for language in library.languages:
        for path, text in (*_lists(library, language), *_papers(library, language)):
            yield f"{language}/{path}", text


def _lists(library: Library, language: str) -> Iterator[_Page]:
    yield "papers/index.md", partial(lists.papers_page, library, language)
    yield "topics/index.md", partial(lists.topics_page, library, language)
    yield "questions.md", partial(lists.questions_page, library, language)
    for key in library.topics:
        yield f"topics/{key}.md", partial(lists.topic_page, key, library, language)
    for shelf in library.shelves:
        yield (
            f"collections/{shelf.id}.md",
            partial(lists.collection_page, shelf, library, language),
        )


def _papers(library: Library, language: str) -> Iterator[_Page]:
    for shelf in library.shelves:
        for place, paper in enumerate(shelf.papers):
            path = f"papers/{file_stem(paper.id)}.md"
            yield path, partial(paper_page, place, shelf, library, language)
