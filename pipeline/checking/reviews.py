"""The folder of reviews as a whole: bodies, days, images, and files that do not belong there."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from ..files.memory import Memory
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.paper_list import Listing
from ..written.reviews import Review, Reviews, Written
from ..written.validation import VALUE
from .answers import answer_problems
from .body import Known, body_problems
from .following import follow_notes, follow_problems
from .images import FOLDER, IMAGE, read_images
from .site_map import pages_of, papers_of
from .strays import strays
from .tags import tag_notes

FUTURE = Code(
    "future",
    translatable("A review is dated later than today."),
    translatable("`date: 2062-11-23` has two digits swapped; write `date: 2026-11-23`."),
)


def check_reviews(  # noqa: PLR0913, PLR0917 (what is checked, and what it is held against)
    root: Path,
    by_hand: Mapping[str, Mapping[str, Path]],
    listing: Listing,
    reviews: Reviews,
    today: date,
    memory: Memory,
) -> Iterator[Problem]:
    """Everything that is wrong with the reviews, but for their front matter's own form.

    `by_hand` are the pages that people wrote: language → name → file.
    """
    papers = papers_of(listing, reviews.written)
    images = read_images(root / FOLDER)
    known = {
        language: Known(
            papers=papers,
            pages=pages_of(pages, listing, papers),
            images=images,
        )
        for language, pages in by_hand.items()
    }
    yield from strays(root)
    for name, each in images.items():
        if each.flaw:
            yield Problem(f"{FOLDER}/{name}", 1, each.flaw, IMAGE)
    yield from tag_notes(reviews.sound)
    yield from answer_problems(reviews)
    yield from follow_problems(reviews)
    yield from follow_notes(reviews.sound, memory)
    for review in reviews.sound:
        yield from _days(review, today)
    digests = {language: each.digest() for language, each in known.items()}
    for written in reviews.written:
        language = written.language
        question = repr((written.source, written.body, digests[language]))
        find = partial(_body_problems, written, known[language], memory)
        yield from memory.answer(("body", written.path), question, find)


def _body_problems(written: Written, known: Known, memory: Memory) -> list[Problem]:
    return list(body_problems(written, known, memory))


def _days(review: Review, today: date) -> Iterator[Problem]:
    front = review.front
    days: dict[tuple[str, ...], date | None]
    days = {("date",): front.date, ("updated",): front.updated, ("checked",): front.checked}
    if front.author_reply:
        days["author_reply", "date"] = front.author_reply.date
    for place, day in days.items():
        if day and day > today:
            message = f"{day} is yet to come; today is {today}"
            yield review.source.problem(place, message, FUTURE)
        elif day and day < front.date:
            message = f"{day} is before {front.date}, the date of the review"
            yield review.source.problem(place, message, VALUE)
