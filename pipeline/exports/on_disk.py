"""The exported files on disk, beside the pages."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ..files.atomic import write_if_changed

_NAMES: Final = "exported.txt"
"""The names of what was written last, a line each, so that what is gone can be removed."""


def replace_files(build: Path, contents: Mapping[str, str | bytes]) -> None:
    """Make the exported files below `build/html` be `contents`, path → text or bytes.

    Those that are so already stay; of the others only such are removed as were exported before.
    """
    names = build / _NAMES
    before = names.read_text("utf-8").splitlines() if names.is_file() else []
    # Before anything is written: a build that was killed shall leave none that is forgotten.
    _note(names, {*before, *contents})
    for name in {*before} - contents.keys():
        (build / "html" / name).unlink(missing_ok=True)
    for name, content in contents.items():
        write_if_changed(build / "html" / name, content, durable=False)
    _note(names, contents)


def _note(file: Path, names: Iterable[str]) -> None:
    write_if_changed(file, "".join(f"{name}\n" for name in sorted(names)), durable=False)
