"""The words that stand for an image where it cannot be seen; they are asked for, not refused."""

from collections.abc import Iterable, Iterator

from docutils.parsers.rst.states import MarkupError

from .allowed import IMAGES
from .markup import Directive, Piece


def undescribed(pieces: Iterable[Piece]) -> Iterator[tuple[int, str]]:
    """The lines of images that have no such words, and how to give them some."""
    for piece in pieces:
        if piece.token.type == "image" and not piece.token.content.strip():
            yield piece.line, "say in words what the image shows: ![what it shows](images/…)"
        elif piece.directive and piece.directive.name in IMAGES and _is_bare(piece.directive):
            line = f"a line :alt: below {{{piece.directive.name}}}"
            yield piece.line, f"say in words what the image shows: {line}"


def _is_bare(directive: Directive) -> bool:
    parsed = directive.parsed
    return not isinstance(parsed, MarkupError) and not str(parsed.options.get("alt", "")).strip()
