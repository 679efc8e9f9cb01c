"""Translations that lag: reviews of which the same one in another language was updated since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..written.reviews import Review
from .matters import Matter
from .quoting import paper_link, quoted


@dataclass(frozen=True, slots=True)
class Lag:
    """A review that is behind, and the one that is ahead of it since a day."""

    behind: Review
    ahead: Review
    day: date


def lags(reviews: Iterable[Review]) -> list[Lag]:
    """The reviews that are behind, in the order of the reviews."""
    versions: dict[tuple[str, str], list[Review]] = defaultdict(list)
    for review in reviews:
        versions[review.paper_id, review.reader].append(review)
    return [lag for of_one in versions.values() for lag in _lags(of_one)]


def lagging(reviews: Iterable[Review]) -> list[Matter]:
    """The reviews that are behind, each with the one that is ahead."""
    return [Matter(f"{lag.behind.path} {lag.day}", _line(lag)) for lag in lags(reviews)]


def changed(review: Review) -> date:
    """When it last came or changed."""
    return max(review.front.date, review.front.updated or review.front.date)


def _lags(reviews: Sequence[Review]) -> Iterator[Lag]:
    updated = [each for each in reviews if each.front.updated]
    if updated:
        ahead = max(updated, key=changed)
        day = changed(ahead)
        yield from (Lag(each, ahead, day) for each in reviews if changed(each) < day)


def _line(lag: Lag) -> str:
    behind = lag.behind
    why = f"{quoted(lag.ahead.path)} was updated on {lag.day}, this on {changed(behind)}"
    return f"{quoted(behind.path)}, of {paper_link(behind.paper_id)}: {why}"
