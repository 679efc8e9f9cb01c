"""The program as a digest: what was made by another one may be different."""

import hashlib
import platform
import sys
from functools import cache
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parents[1]


@cache
def program_digest() -> bytes:
    """A digest of all files of the program, of what is installed beside it, and of Python.

    It is of what is there when it is asked for first.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    installed = {info.name for folder in sys.path for info in Path(folder).glob("*.dist-info")}
    digest.update("\n".join(sorted(installed)).encode())
    for file in sorted(_PACKAGE.rglob("*.*")):
        if file.is_file() and file.suffix != ".pyc":
            digest.update(f"{file.relative_to(_PACKAGE)}\0{file.stat().st_size}\0".encode())
            digest.update(file.read_bytes())
    return digest.digest()
