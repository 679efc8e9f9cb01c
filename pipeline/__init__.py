"""Turns a list of papers and a folder of Markdown reviews into a searchable site."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.2.0"

# A site's conf.py calls the program by the name that it is installed under; so does the folder
# of the sources, from which it runs without being installed.
sys.modules.setdefault("shoroku", sys.modules[__name__])


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Make the pages, the theme and the search known to Sphinx, which calls this."""
    # Sphinx's side takes a second to load, which no other command has to wait for.
    from . import extension  # noqa: PLC0415

    return extension.setup(app)
