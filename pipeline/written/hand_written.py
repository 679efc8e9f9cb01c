"""The pages below `docs/<lang>/`: those that people write, told from those that are generated."""

from pathlib import Path
from typing import Final

from ..files.gate import read_with_problems
from ..problems.problem import Problem

MARKER: Final = "Written by `shoroku emit`: edit reviews/ instead."
"""Says to people and to the program itself that a file is the program's own."""

GENERATED: Final = frozenset({"papers", "topics", "collections", "guide", "questions.md"})
"""What the program makes below `docs/<lang>/`, or lets a person make in its place."""

_MAX_BYTES: Final = 256 * 1024
_BEGINNING: Final = f"---\n# {MARKER}\n".encode()


def is_generated(file: Path) -> bool:
    """Whether the program wrote the file."""
    with file.open("rb") as opened:
        return was_generated(opened.read(len(_BEGINNING)))


def was_generated(content: bytes) -> bool:
    """Whether the program wrote what a file holds."""
    return content.startswith(_BEGINNING)


def is_by_hand(file: Path) -> bool:
    """Whether there is such a file, and a person wrote it."""
    return file.is_file() and not is_generated(file)


def read_page(file: Path, path: str) -> tuple[str | None, list[Problem]]:
    """The text of a page by hand, None where nobody can read it, and what is wrong with it."""
    return read_with_problems(file, path, _MAX_BYTES)


def hand_written_pages(root: Path, language: str) -> dict[str, Path]:
    """The pages that people wrote in a language: name, such as `about`, → file."""
    folder = root / "docs" / language
    by_hand = sorted(file for file in folder.rglob("*.md") if is_by_hand(file))
    return {file.relative_to(folder).with_suffix("").as_posix(): file for file in by_hand}
