"""Files replaced as a whole: a reader sees the old text or the new one, never a part."""

import contextlib
import os
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

_SUFFIX = ".tmp"


def write_atomically(path: Path, text: str, *, durable: bool = True) -> None:
    """Replace `path` by `text` (UTF-8) so that neither a kill nor a full disk leaves a part of it.

    What is not `durable` is written in half the time, but a power cut may take it.
    Raises OSError where the folder cannot be written; the old file is then as it was.
    """
    write_bytes_atomically(path, text.encode(), durable=durable)


def write_bytes_atomically(path: Path, content: bytes, *, durable: bool = True) -> None:
    """As `write_atomically`, for what is no text."""
    # Its name is as good as that of `tempfile.mkstemp`, which takes as long as all else together.
    # `path` may be Sphinx's, whose methods are those of a string where both have them.
    temporary = Path(path.parent, f".{path.name}.{uuid4().hex[:8]}{_SUFFIX}")
    file = _opened(temporary)
    try:
        with file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.chmod(0o644)  # a site is for everybody, whoever builds it
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        _sync_folder(path.parent)


def _opened(new: Path) -> BinaryIO:
    try:
        return new.open("xb")
    except FileNotFoundError:  # of most files, the folder is there
        new.parent.mkdir(parents=True, exist_ok=True)
        return new.open("xb")


def write_if_changed(path: Path, content: str | bytes, *, durable: bool) -> None:
    """As `write_atomically`, but leave a file alone that holds the content already.

    A file written anew, be it with the same text, has Sphinx read all that shows it again.
    """
    written = content.encode() if isinstance(content, str) else content
    if not path.is_file() or path.read_bytes() != written:
        write_bytes_atomically(path, written, durable=durable)


def remove_leftovers(folder: Path, *, before: float) -> None:
    """Remove what killed processes left of their writing in `folder`.

    `before` is in seconds since the epoch: what is younger may still be in use.
    """
    for path in folder.glob(f".*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < before:
                path.unlink()


def _sync_folder(folder: Path) -> None:
    # The new name is on the disk only once its folder is.  Windows has no such call.
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
