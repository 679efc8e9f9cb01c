"""What the text of a review names.

Other files change nothing about a review but by what it names: whether that is there.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from .citations import citation_of, sought_by
from .limits import shown_image
from .markup import Markup, Piece, review_markdown

ANSWER: Final = "named"
"""How a memory names what is named, with the review's path; the question is the review's text."""

_NAMING: Final = frozenset({"image", "link_open", "myst_role"})
"""What names something, besides directives."""


class Named(NamedTuple):
    """All that the text of a review names, each in the order of the text."""

    cited: tuple[str, ...] = ()
    """By any of the names of a paper."""
    sought: tuple[str, ...] = ()
    """The papers and pages of this site to which it leads."""
    images: tuple[str, ...] = ()


def named(text: str) -> Named:
    """What a text names."""
    return named_by(list(Markup(review_markdown()).pieces(f"\n{text}", 0)))


def named_by(pieces: Sequence[Piece]) -> Named:
    """As `named`, of a text that was read already."""
    naming = [each for each in pieces if each.directive or each.token.type in _NAMING]
    return Named(
        cited=tuple(filter(None, map(citation_of, naming))),
        sought=tuple(filter(None, map(sought_by, naming))),
        images=tuple(filter(None, map(shown_image, naming))),
    )
