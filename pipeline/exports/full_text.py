"""A review as feeds hold it: its part of the built page, which needs neither style nor script."""

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import html

from ..pages.data import PaperData, ReviewData
from .addresses import Addresses
from .built import has_class

_GONE: Final = frozenset({"button", "form", "nav", "script", "style", "svg"})
# What acts, what only the page can show, and what says nothing outside of it.
_GONE_CLASSES: Final = frozenset({"headerlink", "no-search"})
_KEPT: Final = frozenset(
    {
        *("alt", "cite", "colspan", "dir", "height", "href", "lang", "open"),
        *("rowspan", "src", "start", "title", "width"),
    }
)
_LINKS: Final = ("href", "src", "cite")
# Of a page that sums papers up, the papers and what is counted of them.
_LISTS: Final = ("front", "overview", "papers")


def full_texts(
    article: html.HtmlElement,
    sections: Mapping[str, Sequence[str]],
    page: str,
    addresses: Addresses,
) -> Mapping[str, str]:
    """The reviews on a paper's page: path of the review → HTML of its `sections_of` the page.

    `page` is the page's path below `build/html`, from which the links lead on.
    What `article` holds is changed.
    """
    found = {element.get("id"): element for element in article.iter("section")}
    return {
        path: "\n".join(_html(found[name], page, addresses) for name in names if name in found)
        for path, names in sections.items()
    }


def sections_of(paper: PaperData) -> Mapping[str, Sequence[str]]:
    """The ids of the sections that belong to each review on a paper's page, by its path."""
    return {review.path: _names(paper, review) for review in paper.reviews}


def _names(paper: PaperData, review: ReviewData) -> Sequence[str]:
    if len(paper.reviews) == 1:
        return "review", "questions", "reply"
    return review.anchor, "-".join(filter(None, ("reply", review.reader)))


def _html(section: html.HtmlElement, page: str, addresses: Addresses) -> str:
    for element in [*section.iter()]:
        if _is_gone(element):
            element.drop_tree()
    formulas = {part for formula in section.iter("math") for part in formula.iter()}
    for element in [*section.iter()]:
        if element not in formulas:
            _simplify(element, page, addresses)
    text: str = html.tostring(section, encoding="unicode", with_tail=False)
    return text


def _is_gone(element: html.HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return True
    classes = element.get("class", "").split()
    is_gone = element.tag in _GONE or not _GONE_CLASSES.isdisjoint(classes)
    return is_gone and element.getparent() is not None


def _simplify(element: html.HtmlElement, page: str, addresses: Addresses) -> None:
    if element.tag == "input":  # the box of a task
        element.tag, sign = "span", "☑" if "checked" in element.attrib else "☐"
        element.text = f"{sign} "
    if has_class(element, "admonition-title"):
        element.tag = "strong"
    for name in {*element.attrib} - _KEPT:
        del element.attrib[name]
    for name in _LINKS:
        if link := element.get(name):
            element.set(name, addresses.resolved(link, page))
    if element.tag == "span" and not element.attrib:
        element.drop_tag()


def summary_text(article: html.HtmlElement, page: str, addresses: Addresses) -> str:
    """What a page says itself, without its title and the papers that it lists, as HTML.

    `page` is its path below `build/html`; what `article` holds is changed.
    """
    for element in [*article.iter()]:
        if element.tag == "h1" or any(has_class(element, name) for name in _LISTS):
            element.drop_tree()
    return _html(article, page, addresses)
