"""Write the pages that Sphinx reads."""

import argparse

from . import steps
from .outcome import Exit
from .steps import add_keep_going as add_options

__all__ = ["add_options", "run"]


def run(options: argparse.Namespace) -> int:
    """Write the pages that Sphinx reads."""
    steps.tell(steps.emit(options.root, steps.sources(options)).changes)
    return Exit.DONE
