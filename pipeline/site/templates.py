"""Templates as Python has compiled them, kept for the next build: it took a twentieth of one.

What is kept lies with the person, as what was found out of a site does.
"""

import os
from functools import cache

from jinja2 import FileSystemBytecodeCache
from platformdirs import user_cache_path

from ..files.program import program_digest


class _Kept(FileSystemBytecodeCache):
    """Keeps what the same program compiled: another one may have other rules."""

    def get_source_checksum(self, source: str) -> str:
        """A digest of all that decides what a template becomes."""
        return super().get_source_checksum(program_digest().hex() + source)


@cache
def kept_templates() -> FileSystemBytecodeCache | None:
    """Where they are kept, None where nothing can be."""
    folder = user_cache_path("shoroku") / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return _Kept(str(folder)) if os.access(folder, os.W_OK) else None
