"""Feeds: the newest reviews of a language, and of each collection, topic and reviewer in it."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from markupsafe import escape

from ..pages.data import PaperData, ReviewData
from ..pages.indexes import REVIEWERS, TAGS, anchor
from ..text import tex
from ..words.language import tag
from ..written.paper_ids import file_stem
from ..written.reviews import DEPTHS
from .atom import Entry, Feed, Person, as_atom
from .full_text import full_texts, summary_text
from .sets import ALL, PaperSet, entry_place
from .source import Source

FEED: Final = "feed"
"""The place of the feed of a whole language."""
MOST: Final = 100
"""How many entries that feed has.

Whoever looks once a week misses none unless more come in that week, and the file, which has the
full texts, stays below a megabyte.
"""
MOST_OF_PART: Final = 25
"""How many that of a part has: every text is in three or four of these."""

_FEW_AUTHORS: Final = 12
# Of all sites that have no id of their own.
_NO_SITE: Final = uuid.UUID("8b0e6d7c-9a55-4f0c-8a2e-3d3f4d1f6a10")
# A feed has to say when it changed, and one without entries never did.
_NEVER: Final = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What an entry says, wherever it stands."""

    title: str
    in_short: str
    html: str


_Tell: TypeAlias = Callable[[PaperData, ReviewData], _Told]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """What becomes an entry, if it is new enough; its text is made only then."""

    changed: dt.date
    published: dt.date
    page: str
    entry: Callable[[str], Entry]
    """The entry as a feed at a path has it."""

    @property
    def order(self) -> tuple[int, int, str]:
        return -self.changed.toordinal(), -self.published.toordinal(), self.page


def feeds(source: Source) -> Iterator[tuple[str, str]]:
    """Path below the language's folder → Atom."""
    tell = _teller(source)
    for each in (*source.exported.sets, *_without_papers(source)):
        if not each.place.startswith(f"{TAGS}/"):
            place = FEED if each.place == ALL else each.place
            items = [*_reviews(source, each, tell), *_summary(source, each)]
            yield f"{place}.atom", _feed(source, each, place, items)


def _without_papers(source: Source) -> Iterator[PaperSet]:
    """Topics that no review names yet: whoever waits for one can follow it already."""
    there = {each.place for each in source.exported.sets}
    for page in source.built.pages(source.language):
        if page not in there and feed_of(page):
            title = source.built.title(source.language, page)
            yield PaperSet(place=page, page=page, title=title, papers=[])


def feed_of(page: str) -> str | None:
    """The place of the feed of the papers that a page lists, if it has one of its own."""
    folder, _, name = page.rpartition("/")
    return page if folder in {"collections", "topics"} and name != "index" else None


def feed_of_reviewer(name: str) -> str:
    """The place of a reviewer's feed, whose anchor is `name`."""
    return entry_place(REVIEWERS, name)


def _feed(source: Source, each: PaperSet, place: str, items: Sequence[_Item]) -> str:
    path = f"{source.language}/{place}.atom"
    newest = sorted(items, key=lambda item: item.order)
    newest = newest[: MOST if place == FEED else MOST_OF_PART]
    title = source.settings.title_in(source.language)
    page = "index.html" if place == FEED else _file(each.page)
    return as_atom(
        Feed(
            id=_identity(source, "feed", source.language, place),
            title=title if place == FEED else f"{_name(source, each)} - {title}",
            subtitle=source.settings.description_in(source.language) if place == FEED else None,
            language=tag(source.language),
            updated=newest[0].changed if newest else _NEVER,
            page=source.address(page, path),
            address=source.addresses.to(path) if source.addresses.base else None,
            author=Person(name=title),
            entries=[item.entry(path) for item in newest],
        )
    )


def _name(source: Source, each: PaperSet) -> str:
    return each.title or source.words("Unsorted")


