"""Links within a review, which lead to its own headings and to nothing else."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from ..syntax.headings import ANCHORS
from ..written.validation import nearest
from .links import LINK
from .markup import Finding, Piece


def linked_anchor(address: str) -> str | None:
    """The anchor to which an address within the page leads, None where it leads elsewhere."""
    return unquote(address[1:]) if address.startswith("#") else None


def anchor_findings(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """The links among `pieces` that lead to no heading of them, each with its line."""
    known = {name for piece in pieces for name in piece.token.meta.get(ANCHORS, ())}
    for piece in pieces:
        if piece.token.type == "link_open":
            anchor = linked_anchor(str(piece.token.attrGet("href") or ""))
            if anchor is not None and anchor not in known:
                offer = nearest(anchor, known)
                yield piece.line, f"#{anchor} is no heading of this review{offer}", LINK
