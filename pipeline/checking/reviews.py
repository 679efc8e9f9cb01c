"""The folder of reviews as a whole: bodies, days, images, and files that do not belong there."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from ..files.memory import Memory
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.paper_list import Listing
from ..written.reviews import Review, Reviews, Written
from ..written.validation import VALUE
from .answers import answer_problems
from .body import Known, problems_of, read_body
from .following import follow_notes, follow_problems
from .images import FOLDER, IMAGE, read_images
from .named import ANSWER, named_by
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
    for written in reviews.written:
        yield from _of_body(written, known[written.language], memory)


def _of_body(review: Written, known: Known, memory: Memory) -> list[Problem]:
    read = cache(lambda: read_body(review))
    named = memory.answer((ANSWER, review.path), review.body.text, lambda: named_by(read().pieces))
    question = repr((review.source, review.body, known.about(named)))
    return memory.answer(("body", review.path), question, lambda: list(problems_of(read(), known)))


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
