"""What a pull request changes beyond its reviews, told by git."""

import subprocess
from pathlib import Path

import pytest

from pipeline.commands.outsider import outsider_problems

QUEUE = "reviews/queue/first.yaml"
RECORD = "reviews/records/2101.00001.json"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A site with one commit."""
    _git(tmp_path, "init", "--quiet", "--initial-branch=main")
    for path in (
        "pyproject.toml",
        "reviews/papers.yaml",
        "reviews/2101.00001.en.md",
        RECORD,
        QUEUE,
    ):
        _write(tmp_path, path, "as it was")
    _commit(tmp_path)
    return tmp_path


def test_a_review_with_its_record_and_a_longer_list_needs_no_maintainer(repository: Path) -> None:
    _write(repository, "reviews/2101.00002.en.md", "a review")
    _write(repository, "reviews/records/2101.00002.json", "{}")
    _write(repository, "reviews/papers.yaml", "longer")
    _write(repository, "reviews/2101.00001.en.md", "corrected")
    assert _told(repository) == []


def test_whatever_lies_elsewhere_is_told_of(repository: Path) -> None:
    _write(repository, "pyproject.toml", "other")
    _write(repository, "docs/en/index.md", "new")
    _write(repository, "reviews.md", "beside the folder")
    right = "is outside of reviews/, so a maintainer has to read it [outside]"
    assert _told(repository) == [
        f"docs/en/index.md:1: {right}",
        f"pyproject.toml:1: {right}",
        f"reviews.md:1: {right}",
    ]


@pytest.mark.parametrize("change", ["edited", "removed", "made a link", "renamed"])
def test_a_record_that_was_there_before_is_told_of(repository: Path, change: str) -> None:
    record = repository / RECORD
    match change:
        case "edited":
            record.write_text("forged")
        case "removed":
            record.unlink()
        case "made a link":
            record.unlink()
            record.symlink_to("/etc/hostname")
        case "renamed":
            record.rename(record.with_name("2101.00002.json"))
    right = "changes a record of arXiv that is there, so a maintainer has to read it [outside]"
    assert _told(repository) == [f"{RECORD}:1: {right}"]


@pytest.mark.parametrize("change", ["added", "edited", "removed"])
def test_a_queue_is_told_of_whatever_became_of_it(repository: Path, change: str) -> None:
    queue = repository / QUEUE
    match change:
        case "added":
            queue = queue.with_name("second.yaml")
            queue.write_text("papers: []")
        case "edited":
            queue.write_text("papers: []")
        case "removed":
            queue.unlink()
    path = queue.relative_to(repository)
    right = "changes what is to be read, so a maintainer has to read it [outside]"
    assert _told(repository) == [f"{path}:1: {right}"]


def test_a_new_record_that_remembers_what_it_never_said_is_told_of(repository: Path) -> None:
    record = "reviews/records/2101.00002.json"
    _write(repository, record, '{\n  "history": []\n}')
    right = "is a new record with a history, so a maintainer has to read it [outside]"
    assert _told(repository) == [f"{record}:1: {right}"]


def test_a_name_that_would_break_the_line_is_written_out(repository: Path) -> None:
    _write(repository, "a\nb – c.md", "")
    assert [line.partition(":")[0] for line in _told(repository)] == [r"a\nb – c.md"]


@pytest.mark.parametrize("revision", ["nowhere", "--output=forged", "HEAD^7"])
def test_a_revision_that_is_not_there_is_said_to_be_wanting(
    repository: Path, revision: str
) -> None:
    with pytest.raises(ValueError, match=r"--outsider .*; name a commit that this repository has"):
        outsider_problems(repository, revision)
    assert not (repository / "forged").exists()


def test_a_folder_without_a_repository_is_said_to_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(ValueError, match="--outsider HEAD: "):
        outsider_problems(tmp_path, "HEAD")


def test_a_machine_without_git_is_told_what_to_install(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(ValueError, match="needs git, which is not there; install it"):
        outsider_problems(repository, "HEAD")


def _told(repository: Path) -> list[str]:
    """What is said of all that changed since the last commit."""
    _commit(repository)
    return [str(problem) for problem in outsider_problems(repository, "HEAD^1")]


def _write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def _commit(root: Path) -> None:
    _git(root, "add", "--all")
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    _git(root, *somebody, "commit", "--quiet", "--no-gpg-sign", "--message", "A change")


def _git(root: Path, *arguments: str) -> None:
    command = ["git", "-C", str(root), *arguments]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
