"""The index on disk."""

from collections.abc import Mapping
from pathlib import Path


def replace_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Make the files below `folder` be `texts`, path → text; those that are so already stay."""
    for file in folder.rglob("*.js"):
        if file.relative_to(folder).as_posix() not in texts:
            file.unlink()
    for path, text in texts.items():
        file = folder / path
        if not file.exists() or file.read_bytes() != text.encode():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
