"""Whatever goes wrong, every paper ends in one way, and no record is wrong or lost."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.arxiv.transport import Limits
from pipeline.written.paper_ids import PaperId, file_stem
from tests.fetch.made_up import PAPERS, Dialect
from tests.fetch.runs import IMPATIENT, Ran, files, put, run
from tests.fetch.stand_in import StandIn

FAULTS = tomllib.loads(Path(__file__).with_name("cases").joinpath("faults.toml").read_text("utf-8"))
ALL = [paper.id for paper in PAPERS]
IN_THE_TEXT = {"edit", "set", "also", "bad_byte", "encoding"}


def is_in_the_text(fault: dict[str, Any]) -> bool:
    """Whether something is wrong inside the entries, so that the dialect matters."""
    answers = [*fault.get("first", ()), fault.get("always", {})]
    return any(answer.keys() & IN_THE_TEXT for answer in answers)


every_fault = pytest.mark.parametrize(
    ("fault", "dialect"),
    [
        pytest.param(fault, dialect, id=f"{fault['name']}, {dialect}")
        for fault in FAULTS["fault"]
        for dialect in Dialect
        if dialect is Dialect.NEW or is_in_the_text(fault)
    ],
)


@every_fault
def test_first_run(
    fault: dict[str, Any],
    dialect: Dialect,
    stand_in: StandIn,
    tmp_path: Path,
    good_run: dict[str, bytes],
) -> None:
    go_wrong(stand_in, fault, dialect)
    ran = run(tmp_path, stand_in, ALL + fault.get("listed", []), limits=limits(fault))
    check_politeness(ran)
    ends = dict.fromkeys(ALL, fault.get("all", "fresh")) | fault.get("ends", {})
    assert ran.statuses == ends
    assert ran.requests == fault.get("requests", ran.requests)
    least, most = fault.get("slept", (0, 1e9))
    assert least <= ran.slept <= most
    had = {name for name, status in ends.items() if status in {"fresh", "withdrawn"}}
    check_files(files(tmp_path), good_run, had, set(fault.get("changed", ())))


@every_fault
def test_after_a_good_run(
    fault: dict[str, Any],
    dialect: Dialect,
    stand_in: StandIn,
    tmp_path: Path,
    good_run: dict[str, bytes],
) -> None:
    put(tmp_path, good_run)
    go_wrong(stand_in, fault, dialect)
    listed = ALL + fault.get("listed", [])
    ran = run(tmp_path, stand_in, listed, "--refresh", limits=limits(fault))
    check_politeness(ran)
    first = dict.fromkeys(ALL, fault.get("all", "fresh")) | fault.get("ends", {})
    kept = {name: "stale" for name, status in first.items() if status in {"error", "missing"}}
    assert ran.statuses == first | kept | fault.get("later", {})
    check_files(files(tmp_path), good_run, set(ALL), set(fault.get("changed", ())))


def limits(fault: dict[str, Any]) -> Limits | None:
    slow = any({"hang", "drip"} & answer.keys() for answer in fault.get("first", ()))
    return IMPATIENT if slow else None


def go_wrong(stand_in: StandIn, fault: dict[str, Any], dialect: Dialect) -> None:
    stand_in.dialect = dialect
    stand_in.first = list(fault.get("first", ()))
    stand_in.always = fault.get("always", {})


def check_politeness(ran: Ran) -> None:
    """What holds of every run."""
    assert ran.gap >= 3
    had = {"fresh", "cached", "withdrawn"}
    assert ran.exit_status == (0 if had.issuperset(ran.statuses.values()) else 3)
    assert ran.report["exit_status"] == ran.exit_status
    unexplained = [p for p in ran.report["papers"] if p["status"] not in had and not p["reason"]]
    assert not unexplained
    assert "Traceback" not in ran.said


def check_files(
    kept: dict[str, bytes], good: dict[str, bytes], had: set[str], changed: set[str]
) -> None:
    """The papers that were had, and no others, are as the fault-free run left them."""

    def of(files: dict[str, bytes], names: set[str]) -> dict[str, bytes]:
        stems = {file_stem(PaperId(name)) for name in names}
        return {
            path: data
            for path, data in files.items()
            if any(Path(path).name.startswith(f"{stem}.") for stem in stems)
        }

    assert of(kept, had - changed) == of(good, had - changed)
    assert of(kept, had) == kept
    records = {path for path in of(kept, changed & had) if path.endswith(".json")}
    assert len(records) == len(changed & had)
