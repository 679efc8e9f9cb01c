"""Show the site, built anew upon every change; asks nothing of the network."""

import argparse
import contextlib
import webbrowser
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from ..checking.sources import read_sources
from ..files.memory import Memory
from ..pages.contents import Contents
from ..site.build import site_builder
from ..written.settings import Settings, read_settings
from . import mending, reading, steps
from .outcome import Exit, ProblemsFoundError, or_problems, say
from .serving import serve_site
from .told import Told
from .watching import source_changes


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the options of this command."""
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one (default: 8000)")
    parser.add_argument("--no-open", action="store_true", help="do not open it in a browser")


def run(options: argparse.Namespace) -> int:
    """Show the site until the person at the terminal ends it."""
    or_problems(read_settings(options.root))  # else nothing is here to be shown
    html = options.root / "build" / "html"
    changes = source_changes(options.root)
    show = None if options.no_open else webbrowser.open
    with site_builder(options.root) as build_again, reading.memory_of(options.root) as memory:
        build = partial(rebuild, options.root, build_again, memory)
        export = partial(_export, options.root)
        serve_site(html, options.port, changes, build, export, show)
    return Exit.DONE


def _export(root: Path) -> None:
    """Write what is taken away of the site, unless something is wrong with it now."""
    with contextlib.suppress(ProblemsFoundError):
        found = or_problems(read_sources(root))
        steps.export(root, Contents(steps.library(root, found)), found.settings)


def rebuild(root: Path, build_again: Callable[[Settings], Sequence[str]], memory: Memory) -> Told:
    """Write the pages and have them built, or say what is wrong and what can be mended."""
    try:
        found = or_problems(read_sources(root, memory=memory))
        steps.tell(steps.emit(root, found, memory).changes)
    except ProblemsFoundError as error:
        offers = [*filter(None, [mending.offer(root, error.args)])]
        say(*error.args, *offers)
        return Told(is_built=False, problems=error.args, lines=offers)
    return Told(is_built=True, lines=build_again(found.settings))
