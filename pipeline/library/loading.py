"""From sound sources and the records beside them to the library."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..arxiv.records import DamagedRecordError, Record, RecordStore
from ..checking.records import record_problems
from ..checking.sources import Sources
from ..files.memory import Memory
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.file_names import name_parts
from ..written.paper_ids import PaperId
from ..written.reviews import Review
from .drift import Drift, Moved, drift, states_of
from .library import Library, by_paper, join

NOT_ON_ARXIV = Code(
    "not-on-arxiv",
    translatable("A note: arXiv does not know a paper, as it said when it was last asked."),
    translatable("two digits of an id were swapped; or arXiv announces the paper tomorrow."),
)
DRIFT = Code(
    "drift",
    translatable("A note: arXiv changed a paper after it was reviewed, or has fewer versions."),
    translatable(
        "the abstract has changed since; read it, and write `version: 3` or `checked: 2026-11-23`."
    ),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What arXiv said of the papers that the sources name."""

    records: Mapping[PaperId, Record]
    unknown: AbstractSet[PaperId]
    """The papers of which it said that it does not know them."""


def load_records(
    root: Path, sources: Sources, today: date = date.max, memory: Memory | None = None
) -> Known | list[Problem]:
    """What arXiv said by `today`."""
    store = RecordStore(root, memory or Memory())
    named, keep = sources.named(), sources.settings.keep_abstracts
    records: dict[PaperId, Record] = {}
    problems: list[Problem] = []
    for paper_id in named:
        try:
            if record := store.record(paper_id):
                records[paper_id] = record
                problems += record_problems(record, store, keep_abstracts=keep, today=today)
        except DamagedRecordError as error:
            problems.append(error.problem(root))
    nameless = named.keys() - records.keys()
    unknown = frozenset(each for each in nameless if store.unknown_path(each).exists())
    return problems or Known(records, unknown)


def load_library(
    root: Path, sources: Sources, today: date = date.max, memory: Memory | None = None
) -> Library | list[Problem]:
    """Join the sources with what arXiv said by `today`."""
    known = load_records(root, sources, today, memory)
    if isinstance(known, list):
        return known
    store = RecordStore(root)
    abstracts = {
        paper_id: text
        for paper_id, record in known.records.items()
        if (text := store.abstract(record)) is not None
    }
    left_out = frozenset(
        parts.paper_id
        for problem in sources.left_out
        if (parts := name_parts(problem.path.removeprefix("reviews/")))
    )
    return join(
        sources.settings.languages,
        sources.listing,
        sources.reviews,
        known.records,
        abstracts,
        left_out,
        known.unknown,
        sources.queues,
    )


def notes(sources: Sources, known: Known) -> list[Problem]:
    """What is worth telling of a site that has no problem."""
    return [*sources.notes, *_unknown_notes(sources, known), *_drift_notes(sources, known)]


def _unknown_notes(sources: Sources, known: Known) -> Iterator[Problem]:
    """A note for each paper that arXiv does not know, where it is first named."""
    for paper_id, (path, line) in sources.named().items() if known.unknown else ():
        if paper_id in known.unknown:
            message = f"arXiv did not know {paper_id} when it was last asked; is the id right?"
            yield Problem(path, line, message, NOT_ON_ARXIV, is_note=True)


def _drift_notes(sources: Sources, known: Known) -> Iterator[Problem]:
    """A note for each review of what arXiv has changed since, or of a version it has not."""
    for review in _in_reading_order(sources):
        record = known.records.get(review.paper_id)
        if record is None:
            continue
        published = record.published and record.published.date()
        if drifted := drift(states_of(record), published, review.front):
            yield _drift_note(review, drifted)
        elif (review.front.version or 0) > record.version:
            line = review.source.line(("version",))
            message = (
                f"arXiv had version {record.version} at last when it was asked; correct the"
                " number, or run `nox -s fetch -- --refresh`"
            )
            yield Problem(review.path, line, message, DRIFT, is_note=True)


def _in_reading_order(sources: Sources) -> Iterator[Review]:
    """The reviews as the library has them: listed papers first."""
    found = by_paper(sources.reviews, sources.settings.languages)
    listed = sources.listing.lines
    for paper_id in (*listed, *sorted(found.keys() - listed.keys())):
        for reviews in found.get(paper_id, {}).values():
            yield from reviews


def _drift_note(review: Review, drifted: Drift) -> Problem:
    is_readable = Moved.VERSION in drifted.changes
    if_read = f"`version: {drifted.version}` if you read that, else " if is_readable else ""
    message = (
        f"new on arXiv since this review: {drifted.told}; look at it, and write {if_read}"
        f"`checked:` with the day, {drifted.day} or later"
    )
    key = next(key for key in ("checked", "version", "date") if getattr(review.front, key))
    return Problem(review.path, review.source.line((key,)), message, DRIFT, is_note=True)
