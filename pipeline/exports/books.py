"""Each collection as a book, made of the pages that were built: an EPUB, and a page to print."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urljoin

from lxml.html import HtmlElement

from ..library.library import Library, Shelf
from ..pages import books
from ..pages.authors import Authors
from ..pages.data import PaperData
from ..pages.paper import paper_data
from ..words.catalogue import Words, words_of
from ..written.paper_ids import file_stem
from ..written.settings import Settings
from .chapters import Chapter, chapter, is_inward, led_to, printable, relink
from .epub import Book, epub
from .printed import ENDING, printed


def book_files(
    library: Library, settings: Settings, html: Path, *catalogues: Path
) -> Mapping[str, str | bytes]:
    """The books of all languages: path below `html`, where the site is built → content.

    `catalogues` are a site's own folders of words.
    A collection whose pages are not there has no book.
    """
    authors = Authors.of(library)
    found: dict[str, str | bytes] = {}
    for language in library.languages:
        site = _Site(library, authors, settings, html / language, words_of(language, *catalogues))
        for shelf in library.shelves:
            found |= {f"{language}/{path}": content for path, content in _books(site, shelf)}
    return found


@dataclass(frozen=True, slots=True)
class _Site:
    """The site in one language."""

    library: Library
    authors: Authors
    settings: Settings
    html: Path
    words: Words

    @property
    def address(self) -> str | None:
        """Where it is on the web, as far as that is known."""
        address = str(self.settings.address or "").rstrip("/")
        return f"{address}/{self.words.language}/" if address else None

    def read(self, page: str) -> str:
        """The HTML of a page."""
        return (self.html / page).read_text("utf-8")


def _books(site: _Site, shelf: Shelf) -> Iterator[tuple[str, str | bytes]]:
    chosen = {paper.id for paper in books.chapters(shelf, site.words.language)}
    papers = [
        paper_data(place, shelf, site.library, site.authors, site.words.language)
        for place, paper in enumerate(shelf.papers)
        if paper.id in chosen
    ]
    place = f"collections/{shelf.id}"
    pages = [f"{place}.html", *(f"papers/{file_stem(paper.id)}.html" for paper in papers)]
    if papers and all((site.html / page).is_file() for page in pages):
        chapters = [
            chapter(site.read(page), paper, site.words)
            for page, paper in zip(pages[1:], papers, strict=True)
        ]
        book = _book(site, shelf, papers, chapters)
        yield f"{place}.epub", epub(book, site.words)
        page = f"{place}{ENDING}"
        frame = site.read(pages[0])
        yield page, printed(frame, page, book, chapters, site.words)


def _book(
    site: _Site, shelf: Shelf, papers: Sequence[PaperData], chapters: Sequence[Chapter]
) -> Book:
    words, listed = site.words, shelf.listed
    reviews = [review for paper in papers for review in paper.reviews]
    people = [review.reviewer.name for review in reviews if review.reviewer]
    title = site.library.said(listed.title if listed else None, words.language)
    summary = site.library.said(listed.summary if listed else None, words.language)
    page = f"collections/{shelf.id}.html"
    name = site.settings.title_in(words.language)
    images: dict[str, bytes] = {}
    return Book(
        identity=f"{site.address or f'{name}/{words.language}/'}{page}",
        title=printable(title or words("Unsorted")),
        site=printable(name),
        address=urljoin(site.address, page) if site.address else None,
        summary=printable(summary) if summary else None,
        reviewers=[*dict.fromkeys(map(printable, people))],
        changed=max(review.updated or review.date for review in reviews),
        chapters=[
            (each.stem, each.title, _bound(each, chapters, site, images)) for each in chapters
        ],
        images=images,
    )


def _bound(
    chapter: Chapter, chapters: Sequence[Chapter], site: _Site, images: dict[str, bytes]
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
        return urljoin(urljoin(site.address, chapter.page), address) if site.address else None

    relink(content, lead)
    for image in content.iter("img"):
        page, _ = led_to(chapter.page, image.get("src", ""))
        file = site.html / page
        images[file.name] = file.read_bytes()
        image.set("src", f"images/{quote(file.name)}")
    return content
