"""The index on disk."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from .index import INDEX, call


def is_of_version(folder: Path, version: str) -> bool:
    """Whether the index in `folder` is of this version."""
    file = folder / INDEX
    return file.exists() and file.read_text("utf-8").startswith(call(version))


def replace_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Make the files in `folder` be `texts`, path → text.

    They take the place of the others all at once, so that no part of them passes for the whole.
    There are thousands, and to replace each takes three times as long.
    """
    coming, going = (folder.with_name(f".{folder.name}.{each}") for each in ("coming", "going"))
    _remove(coming, going)  # which a build may have left that was killed
    for place in {Path(path).parent for path in texts}:
        (coming / place).mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        (coming / path).write_bytes(text.encode())
    if folder.exists():
        folder.rename(going)
    coming.rename(folder)
    _remove(going)


def _remove(*folders: Path) -> None:
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)
