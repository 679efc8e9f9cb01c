"""How much a review may hold: as much as costs little to check, to build and to load."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from myst_parser.parsers.directives import DirectiveParsingResult

from ..files.gate import SIZE
from ..problems.problem import Problem
from ..written.links import linked_paper
from ..written.reviews import Body
from .allowed import CITING, IMAGES
from .images import IMAGE, Image, image_name
from .markup import Finding, Piece

MAX_SIGNS: Final = 2_000
MAX_PIECES: Final = 6_000
MAX_CELLS: Final = 50_000
MAX_HEADINGS: Final = 200
MAX_CITATIONS: Final = 100
MAX_ROLE: Final = 200
MAX_ADDRESS: Final = 2_000
MAX_TITLE: Final = 200
MAX_DETAILS: Final = 200
MAX_IMAGES: Final = 30
MAX_PIXELS: Final = 40_000_000
"""Of all images together: unfolded to four bytes each, about what a telephone leaves a page."""


# Of what the line below a table's head is made, be it in a list or a quote.
_RULER: Final = frozenset(" \t|:-0123456789.)>*+")


def excesses(path: str, body: Body) -> Iterator[Problem]:
    """What the body of the review at `path` has too much of to be parsed at all."""
    yield from _opening_signs(path, body)
    yield from _cells(path, body)
    yield from _details(path, body)


def limit_findings(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """What there is too much of among `pieces`, each with its line."""
    yield from _lengths(pieces)
    yield from _headings(pieces)
    yield from _citations(pieces)
    yield from _roles(pieces)


def _opening_signs(path: str, body: Body) -> Iterator[Problem]:
    # Each has the parser look for its end, so that their cost is squared.
    for sign in "!$*<[_`":
        if (count := body.text.count(sign)) > MAX_SIGNS:
            message = f"has {count:,} signs {sign}; {MAX_SIGNS:,} are allowed"
            yield Problem(path, body.first_line, message, SIZE)


def _details(path: str, body: Body) -> Iterator[Problem]:
    # Each has the parser look for its end, too.
    if (count := body.text.lower().count("<details")) > MAX_DETAILS:
        message = f"has {count:,} <details>; {MAX_DETAILS:,} are allowed"
        yield Problem(path, body.first_line, message, SIZE)


def _cells(path: str, body: Body) -> Iterator[Problem]:
    # The parser fills each row up to the number of columns, before its pieces can be counted.
    lines = body.text.split("\n")
    columns = [line.count("|") if _RULER.issuperset(line) else 0 for line in lines]
    if (most := max(columns)) * len(lines) > MAX_CELLS:
        line = body.first_line + columns.index(most)
        message = f"a review of {len(lines):,} lines has no table this wide; leave out columns"
        yield Problem(path, line, message, SIZE)


def image_findings(pieces: Sequence[Piece], images: Mapping[str, Image]) -> Iterator[Finding]:
    """The image at which there are too many among `pieces`, or too many pixels of the `images`.

    One that is shown again counts again, but its pixels do not: a browser unfolds it once.
    """
    shown = [(piece, name) for piece in pieces if (name := _image(piece)) in images]
    for piece, _ in islice(shown, MAX_IMAGES, MAX_IMAGES + 1):
        yield piece.line, f"a review may show {MAX_IMAGES} images; leave out the others", IMAGE
    unfolded: set[str] = set()
    for piece, name in shown:
        unfolded.add(name)
        if (pixels := sum(images[each].pixels for each in unfolded)) > MAX_PIXELS:
            message = (
                f"the images up to {name} have {pixels:,} pixels together; {MAX_PIXELS:,} are"
                " allowed in a review, so make them smaller"
            )
            yield piece.line, message, IMAGE
            return


def _image(piece: Piece) -> str:
    """The name of the image that a piece shows, empty where it shows none."""
    address = str(piece.token.attrGet("src") or "") if piece.token.type == "image" else ""
    parsed = piece.directive.parsed if piece.directive else None
    if piece.name in IMAGES and isinstance(parsed, DirectiveParsingResult):
        address = parsed.arguments[0]
    return image_name(address) or ""


def _lengths(pieces: Sequence[Piece]) -> Iterator[Finding]:
    # What is defined once is written at each of its uses.
    limits = {"href": MAX_ADDRESS, "src": MAX_ADDRESS, "title": MAX_TITLE}
    for piece in (each for each in pieces if each.token.attrs):
        for name, most in limits.items():
            if (length := len(str(piece.token.attrGet(name) or ""))) > most:
                what = "title" if name == "title" else "address"
                message = f"the {what} has {length:,} characters; {most:,} are allowed"
                yield piece.line, message, SIZE


def _headings(pieces: Sequence[Piece]) -> Iterator[Finding]:
    # Each page has its headings in a tree of contents.
    headings = (piece for piece in pieces if piece.token.type == "heading_open")
    for piece in islice(headings, MAX_HEADINGS, MAX_HEADINGS + 1):
        yield piece.line, f"holds more than {MAX_HEADINGS} headings", SIZE


def _citations(pieces: Sequence[Piece]) -> Iterator[Finding]:
    # Each brings a preview, of which another's record decides how long it is.
    cited = (piece for piece in pieces if _is_citation(piece))
    for piece in islice(cited, MAX_CITATIONS, MAX_CITATIONS + 1):
        yield piece.line, f"cites papers more than {MAX_CITATIONS} times", SIZE


def _is_citation(piece: Piece) -> bool:
    token = piece.token
    if token.type == "link_open":
        return linked_paper(str(token.attrGet("href") or "")) is not None
    return token.type == "myst_role" and token.meta["name"] in CITING


def _roles(pieces: Sequence[Piece]) -> Iterator[Finding]:
    # Sphinx takes these apart by patterns whose time grows faster than the text.
    for piece in pieces:
        length = len(piece.token.content) if piece.token.type == "myst_role" else 0
        name = piece.token.meta.get("name")
        if name in {"abbr", "kbd"} and length > MAX_ROLE:
            yield piece.line, f"{{{name}}} has {length:,} characters; {MAX_ROLE} are allowed", SIZE
