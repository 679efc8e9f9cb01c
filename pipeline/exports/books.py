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
from .plain import printable
from .printed import ENDING, printed
from .sets import COLLECTIONS
from .source import Source


def book_files(source: Source, library: Library) -> Iterator[tuple[str, str | bytes]]:
    """The books in one language: path below its folder → content.

    A collection whose pages are not there has no book.
    """
    for shelf in library.shelves:
        yield from _books(source, library, shelf)


def _books(source: Source, library: Library, shelf: Shelf) -> Iterator[tuple[str, str | bytes]]:
    chosen = books.chapters(shelf, source.language)
    papers = [source.exported.papers[paper.id] for paper in chosen]
    place = f"{COLLECTIONS}/{shelf.id}"
    html = source.built.folder / source.language
    pages = [html / f"papers/{file_stem(paper.id)}.html" for paper in papers]
    frame = html / f"{place}.html"
    if papers and all(page.is_file() for page in (frame, *pages)):
        chapters = [
            chapter(page.read_text("utf-8"), paper, source.words)
            for page, paper in zip(pages, papers, strict=True)
        ]
        book = _book(source, library, shelf, papers, chapters)
        yield f"{place}.epub", epub(book, source.words)
        page = f"{place}{ENDING}"
        yield page, printed(frame.read_text("utf-8"), page, book, chapters, source.words)


def _book(
    source: Source,
    library: Library,
    shelf: Shelf,
    papers: Sequence[PaperData],
    chapters: Sequence[Chapter],
) -> Book:
    language, listed = source.language, shelf.listed
    reviews = [review for paper in papers for review in paper.reviews]
    people = [review.reviewer.name for review in reviews if review.reviewer]
    title = library.said(listed.title if listed else None, language)
    summary = library.said(listed.summary if listed else None, language)
    page = f"{COLLECTIONS}/{shelf.id}.html"
    name = source.settings.title_in(language)
    images: dict[str, bytes] = {}
    return Book(
        identity=f"{source.base or f'{name}/{language}/'}{page}",
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
