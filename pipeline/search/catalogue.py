"""The pages of the index, from what Sphinx keeps of them."""

from collections.abc import Callable, Mapping

from ..text import tex
from ..pages.blocks import PaperCard, Pieces
from ..words.languages import Language
from ..written.reviews import Depth
from .extraction import with_citations
from .page import Field, Page, Value
from ..words.words import WORDS

Texts = Mapping[Field, str]


def page(address: str, texts: Texts, label: Callable[[str], str]) -> Page:
    """A page that is no paper's; `label` says how a paper's id is cited."""
    return Page(address=address, texts=_cited(texts, label))


def paper_page(
    address: str,
    texts: Texts,
    label: Callable[[str], str],
    card: PaperCard,
    language: Language,
) -> Page:
    """The page of the card's paper, on the site in `language`."""
    say = WORDS[language]
    year = [str(card.year)] if card.year else []
    venue = [card.venue] if card.venue else []
    details = [card.id, *venue, *year, *card.details]
    depth = Depth(card.read) if card.read else None
    return Page(
        address=address,
        texts={
            Field.TITLE: _plain(card.title),
            Field.AUTHORS: "\n".join(card.authors),
            Field.TOPICS: "\n".join(topic.label for topic in card.topics),
            Field.TLDR: card.tldr or "",
            Field.DETAILS: "\n".join(details),
            **_cited(texts, label),
        },
        filters={
            "topic": tuple(Value(topic.key, topic.label) for topic in card.topics),
            "year": tuple(Value(each, each) for each in year),
            "venue": tuple(Value(each, each) for each in venue),
            "read": (Value(depth, say.depth[depth]),) if depth else (),
            "reviewed": (Value("yes", say.has_review) if depth else Value("no", say.unreviewed),),
        },
    )


def _plain(pieces: Pieces) -> str:
    return "".join(p if isinstance(p, str) else tex.plain(rf"\({p.tex}\)") for p in pieces)


def _cited(texts: Texts, label: Callable[[str], str]) -> dict[Field, str]:
    return {kind: with_citations(text, label) for kind, text in texts.items()}
