"""Templates as Python has compiled them, kept for the next build: it took a twentieth of one.

What is kept lies with the person, as what was found out of a site does.
"""

import contextlib
from functools import cache

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from platformdirs import user_cache_path

from ..files.program import program_digest


class _Kept(FileSystemBytecodeCache):
    """Keeps what the same program compiled, as another one may have other rules, where it can."""

    def get_source_checksum(self, source: str) -> str:
        """A digest of all that decides what a template becomes."""
        return super().get_source_checksum(program_digest().hex() + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept, if anything was."""
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it; without that the next time takes longer."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def kept_templates() -> FileSystemBytecodeCache:
    """Where they are kept."""
    folder = user_cache_path("shoroku") / "templates"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return _Kept(str(folder))
