"""The pages as Markdown, beside themselves: for people who keep texts, and for programs."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from lxml.html import HtmlElement, fragment_fromstring

from ..files.memory import Memory
from ..pages.data import PaperData
from .built import PRINTED
from .full_text import full_texts, sections_of, summary_text
from .markdown import as_markdown
from .parts import File, Part
from .source import Source

# Mere indexes of other pages, and a page that shows what all parts look like.
_WITHOUT: Final = ("papers/authors-of/", "papers/by/", "search", "guide/components")
# The authors' own words, and the way to the pages beside a page's own in some list.
_OTHERS: Final = ("abstract", "neighbours")
_PAGE: Final = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|//)([^#?]*)\.html((?:#.*)?)")


def has_text(page: str) -> bool:
    """Whether the page, such as `papers/index`, is there as Markdown too."""
    return not page.startswith(_WITHOUT) and not page.endswith(PRINTED)


def markdown_texts(source: Source) -> Iterator[Part]:
    """The texts of all pages, each a part of its own, with paths below the language's folder."""
    pages = [page for page in source.pages if has_text(page)]
    for page, state in zip(pages, source.built.states(source.language, pages), strict=True):
        yield Part(f"text\n{state}", _markdown(source, page))


def _markdown(source: Source, page: str) -> Iterator[File]:
    if article := source.built.article(source.language, page):
        yield f"{page}.md", _text(fragment_fromstring(article), page)


def told_texts(
    source: Source, told: Mapping[str, PaperData | None], memory: Memory
) -> Mapping[str, str]:
    """What pages tell, as HTML: of papers' pages, by the path of each review, of others by name."""
    found: dict[str, str] = {}
    for page, paper in told.items():
        if article := source.built.article(source.language, page):
            sections = sections_of(paper) if paper else None
            find = partial(_told, article, page, source, sections)
            asked = f"{sections, source.addresses.base}\n{article}"
            found |= memory.answer(("told", source.language, page), asked, find)
    return found


def _told(
    article: str, page: str, source: Source, sections: Mapping[str, Sequence[str]] | None
) -> Mapping[str, str]:
    element, path = fragment_fromstring(article), f"{source.language}/{page}.html"
    if sections is None:
        return {page: summary_text(element, path, source.addresses)}
    return full_texts(element, sections, path, source.addresses)


def _text(article: HtmlElement, page: str) -> str:
    for section in [*article.iter("section")]:
        if section.get("id") in _OTHERS and section.getparent() is not None:
            section.drop_tree()
    return as_markdown(article, partial(_link, page=page))


def _link(address: str, page: str) -> str:
    """An address as the Markdown has it: that of a page leads to its text, where there is one."""
    match = _PAGE.fullmatch(address)
    if match is None:
        return address
    named = posixpath.normpath(posixpath.join(posixpath.dirname(page), match[1]))
    is_there = has_text(named) and not named.startswith("../")
    return f"{match[1]}.md{match[2]}" if is_there else address
