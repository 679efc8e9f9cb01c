"""The picture of which papers name which: papers in rows, and an arc from each to those it names.

Papers stay in reading order and arcs are drawn by their length alone, so that one more paper or
citation leaves the rest as it was.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..written.paper_ids import PaperId

MOST_ROWS: Final = 60
"""How many papers a picture shows: of more, those that most citations lead from or to."""

# In units of the drawing, of which a row is so high; CSS gives the row a height in the page.
_ROW: Final = 28
_WIDTH: Final = 96
_DOTS: Final = 84
_MOST_DEPTH: Final = 72
_LEAST_DEPTH: Final = 14
_DOT: Final = 3
_BIGGEST_DOT: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paper with what is drawn for it, from the middle of its row on: `x`, `y` → right, down."""

    paper: PaperId
    named: Sequence[PaperId]
    """The shown ones that its reviews name."""
    radius: int
    """That of its dot, which grows with the papers that name it."""
    arcs: Sequence[str]
    """Each a path of SVG, from its dot to another, with a head there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The rows of a picture, from top to bottom."""

    rows: Sequence[Row]
    left_out: int
    """How many papers of those that name or are named there is no room for."""

    width: int = _WIDTH
    height: int = _ROW
    dots: int = _DOTS
    """Where the dots stand, from the left."""


def picture(papers: Iterable[PaperId], named: Mapping[PaperId, Sequence[PaperId]]) -> Picture:
    """How `papers`, in reading order, hang together by whom the reviews of each have `named`."""
    drawn, left_out = _drawn(papers, named)
    places = {paper: place for place, paper in enumerate(drawn)}
    links = {
        paper: [each for each in named.get(paper, ()) if each in places and each != paper]
        for paper in drawn
    }
    times = Counter(each for others in links.values() for each in others)
    spans = [abs(places[each] - places[paper]) for paper in drawn for each in links[paper]]
    longest = max(spans, default=1)
    rows = [
        Row(
            paper=paper,
            named=tuple(links[paper]),
            radius=min(_DOT + times[paper], _BIGGEST_DOT),
            arcs=tuple(_arc(places[each] - places[paper], longest) for each in links[paper]),
        )
        for paper in drawn
    ]
    return Picture(rows=rows, left_out=left_out)


def _drawn(
    papers: Iterable[PaperId], named: Mapping[PaperId, Sequence[PaperId]]
) -> tuple[Sequence[PaperId], int]:
    """The papers that are drawn, in reading order, and how many more there are."""
    ends = Counter(end for link in _links(named) for end in link)
    linked = [paper for paper in papers if ends[paper]]
    kept = set(sorted(linked, key=lambda paper: -ends[paper])[:MOST_ROWS])  # sorting is stable
    within = {end for link in _links(named) if kept.issuperset(link) for end in link}
    return [paper for paper in linked if paper in within], len(linked) - len(within)


def _links(named: Mapping[PaperId, Sequence[PaperId]]) -> Iterator[tuple[PaperId, PaperId]]:
    return ((paper, each) for paper, others in named.items() for each in others if each != paper)


def _arc(span: int, longest: int) -> str:
    """The path to the dot so many rows below, or above where `span` is negative."""
    length = abs(span)
    share = (length - 1) / max(longest - 1, 1)
    depth = min(_LEAST_DEPTH + (_MOST_DEPTH - _LEAST_DEPTH) * share, length * _ROW / 2)
    # The middle of a cubic Bézier curve is at three quarters of the way to its control points.
    # It begins where it would end on its way back, so that two that name each other share it.
    tip, middle = _DOTS - _BIGGEST_DOT, _ROW // 2
    aside, end = tip - round(depth * 4 / 3), middle + span * _ROW
    return f"M{_DOTS} {middle}H{tip}C{aside} {middle} {aside} {end} {tip} {end}m-6-4 6 4-6 4"
