"""Signs that nobody sees, where references and escapes stand for them: the gate saw the file."""

from collections.abc import Iterator, Sequence

from ..files.gate import CHARACTER
from ..text.signs import complaints, is_plain
from .markup import WRITTEN, Finding, Piece, text_runs


def sign_findings(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """What is to be done about signs in what `pieces` show, each with its line."""
    if is_plain("".join(text for piece in pieces for text in _texts(piece))):
        return
    for line, texts in _shown(pieces):
        # An image tells its words twice: as written and as read.
        found = dict.fromkeys(complaint for text in texts for complaint in complaints(text))
        yield from ((line, complaint, CHARACTER) for complaint in found)


def _shown(pieces: Sequence[Piece]) -> Iterator[tuple[int, list[str]]]:
    # A sign by its number is a piece apart from the neighbours that it is judged by.
    for run in text_runs(pieces):
        yield run[0].line, ["".join(piece.token.content for piece in run)]
    for piece in pieces:
        if piece.token.type not in WRITTEN:
            yield piece.line, list(_texts(piece))


def _texts(piece: Piece) -> Iterator[str]:
    token, parsed = piece.token, piece.directive and piece.directive.parsed
    yield token.content
    if token.children:
        yield "".join(child.content for child in token.children)
    if token.attrs or parsed:
        yield from map(str, (*token.attrs.values(), *getattr(parsed, "options", {}).values()))
