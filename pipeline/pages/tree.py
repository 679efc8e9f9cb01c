"""The generated files below `docs/`: written only when changed, pruned when stale."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..files.atomic import write_atomically
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.hand_written import is_generated

FOREIGN_FILE = Code(
    "foreign-file",
    translatable("A file that somebody wrote stands where a generated page belongs."),
    translatable("`docs/en/papers/1706.03762.md` is a page of your own; move it to `docs/en/`."),
)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many files were written, removed, and left as they were."""

    written: int
    removed: int
    unchanged: int


def foreign_files(docs: Path, paths: Iterable[str]) -> Iterator[Problem]:
    """Files that stand where a page is to be, but were not written by the program."""
    for path in paths:
        file = docs / path
        if file.exists() and not is_generated(file):
            message = "stands where a generated page belongs; move it away"
            yield Problem(f"{docs.name}/{path}", 1, message, FOREIGN_FILE)


def write_pages(docs: Path, pages: Mapping[str, str]) -> Changes:
    """Make the generated files below `docs` be `pages`, path → text, and touch no other file.

    A file whose text is the same keeps its time, so that Sphinx does not read it again.
    """
    stale = [file for file in _generated(docs) if file.relative_to(docs).as_posix() not in pages]
    for file in stale:
        file.unlink()
    changed = {path: text for path, text in pages.items() if _text(docs / path) != text}
    for path, text in changed.items():
        write_atomically(docs / path, text, durable=False)  # the next run makes it again
    return Changes(len(changed), len(stale), len(pages) - len(changed))


def _generated(docs: Path) -> list[Path]:
    return [file for file in docs.rglob("*.md") if file.is_file() and is_generated(file)]


def _text(file: Path) -> str | None:
    try:
        return file.read_bytes().decode()
    except FileNotFoundError:
        return None
