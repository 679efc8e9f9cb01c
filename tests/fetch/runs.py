"""A run of the fetch on a folder of its own, with a clock that nobody waits for."""

import argparse
import io
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.arxiv import fetching, options
from pipeline.arxiv.clock import Clock
from pipeline.arxiv.records import RecordStore
from pipeline.arxiv.transport import Limits
from tests.fetch.stand_in import StandIn

IMPATIENT = Limits(read_s=0.4, total_s=0.8)
"""For a service that is silent or slow, so that nobody waits for long."""


@dataclass(slots=True)
class SkippingClock:
    """Runs as clocks do, but skips the time that is slept."""

    skipped: float = 0.0
    sleeps: list[float] = field(default_factory=list)

    def now(self) -> float:
        return time.monotonic() + self.skipped

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.skipped += seconds

    def clock(self) -> Clock:
        return Clock(now=self.now, sleep=self.sleep, chance=lambda: 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a run left behind."""

    exit_status: int
    report: dict[str, Any]
    said: str
    slept: float
    requests: int
    gap: float
    """The shortest time between two requests, as the service saw them."""

    @property
    def statuses(self) -> dict[str, str]:
        return {paper["id"]: paper["status"] for paper in self.report["papers"]}

    def paper(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = next(p for p in self.report["papers"] if p["id"] == name)
        return found


def run(  # noqa: PLR0913 (each is for another kind of test)
    root: Path,
    stand_in: StandIn,
    ids: Sequence[str],
    *options: str,
    keep_abstracts: bool = False,
    environment: dict[str, str] | None = None,
    limits: Limits | None = None,
) -> Ran:
    """Fetch `ids` into `root` from the service."""
    clock = SkippingClock()
    stand_in.clock = clock.now
    seen = len(stand_in.calls)
    stream = io.StringIO()
    report = root / "report.json"
    exit_status = fetching.fetch(
        [
            fetching.Wanted(id=name, path="reviews/papers.yaml", line=n)
            for n, name in enumerate(ids, 1)
        ],
        RecordStore(root),
        keep_abstracts=keep_abstracts,
        options=options_of("--report", str(report), *options),
        contact="https://example.org/shoroku",
        surroundings=fetching.Surroundings(
            environment={"ARXIV_API_URL": stand_in.url} | (environment or {}),
            clock=clock.clock(),
            limits=limits or Limits(),
            stream=stream,
        ),
    )
    times = [call.at for call in stand_in.calls[seen:]]
    return Ran(
        exit_status=exit_status,
        report=json.loads(report.read_text("utf-8")),
        said=stream.getvalue(),
        slept=sum(clock.sleeps),
        requests=len(times),
        gap=min((b - a for a, b in pairwise(times)), default=99),
    )


def options_of(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    options.add_options(parser)
    return parser.parse_args(arguments)


def files(root: Path) -> dict[str, bytes]:
    """What the run keeps, by path: records and abstracts."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for folder in (root / "reviews", root / ".cache")
        for path in folder.rglob("*")
        if path.suffix in {".json", ".txt"}
    }


def put(root: Path, kept: Mapping[str, bytes]) -> None:
    """Lay out what an earlier run kept."""
    for name, data in kept.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
