"""The folder to which a note belongs, and the images in it that the note means."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

from ..checking.images import read_image_file

_MARKS: Final = (".obsidian", "logseq", "_config.yml", ".git")
_WITHIN: Final = frozenset({"pages", "journals", "_posts", "_drafts"})
_ENDINGS: Final = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
_NOTES: Final = frozenset({".md", ".markdown"})
_MOST_FILES: Final = 100_000
_HIGHEST: Final = 6


def home_of(place: Path) -> Path:
    """The folder of a vault, graph, site or repository in which a note or a folder is."""
    start = Path(os.path.abspath(place))  # noqa: PTH100 (no link is followed)
    start = start if start.is_dir() else start.parent
    for folder in (start, *start.parents[:_HIGHEST]):
        if any((folder / mark).exists() for mark in _MARKS):
            return folder
    return start.parent if start.name in _WITHIN else start


def notes_in(folder: Path) -> list[Path]:
    """The notes of a folder, in order; what is hidden or behind a link is none of them."""
    return sorted(file for file in _files(folder) if file.suffix.lower() in _NOTES)


def _files(folder: Path) -> Iterator[Path]:
    number = 0
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name != "node_modules"
        )
        for name in names:
            number += 1
            if number > _MOST_FILES:
                return
            file = Path(where) / name
            if not name.startswith(".") and not file.is_symlink():
                yield file


@dataclass(frozen=True)
class Vault:
    """A folder of notes; no file outside of it is looked at."""

    root: Path

    def image(self, folder: Path, address: str) -> str | None:
        """An address, from the vault's root, of the image that a note in `folder` means by one.

        None where there is none, or more than one has that name.
        """
        for spelling in dict.fromkeys(
            (address, unquote(address), unquote(address).partition("?")[0])
        ):
            bare = spelling.replace("\\", "/").removeprefix("file://")
            if "\0" in bare or not bare.strip("/."):
                continue
            starts = [self.root / bare.lstrip("/")]
            if not bare.startswith("/"):
                starts.insert(0, folder / bare)
            found = next(filter(None, map(self._within, starts)), None)
            if found or (found := self._by_name(bare)):
                return f"/{found}"
        return None

    def _within(self, file: Path) -> str | None:
        where = Path(os.path.normpath(file))
        try:
            inner = where.relative_to(self.root)
            is_inside = where.resolve(strict=True) == self.root.resolve() / inner
            if is_inside and read_image_file(where, where.suffix.lower()).flaw is None:
                return inner.as_posix()
        except (OSError, ValueError, RuntimeError):
            pass
        return None

    def _by_name(self, address: str) -> str | None:
        name = PurePosixPath(address).name.lower()
        found = self._images.get(name, [])
        return self._within(self.root / found[0]) if len(found) == 1 else None

    @cached_property
    def _images(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for file in _files(self.root):
            if file.suffix.lower() in _ENDINGS:
                inner = file.relative_to(self.root).as_posix()
                found.setdefault(file.name.lower(), []).append(inner)
        return found
