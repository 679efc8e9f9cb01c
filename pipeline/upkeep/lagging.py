"""Translations that lag: reviews of which the same one in another language was updated since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ..written.reviews import Review
from .matters import Matter
from .quoting import paper_link, quoted


def lagging(reviews: Iterable[Review]) -> list[Matter]:
    """The reviews that are behind, each with the one that is ahead."""
    versions: dict[tuple[str, str], list[Review]] = defaultdict(list)
    for review in reviews:
        versions[review.paper_id, review.reader].append(review)
    return [matter for of_one in versions.values() for matter in _behind(of_one)]


def _behind(reviews: Sequence[Review]) -> Iterator[Matter]:
    updated = [each for each in reviews if each.front.updated]
    if not updated:
        return
    ahead = max(updated, key=_changed)
    for review in reviews:
        if _changed(review) < _changed(ahead):
            day = _changed(ahead)
            why = f"{quoted(ahead.path)} was updated on {day}, this on {_changed(review)}"
            line = f"{quoted(review.path)}, of {paper_link(review.paper_id)}: {why}"
            yield Matter(f"{review.path} {day}", line)


def _changed(review: Review) -> date:
    return max(review.front.date, review.front.updated or review.front.date)
