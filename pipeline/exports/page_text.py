"""The pages as Markdown, beside themselves: for people who keep texts, and for programs."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from lxml.html import HtmlElement

from ..pages.data import PaperData
from .built import PRINTED
from .full_text import full_texts, summary_text
from .markdown import as_markdown
from .source import Source

# Mere indexes of other pages, and a page that shows what all parts look like.
_WITHOUT: Final = ("papers/authors-of/", "papers/by/", "search", "guide/components")
# The authors' own words, and the way to the pages beside a page's own in some list.
_OTHERS: Final = ("abstract", "neighbours")
_PAGE: Final = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|//)([^#?]*)\.html((?:#.*)?)")


def has_text(page: str) -> bool:
    """Whether the page, such as `papers/index`, is there as Markdown too."""
    return not page.startswith(_WITHOUT) and not page.endswith(PRINTED)


@dataclass(frozen=True, slots=True)
class PageTexts:
    """What the pages of a language say."""

    markdown: Mapping[str, str]
    """Path below the language's folder → text."""
    html: Mapping[str, str]
    """Of the pages that were asked for, by the path of each review or the name of another page."""


def page_texts(source: Source, told: Mapping[str, PaperData | None]) -> PageTexts:
    """The texts of all pages; of those that are `told`, with their papers, as HTML too."""
    markdown: dict[str, str] = {}
    html: dict[str, str] = {}
    for page in source.pages:
        if not (has_text(page) or page in told):
            continue
        article = source.built.article(source.language, page)
        if article is None:
            continue
        if has_text(page):
            markdown[f"{page}.md"] = _text(article, page)
        if page in told:
            html |= _told(source, article, page, told[page])
    return PageTexts(markdown, html)


def _text(article: HtmlElement, page: str) -> str:
    for section in [*article.iter("section")]:
        if section.get("id") in _OTHERS and section.getparent() is not None:
            section.drop_tree()
    return as_markdown(article, partial(_link, page=page))


def _told(
    source: Source, article: HtmlElement, page: str, paper: PaperData | None
) -> Mapping[str, str]:
    path = f"{source.language}/{page}.html"
    if paper:
        return full_texts(article, paper, path, source.addresses)
    return {page: summary_text(article, path, source.addresses)}


def _link(address: str, page: str) -> str:
    """An address as the Markdown has it: that of a page leads to its text, where there is one."""
    match = _PAGE.fullmatch(address)
    if match is None:
        return address
    named = posixpath.normpath(posixpath.join(posixpath.dirname(page), match[1]))
    is_there = has_text(named) and not named.startswith("../")
    return f"{match[1]}.md{match[2]}" if is_there else address
