"""Each folder of `cases/problems` is a root, beside what checking it tells."""

from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.commands.commands import Exit

CASES = sorted((Path(__file__).parent / "cases" / "problems").iterdir())


@pytest.fixture(autouse=True)
def _outside_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_checking_tells_each_problem_with_its_path_and_line(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(case), "check"]) == Exit.PROBLEMS
    assert capsys.readouterr().err == (case / "expected.txt").read_text("utf-8")
