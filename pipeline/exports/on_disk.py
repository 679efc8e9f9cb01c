"""The exported files on disk, beside the pages."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ..files.atomic import write_bytes_atomically, write_if_changed
from ..files.states import files_below, states
from .cards import FOLDER, Card

_NAMES: Final = "exported.txt"
"""The names of what was written last, a line each, so that what is gone can be removed."""
_CARDS: Final = "cards.txt"
"""What each card showed when it was drawn: a digest and the card's place, a line each."""
_MADE: Final = "made.txt"
"""A digest of what the exports were made of, and of how they were left on the disk."""


def are_made_of(build: Path, inputs: str) -> bool:
    """Whether all exports are there as they were made of these inputs, whose digest is given."""
    file = build / _MADE
    return file.is_file() and file.read_text("utf-8") == _made(build, inputs)


def note_made_of(build: Path, inputs: str) -> None:
    """Note what the exports are made of that were written just now."""
    write_if_changed(build / _MADE, _made(build, inputs), durable=False)


def _made(build: Path, inputs: str) -> str:
    html = build / "html"
    names = [*exported_names(build), *files_below(html, FOLDER)]
    return hashlib.sha256("\n".join([inputs, *sorted(states(html, names))]).encode()).hexdigest()


def replace_files(build: Path, contents: Mapping[str, str | bytes]) -> None:
    """Make the exported files below `build/html` be `contents`, path → text or bytes.

    Those that are so already stay; of the others only such are removed as were exported before.
    """
    names, before = build / _NAMES, exported_names(build)
    # Before anything is written: a build that was killed shall leave none that is forgotten.
    _note(names, {*before, *contents})
    for name in before - contents.keys():
        (build / "html" / name).unlink(missing_ok=True)
    for name, content in contents.items():
        write_if_changed(build / "html" / name, content, durable=False)
    _note(names, contents)


def exported_names(build: Path) -> frozenset[str]:
    """The paths below `build/html` of what was exported last, but for cards."""
    return frozenset(_lines(build / _NAMES))


def replace_cards(build: Path, cards: Mapping[str, Card]) -> None:
    """Make the pictures below `build/html/cards` be `cards`, path below `build/html` → card.

    A card is drawn where what it shows changed, or how it would look.
    """
    # Drawing loads libraries that no other command has to wait for.
    from . import drawing  # noqa: PLC0415

    html, names = build / "html", build / _CARDS
    look = drawing.look()
    before = {*_lines(names)}
    lines = {
        place: f"{hashlib.sha256(look + repr(card).encode()).hexdigest()} {place}"
        for place, card in cards.items()
    }
    there = {f"{FOLDER}/{file.name}" for file in (html / FOLDER).glob("*")}
    for place in there - cards.keys():
        (html / place).unlink()
    as_they_were = {place for place in there & cards.keys() if lines[place] in before}
    # Before anything is drawn: a build that was killed shall not say what it has not done.
    _note(names, (lines[place] for place in as_they_were))
    for place in sorted(cards.keys() - as_they_were):  # those of one paper together
        write_bytes_atomically(html / place, drawing.drawn(cards[place]), durable=False)
    _note(names, lines.values())


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.is_file() else []


def _note(file: Path, names: Iterable[str]) -> None:
    write_if_changed(file, "".join(f"{name}\n" for name in sorted(names)), durable=False)
