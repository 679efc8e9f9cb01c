"""Write the pages that Sphinx reads."""

import argparse

from . import steps
from .outcome import Exit
from .steps import add_keep_going as add_options

__all__ = ["add_options", "run"]


def run(options: argparse.Namespace) -> int:
    """Write the pages that Sphinx reads."""
    with steps.memory_of(options.root) as memory:
        found = steps.sources(options, memory)
        steps.tell(steps.emit(options.root, found, memory).changes)
    return Exit.DONE
