"""The images of reviews, and those that are to be among them, each under a name of its own."""

import filecmp
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from anyascii import anyascii

from ..checking.body import Known
from ..checking.images import image_name, read_image_file
from ..written.paper_ids import MAX_LENGTH, file_stem
from .place import Place

_ALIKE: Final = 0.8
_NUMBERS: Final = re.compile(r"\d+")
_UNSAFE: Final = re.compile(r"[^a-z0-9]+")


class NoImageError(Exception):
    """Why a file cannot be taken, as a clause of which the image is the subject."""


class NowhereError(NoImageError):
    """No file that may be taken is there, nor one whose name is like its own."""


@dataclass(slots=True)
class Shelf:
    """The images that are there, and those that are to be copied: name → file."""

    folder: Path
    place: Place
    known: Known
    taken: dict[str, Path] = field(default_factory=dict)

    def name(self, written: str) -> str | None:
        """The name that the image at the address `written` has on the shelf, or is to have.

        None where a review may name it so already.
        Raises NoImageError where there is no such image, or it is none that a review may show.
        """
        here = image_name(written)
        if here is not None and (here in self.known.images or here in self.taken):
            return None
        file = self._found(written)
        if wrong := read_image_file(file, file.suffix.lower()).flaw:
            raise NoImageError(wrong)
        name = self._same(file) or self._new_name(file)
        self.taken.setdefault(name, file)
        return name

    def _found(self, written: str) -> Path:
        """The file at an address; no link is on the way to it, and it is within the tree."""
        tree = self.place.tree or self.folder
        error: NoImageError = NowhereError("lies outside of the folder")
        for start in _starts(self.folder, tree, written):
            where = Path(os.path.abspath(start))  # noqa: PTH100 (no link is followed)
            try:
                inner = where.relative_to(os.path.abspath(tree))  # noqa: PTH100
                file = where.resolve(strict=True)
            except ValueError:
                continue
            except (OSError, RuntimeError):
                error = self._missed(where)
                continue
            if file == tree.resolve() / inner:
                return file
            error = NoImageError("is behind a link")
        raise error

    def _missed(self, where: Path) -> NoImageError:
        names = (*self.known.images, *_names_in(where.parent))
        if near := next((name for name in names if _are_alike(where.name, name)), None):
            return NoImageError(f"is not there; did you mean {near}?")
        return NowhereError("is not there")

    def _same(self, file: Path) -> str | None:
        """The image that has the same bytes."""
        others = dict(self.taken)
        if self.place.images:
            sound = (name for name, image in self.known.images.items() if not image.flaw)
            others |= {name: self.place.images / name for name in sound}
        # Of a file that was changed since it was compared, the time tells.
        return next((name for name, other in others.items() if _are_same(file, other)), None)

    def _new_name(self, file: Path) -> str:
        paper = f"{file_stem(self.place.paper.id)}-" if self.place.paper else ""
        stem = _UNSAFE.sub("-", anyascii(file.stem).lower()).strip("-") or "image"
        base = f"{paper}{stem.removeprefix(_UNSAFE.sub('-', paper))}"[:MAX_LENGTH].rstrip("-")
        used = {name.lower() for name in (*self.known.images, *self.taken)}
        for number in count(1):
            name = f"{base}{f'-{number}' if number > 1 else ''}{file.suffix.lower()}"
            if name not in used:
                break
        return name


def _are_alike(name: str, other: str) -> bool:
    """Whether one may be the other with a typing error; one with another number is not."""
    numbers = _NUMBERS.findall(name) == _NUMBERS.findall(other)
    stem, other_stem = (PurePosixPath(each).stem.lower() for each in (name, other))
    return numbers and SequenceMatcher(None, stem, other_stem).ratio() >= _ALIKE


def _names_in(folder: Path) -> list[str]:
    try:
        return [file.name for file in folder.iterdir()]
    except (OSError, ValueError):
        return []


def _are_same(file: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(file, other, shallow=False)
    except OSError:
        return False


def _starts(folder: Path, tree: Path, written: str) -> Iterator[Path]:
    """Where an address may lead: as it stands, decoded, and without what follows a file's name."""
    bare = written.removeprefix("file://")
    spellings = dict.fromkeys((unquote(urlsplit(bare).path), unquote(bare), bare))
    for spelling in (each.replace("\\", "/") for each in spellings):
        if "\0" in spelling or not spelling.strip("/."):
            continue
        if spelling.startswith("/"):
            yield tree / spelling.lstrip("/")
        yield folder / spelling
