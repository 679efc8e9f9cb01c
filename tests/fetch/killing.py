"""Runs in processes of their own, and what is left of them when they are killed."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.arxiv.records import RecordStore
from pipeline.written.paper_ids import PaperId
from tests.fetch.made_up import PAPERS
from tests.fetch.runs import put, run
from tests.fetch.stand_in import StandIn

ALL = [paper.id for paper in PAPERS]
Process = subprocess.Popen[str]

_KEPT = {PaperId(name) for name in ALL[:3]}


def start(root: Path, stand_in: StandIn, *, kill_at: int = 0, delay_s: float = 0) -> Process:
    """A run that asks anew for all, with its lock file below `root`."""
    return subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "tests.fetch.victim", root, stand_in.url, str(kill_at), *ALL],
        env=os.environ | {"TMPDIR": str(root.parent), "DELAY": str(delay_s)},
        stderr=subprocess.PIPE,
        text=True,
    )


def lay_out(root: Path, good_run: Mapping[str, bytes], stand_in: StandIn) -> None:
    """Half of the papers are there, in a version that the service has a newer one of."""
    put(root, {path: data for path, data in good_run.items() if _is_kept(path)})
    stand_in.papers = {
        paper.id: replace(paper, version=5, abstract=f"New: {paper.abstract}") for paper in PAPERS
    }


def _is_kept(path: str) -> bool:
    return Path(path).name.startswith(tuple(f"{name}." for name in _KEPT))


def check_nothing_lost(root: Path, stand_in: StandIn) -> int:
    """After a kill all is old or new, and the next run asks for what is missing, no more.

    Returns how many of the records were new.
    """
    store = RecordStore(root)
    there = {name: store.record(PaperId(name)) for name in ALL}
    whole = {name for name, record in there.items() if record and store.abstract(record)}
    assert whole >= _KEPT
    versions = [record.version for record in there.values() if record]
    assert set(versions) <= {1, 3, 5}
    seen = len(stand_in.calls)
    ran = run(root, stand_in, ALL)
    asked = {name for call in stand_in.calls[seen:] for name in call.ids}
    assert asked == set(ALL) - whole
    assert ran.exit_status == 0
    return versions.count(5)
