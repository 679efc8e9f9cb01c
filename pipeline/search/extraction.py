"""From a page as Sphinx has read it to its texts."""

import re
from collections.abc import Callable, Iterator
from typing import TypeGuard

from docutils import nodes
from sphinx import addnodes

from ..site.review_directive import reviewed
from ..text import tex
from .page import Field

LEFT_OUT = "no-search"
"""The class of what a page shows but other pages say."""

_CITATION = re.compile("\ue000(.*?)\ue001")


def title_text(document: nodes.document) -> dict[Field, str]:
    """A page's title, for a page whose other texts are other pages'."""
    return {Field.TITLE: _inline(next(iter(document.findall(nodes.title)), nodes.title()))}


def texts(document: nodes.document) -> dict[Field, str]:
    """A page's title, and the rest as if all of it were a review."""
    _title, *lines = _lines(document)
    return {**title_text(document), Field.REVIEW: "\n".join(lines)}


def paper_texts(document: nodes.document) -> dict[Field, str]:
    """The reviews on a paper's page, which are what it includes; its data say the rest."""
    included = [
        part
        for review in document.findall(reviewed)
        for part in review.children
        if isinstance(part, nodes.Element) and part.source == review.source
    ]
    return {Field.REVIEW: _text(*included)}


def with_citations(text: str, label: Callable[[str], str]) -> str:
    """The text, each citation read as its label; `label` takes a paper's id."""
    return _CITATION.sub(lambda match: label(match[1]), text)


def _text(*parts: nodes.Element) -> str:
    return "\n".join(line for part in parts for line in _lines(part))


def _lines(node: nodes.Node) -> Iterator[str]:
    """The text of every block, a line each: no phrase goes from one to the next."""
    if isinstance(node, nodes.TextElement):
        if line := _inline(node):
            yield line
    elif not _is_left_out(node):
        for child in node.children:
            yield from _lines(child)


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
