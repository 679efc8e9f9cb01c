"""From a page as Sphinx has read it to its texts."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeGuard

from docutils import nodes
from sphinx import addnodes

from ..pages.data import QueueData
from ..site.review_directive import reviewed
from ..site.shown import shown
from ..text import tex
from .page import Field, Place

LEFT_OUT = "no-search"
"""The class of what a page shows but other pages say."""

_CITATION = re.compile("\ue000(.*?)\ue001")


class Texts(NamedTuple):
    """What a page says, and where links lead within its review."""

    by_field: Mapping[Field, str]
    places: tuple[Place, ...] = ()


def title_text(document: nodes.document) -> Texts:
    """A page's title, for a page whose other texts are other pages'."""
    return Texts({Field.TITLE: _title(document)})


def queue_texts(document: nodes.document) -> Texts:
    """A queue's title, and those of its papers that have no page of their own."""
    lines = [
        tex.plain(candidate.title)
        for node in document.findall(shown)
        for data in node["about"]
        if isinstance(data, QueueData)
        for candidate in data.candidates
        if not candidate.is_here
    ]
    return Texts({Field.TITLE: _title(document), Field.REVIEW: "\n".join(lines)})


def texts(document: nodes.document) -> Texts:
    """A page's title, and the rest as if all of it were a review."""
    lines: list[str] = []
    places: list[Place] = []
    _add(document, lines, places)
    # The first line is the title.
    below = (place._replace(line=place.line - 1) for place in places if place.line)
    by_field = {Field.TITLE: _title(document), Field.REVIEW: "\n".join(lines[1:])}
    return Texts(by_field, tuple(below))


def paper_texts(document: nodes.document) -> Texts:
    """The reviews on a paper's page, which are what it includes; its data say the rest."""
    lines: list[str] = []
    places: list[Place] = []
    reviews = [*document.findall(reviewed)]
    for review in reviews:
        if len(reviews) > 1:
            places.append(Place(len(lines), review["ids"][0], review["label"]))
        for part in review.children:
            if isinstance(part, nodes.Element) and part.source == review.source:
                _add(part, lines, places)
    return Texts({Field.REVIEW: "\n".join(lines)}, tuple(places))


def with_citations(text: str, label: Callable[[str], str]) -> str:
    """The text, each citation read as its label; `label` takes a paper's id."""
    return _CITATION.sub(lambda match: label(match[1]), text)


def _title(document: nodes.document) -> str:
    return _inline(next(iter(document.findall(nodes.title)), nodes.title()))


def _add(node: nodes.Node, lines: list[str], places: list[Place]) -> None:
    """Add the text of every block, a line each: no phrase goes from one to the next."""
    if isinstance(node, nodes.TextElement):
        if line := _inline(node):
            if anchor := _anchor(node):
                places.append(Place(len(lines), anchor))
            lines.append(line)
    elif not _is_left_out(node):
        for child in node.children:
            _add(child, lines, places)


def _anchor(node: nodes.TextElement) -> str:
    """The id of the section that the block is the heading of, empty where it is none's."""
    section = node.parent
    is_heading = isinstance(node, nodes.title) and isinstance(section, nodes.section)
    return str(next(iter(section["ids"]), "")) if is_heading else ""


def _inline(node: nodes.Node) -> str:
    return " ".join("".join(_pieces(node)).split())


def _pieces(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, nodes.math | nodes.math_block):
        yield tex.plain(rf"\({node.astext()}\)")
    elif _is_citation(node):
        # Its label is known when all pages are read.
        yield f"\ue000{node['reftarget']}\ue001"
    elif not _is_left_out(node):
        for child in node.children:
            yield from _pieces(child)


def _is_citation(node: nodes.Node) -> TypeGuard[addnodes.pending_xref]:
    return (
        isinstance(node, addnodes.pending_xref)
        and node["reftype"] == "paper"
        and not node["refexplicit"]
    )


def _is_left_out(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Invisible | nodes.raw):
        return True
    return isinstance(node, nodes.Element) and LEFT_OUT in node["classes"]
