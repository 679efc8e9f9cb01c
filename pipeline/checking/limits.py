"""How much a review may hold: as much as costs little to check, to build and to load."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from .markup import FENCES, Finding, Piece
from ..problems.problem import Code, Problem
from ..written.reviews import Review

MAX_SIGNS: Final = 2_000
MAX_PIECES: Final = 6_000
MAX_CELLS: Final = 50_000
MAX_HEADINGS: Final = 200
MAX_CODE: Final = 6_000
MAX_ADDRESS: Final = 2_000
MAX_TITLE: Final = 200


# Of what the line below a table's head is made, be it in a list or a quote.
_RULER: Final = frozenset(" \t|:-0123456789.)>*+")


def excesses(review: Review) -> Iterator[Problem]:
    """What a review has too much of to be parsed at all."""
    yield from _opening_signs(review)
    yield from _cells(review)


def limit_findings(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """What there is too much of among `pieces`, each with its line."""
    yield from _lengths(pieces)
    yield from _headings(pieces)
    yield from _code(pieces)


def _opening_signs(review: Review) -> Iterator[Problem]:
    # Each has the parser look for its end, so that their cost is squared.
    for sign in "!$*<[_`":
        if (count := review.body.text.count(sign)) > MAX_SIGNS:
            message = f"has {count:,} signs {sign}; {MAX_SIGNS:,} are allowed"
            yield Problem(review.path, review.body.first_line, message, Code.SIZE)


def _cells(review: Review) -> Iterator[Problem]:
    # The parser fills each row up to the number of columns, before its pieces can be counted.
    lines = review.body.text.split("\n")
    columns = [line.count("|") if _RULER.issuperset(line) else 0 for line in lines]
    if (most := max(columns)) * len(lines) > MAX_CELLS:
        line = review.body.first_line + columns.index(most)
        message = f"a review of {len(lines):,} lines has no table this wide; leave out columns"
        yield Problem(review.path, line, message, Code.SIZE)


def _lengths(pieces: Sequence[Piece]) -> Iterator[Finding]:
    # What is defined once is written at each of its uses.
    limits = {"href": MAX_ADDRESS, "src": MAX_ADDRESS, "title": MAX_TITLE}
    for piece in pieces:
        for name, most in limits.items():
            if (length := len(str(piece.token.attrGet(name) or ""))) > most:
                what = "title" if name == "title" else "address"
                message = f"the {what} has {length:,} characters; {most:,} are allowed"
                yield piece.line, message, Code.SIZE


def _headings(pieces: Sequence[Piece]) -> Iterator[Finding]:
    # Each page has its headings in a tree of contents.
    headings = (piece for piece in pieces if piece.token.type == "heading_open")
    for piece in islice(headings, MAX_HEADINGS, MAX_HEADINGS + 1):
        yield piece.line, f"holds more than {MAX_HEADINGS} headings", Code.SIZE


def _code(pieces: Sequence[Piece]) -> Iterator[Finding]:
    # What is coloured takes time that may grow with the square of its length.
    length = 0
    for piece in pieces:
        length += len(piece.token.content) if _is_code(piece) else 0
        if length > MAX_CODE:
            message = f"a review may hold {MAX_CODE:,} characters of code in all"
            yield piece.line, message, Code.SIZE
            return


def _is_code(piece: Piece) -> bool:
    return piece.token.type in FENCES and piece.name in {None, "code", "code-block"}
