"""What a review cites, computes, counts and asks: what its translation has to say as well."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final, NamedTuple

from docutils.parsers.rst.states import MarkupError

from ..text import tex
from ..text.amounts import amounts, spelt
from ..written.links import linked_page, linked_paper
from ..written.paper_ids import from_file_stem, nearest_arxiv_id
from ..written.reviews import Review
from .citations import citation_of
from .formulas import FORMULA_TOKENS
from .limits import MAX_PIECES, excesses
from .markup import Markup, Piece, review_markdown, text_runs

_PAGES: Final = "papers/"
_LABEL: Final = re.compile(r"\\(?:label|tag\*?)\s*\{[^{}]*\}")
# Words within a formula are of the review's language.
_WORDS: Final = re.compile(r"\\(?:text|textrm|textnormal|textit|textbf|mbox)\s*\{[^{}]*\}")
_SPACE: Final = re.compile(
    r"\\(?:[,;:!> ]|(?:quad|qquad|thinspace|medspace|thickspace|enspace|displaystyle|textstyle"
    r"|nonumber|notag|left|right|limits)(?![A-Za-z]))|[~&]"
)
_FRAME: Final = re.compile(r"\\(?:begin|end)\s*\{equation\*?\}|\\hspace\*?\s*\{[^{}]*\}")
_SAME: Final = {
    r"\le": r"\leq",
    r"\ge": r"\geq",
    r"\ne": r"\neq",
    r"\to": r"\rightarrow",
    **dict.fromkeys((r"\dfrac", r"\tfrac"), r"\frac"),
}
"""What looks the same by another name."""
_TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\.|\S", re.DOTALL)
_ALONE: Final = re.compile(r"\{ (\\[A-Za-z]+|\\.|[^\s{}\\]) \}")
_MARKS: Final = frozenset(".,;:。、，．")
_DIGITS: Final = re.compile(r"[\d.,'{} ]*\d[\d.,'{} ]*(?:\\?%)?")


class Thing(NamedTuple):
    """Something that a review holds: what it is, how it is written there, and its line."""

    what: str
    written: str
    line: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a review holds that is the same in every language; `spelt` are numbers in words."""

    cited: Sequence[Thing]
    formulas: Sequence[Thing]
    numbers: Sequence[Thing]
    spelt: Sequence[Decimal]
    questions: Sequence[Thing]


def said(review: Review) -> Said:
    """What a review says, in its body and in the sentences of its front matter."""
    pieces = _pieces(review)
    formulas = [*_sentence_formulas(review), *_formulas(pieces)]
    texts = [*_sentences(review), *_texts(pieces)]
    counted = [(text, line) for text, line in formulas if _DIGITS.fullmatch(_bare(text))]
    numbers = [
        Thing(f"{amount.value:f}", amount.written, line)
        for text, line in [*texts, *((_bare(text), line) for text, line in counted)]
        for amount in amounts(text, review.language)
    ]
    return Said(
        cited=tuple(_cited(pieces)),
        formulas=tuple(
            Thing(normalised(text), " ".join(text.split()), line)
            for text, line in formulas
            if (text, line) not in counted
        ),
        numbers=tuple(numbers),
        spelt=tuple(number for text, _ in texts for number in spelt(text, review.language)),
        questions=tuple(
            Thing(each.id, each.id, review.source.line(("questions", i)))
            for i, each in enumerate(review.front.questions)
        ),
    )


def _pieces(review: Review) -> Sequence[Piece]:
    # What the check does not read through would take too long here as well.
    if any(excesses(review.path, review.body)):
        return ()
    found = Markup(review_markdown()).pieces(f"\n{review.body.text}", review.body.first_line - 1)
    return list(islice(found, MAX_PIECES))


def normalised(formula: str) -> str:
    """The formula without what does not change it: space, its layout, words, a mark at its end."""
    plain = unicodedata.normalize("NFKC", _bare(formula))
    bare = _FRAME.sub(" ", _LABEL.sub("", plain))
    tokens = [_SAME.get(each, each) for each in _TOKEN.findall(_WORDS.sub(r"\\text ", bare))]
    while tokens and tokens[-1] in _MARKS:
        tokens.pop()
    text, before = " ".join(tokens), ""
    while text != before:
        text, before = _ALONE.sub(r"\1", text), text
    return text


def _bare(formula: str) -> str:
    return _SPACE.sub(" ", formula.replace("{,}", ",")).strip()


def _cited(pieces: Iterable[Piece]) -> Iterator[Thing]:
    for piece in pieces:
        is_link = piece.token.type == "link_open"
        if name := _linked(piece) if is_link else citation_of(piece):
            yield Thing(name, name, piece.line)


def _linked(piece: Piece) -> str | None:
    """The paper to which a link leads, on this site or on arXiv."""
    address = str(piece.token.attrGet("href") or "")
    page = linked_page(address) or ""
    stem = page.removeprefix(_PAGES) if page.startswith(_PAGES) else ""
    return linked_paper(address) or from_file_stem(stem) or nearest_arxiv_id(address)


def _formulas(pieces: Iterable[Piece]) -> Iterator[tuple[str, int]]:
    for piece in pieces:
        if piece.token.type in FORMULA_TOKENS:
            yield piece.token.content, piece.line
        elif piece.directive and piece.directive.name == "math":
            parsed = piece.directive.parsed
            if not isinstance(parsed, MarkupError):
                yield "\n".join([*parsed.arguments, *parsed.body]), piece.line
        elif piece.token.type == "myst_role" and piece.token.meta["name"] == "math":
            yield piece.token.content, piece.line


def _texts(pieces: Iterable[Piece]) -> Iterator[tuple[str, int]]:
    for run in text_runs(pieces):
        yield "".join(piece.token.content for piece in run), run[0].line


def _sentences(review: Review) -> Iterator[tuple[str, int]]:
    for source, line in _plain(review):
        for piece in tex.parse(source):
            if isinstance(piece, tex.Text):
                yield piece.text, line


def _sentence_formulas(review: Review) -> Iterator[tuple[str, int]]:
    for source, line in _plain(review):
        for piece in tex.parse(source):
            if not isinstance(piece, tex.Text):
                yield piece.tex, line


def _plain(review: Review) -> Iterator[tuple[str, int]]:
    yield review.front.tldr, review.source.line(("tldr",))
    for i, each in enumerate(review.front.questions):
        yield each.ask, review.source.line(("questions", i))
