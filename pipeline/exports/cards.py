"""Share cards: what the picture says that stands for a page where somebody links to it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..pages.data import PaperData, ReviewData
from ..text.signs import one_line
from ..words.catalogue import Words
from ..written.paper_ids import file_stem
from ..written.reviews import DEPTHS
from .plain import plain

WIDTH, HEIGHT = 600, 315
"""In pixels: the least that is shown over a whole post.

Twice as wide, the cards of two thousand papers would be a fifth of their site, and of its build
they would take thrice the time.
"""
FOLDER: Final = "cards"
"""Where the cards of all languages are, below `build/html/`."""

_SITE: Final = "index"  # which no paper is called
_MOST_AUTHORS: Final = 5
_KEEPING: Final = "\u00a0"  # a space that keeps its neighbours on one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The lines of a card, "" for one that it has not."""

    title: str
    instead: str = ""
    """What stands in the title's place where no letter can be drawn of it."""
    authors: str = ""
    notice: str = ""
    note: str = ""
    depth: int = 0
    """How many of three steps deep the paper was read; 0 is a card without such steps."""
    site: str = ""

    @property
    def told(self) -> str:
        """What the card says in short, for those who do not see it."""
        return " · ".join(filter(None, (self.title, self.notice, self.note)))


def card_place(paper: PaperData | None, language: str = "") -> str:
    """Where the card of a reviewed paper is, or that of the site in a language.

    It is the review's, whatever language the page around it speaks, and has the review's words.
    """
    name, spoken = _SITE, language
    if paper and paper.review:
        name, spoken = file_stem(paper.id), paper.review.language
    return f"{FOLDER}/{name}.{spoken}.png"


def card_of(paper: PaperData, site: str, words: Words) -> Card:
    """The card of a paper, in the words of the language of its review."""
    review = paper.review
    return Card(
        title=_shown(paper.title),
        instead=f"arXiv:{paper.id}" if paper.on_arxiv else paper.id,
        authors=_authors(paper.authors, words),
        notice=_withdrawn(words) if paper.is_withdrawn else "",
        note=_note(review, words) if review else "",
        depth=list(DEPTHS).index(review.read) + 1 if review else 0,
        site=_line(site),
    )


def site_card(title: str, description: str) -> Card:
    """The card of all pages that are no reviewed paper's."""
    return Card(title=_line(title), authors=_line(description))


def _withdrawn(words: Words) -> str:
    return words("This paper has been withdrawn from arXiv.")


def _note(review: ReviewData, words: Words) -> str:
    by = words("Review by {name}", name=review.name) if review.name else words("Review")
    return _line(f"{by} · {words(DEPTHS[review.read])}")


def _authors(authors: Sequence[str], words: Words) -> str:
    named = len(authors) if len(authors) <= _MOST_AUTHORS + 1 else _MOST_AUTHORS
    said = ", ".join(_shown(author).replace(" ", _KEEPING) for author in authors[:named])
    others = len(authors) - named
    if others:
        more = words.counted("and {count} more author", "and {count} more authors", others)
        said = f"{said} {more}"
    return said


def _shown(source: str) -> str:
    return _line(plain(source))


def _line(text: str) -> str:
    return unicodedata.normalize("NFC", one_line(text))