def _reviews(source: Source, each: PaperSet, tell: _Tell) -> Iterator[_Item]:
    for paper in each.papers:
        for review in paper.reviews:
            if _belongs(review, each.place):
                yield _Item(
                    changed=review.changed,
                    published=review.date,
                    page=review.path,
                    entry=partial(_entry, source, paper, review, tell),
                )


def _belongs(review: ReviewData, place: str) -> bool:
    """Whether a review of a paper in the set at `place` belongs there itself."""
    folder, _, name = place.rpartition("/")
    if folder == "topics":
        return name in review.topics
    if folder == REVIEWERS:
        return bool(review.name) and place == feed_of_reviewer(anchor("reviewer", review.name))
    return True


def _entry(source: Source, paper: PaperData, review: ReviewData, tell: _Tell, path: str) -> Entry:
    told = tell(paper, review)
    page = f"papers/{file_stem(paper.id)}.html"
    reviewer = review.reviewer
    link = reviewer.link if reviewer else None
    return Entry(
        id=_identity(source, "review", paper.id, review.language, review.reader),
        title=told.title,
        language=tag(review.language),
        updated=review.changed,
        published=review.date,
        page=source.address(page + paper.place_of(review), path),
        about=paper.address,
        author=Person(name=review.name, link=link) if review.name else None,
        categories=review.topics,
        in_short=told.in_short,
        html=told.html,
    )


def _teller(source: Source) -> _Tell:
    """Tells of each review once, however many feeds have it."""
    told: dict[str, _Told] = {}

    def tell(paper: PaperData, review: ReviewData) -> _Told:
        if review.path not in told:
            texts = _texts(source, paper)
            for each in paper.reviews:
                told[each.path] = _Told(
                    title=tex.plain(paper.title),
                    in_short=tex.plain(each.tldr),
                    html=_lead(source, paper, each) + texts.get(each.path, ""),
                )
        return told[review.path]

    return tell


def _lead(source: Source, paper: PaperData, review: ReviewData) -> str:
    """What there is to know before the text: the paper, and how much of it was read."""
    depth = source.words(DEPTHS[review.read])
    names = source.words.listed([tex.plain(each) for each in paper.authors[:_FEW_AUTHORS]])
    if len(paper.authors) > _FEW_AUTHORS:
        names += " …"
    facts = [names, paper.venue or str(paper.year or ""), depth]
    said = " · ".join(str(escape(fact)) for fact in facts if fact)
    return f"<p>{said}</p>\n<p><strong>{escape(tex.plain(review.tldr))}</strong></p>\n"


def _summary(source: Source, each: PaperSet) -> Iterator[_Item]:
    """What the set's page says of it as a whole, if its writer dates that."""
    page = "index" if each.place == ALL else each.page
    if day := source.summaries.get(page):
        yield _Item(
            changed=day,
            published=day,
            page=page,
            entry=partial(_summary_entry, source, each, page, day),
        )


def _summary_entry(source: Source, each: PaperSet, page: str, day: dt.date, path: str) -> Entry:
    article = source.built.article(source.language, page)
    file = f"{page}.html"
    whole = source.settings.title_in(source.language)
    return Entry(
        id=_identity(source, "summary", source.language, page),
        title=whole if each.place == ALL else _name(source, each),
        language=tag(source.language),
        updated=day,
        page=source.address(file, path),
        categories={},
        html=""
        if article is None
        else summary_text(article, f"{source.language}/{file}", source.addresses),
    )


def _texts(source: Source, paper: PaperData) -> Mapping[str, str]:
    page = f"papers/{file_stem(paper.id)}"
    article = source.built.article(source.language, page)
    if article is None:
        return {}
    return full_texts(article, paper, f"{source.language}/{page}.html", source.addresses)


def _identity(source: Source, *parts: str) -> str:
    """The id of a thing of this site: neither its words nor the site's address is part of it.

    https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6
    """
    return uuid.uuid5(source.settings.uuid or _NO_SITE, "\n".join(parts)).urn


def _file(page: str) -> str:
    name, mark, place = page.partition("#")
    return f"{name}.html{mark}{place}"
