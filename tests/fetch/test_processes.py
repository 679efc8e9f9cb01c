"""Runs in several processes: killed at any moment, or all at once.

`python -m tests.bench.fetch` kills more of them.
"""

import threading
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.arxiv.clock import Budget, Clock
from pipeline.arxiv.failures import OutOfTimeError
from pipeline.arxiv.pace import Gate
from tests.fetch.killing import ALL, check_nothing_lost, lay_out, start
from tests.fetch.runs import SkippingClock
from tests.fetch.stand_in import StandIn

CLOCK = Clock()


@pytest.mark.parametrize("kill_at", range(7, 77, 7))
def test_a_killed_run_leaves_whole_files(
    kill_at: int, stand_in: StandIn, tmp_path: Path, good_run: dict[str, bytes]
) -> None:
    root = tmp_path / "site"
    lay_out(root, good_run, stand_in)
    with start(root, stand_in, kill_at=kill_at) as process:
        assert process.wait() == -9
    check_nothing_lost(root, stand_in)


def test_three_runs_at_once_take_turns(stand_in: StandIn, tmp_path: Path) -> None:
    clock = SkippingClock()
    stand_in.clock = clock.now
    roots = [tmp_path / name for name in "abc"]
    processes = [start(root, stand_in, delay_s=0.2) for root in roots]
    said = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], said
    assert stand_in.most_open == 1
    first, second, third = (call.at for call in stand_in.calls)
    assert second - first >= 0.2
    assert third - second >= 0.2
    assert all(len(list((root / "reviews/records").iterdir())) == len(ALL) for root in roots)


def test_threads_take_turns(tmp_path: Path) -> None:
    skipping = SkippingClock()
    # Time passes only in sleep, so that no scheduler can spoil the measure.
    clock = Clock(now=lambda: skipping.skipped, sleep=skipping.sleep)
    times: list[float] = []

    def ask() -> None:
        with gate(tmp_path, 3, clock=clock).turn():
            times.append(clock.now())

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert min(b - a for a, b in pairwise(times)) >= 3


@pytest.mark.parametrize("started", ["", "nonsense", "inf", "nan", "99999999999"])
def test_a_time_that_makes_no_sense_costs_one_wait(started: str, tmp_path: Path) -> None:
    clock = SkippingClock()
    (tmp_path / "arxiv.started").write_text(started, "ascii")
    budget = Budget.starting_now(60, clock.clock())
    with Gate(lock=tmp_path / "arxiv.lock", pace_s=3, clock=clock.clock(), budget=budget).turn():
        pass
    assert sum(clock.sleeps) == 3


def test_a_turn_that_comes_too_late_is_not_waited_for(tmp_path: Path) -> None:
    late = gate(tmp_path, 0, budget_s=0.05)
    with (
        gate(tmp_path, 0).turn(),
        pytest.raises(OutOfTimeError, match="another run"),
        late.turn(),
    ):
        pass


def gate(folder: Path, pace_s: float, *, budget_s: float = 60, clock: Clock = CLOCK) -> Gate:
    budget = Budget.starting_now(budget_s, clock)
    return Gate(lock=folder / "arxiv.lock", pace_s=pace_s, clock=clock, budget=budget)
