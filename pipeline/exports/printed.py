"""A book on one page, to be printed, in the frame of its collection's page."""

import posixpath
import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Final
from urllib.parse import quote

import lxml.html
from lxml.html import HtmlElement
from lxml.html.builder import E

from ..words.catalogue import Words
from .addresses import is_inward
from .built import PRINTED
from .chapters import PAGE, Chapter, demote, elements, led_to, relink
from .epub import Book

ENDING: Final = f"{PRINTED}.html"

# What the head of the collection's page says of that page alone.
_OF_OTHER: Final = (
    "//head/link[not(@rel='icon' or @rel='stylesheet')]"
    " | //head/meta[@property or @name][not(@name='viewport' or @name='color-scheme'"
    " or @name='theme-color')] | //head/script[@type] | //footer//nav"
)


def printed(frame: str, place: str, book: Book, chapters: Sequence[Chapter], words: Words) -> str:
    """The page of the book, at `place` below the language's folder.

    `frame` is the HTML of the collection's page, which is in the same folder.
    """
    page = lxml.html.document_fromstring(frame)
    [section] = elements(page, PAGE)
    said = words("{title}: all reviews on one page", title=book.title)
    for element in elements(page, _OF_OTHER):
        element.drop_tree()
    for title in elements(page, "//head/title"):
        title.text = said
        # Its reviews have pages of their own to be found by.
        title.addnext(E.meta(name="robots", content="noindex"))
    for child in list(section):
        section.remove(child)
    entries = [E.li(E.a(each.title, href=f"#{_name(each.stem)}")) for each in chapters]
    section.extend([E.h1(said), *([E.p(book.summary)] if book.summary else []), E.ol(*entries)])
    section.extend(_placed(each, place, chapters, words) for each in chapters)
    for contents in elements(page, "//*[contains(@class, 'contents-tree')]"):
        contents[:] = [E.ul(E.li(E.a(said, href="#"), E.ul(*deepcopy(entries))))]
    for link in elements(page, "//nav[@class='language-switch']//a[@data-same-page]"):
        link.set("href", re.sub(r"\.html\Z", ENDING, link.get("href", "")))
    html: str = lxml.html.tostring(page, doctype="<!doctype html>", encoding="unicode")
    return f"{html}\n"


def _name(stem: str, place: str = "") -> str:
    """The id of a chapter, or of a place in it."""
    return f"paper-{stem}--{place}" if place else f"paper-{stem}"


def _placed(chapter: Chapter, place: str, chapters: Sequence[Chapter], words: Words) -> HtmlElement:
    """A chapter as a part of the page at `place`, with ids that no other has."""
    stems = {each.page: each for each in chapters}
    content = deepcopy(chapter.content)

    def lead(address: str) -> str:
        if not is_inward(address):
            return address
        page, there = led_to(chapter.page, address)
        if page in stems:
            found = stems[page]
            return f"#{quote(_name(found.stem, there if there in found.ids else ''))}"
        path = quote(posixpath.relpath(page, posixpath.dirname(place)))
        return f"{path}#{quote(there)}" if there else path

    relink(content, lead)
    for image in content.iter("img"):
        image.set("src", lead(image.get("src", "")))
    for element in elements(content, ".//*[@id]"):
        element.set("id", _name(chapter.stem, element.get("id", "")))
    content.set("id", _name(chapter.stem))
    for part in elements(content, ".//section[@aria-label]"):
        # Screen readers lead to each by its name, which on the paper's own page is the only one.
        label = words("{title}: {part}", title=chapter.title, part=part.get("aria-label", ""))
        part.set("aria-label", label)
    demote(content)
    return content
