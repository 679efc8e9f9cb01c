"""Show the site, built anew upon every change; asks nothing of the network."""

import argparse
from collections.abc import Callable
from pathlib import Path

from ..checking.sources import read_sources
from ..site.build import site_builder
from ..written.settings import read_settings
from . import mending, steps
from .outcome import Exit, ProblemsFoundError, or_problems, say
from .serving import serve_site, source_changes


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the options of this command."""
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one (default: 8000)")


def run(options: argparse.Namespace) -> int:
    """Show the site until the person at the terminal ends it."""
    or_problems(read_settings(options.root))  # else nothing is here to be shown
    html = options.root / "build" / "html"
    changes = source_changes(options.root)
    with site_builder(options.root) as build_again:
        serve_site(html, options.port, changes, lambda: rebuild(options.root, build_again))
    return Exit.DONE


def rebuild(root: Path, build_again: Callable[..., object]) -> None:
    """Write the pages and have them built, or say what is wrong and what can be mended."""
    try:
        found = or_problems(read_sources(root))
        steps.tell(steps.emit(root, found).changes)
    except ProblemsFoundError as error:
        offer = mending.offer(root, error.args)
        say(*error.args, *filter(None, [offer]))
        return
    build_again(found.settings)
