"""What a review cites, by any of the names of a paper: its id, its page, its DOI."""

from ..written.links import linked_page, linked_paper
from ..written.numbers import NUMBERS, without_version
from .markup import Piece
from .references import cited_paper


def citation_of(piece: Piece) -> str | None:
    """What a piece of a review cites, None where it cites nothing."""
    token = piece.token
    if token.type == "myst_role" and (kind := token.meta["name"]) in NUMBERS:
        target = cited_paper(token.content)
        return f"doi:{target.lower()}" if kind == "doi" else without_version(target)
    return sought_by(piece)


def sought_by(piece: Piece) -> str | None:
    """The paper or page of this site to which a piece leads, None where it leads to none."""
    token = piece.token
    if token.type == "link_open":
        address = str(token.attrGet("href") or "")
        return linked_paper(address) or linked_page(address)
    if token.type == "myst_role" and token.meta["name"] == "paper":
        return cited_paper(token.content)
    return None
