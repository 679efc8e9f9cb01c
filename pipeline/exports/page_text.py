"""The pages as Markdown, beside themselves: for people who keep texts, and for programs."""

import posixpath
import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from lxml.html import HtmlElement

from .built import PRINTED
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


def page_texts(source: Source) -> Iterator[tuple[str, str]]:
    """Path below the language's folder → Markdown."""
    for page in source.built.pages(source.language):
        if has_text(page):
            article = source.built.article(source.language, page)
            if article is not None:
                yield f"{page}.md", _text(article, page)


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
