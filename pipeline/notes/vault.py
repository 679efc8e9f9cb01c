"""The folder to which a note belongs, and the images in it that the note means."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

from ..checking.images import read_image_file

# What Obsidian and Logseq write into every vault and graph.  A folder of one of these names is no
# mark by itself, and a repository is none, since whole homes are kept in one.
_MARKS: Final = (
    ".obsidian/app.json",
    ".obsidian/core-plugins.json",
    ".obsidian/workspace.json",
    "logseq/config.edn",
)
_SETTINGS: Final = "_config.yml"
"""Jekyll's; all that stands beside it is made to be public."""
_ENDINGS: Final = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
_NOTES: Final = frozenset({".md", ".markdown"})
_MOST_FILES: Final = 100_000
_HIGHEST: Final = 6


def home_of(place: Path) -> Path:
    """The folder of a vault, graph or site in which a note or a folder is, or that folder itself.

    Neither the home of the user nor what is above it is one: images are taken from all of it.
    """
    start = _absolute(place)
    start = start if start.is_dir() else start.parent
    above = (start, *start.parents[:_HIGHEST])
    return next((folder for folder in above if _is_marked(folder, start)), start)


def _absolute(place: Path) -> Path:
    return Path(os.path.abspath(place))  # noqa: PTH100 (no link is followed)


def _is_marked(folder: Path, start: Path) -> bool:
    if _holds_home(folder):
        return False
    if any((folder / mark).is_file() for mark in _MARKS):
        return True
    inner = start.relative_to(folder).parts
    return bool(inner) and inner[0].startswith("_") and (folder / _SETTINGS).is_file()


def is_obsidian(folder: Path) -> bool:
    """Whether a folder is a vault of Obsidian's."""
    return (folder / ".obsidian").is_dir()


def _holds_home(folder: Path) -> bool:
    """Whether the user's home is a folder or stands in it, by whatever name."""
    try:
        home = Path.home()
        return home.is_relative_to(folder) or home.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return folder == folder.parent


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
        if _holds_home(self.root):
            return None
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
