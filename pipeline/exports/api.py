"""The site's data for programs: all papers, each paper, topics, and what changed when.

Abstracts are their authors' words: they are shown beside a review, but handed on in bulk only
where the settings say that the site may keep them.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from ..library.library import Library
from ..pages.data import MOST_AUTHORS, DriftData, PaperData, ReplyData, ReviewData
from ..text.signs import without_unseen
from ..words.language import tag
from ..written.paper_ids import file_stem
from . import shapes
from .cards import card_place
from .parts import File, Part
from .plain import plain
from .sets import COLLECTIONS, TOPICS, Exported
from .source import Source

_PAPERS: Final = "papers"


def api(source: Source, library: Library) -> Iterator[Part]:
    """The data in one language, with paths below its folder."""
    above, below = _Teller(source, up=0), _Teller(source, up=1)
    collections, topics = tuple(above.collections(library)), tuple(above.topics(library))
    papers = source.exported.papers.values()
    said = [paper.digest for paper in papers], collections, topics
    yield Part(repr(("data", said)), _lists(source, above, collections, topics))
    for paper in papers:
        yield Part(f"data of {paper.id}\n{paper.digest}", _one(below, paper))


def _lists(
    source: Source,
    teller: "_Teller",
    collections: Sequence[shapes.Collection],
    topics: Sequence[shapes.Topic],
) -> Iterator[File]:
    site = _site(source)
    listed = tuple(map(teller.listed, source.exported.papers.values()))
    papers = teller.document(shapes.Papers, site=site, collections=collections, papers=listed)
    yield f"{_PAPERS}.json", papers
    yield "topics.json", teller.document(shapes.Topics, topics=topics)
    yield "changes.json", teller.document(shapes.Changes, site=site, changes=teller.changes())


def _one(teller: "_Teller", paper: PaperData) -> Iterator[File]:
    text = teller.document(shapes.OnePaper, paper=teller.paper(paper))
    yield f"{_PAPERS}/{file_stem(paper.id)}.json", text


def last_change(exported: Exported) -> date | None:
    """When a review last came or changed."""
    reviews = (review for paper in exported.papers.values() for review in paper.reviews)
    return max((each.changed for each in reviews), default=None)


def _site(source: Source) -> shapes.SiteFacts:
    return shapes.SiteFacts(
        title=source.settings.title_in(source.language),
        description=source.settings.description_in(source.language),
        address=source.base or None,
        changed=last_change(source.exported),
    )


class _Teller:
    """Tells of papers in a file that is `up` folders below that of its language."""

    def __init__(self, source: Source, *, up: int) -> None:
        self._exported = source.exported
        self._keeps_abstracts = source.settings.keep_abstracts
        self._root = source.addresses.base or "../" * (up + 1)
        self._here = source.base or "../" * up

    def document(self, shape: type[shapes.Document], **content: object) -> str:
        """A whole file."""
        facts: dict[str, Any] = {
            "$schema": f"{self._root}{shapes.SCHEMAS[shape]}",
            "version": shapes.VERSION,
            "language": tag(self._exported.language),
        }
        document = shape.model_validate(facts | content)
        return document.model_dump_json(exclude_none=True) + "\n"

    def listed(self, paper: PaperData) -> shapes.ListedPaper:
        """A paper as lists have it."""
        authors = _authors(paper.authors[:MOST_AUTHORS])
        return shapes.ListedPaper(**self._in_short(paper), authors=authors)

    def paper(self, paper: PaperData) -> shapes.Paper:
        """All that is told of a paper."""
        return shapes.Paper(
            **self._in_short(paper),
            authors=_authors(paper.authors),
            label=paper.label,
            key=paper.key,
            version=paper.version,
            published=paper.published,
            updated=paper.updated,
            journal_ref=_said(paper.journal_ref),
            categories=paper.categories,
            primary_category=paper.primary_category,
            comment=_said(paper.comment),
            abstract=_said(paper.abstract) if self._keeps_abstracts else None,
            related=paper.related,
            reviews=tuple(self._review(paper, review) for review in paper.reviews),
        )

    def collections(self, library: Library) -> Iterator[shapes.Collection]:
        """The collections in their order."""
        language = self._exported.language
        for shelf in library.shelves:
            listed = shelf.listed
            yield shapes.Collection(
                id=shelf.id,
                title=library.said(listed.title, language) if listed else None,
                summary=library.said(listed.summary, language) if listed else None,
                page=self._page(f"{COLLECTIONS}/{shelf.id}"),
            )

    def topics(self, library: Library) -> Iterator[shapes.Topic]:
        """All topics, those too that no paper has yet."""
        held = {each.place: each.papers for each in self._exported.sets}
        for key in library.topics:
            yield shapes.Topic(
                key=key,
                label=library.topic(key, self._exported.language),
                page=self._page(f"{TOPICS}/{key}"),
                papers=tuple(paper.id for paper in held.get(f"{TOPICS}/{key}", ())),
            )

    def changes(self) -> list[shapes.Change]:
        """What came and what changed, the newest first."""
        found = [
            change
            for paper in self._exported.papers.values()
            for review in paper.reviews
            for change in self._changes(paper, review)
        ]
        return sorted(found, key=lambda change: change.date, reverse=True)

    def _changes(self, paper: PaperData, review: ReviewData) -> Iterator[shapes.Change]:
        days = {
            shapes.Kind.REPLY: review.reply.date if review.reply else None,
            shapes.Kind.UPDATE: review.updated,
            shapes.Kind.REVIEW: review.date,
        }
        for kind, day in days.items():
            if day:
                yield shapes.Change(
                    date=day,
                    kind=kind,
                    paper=paper.id,
                    title=plain(paper.title),
                    page=self._place_of(paper, review),
                    language=tag(review.language),
                    reviewer=without_unseen(review.name) or None,
                    tldr=plain(review.tldr),
                )

    def _in_short(self, paper: PaperData) -> dict[str, Any]:
        """What lists have of a paper, but for its authors."""
        review = paper.review
        stem = file_stem(paper.id)
        return {
            "id": paper.id,
            "title": plain(paper.title),
            "title_tex": paper.title,
            "author_count": len(paper.authors),
            "year": paper.year,
            "venue": paper.venue,
            "arxiv": paper.id if paper.on_arxiv else None,
            "doi": paper.dois,
            "address": paper.address,
            "collection": paper.collection.id,
            "topics": tuple(paper.all_topics),
            "page": self._page(f"{_PAPERS}/{stem}"),
            "data": f"{self._here}{_PAPERS}/{stem}.json",
            "card": f"{self._root}{card_place(paper)}" if review else None,
            "read": review.read if review else None,
            "tldr": plain(review.tldr) if review else None,
            "withdrawn": paper.is_withdrawn,
        }

    def _review(self, paper: PaperData, review: ReviewData) -> shapes.Review:
        return shapes.Review(
            page=self._place_of(paper, review),
            language=tag(review.language),
            reviewer=_reviewer(review),
            read=review.read,
            version_read=review.version,
            date=review.date,
            updated=review.updated,
            tldr=plain(review.tldr),
            questions=tuple(plain(each.ask) for each in review.questions),
            answered=tuple(plain(each.ask) for each in review.questions if each.answers),
            drift=_drift(review.drift) if review.drift else None,
            rating=review.rating,
            tags=review.tags,
            assisted=review.assisted,
            reply=_reply(review.reply) if review.reply else None,
        )

    def _place_of(self, paper: PaperData, review: ReviewData) -> str:
        return self._page(f"{_PAPERS}/{file_stem(paper.id)}") + paper.place_of(review)

    def _page(self, page: str) -> str:
        return f"{self._here}{page}.html"


def _reviewer(review: ReviewData) -> shapes.Reviewer | None:
    if review.reviewer:
        return shapes.Reviewer(name=review.reviewer.name, link=review.reviewer.link)
    return shapes.Reviewer(name=review.reader) if review.reader else None


def _drift(drift: DriftData) -> shapes.Drift:
    return shapes.Drift(changes=drift.changes, version=drift.version, since=drift.day)


def _reply(reply: ReplyData) -> shapes.Reply:
    return shapes.Reply(author=reply.author, date=reply.date, text=plain(reply.text))


def _said(source: str | None) -> str | None:
    return plain(source or "") or None


def _authors(authors: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(plain, authors))
