"""Files are replaced as a whole."""

import errno
import os
from pathlib import Path

import pytest

from pipeline.files.atomic import write_atomically


def fail(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_file_holds_what_was_written(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new" / "file", "文\n")
    assert (tmp_path / "new" / "file").read_bytes() == "文\n".encode()


def test_a_file_can_be_read_by_others(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", "")
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(("module", "step"), [(os, "fsync"), (Path, "chmod"), (Path, "replace")])
@pytest.mark.parametrize(("failure", "error"), [(fail, OSError), (interrupt, KeyboardInterrupt)])
def test_a_failure_leaves_the_old_file_and_nothing_else(  # noqa: PLR0913, PLR0917 (a table)
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    step: str,
    failure: object,
    error: type[BaseException],
) -> None:
    file = tmp_path / "file"
    file.write_text("old", "utf-8")
    monkeypatch.setattr(module, step, failure)
    with pytest.raises(error):
        write_atomically(file, "new")
    assert file.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        write_atomically(tmp_path / "file" / "below", "new")
