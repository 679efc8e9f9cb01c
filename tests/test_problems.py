"""Each folder of `cases/problems` is a site, beside what checking it tells."""

import shutil
from pathlib import Path

import pytest

from pipeline.commands.cli import main
from pipeline.commands.outcome import Exit
from pipeline.written.validation import nearest
from tests.sites import FIXTURE, LANGUAGES

CASES = sorted((Path(__file__).parent / "cases" / "problems").iterdir())
SETTINGS = '[tool.shoroku]\ntitle = "A site"\nlanguages = ["ja", "en"]\n'


@pytest.fixture(autouse=True)
def _outside_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def laid_out(case: Path, root: Path) -> Path:
    """The case as a site; settings and front pages that are nobody's matter are added."""
    shutil.copytree(case, root)
    (root / "docs").mkdir(exist_ok=True)
    shutil.copy(FIXTURE / "docs" / "conf.py", root / "docs" / "conf.py")
    if not (root / "pyproject.toml").exists():
        (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
        for page in (root / f"docs/{language}/index.md" for language in LANGUAGES):
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text("# Front page\n", "utf-8")
    return root


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_checking_tells_each_problem_with_its_path_and_line(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = (case / "expected.txt").read_text("utf-8")
    only_notes = all(": note: " in line for line in expected.splitlines())
    status = main(["--root", str(laid_out(case, tmp_path / "site")), "check"])
    assert capsys.readouterr().err == expected
    assert status == (Exit.DONE if only_notes else Exit.PROBLEMS)


def test_what_is_offered_for_a_mistake_is_the_same_in_each_run() -> None:
    """The names come from sets, which have another order in each process."""
    names = [f"2101.{number:05}" for number in range(1_000)]
    assert nearest("2101.1234", names) == nearest("2101.1234", reversed(names))
