"""One request at a time, and none too soon after the last, over all processes and threads.

arXiv's terms ask for "no more than one request every three seconds" over "a single connection
at a time", for everything that one party runs: https://info.arxiv.org/help/api/tou.html
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from .clock import Budget, Clock
from .failures import OutOfTimeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A lock file, and beside it the time at which the last request began."""

    lock: Path
    name: str = "arXiv"
    """Of the service, as people are told it."""
    pace_s: float
    clock: Clock
    budget: Budget

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for this request's turn and hold it until the answer is in.

        Raises OutOfTimeError where the turn would come after the end of the run, and OSError
        where the lock file cannot be written.
        """
        self.lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            held = FileLock(self.lock).acquire(timeout=self.budget.left_s())
        except Timeout as error:
            message = f"another run kept {self.name} busy until the time for this run was used up"
            raise OutOfTimeError(message) from error
        with held:
            self._wait()
            self.mark()
            yield

    def mark(self) -> None:
        """Take note, within a turn, that the service has seen the request by now.

        However long it was on its way, the next one will then come late enough.
        """
        self._started.write_text(repr(self.clock.now()), encoding="ascii")

    @property
    def _started(self) -> Path:
        return self.lock.with_suffix(".started")

    def _wait(self) -> None:
        wait = self._too_soon_by()
        if wait >= self.budget.left_s():
            message = "the time for this run is used up"
            raise OutOfTimeError(message)
        if wait > 0:
            self.clock.sleep(wait)

    def _too_soon_by(self) -> float:
        try:
            since = self.clock.now() - float(self._started.read_bytes())
        except FileNotFoundError:
            return 0.0
        except ValueError:
            return self.pace_s  # a run was killed while it wrote: its request may just have begun
        # The clock begins anew when the machine does; a time to come is from before that.
        return max(0.0, self.pace_s - since) if since >= 0 else self.pace_s
