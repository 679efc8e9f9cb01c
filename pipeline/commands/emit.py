"""Write the pages that Sphinx reads."""

import argparse

from . import reading, steps
from .outcome import Exit
from .reading import add_keep_going as add_options

__all__ = ["add_options", "run"]


def run(options: argparse.Namespace) -> int:
    """Write the pages that Sphinx reads."""
    with reading.memory_of(options.root) as memory:
        found = reading.sources(options, memory)
        steps.tell(steps.emit(options.root, found, memory).changes)
    return Exit.DONE
