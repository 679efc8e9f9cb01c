"""How files stand on the disk: whether they are as they were is seen without reading them.

Tens of thousands are asked for in a build, so they are names here, and no objects.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def files_below(root: Path, folder: str) -> Iterator[str]:
    """The name from `root`, with slashes, of each file below one of its folders."""
    start = len(f"{root}{os.sep}")
    for inner, _, names in os.walk(f"{root}{os.sep}{folder}"):
        within = inner[start:].replace(os.sep, "/")
        yield from (f"{within}/{name}" for name in names)


def states(root: Path, names: Iterable[str]) -> Iterator[str]:
    """A line for each file below `root`, another one once somebody has written or removed it.

    It stays where the folder moves.
    """
    start = f"{root}{os.sep}"
    for name in names:
        try:
            found = os.stat(start + name)  # noqa: PTH116 (see above)
        except FileNotFoundError:
            yield f"{name}\0"
        else:
            yield f"{name}\0{found.st_size}\0{found.st_mtime_ns}"


def contents(root: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """What stands in each of these files below `root`, but for what is no file."""
    start = f"{root}{os.sep}"
    for name in names:
        if os.path.isfile(start + name):  # noqa: PTH113 (see above)
            with open(start + name, "rb", buffering=0) as file:  # noqa: PTH123 (see above)
                yield name, file.read()
