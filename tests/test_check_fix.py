"""`check --fix` and `check --diff`, and what offers them."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from pipeline.checking.images import FOLDER
from pipeline.commands import mending
from pipeline.commands.cli import main
from pipeline.commands.outcome import Exit
from pipeline.commands.serve import rebuild
from pipeline.files.memory import Memory
from pipeline.written.settings import Settings
from tests.mended import FRONT, REVIEW, tidy, write_site

MENDED = f"---\n{FRONT}---\n**Bold** text.\n\n![The loss](images/1706.03762-loss.png)\n"
BEFORE = f'---\n{FRONT}---\n<b class="x">Bold</b> te\u200bxt.\n\n![The loss](../img/loss.png)\n'
SAID = [
    f"{REVIEW}:7: took out the invisible character U+200B (zero width space) [character]",
    f'{REVIEW}:7: wrote <b>, without class="x" as **…** [html]',
    f"{REVIEW}:9: took the image ../img/loss.png into {FOLDER}/ as 1706.03762-loss.png [image]",
]
IMAGE = f"{FOLDER}/1706.03762-loss.png"


@pytest.fixture(autouse=True)
def _outside_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_site(tmp_path / "site", BEFORE)
    tidy(root)
    return root


def check(root: Path, *options: str) -> int:
    return main(["--root", str(root), "check", *options])


def files(root: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_a_review_is_mended_in_its_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(root, "--fix") == Exit.DONE
    assert (root / REVIEW).read_text("utf-8") == MENDED
    assert (root / IMAGE).read_bytes() == (root / "img" / "loss.png").read_bytes()
    told = capsys.readouterr()
    assert told.err.splitlines() == SAID
    assert "no problem found" in told.out


def test_a_second_run_does_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(root, "--fix")
    before = files(root)
    times = (root / REVIEW).stat().st_mtime_ns
    capsys.readouterr()
    assert check(root, "--fix") == Exit.DONE
    assert capsys.readouterr().err == ""
    assert (files(root), (root / REVIEW).stat().st_mtime_ns) == (before, times)


def test_what_is_left_is_told_after_what_was_done(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / REVIEW).write_text(f"{BEFORE}\n<script>x</script>\n", "utf-8")
    assert check(root, "--fix") == Exit.PROBLEMS
    told = capsys.readouterr().err.splitlines()
    assert told[:3] == SAID
    assert {line.rpartition(" ")[2] for line in told[3:]} == {"[html]"}
    assert told[3].startswith(f"{REVIEW}:11: ")


def test_the_difference_is_shown_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(root)
    assert check(root, "--diff") == Exit.PROBLEMS
    assert files(root) == before
    told = capsys.readouterr()
    assert told.err.splitlines() == SAID
    assert f"--- a/{REVIEW}\n+++ b/{REVIEW}\n" in told.out
    assert "\n+**Bold** text.\n" in told.out


@pytest.mark.parametrize("text", [BEFORE, BEFORE.rstrip("\n"), BEFORE.replace("\n", "\r\n")])
def test_the_difference_is_one_that_git_applies(
    root: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / REVIEW).write_bytes(text.encode())
    check(root, "--diff")
    patch = root.parent / "a.patch"
    patch.write_bytes(capsys.readouterr().out.encode())
    apply = ("git", "apply", str(patch))
    subprocess.run(apply, cwd=root, check=True, env=os.environ | ENV)  # noqa: S603 (our own)
    applied = (root / REVIEW).read_bytes()
    (root / REVIEW).write_bytes(text.encode())
    check(root, "--fix")
    assert applied == (root / REVIEW).read_bytes()


ENV = {"GIT_CEILING_DIRECTORIES": "/"}


def test_nothing_to_be_mended_is_no_difference(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(root, "--fix")
    capsys.readouterr()
    assert check(root, "--diff") == Exit.DONE
    assert capsys.readouterr().out == ""


def test_both_at_once_show_and_write_nothing(root: Path) -> None:
    before = files(root)
    assert check(root, "--fix", "--diff") == Exit.PROBLEMS
    assert files(root) == before


def test_the_check_offers_what_can_be_mended(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(root) == Exit.PROBLEMS
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "`shoroku check --fix` mends 3 things; `--diff` shows how"


def test_the_check_offers_nothing_where_nothing_can_be_mended(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / REVIEW).write_text(f"---\n{FRONT}---\n<script>x</script>\n", "utf-8")
    assert check(root) == Exit.PROBLEMS
    assert capsys.readouterr().out == ""


def test_json_stays_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(root, "--format", "json") == Exit.PROBLEMS
    assert json.loads(capsys.readouterr().out)
    assert check(root, "--fix", "--format", "json") == Exit.DONE
    assert json.loads(capsys.readouterr().out) == []


def test_two_reviews_share_an_image(root: Path) -> None:
    other = root / "reviews" / "1706.03762.ja.md"
    other.write_text(BEFORE, "utf-8")
    assert check(root, "--fix") == Exit.DONE
    assert sorted(file.name for file in (root / "reviews" / "images").iterdir()) == [
        "1706.03762-loss.png",
        "1706.03762-taken.png",
        "here.png",
    ]


def test_a_review_is_as_it_was_where_an_image_cannot_be_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", IMAGE)

    monkeypatch.setattr(mending, "write_bytes_atomically", full)
    assert check(root, "--fix") == Exit.PROBLEMS
    assert (root / REVIEW).read_text("utf-8") == BEFORE


def test_serve_offers_what_can_be_mended(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def build(_settings: Settings) -> list[str]:
        pytest.fail("a site with problems is not built")

    rebuild(root, build, Memory())
    told = capsys.readouterr().err.splitlines()
    assert told[-1] == "`shoroku check --fix` mends 3 things; `--diff` shows how"
