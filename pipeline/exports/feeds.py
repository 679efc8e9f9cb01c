"""Feeds: the newest reviews of a language, and of each part of it that people follow."""

import datetime as dt
import posixpath
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from markupsafe import escape

from ..pages.data import PaperData, ReviewData
from ..pages.indexes import REVIEWERS, TAGS, anchor
from ..words.language import tag
from ..written.paper_ids import file_stem
from ..written.reviews import DEPTHS
from .atom import Entry, Feed, Person, as_atom, as_entry
from .parts import Part
from .plain import plain
from .sets import ALL, COLLECTIONS, TOPICS, PaperSet, entry_place
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

_ENTRIES: Final = {"tag": TAGS, "reviewer": REVIEWERS}
"""Where those are listed that have feeds, by what their anchors begin with."""
_FEW_AUTHORS: Final = 12
# Of all sites that have no id of their own.
_NO_SITE: Final = uuid.UUID("8b0e6d7c-9a55-4f0c-8a2e-3d3f4d1f6a10")
# A feed has to say when it changed, and one without entries never did.
_NEVER: Final = dt.date(1970, 1, 1)


class _Item(NamedTuple):
    """What becomes an entry, if it is new enough: a review, or what a page says of its papers."""

    changed: dt.date
    published: dt.date
    name: str
    """The review's path, or the page."""
    paper: PaperData | None = None
    review: ReviewData | None = None

    @property
    def order(self) -> tuple[int, int, str]:
        return -self.changed.toordinal(), -self.published.toordinal(), self.name

    @property
    def page(self) -> str:
        """The page that it is on."""
        return f"papers/{file_stem(self.paper.id)}" if self.paper else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A feed, and what it is to hold, the newest first."""

    of: PaperSet
    place: str
    items: Sequence[_Item]


def planned_feeds(source: Source) -> Sequence[Planned]:
    """The feeds of a language."""
    found = []
    for each in (*source.exported.sets, *_without_papers(source)):
        place = FEED if each.place == ALL else each.place
        items = sorted([*_reviews(each), *_summary(source, each)], key=lambda item: item.order)
        most = MOST if place == FEED else MOST_OF_PART
        found.append(Planned(of=each, place=place, items=items[:most]))
    return found


def told_pages(feeds: Iterable[Planned]) -> Mapping[str, PaperData | None]:
    """The pages whose texts the feeds hold, with the papers of those that are papers'."""
    return {item.page: item.paper for each in feeds for item in each.items}


def feeds(source: Source, planned: Sequence[Planned], texts: Mapping[str, str]) -> Part:
    """The feeds, with paths below the language's folder.

    `texts` has the HTML of each review, by its path, and of each page that sums papers up.
    """
    made_of = repr(("feeds", [_made_of(each) for each in planned], texts))
    return Part(made_of, _files(source, planned, texts))


def _made_of(each: Planned) -> tuple[object, ...]:
    items = [(item.name, item.changed, item.paper and item.paper.digest) for item in each.items]
    return each.place, each.of.page, each.of.title, items


