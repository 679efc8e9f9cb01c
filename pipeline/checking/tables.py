"""The tables of a review: each has a place for all of its cells, and a caption one table."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from .markup import DIRECTIVE, MARKUP, Finding, Piece


def table_findings(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """What is wrong with the tables among `pieces`, each with its line."""
    for place, piece in enumerate(pieces):
        surplus = piece.token.meta.get("surplus", 0)
        if piece.token.type == "tr_open" and surplus > 0:
            message = (
                f"the row has more cells than the table has columns, {surplus} too many;"
                " write \\| for a | that ends no cell"
            )
            yield piece.line, message, MARKUP
        if piece.name == "table" and piece.directive:
            blocks = _blocks_within(piece, pieces[place + 1 :])
            if [each.token.type for each in blocks] != ["table_open"]:
                message = "{table} holds a table, | a | b | and |---|---|, and nothing else"
                yield piece.line, message, DIRECTIVE


def _blocks_within(directive: Piece, following: Sequence[Piece]) -> list[Piece]:
    within = takewhile(lambda piece: piece.depth > directive.depth, following)
    return [piece for piece in within if piece.token.block and piece.token.level == 0]
