"""Name every problem in what people wrote, or mend it."""

import argparse
from itertools import chain
from pathlib import Path

from ..checking.site_map import papers_of
from ..checking.sources import Sources, read_sources
from ..files.memory import Memory
from ..library.loading import load_records, notes
from ..pages.tree import may_be_foreign
from ..problems.formats import Format
from . import mending
from .outcome import Exit, ProblemsFoundError, count, or_problems, say
from .outsider import outsider_problems
from .reading import memory_of, today


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the options of this command."""
    parser.add_argument("--format", type=Format, choices=list(Format), default=Format.TEXT)
    parser.add_argument(
        "--fix",
        action="store_true",
        help="mend in the reviews what is safe to mend, say what was done, and name what is left",
    )
    parser.add_argument(
        "--diff", action="store_true", help="show what --fix would do, and write nothing"
    )
    parser.add_argument(
        "--outsider",
        metavar="REV",
        help="name what a stranger changed since REV that a maintainer has to read",
    )


def run(options: argparse.Namespace) -> int:
    """Name every problem, or say that there is none."""
    if options.outsider:
        return _outsider(options)
    if options.diff:
        return _check(options) if not mending.show(options.root) else Exit.PROBLEMS
    if options.fix:
        mending.mend(options.root)
        return _check(options)
    try:
        return _check(options)
    except ProblemsFoundError as error:
        options.tell(error.args)
        if options.format is not Format.JSON and (line := mending.offer(options.root, error.args)):
            print(line)
        return Exit.PROBLEMS


def _check(options: argparse.Namespace) -> int:
    with memory_of(options.root) as memory:
        found = or_problems(read_sources(options.root, today(), memory))
        known = or_problems(load_records(options.root, found, today(), memory))
        if may_be_foreign(options.root / "docs", chain.from_iterable(found.by_hand.values())):
            _refuse_foreign_files(options.root, found, memory)
    options.tell(notes(found, known))
    if options.format is not Format.JSON and not options.diff:
        papers = count(len(papers_of(found.listing, found.reviews)), "paper")
        reviews = count(len(found.reviews), "review")
        print(f"{reviews} of {papers}: no problem found")
    return Exit.DONE


def _refuse_foreign_files(root: Path, found: Sources, memory: Memory) -> None:
    # Half a second of loading, and then all pages have to be known.
    from .steps import library  # noqa: PLC0415

    library(root, found, memory)


def _outsider(options: argparse.Namespace) -> int:
    try:
        problems = outsider_problems(options.root, options.outsider)
    except ValueError as error:
        say(error)
        return Exit.USAGE
    if problems:
        raise ProblemsFoundError(*problems)
    print("Nothing was changed that a maintainer has to read")
    return Exit.DONE
