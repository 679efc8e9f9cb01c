"""How a build says that its pages are there, to whom does not wait for the index of the search."""

import contextlib
import os

PIPE = "SHOROKU_PAGES"
"""The variable that names the pipe, in the environment of a process that builds."""

THERE = b"."


def pages_are_there() -> None:
    """Tell whoever waits at the pipe, if anybody does."""
    if pipe := os.environ.pop(PIPE, ""):
        with contextlib.suppress(BrokenPipeError):
            os.write(int(pipe), THERE)
        os.close(int(pipe))
