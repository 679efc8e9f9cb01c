"""Fetch, check, emit, and build the site."""

import argparse

from ..arxiv import options as fetching
from ..arxiv import outcomes
from ..files.memory import Memory
from ..library.library import Library
from ..site.build import build_site
from . import reading, steps
from .outcome import Exit, count, say

_BUDGET_S = 120.0  # who builds wants to see pages


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the options of this command."""
    parser.add_argument("--offline", action="store_true", help="ask nothing of the network")
    reading.add_keep_going(parser)
    fetching.add_options(parser)
    fetching.add_verify(parser)
    parser.set_defaults(budget=_BUDGET_S)


def run(options: argparse.Namespace) -> int:
    """Fetch, check, emit, and build the site."""
    if options.offline and options.verify is not None:
        say("--verify asks arXiv, and --offline nobody: leave out one of them")
        return Exit.USAGE
    with reading.memory_of(options.root) as memory:
        return _build(options, memory)


def _build(options: argparse.Namespace, memory: Memory) -> int:
    found = reading.sources(options, memory)
    if not options.offline:
        # What could not be had is told, and does not keep the rest from being shown.
        status = steps.fetch(found.named(), found.settings, options)
        # But what was to be verified is not shown on the word of who sent it.
        if status == outcomes.UNVERIFIED:
            return Exit.UNVERIFIED
    emitted = steps.emit(options.root, found, memory)
    steps.tell(emitted.changes)
    _warn_of_missing_abstracts(emitted.contents.library)
    front_page = build_site(options.root, found.settings)
    if front_page is None:
        return Exit.PROBLEMS
    steps.export(options.root, emitted.contents, found.settings)
    print(f"The front page is {front_page.resolve().as_uri()}")
    return Exit.DONE


def _warn_of_missing_abstracts(library: Library) -> None:
    missing = sum(paper.on_arxiv and paper.abstract is None for paper in library.papers)
    if missing:
        papers = count(missing, "paper")
        say(f"warning: the abstracts of {papers} are not here; `nox -s fetch` gets them")
