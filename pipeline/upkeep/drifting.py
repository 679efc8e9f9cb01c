"""Reviews of papers that changed since: what their authors may have to correct."""

from collections.abc import Iterator

from ..library.drift import Drift
from ..library.library import Library
from ..written.reviews import Review
from .matters import Matter
from .quoting import paper_link, quoted


def drifted(library: Library) -> Iterator[tuple[Review, Drift]]:
    """The reviews of which the paper changed since, and how, in reading order."""
    for paper, review in library.reviews:
        if found := paper.drift(review):
            yield review, found


def corrections(library: Library) -> list[Matter]:
    """The reviews to be looked at, each with what changed."""
    return [
        Matter(
            f"{review.path} {found.day}",
            f"{quoted(review.path)}, of {paper_link(review.paper_id)}: new since: {found.told}",
        )
        for review, found in drifted(library)
    ]
