"""The program as a digest: what was made by another one may be different."""

import hashlib
import platform
import sys
from functools import cache
from pathlib import Path
from typing import Final

from .states import contents, files_below

_PACKAGE: Final = Path(__file__).parents[1]
_COMPILED: Final = "/__pycache__/"


@cache
def program_digest() -> bytes:
    """A digest of all files of the program, of what is installed beside it, and of Python.

    It is of what is there when it is asked for first.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    installed = {info.name for folder in sys.path for info in Path(folder).glob("*.dist-info")}
    digest.update("\n".join(sorted(installed)).encode())
    names = files_below(_PACKAGE.parent, _PACKAGE.name)
    own = sorted(name for name in names if _COMPILED not in name)
    for name, content in contents(_PACKAGE.parent, own):
        digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return digest.digest()
