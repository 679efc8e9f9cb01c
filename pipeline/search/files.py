"""The index on disk."""

from collections.abc import Mapping
from pathlib import Path

from ..files.atomic import write_if_changed
from .index import INDEX, call


def is_of_version(folder: Path, version: str) -> bool:
    """Whether the index in `folder` is of this version."""
    file = folder / INDEX
    return file.exists() and file.read_text("utf-8").startswith(call(version))


def replace_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Make the files below `folder` be `texts`, path → text; those that are so already stay.

    The index file goes first and comes last, so that no other set of files passes for whole.
    """
    if (folder / INDEX).exists() and (folder / INDEX).read_text("utf-8") != texts.get(INDEX):
        (folder / INDEX).unlink()
    for file in folder.rglob("*.js"):
        if file.relative_to(folder).as_posix() not in texts:
            file.unlink()
    for path, text in texts.items():
        write_if_changed(folder / path, text, durable=False)  # the next build makes it again
