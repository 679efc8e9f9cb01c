"""The program as an extension of Sphinx."""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from . import __version__
from .files.program import program_digest
from .search import parts as search
from .site import parts

# A number that changes with the program and all that it brings: no page outlives them.
# Read when the code is loaded, as the files may soon be newer.
_PROGRAM = int.from_bytes(program_digest()[:4])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part."""
    parts.register(app)
    search.register(app)
    return {
        "version": __version__,
        "env_version": _PROGRAM,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
