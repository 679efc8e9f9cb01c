"""What `candidates --resolve` does: the queue's titles get their ids, or it is told why not."""

import argparse
import sys
from typing import TYPE_CHECKING

from ..text.signs import written_out
from ..written.settings import read_settings
from .outcome import Exit, ProblemsFoundError, count, or_problems, say

if TYPE_CHECKING:
    from ..resolving.resolve import Resolved


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the option that asks for it."""
    parser.add_argument(
        "--resolve",
        action="store_true",
        help="find arXiv ids and published versions of the titles in the queue that lack them",
    )


def run(options: argparse.Namespace) -> int:
    """Find out what the titles in the queue of `options.collection` are; write down what is sure.

    `options` are also those of `arxiv.options`: the budget in seconds, and whether to be quiet.
    """
    # Half a second of loading that no other command has to wait for.
    from ..arxiv.progress import Standing, shown_on  # noqa: PLC0415
    from ..arxiv.service import SettingsError  # noqa: PLC0415
    from ..resolving.asking import Asker  # noqa: PLC0415
    from ..resolving.resolve import resolve  # noqa: PLC0415

    settings = or_problems(read_settings(options.root)).settings
    contact = settings.forge.address if settings.forge else None
    try:
        asker = Asker(options.root, contact=contact, budget_s=options.budget)
        with shown_on(sys.stderr, quiet=options.quiet) as progress:

            def tell(done: int, total: int) -> None:
                progress.at(
                    Standing(done=done, total=total, requests=asker.requests, seconds_left=None)
                )

            ended = resolve(options.root, options.collection, asker, tell)
    except (SettingsError, ValueError) as error:
        say(error)
        return Exit.PROBLEMS
    if isinstance(ended, list):
        raise ProblemsFoundError(*ended)
    return _told(ended, options)


def _told(ended: "Resolved", options: argparse.Namespace) -> int:
    if not options.quiet:
        for line in ended.found:
            print(written_out(line))
    options.tell([*ended.doubts, *ended.unasked])
    parts = [
        f"{len(ended.found)} resolved",
        f"{ended.settled} known before or skipped",
        f"{count(len(ended.doubts), 'doubt')} to decide",
        f"{ended.nothing} not found",
        f"{ended.left} could not be asked",
    ]
    print(f"{count(ended.entries, 'title')}: {', '.join(parts)}")
    return Exit.INCOMPLETE if ended.left else Exit.DONE
