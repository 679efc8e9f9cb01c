"""What a person sees while arXiv is asked."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TextIO

import rich.progress as bars
from rich.console import Console


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a run is."""

    done: int
    """Papers."""
    total: int
    requests: int
    seconds_left: float | None
    """By what requests took so far, None before the first answer.

    Waiting for a service in trouble comes on top.
    """

    def __str__(self) -> str:
        """One line, without the papers."""
        requests = f"{self.requests} request{'' if self.requests == 1 else 's'}"
        if self.seconds_left is None:
            return requests
        return f"{requests}, about {_whole(self.seconds_left)} s left"


def _whole(seconds: float) -> int:
    """A time that is told: never 0, as long as something is still to come."""
    return max(1, math.ceil(seconds))


class Progress(Protocol):
    """Is told what happens."""

    def at(self, standing: Standing) -> None:
        """Show how far the run is."""

    def kept(self) -> None:
        """Show that one paper more is done."""

    def waiting(self, seconds: float, why: str) -> None:
        """Show that nothing will happen for a while."""


@contextmanager
def shown_on(stream: TextIO, *, quiet: bool) -> Iterator[Progress]:
    """A progress bar on a terminal, lines elsewhere, nothing for who wants it quiet."""
    if quiet:
        yield _Nothing()
    elif stream.isatty():
        with _bar(stream) as bar:
            yield _Bar(bar=bar, task=bar.add_task("arXiv", total=None, said=""))
    else:
        yield _Lines(stream=stream)


class _Nothing:
    def at(self, standing: Standing) -> None: ...

    def kept(self) -> None: ...

    def waiting(self, seconds: float, why: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    stream: TextIO

    def at(self, standing: Standing) -> None:
        self._say(f"{standing.done} of {standing.total} papers, {standing}")

    def kept(self) -> None:
        """Say nothing: lines are for what takes longer."""

    def waiting(self, seconds: float, why: str) -> None:
        self._say(f"{why}; waiting {_whole(seconds)} s")

    def _say(self, line: str) -> None:
        print(f"arXiv: {line}", file=self.stream, flush=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    bar: bars.Progress
    task: bars.TaskID

    def at(self, standing: Standing) -> None:
        self.bar.update(
            self.task,
            completed=standing.done,
            total=standing.total,
            said=str(standing),
            refresh=True,
        )

    def kept(self) -> None:
        self.bar.advance(self.task)

    def waiting(self, seconds: float, why: str) -> None:
        self.bar.update(self.task, said=f"{why}; waiting {_whole(seconds)} s")


def _bar(stream: TextIO) -> bars.Progress:
    return bars.Progress(
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        # What arXiv said may hold square brackets, which are markup to rich.
        bars.TextColumn("{task.fields[said]}", markup=False),
        bars.TimeElapsedColumn(),
        console=Console(file=stream),
        transient=True,
    )
