"""Few pages are read by one process.

Where Sphinx has processes to share the work, each of them hands over all that is known of the
site, even if it has read a single page.
"""

from functools import partial
from typing import Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_MANY: Final = 50
"""Pages that are read in the time that a process takes to hand over what is known of thousands."""


def register(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("env-before-read-docs", _keep_to_one)
    app.connect("env-updated", partial(_let_all_write, app.parallel))


def _keep_to_one(app: Sphinx, _env: BuildEnvironment, pages: list[str]) -> None:
    if len(pages) < _MANY:
        app.parallel = 1


def _let_all_write(processes: int, app: Sphinx, _env: BuildEnvironment) -> list[str]:
    app.parallel = processes
    return []
