"""How files stand on the disk: whether they are as they were is seen without reading them."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def states(folder: Path, files: Iterable[Path]) -> Iterator[str]:
    """A line for each file below `folder`, another one once somebody has written or removed it.

    It stays where the folder moves.
    """
    start = f"{folder}{os.sep}"
    for file in files:
        name = str(file).removeprefix(start)
        try:
            found = file.stat()
        except FileNotFoundError:
            yield f"{name}\0"
        else:
            yield f"{name}\0{found.st_size}\0{found.st_mtime_ns}"
