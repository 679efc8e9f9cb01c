"""The program as an extension of Sphinx."""

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from . import __version__, search
from .site import parts


def _digest_of_program() -> int:
    digest = hashlib.sha256()
    for kind in ("py", "js", "css", "html", "toml", "po"):
        for file in sorted(Path(__file__).parent.rglob(f"*.{kind}")):
            digest.update(file.read_bytes())
    return int.from_bytes(digest.digest()[:4])


# A number that changes with the program and all that it brings: no page outlives it.
# Read when the code is loaded, as the files may soon be newer.
_PROGRAM = _digest_of_program()


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
