"""How files stand on the disk: whether they are as they were is seen without reading them."""

from collections.abc import Iterable, Iterator
from pathlib import Path


def states(files: Iterable[Path]) -> Iterator[str]:
    """A line for each file, which is another one once somebody has written or removed it."""
    for file in files:
        try:
            found = file.stat()
        except FileNotFoundError:
            yield f"{file}\0"
        else:
            yield f"{file}\0{found.st_size}\0{found.st_mtime_ns}"
