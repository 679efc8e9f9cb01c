"""From sound sources and the records beside them to the library."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..arxiv.records import DamagedRecordError, Record, RecordStore
from ..checking.records import record_problems
from ..checking.sources import Sources
from ..files.memory import Memory
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.file_names import name_parts
from ..written.reviews import Review
from .drift import Drift, Moved
from .library import Library, join

if TYPE_CHECKING:
    from ..written.paper_ids import PaperId

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


def load_library(
    root: Path, sources: Sources, today: date = date.max, memory: Memory | None = None
) -> Library | list[Problem]:
    """Join the sources with what arXiv said by `today`."""
    store = RecordStore(root, memory or Memory())
    records: dict[PaperId, Record] = {}
    problems: list[Problem] = []
    for paper_id in sources.named():
        try:
            if record := store.record(paper_id):
                records[paper_id] = record
                keep = sources.settings.keep_abstracts
                problems += record_problems(record, store, keep_abstracts=keep, today=today)
        except DamagedRecordError as error:
            problems.append(error.problem(root))
    abstracts = {
        paper_id: text
        for paper_id, record in records.items()
        if (text := store.abstract(record)) is not None
    }
    left_out = frozenset(
        parts.paper_id
        for problem in sources.left_out
        if (parts := name_parts(problem.path.removeprefix("reviews/")))
    )
    unknown = frozenset(
        paper_id
        for paper_id in sources.named().keys() - records.keys()
        if store.unknown_path(paper_id).exists()
    )
    return problems or join(
        sources.settings.languages,
        sources.listing,
        sources.reviews,
        records,
        abstracts,
        left_out,
        unknown,
        sources.queues,
    )


def notes(library: Library, sources: Sources) -> list[Problem]:
    """What is worth telling of a site that has no problem."""
    return [*sources.notes, *_unknown_notes(library, sources), *_drift_notes(library)]


def _unknown_notes(library: Library, sources: Sources) -> Iterator[Problem]:
    """A note for each paper that arXiv does not know, where it is first named."""
    for paper_id, (path, line) in sources.named().items():
        if paper_id in library.unknown:
            message = f"arXiv did not know {paper_id} when it was last asked; is the id right?"
            yield Problem(path, line, message, NOT_ON_ARXIV, is_note=True)


def _drift_notes(library: Library) -> Iterator[Problem]:
    """A note for each review of what arXiv has changed since, or of a version it has not."""
    for paper, review in library.reviews:
        if drifted := paper.drift(review):
            yield _drift_note(review, drifted)
        elif paper.version and (review.front.version or 0) > paper.version:
            line = review.source.line(("version",))
            message = (
                f"arXiv had version {paper.version} at last when it was asked; correct the"
                " number, or run `nox -s fetch -- --refresh`"
            )
            yield Problem(review.path, line, message, DRIFT, is_note=True)


def _drift_note(review: Review, drifted: Drift) -> Problem:
    is_readable = Moved.VERSION in drifted.changes
    if_read = f"`version: {drifted.version}` if you read that, else " if is_readable else ""
    message = (
        f"new on arXiv since this review: {drifted.told}; look at it, and write {if_read}"
        f"`checked:` with the day, {drifted.day} or later"
    )
    key = next(key for key in ("checked", "version", "date") if getattr(review.front, key))
    return Problem(review.path, review.source.line((key,)), message, DRIFT, is_note=True)
