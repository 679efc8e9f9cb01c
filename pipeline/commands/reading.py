"""What commands read: the sources of a site, and what was found out of them before.

A check loads no more than this, and takes half as long for it.
"""

import argparse
import contextlib
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from platformdirs import user_cache_path

from ..checking.sources import Sources, read_sound_sources, read_sources
from ..files.memory import Memory
from .outcome import or_problems, say


def add_keep_going(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the option that `sources` reads."""
    text = "leave out reviews that have problems; their pages say so"
    parser.add_argument("--keep-going", action="store_true", help=text)


@contextmanager
def memory_of(root: Path) -> Iterator[Memory]:
    """What was found out of this site before, kept for the next time.

    It lies with the person and not in the site, where it could be anybody's: a forged one would
    have the program believe that something is right.
    """
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    file = user_cache_path("shoroku") / f"{name}.pickle"
    memory = Memory()
    memory.read(file)
    try:
        yield memory
    finally:
        with contextlib.suppress(OSError):  # without it the next time takes longer
            memory.write(file)


def sources(options: argparse.Namespace, memory: Memory) -> Sources:
    """What people wrote, without the reviews that have problems if that is asked for."""
    read = read_sound_sources if options.keep_going else read_sources
    found = or_problems(read(options.root, today(), memory))
    if found.left_out:
        say(*found.left_out, "warning: what is wrong with these reviews keeps them out")
    return found


def today() -> date:
    """The day, where it begins first: a reviewer there is not ahead of the time."""
    return datetime.now(timezone(timedelta(hours=14))).date()
