"""Ask arXiv for what is missing."""

import argparse

from ..arxiv import options as fetching
from ..arxiv import outcomes
from ..checking.sources import read_sources
from . import steps
from .outcome import Exit, or_problems


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the options of this command."""
    fetching.add_options(parser)
    fetching.add_verify(parser)


def run(options: argparse.Namespace) -> int:
    """Ask arXiv for what is missing."""
    found = or_problems(read_sources(options.root))
    status = steps.fetch(found.named(), found.settings, options)
    # What arXiv says otherwise has been written by now.
    return Exit.DONE if status == outcomes.REFUTED else status
