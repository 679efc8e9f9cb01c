"""The pages of the index, from what is read of each: not yet where they are, nor whom they cite."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from ..exports.feeds import feed_of_entry
from ..exports.sets import TOPICS
from ..pages.data import CollectionData, PaperData
from ..pages.indexes import anchor
from ..pages.queues import FOLDER as QUEUES
from ..site.shown import rated
from ..text import tex
from ..words.catalogue import Words, translatable
from ..words.language import language_of, tag
from ..written.paper_ids import nearest_arxiv_id
from ..written.reviews import DEPTHS
from .extraction import Texts
from .page import Field, Page, Place, Value
from .text import address_key, normalise

_PAPER: Final = translatable("Paper")
_COLLECTION: Final = translatable("Collection")
# By how their names begin, the first that fits.
_KINDS: Final = {
    QUEUES: translatable("Queue"),
    "guide/": translatable("Guide"),
    "topics/index": translatable("List"),
    "topics/": translatable("Topic"),
    "papers/": translatable("List"),
    "questions": translatable("Open questions"),
    "": translatable("Page"),
}


def page(name: str, texts: Texts, words: Words) -> Page:
    """A page that is no paper's."""
    kind = next(kind for start, kind in _KINDS.items() if name.startswith(start))
    return Page(texts=texts.by_field, kind=words(kind), places=texts.places, language=words.tag)


def collection_page(texts: Texts, collection: CollectionData, words: Words) -> Page:
    """The page of a collection: what its papers' pages do not say."""
    selection = collection.selection
    said = [tex.plain(collection.summary or "")]
    if selection:
        said += [selection.source, selection.pattern]
    return Page(
        texts={**texts.by_field, Field.REVIEW: "\n".join(filter(None, said))},
        kind=words(_COLLECTION),
        language=words.tag,
    )


def paper_page(texts: Texts, paper: PaperData, words: Words) -> Page:
    """The page of a paper."""
    reviews = paper.reviews
    said = texts.by_field.get(Field.REVIEW, "").splitlines()
    places = [*texts.places]
    for name, title, lines in _other_parts(paper):
        places.append(Place(len(said), name, words(title)))
        said += lines
    shown = {
        Field.TITLE: tex.plain(paper.title),
        Field.AUTHORS: "\n".join(map(tex.plain, paper.authors)),
        Field.TOPICS: "\n".join([*dict(_topics(paper)).values(), *_tags(paper)]),
        Field.TLDR: "\n".join(tex.plain(review.tldr) for review in reviews),
        Field.REVIEW: "\n".join(said),
        Field.ABSTRACT: "\n".join(map(tex.reading, tex.paragraphs(paper.abstract or ""))),
        Field.DETAILS: "\n".join(_details(paper, words)),
    }
    spoken = reviews[0].language if reviews else words.language
    own = {
        kind: tag(language_of(shown[kind], words.language))
        for kind in (Field.TITLE, Field.ABSTRACT)
        if shown[kind]
    }
    return Page(
        texts=shown,
        kind=words(_PAPER),
        places=tuple(places),
        reviewed=max((review.changed for review in reviews), default=None),
        filters=_filters(paper, words),
        language=words.tag,
        languages=own | dict.fromkeys((Field.TLDR, Field.REVIEW), tag(spoken)),
    )


def _filters(paper: PaperData, words: Words) -> dict[str, tuple[Value, ...]]:
    year = (Value(str(paper.year), str(paper.year)),) if paper.year else ()
    venue = (Value(paper.venue, paper.venue),) if paper.venue else ()
    return {
        "topic": tuple(
            Value(key, label, _feed(f"{TOPICS}/{key}")) for key, label in _topics(paper)
        ),
        "year": year,
        "venue": venue,
        "read": _values((each.read.value, words(DEPTHS[each.read])) for each in paper.reviews),
        "reviewed": (Value("yes", words("reviewed")),)
        if paper.reviews
        else (Value("no", words("not reviewed yet")),),
        "rating": _values(
            (str(each.rating), rated(each.rating, words)) for each in paper.reviews if each.rating
        ),
        "tag": _entries("tag", _tags(paper)),
        "reviewer": _entries("reviewer", (each.name for each in paper.reviews)),
    }


def _entries(kind: str, names: Iterable[str]) -> tuple[Value, ...]:
    """The tags or the reviewers, each with its feed."""
    return tuple(
        Value(name, name, _feed(feed_of_entry(anchor(kind, name))))
        for name in dict.fromkeys(filter(None, names))
    )


def _feed(place: str | None) -> str:
    return f"{quote(place)}.atom" if place else ""


def _values(said: Iterable[tuple[str, str]]) -> tuple[Value, ...]:
    return tuple(Value(*each) for each in dict.fromkeys(said))


def _topics(paper: PaperData) -> Iterable[tuple[str, str]]:
    return dict(topic for review in paper.reviews for topic in review.topics.items()).items()


def _tags(paper: PaperData) -> Iterable[str]:
    return dict.fromkeys(tag for review in paper.reviews for tag in review.tags)


def _other_parts(paper: PaperData) -> Iterator[tuple[str, str, Iterable[str]]]:
    """What stands below the text of each review: the ids and titles of the sections, and lines."""
    for review in paper.reviews:
        if review.questions:
            asked = (tex.plain(each.ask) for each in review.questions)
            yield paper.questions_of(review), translatable("Open questions"), asked
    for review in paper.reviews:
        if reply := review.reply:
            answer = map(tex.reading, tex.paragraphs(reply.text))
            lines = reply.author, *answer
            yield paper.reply_to(review), translatable("An author's reply"), lines


def _details(paper: PaperData, words: Words) -> list[str]:
    people = (review.name for review in paper.reviews)
    helped = (review.assisted for review in paper.reviews)
    found = [paper.id, paper.venue, str(paper.year or ""), *paper.categories, *people, *paper.dois]
    shown = map(tex.plain, filter(None, (paper.comment, paper.journal_ref, *helped)))
    days = (said for day in _days(paper) for said in (day.isoformat(), words.day(day)))
    return [*filter(None, found), *shown, *days, *_address_keys(paper)]


def _days(paper: PaperData) -> Iterable[dt.date]:
    """Those of the first and the last version, and of the reviews."""
    reviews = ((review.date, review.updated) for review in paper.reviews)
    days = (paper.published, paper.updated, *(day for pair in reviews for day in pair))
    return dict.fromkeys(day for day in days if day)


def _address_keys(paper: PaperData) -> list[str]:
    """What the addresses of the paper are found by; those with its arXiv id need none."""
    addresses = [paper.address, *(f"https://doi.org/{doi}" for doi in paper.dois)]
    keys = (address_key(normalise(each)) for each in addresses if not nearest_arxiv_id(each))
    return list(dict.fromkeys(filter(None, keys)))
