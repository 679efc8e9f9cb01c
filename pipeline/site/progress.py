"""When a process that builds begins, which is upon an order, and when its pages are there.

What can be done before the order, such as loading what Sphinx remembers of the last build, is done
while nobody waits for it.
"""

import contextlib
import gc
import logging
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # who only watches a build does not wait for it
    from sphinx.application import Sphinx

PIPE = "SHOROKU_PAGES"
"""The variable that names the pipe, in the environment of a process that builds upon an order."""

THERE = b"."

_LAST = 1_000  # after all that prepares a build


def register(app: "Sphinx") -> None:
    """Register the handler."""
    if app.quiet:  # else a record is made of each message, some twenty a page, and then dropped
        logging.getLogger("sphinx").setLevel(logging.WARNING)
    app.connect("builder-inited", lambda app: _wait_for_order(), priority=_LAST)


def _wait_for_order() -> None:
    """Wait for a line, where orders come; without it, as when the parent is gone, end."""
    if PIPE in os.environ:
        if not sys.stdin.readline():
            sys.exit(1)
        gc.freeze()
        gc.enable()


def pages_are_there() -> None:
    """Tell whoever waits at the pipe, if anybody does."""
    if pipe := os.environ.pop(PIPE, ""):
        with contextlib.suppress(BrokenPipeError):
            os.write(int(pipe), THERE)
        os.close(int(pipe))
