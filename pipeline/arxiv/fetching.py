"""The front door: what `shoroku fetch`, `build` and `new` call, with the options parsed."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TextIO

from ..files.atomic import write_atomically
from ..problems.formats import as_annotation
from ..written.paper_ids import PaperId, is_arxiv_id, nearest_arxiv_id
from . import report
from .client import Client, bytes_in_address
from .clock import Budget, Clock
from .outcomes import INCOMPLETE, Ended, Outcome, Result, Status, Wanted
from .patience import Patience
from .plan import Plan
from .progress import shown_on
from .records import RecordStore
from .run import Run
from .service import SettingsError, from_environment
from .shelf import Shelf
from .transport import Limits, Transport

__all__ = ["Surroundings", "Wanted", "fetch"]

_LONGEST_WRITING_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The world outside, as a run sees it."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Clock = field(default_factory=Clock)
    limits: Limits = field(default_factory=Limits)
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    """Where a person reads."""


def fetch(  # noqa: PLR0913 (what the command line knows, and the world outside)
    wanted: Sequence[Wanted],
    store: RecordStore,
    *,
    keep_abstracts: bool,
    options: argparse.Namespace,
    contact: str | None = None,
    verified: AbstractSet[PaperId] = frozenset(),
    surroundings: Surroundings | None = None,
) -> int:
    """Get from arXiv what is not there yet, and say how it went.

    `options` are those of `add_options`; `contact` is an address of the project, told to arXiv.
    The records of `verified` are asked for whether they are there or not, and not believed.
    Returns 0, or a status of `outcomes` where something could not be had or verified.
    """
    around = surroundings or Surroundings()
    began = around.clock.now()
    listed = _listed(wanted)
    shelf = Shelf(store=store, keep_abstracts=keep_abstracts, verified=verified)
    today = around.clock.today()
    store.tidy(before=today - _LONGEST_WRITING_S)
    outcomes = {
        name: outcome
        for name in listed
        if (outcome := _without_asking(name, shelf, options.refresh, today=today))
    }
    due = [PaperId(name) for name in listed if name not in outcomes]
    cached = (PaperId(name) for name, each in outcomes.items() if each.status is Status.CACHED)
    witness = next(cached, None)
    asked, requests = _ask(due, witness, shelf, options, contact, around) if due else ({}, 0)
    outcomes |= {str(paper_id): outcome for paper_id, outcome in asked.items()}
    result = Result(
        papers=tuple(
            Ended(id=name, wanted=place, outcome=outcomes[name]) for name, place in listed.items()
        ),
        requests=requests,
        seconds=around.clock.now() - began,
    )
    _tell_not_verified(result, store, around)
    return _told(result, options, around.stream)


def _listed(wanted: Sequence[Wanted]) -> dict[str, Wanted]:
    """The papers by their canonical ids, each with the first place that lists it."""
    listed: dict[str, Wanted] = {}
    for paper in wanted:
        listed.setdefault(nearest_arxiv_id(paper.id) or paper.id, paper)
    return listed


def _without_asking(
    name: str, shelf: Shelf, refresh_days: float | None, *, today: float
) -> Outcome | None:
    """How a paper ends that arXiv need not be asked for, None where it must be."""
    if not is_arxiv_id(name):
        return Outcome(status=Status.INVALID, reason="is no arXiv id")
    paper_id = PaperId(name)
    if paper_id in shelf.verified:
        return None
    if refresh_days is not None and shelf.days_since_asked(paper_id, today=today) >= refresh_days:
        return None
    unknown = None if refresh_days is not None else shelf.lately_unknown(paper_id, today=today)
    return unknown or shelf.cached(paper_id)


def _ask(  # noqa: PLR0913, PLR0917 (what `fetch` knows)
    due: Sequence[PaperId],
    witness: PaperId | None,
    shelf: Shelf,
    options: argparse.Namespace,
    contact: str | None,
    around: Surroundings,
) -> tuple[Mapping[PaperId, Outcome], int]:
    """How the papers end that arXiv is asked for, and how many requests it took."""
    try:
        service = from_environment(around.environment, contact=contact)
    except SettingsError as error:
        return {paper_id: shelf.kept(paper_id, str(error)) for paper_id in due}, 0
    budget = Budget.starting_now(options.budget, around.clock)
    client = Client(
        Transport(service, clock=around.clock, budget=budget, limits=around.limits), service.url
    )
    with shown_on(around.stream, quiet=options.quiet) as progress:
        run = Run(
            plan=Plan(due, size=bytes_in_address, room=client.room_for_ids()),
            client=client,
            patience=Patience(pace_s=service.pace_s, clock=around.clock),
            shelf=shelf,
            total=len(due),
            witness=witness,
            progress=progress,
            pace_s=service.pace_s,
            clock=around.clock,
            budget=budget,
        )
        return run.go(), client.requests


def _tell_not_verified(result: Result, store: RecordStore, around: Surroundings) -> None:
    in_github = around.environment.get("GITHUB_ACTIONS") == "true"
    for kind, problem in report.not_verified(result, store):
        told = as_annotation(problem, kind) if in_github else f"{kind}: {problem}"
        print(told, file=around.stream)


def _told(result: Result, options: argparse.Namespace, stream: TextIO) -> int:
    """The exit status, after saying how the run ended."""
    lines = [*report.problems(result)]
    if not options.quiet:
        lines = [*report.changes(result), *lines, report.summary(result)]
    for line in lines:
        print(line, file=stream)
    if options.report is None:
        return result.exit_status
    try:
        write_atomically(options.report, report.as_json(result))
    except OSError as error:
        print(f"{options.report}: cannot be written: {error.strerror}", file=stream)
        return max(INCOMPLETE, result.exit_status)
    return result.exit_status
