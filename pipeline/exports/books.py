"""Each collection as a book, made of the pages that were built: an EPUB, and a page to print."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from urllib.parse import quote, urljoin

from lxml.html import HtmlElement

from ..library.library import Library, Shelf
from ..pages import books
from ..pages.data import PaperData
from ..written.paper_ids import file_stem
from .addresses import is_inward
from .chapters import Chapter, chapter, led_to, relink
from .epub import Book, epub
from .parts import File, Part
from .plain import printable
from .printed import ENDING, printed
from .sets import COLLECTIONS
from .source import Source


def all_books(source: Source, library: Library) -> Iterator[Part]:
    """The books in one language, each a part of its own, with paths below its folder.

    A collection whose pages are not there has no book.
    """
    built, there = source.built, frozenset(source.pages)
    for shelf in library.shelves:
        chosen = books.chapters(shelf, source.language)
        papers = [source.exported.papers[paper.id] for paper in chosen]
        pages = _page(shelf), *(f"papers/{file_stem(paper.id)}" for paper in papers)
        if papers and there.issuperset(pages):
            said = _said(source, library, shelf), [paper.digest for paper in papers]
            stand = *built.states(source.language, pages), *built.images(source.language)
            yield Part(repr(("book", said, stand)), _files(source, library, shelf, papers))


def _files(
    source: Source, library: Library, shelf: Shelf, papers: Sequence[PaperData]
) -> Iterator[File]:
    html, place = source.built.folder / source.language, _page(shelf)
    texts = [(html / f"papers/{file_stem(each.id)}.html").read_text("utf-8") for each in papers]
    chapters = [
        chapter(text, paper, source.words) for text, paper in zip(texts, papers, strict=True)
    ]
    book = _book(source, library, shelf, papers, chapters)
    yield f"{place}.epub", epub(book, source.words)
    page, frame = f"{place}{ENDING}", (html / f"{place}.html").read_text("utf-8")
    yield page, printed(frame, page, book, chapters, source.words)


def _page(shelf: Shelf) -> str:
    return f"{COLLECTIONS}/{shelf.id}"


def _said(source: Source, library: Library, shelf: Shelf) -> tuple[str | None, str | None]:
    """The title of a collection, and what it is about."""
    listed, language = shelf.listed, source.language
    if listed is None:
        return None, None
    return library.said(listed.title, language), library.said(listed.summary, language)


def _book(
    source: Source,
    library: Library,
    shelf: Shelf,
    papers: Sequence[PaperData],
    chapters: Sequence[Chapter],
) -> Book:
    title, summary = _said(source, library, shelf)
    reviews = [review for paper in papers for review in paper.reviews]
    people = [review.reviewer.name for review in reviews if review.reviewer]
    page = f"{_page(shelf)}.html"
    name = source.settings.title_in(source.language)
    images: dict[str, bytes] = {}
    return Book(
        identity=f"{source.base or f'{name}/{source.language}/'}{page}",
        title=printable(title or source.words("Unsorted")),
        site=printable(name),
        address=urljoin(source.base, page) if source.base else None,
        summary=printable(summary) if summary else None,
        reviewers=[*dict.fromkeys(map(printable, people))],
        changed=max(review.changed for review in reviews),
        chapters=[
            (each.stem, each.title, _bound(each, chapters, source, images)) for each in chapters
        ],
        images=images,
    )


def _bound(
    chapter: Chapter, chapters: Sequence[Chapter], source: Source, images: dict[str, bytes]
) -> HtmlElement:
    """A chapter as a file of the book; its images join `images`."""
    by_page = {each.page: each for each in chapters}
    content = deepcopy(chapter.content)

    def lead(address: str) -> str | None:
        if not is_inward(address):
            return address
        page, place = led_to(chapter.page, address)
        if found := by_page.get(page):
            name = f"{quote(found.stem)}.xhtml"
            return f"{name}#{quote(place)}" if place in found.ids else name
        return urljoin(urljoin(source.base, chapter.page), address) if source.base else None

    relink(content, lead)
    for image in content.iter("img"):
        page, _ = led_to(chapter.page, image.get("src", ""))
        file = source.built.folder / source.language / page
        images[file.name] = file.read_bytes()
        image.set("src", f"images/{quote(file.name)}")
    return content
