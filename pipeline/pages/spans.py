"""Texts of the library as spans: with their language, formulas apart, links attached."""

import re

from ..text import tex
from .blocks import Formula, Pieces, Span
from ..words.languages import Language
from ..library.library import Paper
from ..written.paper_ids import PaperId, file_stem
from ..written.reviews import Review

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def pieces(source: str) -> Pieces:
    """Text that may hold TeX."""
    return _pieces(tex.parse(source))


def span_of(parsed: tuple[tex.Piece, ...], language: Language | None) -> Span:
    """TeX that is already parsed, such as a paragraph of an abstract."""
    return Span(pieces=_pieces(parsed), language=language)


def _pieces(parsed: tuple[tex.Piece, ...]) -> Pieces:
    return tuple(
        piece.text if isinstance(piece, tex.Text) else Formula(tex=piece.tex, display=piece.display)
        for piece in parsed
    )


def language_of(text: str) -> Language:
    """Papers are English unless there is Japanese script in what they say."""
    return Language.JA if _JAPANESE.search(text) else Language.EN


def foreign(text: str, page_language: Language) -> Language | None:
    """The text's language where it is not the page's."""
    language = language_of(text)
    return None if language is page_language else language


def words(text: str, *, style: str | None = None) -> Span:
    """The site's own words, in the page's language."""
    return Span(pieces=(text,), style=style)


def source_text(text: str, page_language: Language, *, style: str | None = None) -> Span:
    """A text from a paper's metadata or front matter, perhaps in another language."""
    return Span(pieces=pieces(text), language=foreign(text, page_language), style=style)


def review_text(text: str, review: Review, page_language: Language) -> Span:
    """A text from a review's front matter, marked where the review is in the other language."""
    return Span(pieces=pieces(text), language=review_language(review, page_language))


def review_language(review: Review, page_language: Language) -> Language | None:
    """The review's language where it is not the page's."""
    return None if review.language is page_language else review.language


def link(text: str, address: str) -> Span:
    """A link to another site."""
    return Span(pieces=(text,), address=address)


def page_link(text: str, page: str) -> Span:
    """A link to another page of this language's site."""
    return Span(pieces=(text,), page=page)


def paper_page(paper_id: PaperId) -> str:
    """The name of the paper's page."""
    return f"papers/{file_stem(paper_id)}"


def title_link(paper: Paper, page_language: Language) -> Span:
    """The paper's title, leading to its page."""
    return Span(
        pieces=pieces(paper.title),
        language=foreign(paper.title, page_language),
        page=paper_page(paper.id),
        style="title",
    )


def joined(spans: list[Span], separator: str) -> tuple[Span, ...]:
    """The spans with a separator between each two."""
    between = [span for each in spans for span in (words(separator), each)]
    return tuple(between[1:])
