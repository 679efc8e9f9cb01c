"""From the library to the text of every generated page."""

from collections.abc import Iterator

from pipeline.languages import Language
from pipeline.library import Library
from pipeline.pages import indexes
from pipeline.pages.paper import paper_page
from pipeline.pages.spans import paper_page as paper_page_name


def pages(library: Library) -> dict[str, str]:
    """The generated pages of both languages: path below `docs/` → text."""
    return {
        f"{language}/{path}": text
        for language in Language
        for path, text in _pages(library, language)
    }


def _pages(library: Library, language: Language) -> Iterator[tuple[str, str]]:
    yield "papers/index.md", indexes.papers_page(library, language)
    yield "topics/index.md", indexes.topics_page(library, language)
    yield "questions.md", indexes.questions_page(library, language)
    yield "includes/changed.inc", indexes.changed_snippet(library, language)
    for key in library.topics:
        yield f"topics/{key}.md", indexes.topic_page(key, library, language)
    for shelf in library.shelves:
        yield f"collections/{shelf.id}.md", indexes.collection_page(shelf, language)
        yield f"includes/{shelf.id}.inc", indexes.overview_snippet(shelf, language)
        for paper in shelf.papers:
            name = paper_page_name(paper.id)
            yield f"{name}.md", paper_page(paper, shelf, library, language)
