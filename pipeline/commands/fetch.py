"""Ask arXiv for what is missing."""

import argparse

from ..arxiv.options import add_options
from ..checking.sources import read_sources
from . import steps
from .outcome import or_problems

__all__ = ["add_options", "run"]


def run(options: argparse.Namespace) -> int:
    """Ask arXiv for what is missing."""
    found = or_problems(read_sources(options.root))
    return steps.fetch(found.named(), found.settings, options)
