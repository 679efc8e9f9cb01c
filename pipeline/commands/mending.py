"""Mending what people wrote: for `check --fix`, `check --diff`, and the offer of both."""

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..checking.images import FOLDER
from ..files.atomic import write_atomically, write_bytes_atomically
from ..mending.site import MendedFile, mended_site
from ..problems.problem import Problem
from .outcome import count, say


def mend(root: Path) -> None:
    """Mend every review in its file, and say each thing that was done or left."""
    for file in mended_site(root):
        # An image is there before anything shows it.
        for name, source in file.mended.images.items():
            if not (target := root / FOLDER / name).exists():
                write_bytes_atomically(target, source.read_bytes())
        if file.mended.text != file.before:
            write_atomically(root / file.path, file.mended.text)
        say(*file.changes, *file.left)


def show(root: Path) -> bool:
    """Print what `mend` would do as a unified diff, and say it; whether there is anything."""
    is_any = False
    for file in mended_site(root):
        print("".join(_diff(file)), end="")
        say(*file.changes, *file.left)
        is_any |= bool(file.mended.changes)
    return is_any


def offer(root: Path, problems: Sequence[Problem]) -> str:
    """A line that says how much of what is wrong can be mended; empty where nothing can."""
    paths = {problem.path for problem in problems}
    mended = sum(len(file.mended.changes) for file in mended_site(root, paths))
    things = count(mended, "thing")
    return f"`shoroku check --fix` mends {things}; `--diff` shows how" if mended else ""


def _diff(file: MendedFile) -> Iterator[str]:
    before, after = (text.splitlines(keepends=True) for text in (file.before, file.mended.text))
    for line in difflib.unified_diff(before, after, f"a/{file.path}", f"b/{file.path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
