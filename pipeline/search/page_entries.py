"""The pages of the index, from what Sphinx keeps of them."""

from collections.abc import Callable, Mapping

from ..pages.data import PaperData
from ..text import tex
from ..words.catalogue import Words
from ..words.language import language_of, tag
from ..written.paper_ids import nearest_arxiv_id
from ..written.reviews import DEPTHS
from .extraction import with_citations
from .page import Field, Page, Value
from .text import address_key, normalise

Texts = Mapping[Field, str]


def page(address: str, texts: Texts, label: Callable[[str], str], words: Words) -> Page:
    """A page that is no paper's; `label` says how a paper's id is cited."""
    return Page(address=address, texts=_cited(texts, label), language=words.tag)


def paper_page(
    address: str,
    texts: Texts,
    label: Callable[[str], str],
    paper: PaperData,
    words: Words,
) -> Page:
    """The page of a paper."""
    review = paper.review
    shown = {
        Field.TITLE: tex.plain(paper.title),
        Field.AUTHORS: "\n".join(map(tex.plain, paper.authors)),
        Field.TOPICS: "\n".join(review.topics.values()) if review else "",
        Field.TLDR: tex.plain(review.tldr) if review else "",
        Field.REVIEW: "\n".join([*filter(None, [texts.get(Field.REVIEW)]), *_questions(paper)]),
        Field.ABSTRACT: _abstract(paper),
        Field.DETAILS: "\n".join(_details(paper)),
    }
    spoken = review.language if review else words.language
    own = {
        kind: tag(language_of(shown[kind], words.language))
        for kind in (Field.TITLE, Field.ABSTRACT)
        if shown[kind]
    }
    return Page(
        address=address,
        texts=_cited(shown, label),
        filters=_filters(paper, words),
        language=words.tag,
        languages=own | dict.fromkeys((Field.TLDR, Field.REVIEW), tag(spoken)),
    )


def _filters(paper: PaperData, words: Words) -> dict[str, tuple[Value, ...]]:
    review = paper.review
    year = (Value(str(paper.year), str(paper.year)),) if paper.year else ()
    venue = (Value(paper.venue, paper.venue),) if paper.venue else ()
    return {
        "topic": tuple(Value(*topic) for topic in review.topics.items()) if review else (),
        "year": year,
        "venue": venue,
        "read": (Value(review.read, words(DEPTHS[review.read])),) if review else (),
        "reviewed": (Value("yes", words("reviewed")),)
        if review
        else (Value("no", words("not reviewed yet")),),
    }


def _questions(paper: PaperData) -> list[str]:
    return [tex.plain(each) for each in paper.review.questions] if paper.review else []


def _abstract(paper: PaperData) -> str:
    paragraphs = tex.paragraphs(paper.abstract) if paper.abstract else ()
    return "\n".join(map(tex.reading, paragraphs))


def _details(paper: PaperData) -> list[str]:
    found = [paper.id, paper.venue, str(paper.year or ""), *paper.categories]
    shown = map(tex.plain, filter(None, (paper.comment, paper.journal_ref, paper.doi)))
    return [*filter(None, found), *shown, *_address_keys(paper)]


def _address_keys(paper: PaperData) -> list[str]:
    """What the addresses of the paper are found by; those with its arXiv id need none."""
    addresses = [paper.address, *([f"https://doi.org/{paper.doi}"] if paper.doi else [])]
    keys = (address_key(normalise(each)) for each in addresses if not nearest_arxiv_id(each))
    return list(dict.fromkeys(filter(None, keys)))


def _cited(texts: Texts, label: Callable[[str], str]) -> dict[Field, str]:
    return {kind: with_citations(text, label) for kind, text in texts.items()}
