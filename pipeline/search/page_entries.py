"""The pages of the index, from what Sphinx keeps of them."""

from collections.abc import Callable, Iterable, Mapping

from ..pages.data import PaperData
from ..site.shown import rated
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
    reviews = paper.reviews
    said = [*filter(None, [texts.get(Field.REVIEW)]), *_questions(paper), *_replies(paper)]
    shown = {
        Field.TITLE: tex.plain(paper.title),
        Field.AUTHORS: "\n".join(map(tex.plain, paper.authors)),
        Field.TOPICS: "\n".join([*dict(_topics(paper)).values(), *_tags(paper)]),
        Field.TLDR: "\n".join(tex.plain(review.tldr) for review in reviews),
        Field.REVIEW: "\n".join(said),
        Field.ABSTRACT: _abstract(paper),
        Field.DETAILS: "\n".join(_details(paper)),
    }
    spoken = reviews[0].language if reviews else words.language
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
    year = (Value(str(paper.year), str(paper.year)),) if paper.year else ()
    venue = (Value(paper.venue, paper.venue),) if paper.venue else ()
    return {
        "topic": _values(_topics(paper)),
        "year": year,
        "venue": venue,
        "read": _values((each.read, words(DEPTHS[each.read])) for each in paper.reviews),
        "reviewed": (Value("yes", words("reviewed")),)
        if paper.reviews
        else (Value("no", words("not reviewed yet")),),
        "rating": _values(
            (str(each.rating), rated(each.rating, words)) for each in paper.reviews if each.rating
        ),
        "tag": _values((tag, tag) for tag in _tags(paper)),
        "reviewer": _values((each.name, each.name) for each in paper.reviews if each.name),
    }


def _values(said: Iterable[tuple[str, str]]) -> tuple[Value, ...]:
    return tuple(Value(*each) for each in dict.fromkeys(said))


def _topics(paper: PaperData) -> Iterable[tuple[str, str]]:
    return dict(topic for review in paper.reviews for topic in review.topics.items()).items()


def _tags(paper: PaperData) -> Iterable[str]:
    return dict.fromkeys(tag for review in paper.reviews for tag in review.tags)


def _replies(paper: PaperData) -> Iterable[str]:
    for review in paper.reviews:
        if review.reply:
            yield review.reply.author
            yield from map(tex.reading, tex.paragraphs(review.reply.text))


def _questions(paper: PaperData) -> list[str]:
    return [tex.plain(each) for review in paper.reviews for each in review.questions]


def _abstract(paper: PaperData) -> str:
    paragraphs = tex.paragraphs(paper.abstract) if paper.abstract else ()
    return "\n".join(map(tex.reading, paragraphs))


def _details(paper: PaperData) -> list[str]:
    people = (review.name for review in paper.reviews)
    found = [paper.id, paper.venue, str(paper.year or ""), *paper.categories, *people]
    shown = map(tex.plain, filter(None, (paper.comment, paper.journal_ref, paper.doi)))
    return [*filter(None, found), *shown, *_address_keys(paper)]


def _address_keys(paper: PaperData) -> list[str]:
    """What the addresses of the paper are found by; those with its arXiv id need none."""
    addresses = [paper.address, *([f"https://doi.org/{paper.doi}"] if paper.doi else [])]
    keys = (address_key(normalise(each)) for each in addresses if not nearest_arxiv_id(each))
    return list(dict.fromkeys(filter(None, keys)))


def _cited(texts: Texts, label: Callable[[str], str]) -> dict[Field, str]:
    return {kind: with_citations(text, label) for kind, text in texts.items()}
