"""The pages as Markdown, beside themselves: for people who keep texts, and for programs."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from lxml.html import HtmlElement, fragment_fromstring

from ..files.memory import Memory
from ..pages.data import PaperData
from .built import PRINTED
from .full_text import full_texts, sections_of, summary_text
from .markdown import as_markdown
from .source import Source

ANSWER: Final = "page text"
"""How a memory names the texts of a page."""

# Mere indexes of other pages, and a page that shows what all parts look like.
_WITHOUT: Final = ("papers/authors-of/", "papers/by/", "search", "guide/components")
# The authors' own words, and the way to the pages beside a page's own in some list.
_OTHERS: Final = ("abstract", "neighbours")
_PAGE: Final = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|//)([^#?]*)\.html((?:#.*)?)")


def has_text(page: str) -> bool:
    """Whether the page, such as `papers/index`, is there as Markdown too."""
    return not page.startswith(_WITHOUT) and not page.endswith(PRINTED)


class PageTexts(NamedTuple):
    """What the pages of a language say."""

    markdown: Mapping[str, str]
    """Path below the language's folder → text."""
    html: Mapping[str, str]
    """Of the pages that were asked for, by the path of each review or the name of another page."""


def page_texts(source: Source, told: Mapping[str, PaperData | None], memory: Memory) -> PageTexts:
    """The texts of all pages; of those that are `told`, with their papers, as HTML too."""
    markdown: dict[str, str] = {}
    html: dict[str, str] = {}
    for page in source.pages:
        if not (has_text(page) or page in told):
            continue
        article = source.built.article(source.language, page)
        if article is None:
            continue
        paper = told.get(page)
        sections = sections_of(paper) if paper else None
        asked = page in told, sections, source.addresses.base
        find = partial(_texts, article, page, source, is_told=page in told, sections=sections)
        name = (ANSWER, source.language, page)
        text, found = memory.answer(name, f"{asked}\n{article}", find)
        if has_text(page):
            markdown[f"{page}.md"] = text
        html |= found
    return PageTexts(markdown, html)


def _texts(
    article: str,
    page: str,
    source: Source,
    *,
    is_told: bool,
    sections: Mapping[str, Sequence[str]] | None,
) -> tuple[str, Mapping[str, str]]:
    """A page as Markdown, and its reviews or what else it tells as HTML."""
    element = fragment_fromstring(article)
    text = _text(element, page) if has_text(page) else ""
    path = f"{source.language}/{page}.html"
    if sections is not None:
        return text, full_texts(element, sections, path, source.addresses)
    return text, {page: summary_text(element, path, source.addresses)} if is_told else {}


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
