"""Headings and titles without words, and boxes without text: readers would see nothing there."""

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Final

from myst_parser.parsers.directives import DirectiveParsingResult

from .allowed import DIRECTIVES, IMAGES
from .links import words_of
from .markup import DIRECTIVE, HEADING, MAX_DEPTH, TITLED, VERBATIM, Finding, Piece

_TITLES: Final = {
    "heading_open": ("a heading has no words; write some, or remove it", HEADING),
    "dropdown_title_open": ("<summary> has no words; write what it unfolds", DIRECTIVE),
    "callout_title_open": ("a title has no words; write some, or remove it", DIRECTIVE),
}


# Docutils warns where one of these is empty, and no warning passes a build.
_FILLED: Final = DIRECTIVES.keys() - {*IMAGES, "code-block", "math"}


def empty_findings(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """What among `pieces` has no words where readers look for some, each with its line."""
    for place, piece in enumerate(pieces):
        if piece.token.type in _TITLES:
            if not _words(pieces, place):
                yield piece.line, *_TITLES[piece.token.type]
        elif piece.directive and isinstance(piece.directive.parsed, DirectiveParsingResult):
            yield from _box(pieces, place, piece.directive.name, piece.directive.parsed)


def _box(
    pieces: Sequence[Piece], place: int, name: str, parsed: DirectiveParsingResult
) -> Iterator[Finding]:
    line, depth = pieces[place].line, pieces[place].depth
    if name in TITLED and any(parsed.arguments) and not _words(pieces, place):
        yield line, f"the title of {{{name}}} has no words; write some, or remove it", DIRECTIVE
    if not parsed.body:
        if name in _FILLED:
            yield line, f"{{{name}}} is empty; write its text below, or remove it", DIRECTIVE
        return
    within = takewhile(lambda piece: piece.depth > depth, islice(pieces, place + 1, None))
    is_open = name not in VERBATIM | IMAGES and depth < MAX_DEPTH
    if is_open and not any(piece.token.block for piece in within):
        message = f"{{{name}}} holds nothing but comments; write its text below, or remove it"
        yield line, message, DIRECTIVE


def _words(pieces: Sequence[Piece], place: int) -> str:
    """What is read on the line that the piece at `place` opens."""
    following = (pieces[number].token for number in range(place + 1, len(pieces)))
    return "".join(map(words_of, takewhile(lambda token: not token.block, following))).strip()
