"""What search engines say of a page beneath its title."""

from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from ..text import tex
from ..text.signs import one_line
from .domain import PaperDomain, paper_domain

LIMIT: Final = 160
"""The most characters of a description: search engines show no more."""

_CUT: Final = "…"


def register(app: Sphinx) -> None:
    """Register the handler."""
    app.connect("html-page-context", _describe)


def described(text: str) -> str:
    """A text as a description: one line of plain text, `LIMIT` characters at most."""
    line = one_line(text)
    return line if len(line) <= LIMIT else line[: LIMIT - len(_CUT)].rstrip() + _CUT


def _describe(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    # A writer may have given the page one, by MyST's html_meta.
    if tree is None or 'name="description"' in context.get("metatags", ""):
        return
    site = app.config.shoroku_description if page == app.config.root_doc else ""
    told = site or _told(paper_domain(app.env), page) or _first_paragraph(tree)
    context["description"] = described(told)


def _told(domain: PaperDomain, page: str) -> str:
    """What the page's paper or collection says of itself, "" where it is about neither."""
    if paper := domain.paper_on(page):
        in_short = paper.review.tldr if paper.review else paper.abstract
        return tex.plain(in_short or paper.title)
    collection = domain.collection_on(page)
    return (collection and collection.summary) or ""


def _first_paragraph(tree: nodes.document) -> str:
    return next((each.astext() for each in tree.findall(nodes.paragraph)), "")
