"""What a review cites, by any of the names of a paper: its id, its page, its DOI."""

from collections.abc import Iterable, Sequence
from typing import Final

from ..written.links import linked_page, linked_paper
from ..written.numbers import NUMBERS, without_version
from .markup import Markup, Piece, review_markdown
from .references import cited_paper

ANSWER: Final = "cited"
"""How a memory names what is cited, with the review's path; the question is the review's text."""

_SIGNS: Final = ("{", ".md")


def may_cite(text: str) -> bool:
    """Whether a text holds what every citation does; else it need not be read as Markdown."""
    return any(sign in text for sign in _SIGNS)


def citations(text: str) -> Sequence[str]:
    """What the text of a review cites, in its order."""
    return citations_of(Markup(review_markdown()).pieces(f"\n{text}", 0))


def citations_of(pieces: Iterable[Piece]) -> Sequence[str]:
    """As `citations`, of a text that was read already."""
    return tuple(filter(None, map(citation_of, pieces)))


def citation_of(piece: Piece) -> str | None:
    """What a piece of a review cites, None where it cites nothing."""
    token = piece.token
    if token.type == "link_open":
        address = str(token.attrGet("href") or "")
        return linked_paper(address) or linked_page(address)
    if token.type != "myst_role":
        return None
    target = cited_paper(token.content)
    match token.meta["name"]:
        case "paper":
            return target
        case kind if kind in NUMBERS:
            return f"doi:{target.lower()}" if kind == "doi" else without_version(target)
    return None
