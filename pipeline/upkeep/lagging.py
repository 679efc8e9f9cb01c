"""Translations that lag: reviews of which the one that they follow changed since."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..library.library import Library
from ..written.reviews import Review
from .matters import Matter
from .quoting import paper_link, quoted


@dataclass(frozen=True, slots=True)
class Lag:
    """A review that is behind, and the one that it follows."""

    behind: Review
    ahead: Review


def lags(library: Library) -> Iterator[Lag]:
    """The reviews that are behind, in reading order."""
    for paper, review in library.reviews:
        if ahead := paper.ahead_of(review):
            yield Lag(review, ahead)


def lagging(library: Library) -> list[Matter]:
    """The reviews that are behind, each with the one that is ahead."""
    return [Matter(f"{lag.behind.path} {lag.ahead.changed}", _line(lag)) for lag in lags(library)]


def _line(lag: Lag) -> str:
    behind, ahead = lag.behind, lag.ahead
    why = f"{quoted(ahead.path)}, which it follows, changed on {ahead.changed}"
    return f"{quoted(behind.path)}, of {paper_link(behind.paper_id)}: {why}"
