"""The index made and written: by a process of its own where there is much of it."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from ..files.memory import Memory
from ..written.concept import Concept
from .files import replace_files
from .index import build
from .joining import join
from .page import Page

_MANY: Final = 1_000
"""Pages of which Sphinx's process holds so much that their index is made by another, though it
takes a third of a second to begin."""


def make_index(
    folder: Path, memory: Path, pages: Sequence[Page], version: str, concepts: Sequence[Concept]
) -> None:
    """Write the index of `pages` to `folder`, and to the file `memory` what it is made of."""
    make = partial(_make, folder, memory, pages, version, concepts)
    if len(pages) < _MANY:
        make()
    else:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            pool.submit(make).result()


def _make(
    folder: Path, memory: Path, pages: Sequence[Page], version: str, concepts: Sequence[Concept]
) -> None:
    known = Memory()
    known.read(memory)
    joined = known.renewed(("joined",), partial(join, pages))
    replace_files(folder, build(pages, version, concepts, joined))
    known.write(memory)
