"""Every generated page of a site: where it is, and what stands there."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TypeAlias

from ..library.library import Library, Shelf
from ..written.paper_ids import file_stem
from . import indexes, lists
from .authors import AUTHORS, Authors
from .data import AUTHORS_OF, MOST_AUTHORS
from .kin import Kin
from .paper import authors_page, paper_data, paper_page

_Page: TypeAlias = tuple[str, Callable[[], str]]


def pages(library: Library) -> dict[str, str]:
    """The generated pages of all languages: path below `docs/` → text."""
    return {path: text() for path, text in _pages(library)}


def paths(library: Library) -> list[str]:
    """Where `pages` has a page, without the work of writing it."""
    return [path for path, _ in _pages(library)]


def _pages(library: Library) -> Iterator[_Page]:
    authors, kin = Authors.of(library), Kin(library)
    letter_page = cache(partial(indexes.letter_page, authors))  # the same in every language
    for language in library.languages:
        for path, text in (
            *_lists(library, kin, language),
            *_indexes(library, authors, language),
            *_papers(library, authors, kin, language),
        ):
            yield f"{language}/{path}.md", text
        for letter in authors.own_pages:
            yield f"{language}/{authors.page(letter)}.md", partial(letter_page, letter)


def _lists(library: Library, kin: Kin, language: str) -> Iterator[_Page]:
    yield "papers/index", partial(lists.papers_page, library, language)
    yield "topics/index", partial(lists.topics_page, library, language)
    yield "questions", partial(lists.questions_page, library, language)
    for key in library.topics:
        yield f"topics/{key}", partial(lists.topic_page, key, library, language)
    for shelf in library.shelves:
        page = partial(lists.collection_page, shelf, library, kin, language)
        yield f"collections/{shelf.id}", page


def _indexes(library: Library, authors: Authors, language: str) -> Iterator[_Page]:
    yield "papers/by/year", partial(indexes.years_page, library, language)
    yield indexes.TAGS, partial(indexes.tags_page, library, language)
    yield indexes.REVIEWERS, partial(indexes.reviewers_page, library, language)
    yield AUTHORS, partial(indexes.authors_page, library, authors, language)


def _papers(library: Library, authors: Authors, kin: Kin, language: str) -> Iterator[_Page]:
    def page(place: int, shelf: Shelf) -> str:
        data = paper_data(place, shelf, library, authors, language)
        return paper_page(kin.related(data, language))

    for shelf in library.shelves:
        for place, paper in enumerate(shelf.papers):
            stem = file_stem(paper.id)
            yield f"papers/{stem}", partial(page, place, shelf)
            if len(paper.authors) > MOST_AUTHORS:
                yield f"{AUTHORS_OF}/{stem}", partial(authors_page, paper)
