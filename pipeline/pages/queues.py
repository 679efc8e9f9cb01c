"""The page of a collection's queue: what became of each title that it began with."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from ..library.library import Library, Shelf
from ..text import tex
from ..written.paper_ids import PaperId, is_arxiv_id
from ..written.queues import STATES, Candidate, State
from . import markdown
from .data import CandidateData, FiguresData, MissedData, QueueData
from .paper import shelf_data

FOLDER: Final = "collections/queue/"
"""Where the pages of queues are, by their collections; no collection's own page is below it."""
MOST_SHOWN: Final = 1_000
"""How many titles a page shows: those that nobody has read yet before all others."""
MOST_MISSED: Final = 200
"""How many near misses a page shows."""

_MOST_AUTHORS: Final = 3
_KEPT_FIRST: Final = (State.READING, State.WAITING, State.SKIPPED, State.READ)

Read: TypeAlias = Mapping[PaperId, bool]
"""Every paper of the site, and whether somebody has reviewed it."""


def read_papers(library: Library) -> Read:
    """The papers of a library; one whose review was left out counts as reviewed."""
    return {
        paper.id: bool(paper.reviews) or paper.id in library.left_out for paper in library.papers
    }


def figures(shelf: Shelf, read: Read) -> FiguresData | None:
    """What the collection's own page says of its queue."""
    if shelf.queue.is_empty:
        return None
    papers = shelf.queue.papers
    return FiguresData(
        states=_counts(_state(each, read) for each in papers),
        inside=sum(each.inside is not None for each in papers),
        missed=len(shelf.queue.missed),
    )


def queue_page(shelf: Shelf, library: Library, read: Read, language: str) -> str:
    """The queue, with what the pattern matched by accident or all but matched."""
    papers, missed = shelf.queue.papers, shelf.queue.missed
    states = [_state(each, read) for each in papers]
    shown = _shown(states)
    named = shelf_data(shelf, library, language)
    data = QueueData(
        collection=named,
        states=_counts(states),
        candidates=tuple(_candidate(papers[i], states[i], read) for i in shown),
        left_out=len(papers) - len(shown),
        missed=tuple(MissedData(title=each.title, part=each.part) for each in missed[:MOST_MISSED]),
        missed_left_out=max(len(missed) - MOST_MISSED, 0),
    )
    content = markdown.directive("queue", content=data.as_json())
    return markdown.page(tex.plain(named.title or named.id), content)


def _state(candidate: Candidate, read: Read) -> State:
    """What became of a title: a review tells it, whatever the file says."""
    is_reviewed = candidate.id is not None and read.get(PaperId(candidate.id), False)
    return State.READ if is_reviewed else candidate.state


def _counts(states: Iterable[State]) -> dict[State, int]:
    counts = Counter(states)
    return {state: counts[state] for state in STATES if counts[state]}


def _shown(states: Sequence[State]) -> Sequence[int]:
    """The places of the titles that there is room for, in the order of the list."""
    by_need = sorted(range(len(states)), key=lambda i: _KEPT_FIRST.index(states[i]))
    return sorted(by_need[:MOST_SHOWN])


def _candidate(candidate: Candidate, state: State, read: Read) -> CandidateData:
    paper_id = PaperId(candidate.id) if candidate.id else None
    on_arxiv = f"https://arxiv.org/abs/{paper_id}" if paper_id and is_arxiv_id(paper_id) else None
    return CandidateData(
        id=paper_id,
        title=candidate.title,
        authors=candidate.authors[:_MOST_AUTHORS],
        authors_left_out=max(len(candidate.authors) - _MOST_AUTHORS, 0),
        is_here=paper_id in read,
        address=on_arxiv or (str(candidate.url) if candidate.url else None),
        state=state,
        reason=candidate.reason,
        inside=candidate.inside,
    )