def _files(
    source: Source, planned: Iterable[Planned], texts: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    writer = _Writer(source, texts)
    for each in planned:
        yield f"{each.place}.atom", as_atom(writer.feed(each))


def _without_papers(source: Source) -> Iterator[PaperSet]:
    """Topics that no review names yet: whoever waits for one can follow it already."""
    there = {each.place for each in source.exported.sets}
    for page in source.pages:
        if page not in there and feed_of(page):
            title = source.built.title(source.language, page)
            yield PaperSet(place=page, page=page, title=title, papers=[])


def feed_of(page: str) -> str | None:
    """The place of the feed of the papers that a page lists, if it has one of its own."""
    folder, _, name = page.rpartition("/")
    return page if folder in {COLLECTIONS, TOPICS} and name != "index" else None


def feed_of_entry(anchor: str) -> str | None:
    """The place of the feed of a tag or a reviewer, by the entry's anchor; others have none."""
    page = _ENTRIES.get(anchor.partition("-")[0])
    return entry_place(page, anchor) if page else None


def _name(source: Source, each: PaperSet) -> str:
    return each.title or source.words("Unsorted")


def _reviews(each: PaperSet) -> Iterator[_Item]:
    for paper in each.papers:
        for review in paper.reviews:
            if _belongs(review, each.place):
                yield _Item(
                    changed=review.changed,
                    published=review.date,
                    name=review.path,
                    paper=paper,
                    review=review,
                )


def _belongs(review: ReviewData, place: str) -> bool:
    """Whether a review of a paper in the set at `place` belongs there itself."""
    folder, _, name = place.rpartition("/")
    if folder == TOPICS:
        return name in review.topics
    if folder == TAGS:
        return place in {feed_of_entry(anchor("tag", each)) for each in review.tags}
    if folder == REVIEWERS:
        return bool(review.name) and place == feed_of_entry(anchor("reviewer", review.name))
    return True


def _summary(source: Source, each: PaperSet) -> Iterator[_Item]:
    """What the set's page says of it as a whole, if its writer dates that."""
    page = "index" if each.place == ALL else each.page
    if day := source.summaries.get(page):
        yield _Item(changed=day, published=day, name=page)


class _Writer:
    """Writes feeds, each entry once for all that lead to its page in the same way."""

    def __init__(self, source: Source, texts: Mapping[str, str]) -> None:
        self._source = source
        self._texts = texts
        self._written: dict[tuple[str, str], str] = {}

    def feed(self, each: Planned) -> Feed:
        """A feed with its entries."""
        source, place = self._source, each.place
        path = f"{source.language}/{place}.atom"
        is_whole = place == FEED
        title = source.settings.title_in(source.language)
        page = "index.html" if is_whole else _file(each.of.page)
        return Feed(
            id=_identity(source, "feed", source.language, place),
            title=title if is_whole else f"{_name(source, each.of)} - {title}",
            subtitle=source.settings.description_in(source.language) if is_whole else None,
            language=tag(source.language),
            updated=each.items[0].changed if each.items else _NEVER,
            page=source.address(page, path),
            address=source.addresses.to(path) if source.addresses.base else None,
            author=Person(name=title),
            entries=[self._entry(each.of, item, path) for item in each.items],
        )

    def _entry(self, of: PaperSet, item: _Item, path: str) -> str:
        seen_from = "" if self._source.addresses.base else posixpath.dirname(path)
        key = item.name, seen_from
        if key not in self._written:
            self._written[key] = as_entry(
                self._review(item.paper, item.review, path)
                if item.paper and item.review
                else self._summary(of, item, path)
            )
        return self._written[key]

    def _review(self, paper: PaperData, review: ReviewData, path: str) -> Entry:
        source, reviewer = self._source, review.reviewer
        page = f"papers/{file_stem(paper.id)}.html"
        link = reviewer.link if reviewer else None
        return Entry(
            id=_identity(source, "review", paper.id, review.language, review.reader),
            title=plain(paper.title),
            language=tag(review.language),
            updated=review.changed,
            published=review.date,
            page=source.address(page + paper.place_of(review), path),
            about=paper.address,
            author=Person(name=review.name, link=link) if review.name else None,
            categories=review.topics,
            in_short=plain(review.tldr),
            html=_lead(source, paper, review) + self._texts.get(review.path, ""),
        )

    def _summary(self, of: PaperSet, item: _Item, path: str) -> Entry:
        source = self._source
        is_whole = of.place == ALL
        return Entry(
            id=_identity(source, "summary", source.language, item.page),
            title=source.settings.title_in(source.language) if is_whole else _name(source, of),
            language=tag(source.language),
            updated=item.changed,
            page=source.address(f"{item.page}.html", path),
            categories={},
            html=self._texts.get(item.page, ""),
        )


def _lead(source: Source, paper: PaperData, review: ReviewData) -> str:
    """What there is to know before the text: the paper, and how much of it was read."""
    depth = source.words(DEPTHS[review.read])
    names = source.words.listed([plain(each) for each in paper.authors[:_FEW_AUTHORS]])
    if len(paper.authors) > _FEW_AUTHORS:
        names += " …"
    facts = [names, paper.venue or str(paper.year or ""), depth]
    said = " · ".join(str(escape(fact)) for fact in facts if fact)
    return f"<p>{said}</p>\n<p><strong>{escape(plain(review.tldr))}</strong></p>\n"


def _identity(source: Source, *parts: str) -> str:
    """The id of a thing of this site: neither its words nor the site's address is part of it.

    https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6
    """
    return uuid.uuid5(source.settings.uuid or _NO_SITE, "\n".join(parts)).urn


def _file(page: str) -> str:
    name, mark, place = page.partition("#")
    return f"{name}.html{mark}{place}"
