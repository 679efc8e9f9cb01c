"""Files put into a ZIP archive, which of the same files is the same, whenever and wherever."""

import zipfile
from typing import Final

_FIRST: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time that the format can tell
_FILE: Final = 0o100644 << 16
_UNIX: Final = 3


def pack(
    archive: zipfile.ZipFile, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED
) -> None:
    """Put a file into the archive, as of no time and no machine."""
    member = zipfile.ZipInfo(name, _FIRST)
    member.compress_type = method
    member.create_system, member.external_attr = _UNIX, _FILE
    archive.writestr(member, content)
