"""The page of one paper."""

from collections.abc import Iterator
from dataclasses import asdict

from ..library.library import Library, Paper, Shelf
from ..text import tex
from ..written.fields import AuthorReply
from ..written.reviews import Review, Reviewer
from . import markdown
from .answers import answered, questions
from .authors import Authors
from .data import (
    DriftData,
    FollowedData,
    PaperData,
    ReplyData,
    ReviewData,
    ReviewerData,
    ShelfData,
)


def paper_page(data: PaperData) -> str:
    """The page of a paper, as MyST."""
    return markdown.page(tex.plain(data.title), *_parts(data))


def authors_page(paper: Paper) -> str:
    """All authors of a paper that has more than its own page names."""
    content = markdown.directive("paper-authors", paper.id, paper.label)
    return markdown.page(tex.plain(paper.title), content)


def paper_data(
    place: int, shelf: Shelf, library: Library, authors: Authors, language: str
) -> PaperData:
    """What the page of the paper at `place` on the shelf says, but for its kin."""
    paper = shelf.papers[place]
    readings = paper.readings(language)
    before, after = shelf.papers[max(place - 1, 0) : place], shelf.papers[place + 1 : place + 2]
    return PaperData(
        id=paper.id,
        label=paper.label,
        key=paper.key,
        short=paper.short,
        title=paper.title,
        authors=paper.authors,
        author_places=authors.places.get(paper.id, {}),
        year=paper.year,
        venue=paper.venue,
        address=paper.address,
        version=paper.version,
        published=paper.published,
        updated=paper.updated,
        doi=paper.doi,
        journal_ref=paper.journal_ref,
        categories=paper.categories,
        primary_category=paper.primary_category,
        comment=paper.comment,
        abstract=paper.abstract,
        is_known=paper.known,
        is_withdrawn=paper.withdrawn,
        is_left_out=paper.id in library.left_out,
        is_unknown=paper.id in library.unknown,
        collection=shelf_data(shelf, library, language),
        previous=before[0].id if before else None,
        next=after[0].id if after else None,
        reviews=tuple(_review(review, paper, library, language) for review in readings),
        topics=() if readings else tuple(library.topics),
    )


def shelf_data(shelf: Shelf, library: Library, language: str) -> ShelfData:
    """A collection as a paper's page names it."""
    title = library.said(shelf.listed.title if shelf.listed else None, language)
    return ShelfData(id=shelf.id, title=title)


def _review(review: Review, paper: Paper, library: Library, language: str) -> ReviewData:
    front = review.front
    drifted = paper.drift(review)
    return ReviewData(
        path=review.path,
        language=review.language,
        reader=review.reader,
        read=front.read,
        date=front.date,
        updated=front.updated,
        topics={key: library.topic(key, language) for key in front.topics},
        tldr=front.tldr,
        version=paper.version_read(review),
        drift=DriftData(**asdict(drifted)) if drifted else None,
        followed=_followed(review, paper),
        questions=tuple(questions(review, library, language)),
        answers=tuple(answered(review, library, language)),
        related=tuple(front.related),
        reviewer=_reviewer(front.reviewer) if front.reviewer else None,
        rating=front.rating,
        tags=front.tags,
        assisted=front.assisted,
        reply=_reply(front.author_reply) if front.author_reply else None,
    )


def _followed(review: Review, paper: Paper) -> FollowedData | None:
    ahead = paper.ahead_of(review)
    return FollowedData(language=ahead.language, day=ahead.changed) if ahead else None


def _reviewer(reviewer: Reviewer) -> ReviewerData:
    return ReviewerData(name=reviewer.name, link=str(reviewer.link) if reviewer.link else None)


def _reply(reply: AuthorReply) -> ReplyData:
    return ReplyData(author=reply.author, date=reply.date, text=reply.text)


def _parts(paper: PaperData) -> Iterator[str]:
    yield markdown.directive("paper", content=paper.as_json())
    if len(paper.reviews) == 1:
        yield from _only_review(paper.reviews[0])
    else:
        yield from (markdown.directive("reading", review.path) for review in paper.reviews)
    yield markdown.directive("abstract")
    if paper.related or paper.cited or paper.cited_by or paper.alike:
        yield markdown.directive("related")
    if paper.previous or paper.next:
        yield markdown.directive("neighbours")


def _only_review(review: ReviewData) -> Iterator[str]:
    yield markdown.directive("review", review.path)
    if review.questions:
        yield markdown.directive("questions", review.path)
    if review.reply:
        yield markdown.directive("reply", review.path)
