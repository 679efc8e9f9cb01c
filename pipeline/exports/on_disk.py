"""The exported files on disk, beside the pages."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TextIO

from ..files.atomic import write_if_changed
from ..files.states import files_below, states
from .cards import FOLDER
from .parts import File, Part

_NOTE: Final = "exported.txt"
"""A line for each file that was written: its name, how it was left, and what it is made of."""


def replace_files(build: Path, parts: Iterable[Part]) -> None:
    """Make the exported files below `build/html` be those of `parts`.

    A part is made where what it is made of changed, or somebody changed or removed a file of it.
    Of other files, only such are removed as were exported before, or lie among the cards.
    """
    html, note = build / "html", build / _NOTE
    before = _noted(build)
    there = _by_digest(before.values())
    now: dict[str, str] = {}
    note.parent.mkdir(parents=True, exist_ok=True)
    with note.open("a", encoding="utf-8") as log:
        for part in parts:
            digest = hashlib.sha256(part.made_of.encode()).hexdigest()
            lines = there.get(digest, [])
            names = [_name(line) for line in lines]
            if not lines or lines != _lines(html, names, digest):
                names = [*_write(html, part.files, log)]
                lines = _lines(html, names, digest)
            now.update(zip(names, lines, strict=True))
    for name in {*before, *files_below(html, FOLDER)} - now.keys():
        (html / name).unlink(missing_ok=True)
    write_if_changed(note, "".join(f"{now[name]}\n" for name in sorted(now)), durable=False)


def exported_names(build: Path) -> frozenset[str]:
    """The paths below `build/html` of what was exported last."""
    return frozenset(_noted(build))


def _write(html: Path, files: Iterable[File], log: TextIO) -> Iterator[str]:
    """Write what is not so already, and yield each name."""
    for name, content in files:
        # Before it is written: a build that was killed shall leave none that is forgotten, and
        # none that is taken for what it was.
        log.write(f"{name}\n")
        log.flush()
        write_if_changed(html / name, content, durable=False)
        yield name


def _noted(build: Path) -> Mapping[str, str]:
    """The last line of each name."""
    note = build / _NOTE
    lines = note.read_text("utf-8").splitlines() if note.is_file() else []
    return {_name(line): line for line in lines}


def _by_digest(lines: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        found[line.rpartition("\0")[2]].append(line)
    return found


def _lines(html: Path, names: Iterable[str], digest: str) -> list[str]:
    return [f"{state}\0{digest}" for state in states(html, names)]


def _name(line: str) -> str:
    return line.partition("\0")[0]
