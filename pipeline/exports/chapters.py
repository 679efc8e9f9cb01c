"""A paper's page as a chapter of a book: what people wrote of the paper, without the site around.

The authors' abstract is not among it: a book is passed on, and the abstract is not ours to pass on.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urldefrag, urlsplit

import lxml.html
from lxml.html import HtmlElement
from lxml.html.builder import E

from ..pages.data import PaperData
from ..text import tex
from ..words.catalogue import Words
from ..written.paper_ids import file_stem
from ..written.reviews import DEPTHS
from .plain import printable

PAGE: Final = "//section[@id='paper']"
"""The section that is a generated page, whatever template is around it."""

_MOST_AUTHORS: Final = 12


def _of(tag: str, *classes: str) -> str:
    has = " or ".join(f"contains(concat(' ', @class, ' '), ' {each} ')" for each in classes)
    return f"{tag}[{has}]"


_PARTS: Final = (
    f"./{_of('div', 'notice')} | ./{_of('p', 'tldr')} | ./{_of('section', 'review', 'reply')}"
    " | ./section[@id='questions']"
)
_LEFT_OUT: Final = (
    f".//{_of('*', 'headerlink', 'preview', 'unseen')} | .//{_of('p', 'end', 'edit')}"
    " | .//button | .//form | .//script | .//style | .//svg"
)
_OF_SITE: Final = re.compile(r"(?:data-|on).*|aria-describedby|tabindex|hidden|target|download")
_BOXES: Final = {True: "\u2611", False: "\u2610"}
_HEADING: Final = re.compile(r"h([1-5])")


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a book says of one paper."""

    stem: str
    """Its page, below `papers/`."""
    title: str
    content: HtmlElement
    """A section with a title of the first level; its links lead on as the page's do."""
    ids: frozenset[str]
    """The places in it that a link may lead to."""

    @property
    def page(self) -> str:
        """The page that it is taken from, below the language's folder."""
        return f"papers/{self.stem}.html"


def elements(within: HtmlElement, path: str) -> list[HtmlElement]:
    """The elements that an XPath finds."""
    found: Any = within.xpath(path)
    return [each for each in found if isinstance(each, HtmlElement)]


def chapter(page: str, paper: PaperData, words: Words) -> Chapter:
    """The chapter that the HTML of a paper's page makes.

    Raises ValueError where that is no page of a paper.
    """
    found = elements(lxml.html.document_fromstring(page), PAGE)
    if not found:
        message = f"papers/{file_stem(paper.id)}.html has no section of the paper"
        raise ValueError(message)
    [section] = found
    [heading] = elements(section, "./h1")
    parts = elements(section, _PARTS)
    content = E.section(heading, *_head(paper, words), *parts, {"class": "chapter"})
    _clean(content)
    ids = frozenset(element.get("id", "") for element in elements(content, ".//*[@id]"))
    return Chapter(file_stem(paper.id), printable(tex.plain(paper.title)), content, ids)


def relink(content: HtmlElement, lead: Callable[[str], str | None]) -> None:
    """Have each link lead where `lead` says; where it says nothing, only the words remain."""
    for link in list(content.iter("a")):
        address = lead(link.get("href", ""))
        if address is None:
            link.drop_tag()
        else:
            link.set("href", address)


def demote(content: HtmlElement) -> None:
    """Move its titles one level down."""
    for element in content.iter():
        if isinstance(element.tag, str) and (level := _HEADING.fullmatch(element.tag)):
            element.tag = f"h{int(level[1]) + 1}"


def led_to(page: str, address: str) -> tuple[str, str]:
    """The page that an address on `page` leads to, below the same folder, and the place there."""
    path, fragment = urldefrag(address)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    return (target if path else page), unquote(fragment)


def _head(paper: PaperData, words: Words) -> Iterator[HtmlElement]:
    names = [printable(tex.plain(name)) for name in paper.authors[:_MOST_AUTHORS]]
    said = ", ".join(names)
    if more := len(paper.authors) - len(names):
        said += f" {words.counted('and {count} more author', 'and {count} more authors', more)}"
    if names:
        yield E.p(said, {"class": "authors"})
    name = f"arXiv:{paper.id}" if paper.on_arxiv else urlsplit(paper.address).netloc
    about: list[HtmlElement | str] = [E.a(name, href=paper.address)]
    venue = printable(paper.venue or str(paper.year or ""))
    about[:0] = [f"{venue} · "] if venue else []
    if len(paper.reviews) == 1:  # several tell of themselves
        [review] = paper.reviews
        day = words("Reviewed on {day}", day=words.day(review.changed))
        about.append(f" · {words(DEPTHS[review.read])} · {day}")
    yield E.p(*about, {"class": "about"})


def _clean(content: HtmlElement) -> None:
    """Take away what a page has for its readers at a screen, and nothing that is said."""
    for element in elements(content, _LEFT_OUT):
        element.drop_tree()
    for box in elements(content, ".//input[@type='checkbox']"):
        box.tail = f"{_BOXES['checked' in box.attrib]} {box.tail or ''}"
        box.drop_tag()
    for element in content.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "details":
            element.set("open", "open")
        for name in filter(_OF_SITE.fullmatch, list(element.attrib)):
            del element.attrib[name]
    # A picture leads to its file, where a book has nothing to open it with.
    for link in elements(content, ".//a[.//img]"):
        link.drop_tag()
