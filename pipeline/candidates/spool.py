"""A list as a plain file of this machine: unpacked, of one kind, and judged before it is read."""

import bz2
import codecs
import gzip
import hashlib
import io
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from .failures import ListError
from .kinds import Kind, kind_of

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STANDARD_INPUT: Final = "-"

MAX_LINE: Final = 2_000_000
"""In bytes: a record with the longest abstract and thousands of authors has less."""
MAX_LINES: Final = 20_000_000
MAX_UNPACKED: Final = 8 * 2**30
"""In bytes, of what is unpacked or comes by standard input, and so takes room on the disk."""
_MOST_GROWTH: Final = 200
"""Lists shrink to a tenth; zeros, to a thousandth."""
_FREE: Final = 2**24
"""So many bytes may come of nothing."""
_CHUNK: Final = 2**20
_SLICE: Final = 2**10
_HEAD: Final = 2 * MAX_LINE
"""What is looked at to tell the kind of a list: its first line is in it."""

_REFUSED: Final = {
    b"PK\x03\x04": "is a ZIP archive or a spreadsheet; unpack it, or save it as CSV",
    b"%PDF": "is a PDF; give a list of titles as text",
    b"\xff\xfe": "is UTF-16, not UTF-8; save it as UTF-8",
    b"\xfe\xff": "is UTF-16, not UTF-8; save it as UTF-8",
    b"\x1f\x8b": "is packed twice; unpack it first",
}


class _Reads(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Spooled:
    """A list that can be read."""

    path: Path
    kind: Kind
    digest: str
    """SHA-256 of the bytes that were given, in hexadecimal."""


class _Zstandard:
    """Reads as the others do, who can tell an end from a cut; 1 KB of it may be 32 MB."""

    def __init__(self, raw: BinaryIO) -> None:
        import zstandard  # noqa: PLC0415 (only few lists are packed so)

        self._raw = raw
        self._frames = zstandard.ZstdDecompressor(max_window_size=2**27)
        self._frame = self._frames.decompressobj()
        self._error = zstandard.ZstdError

    def read(self, _size: int = -1, /) -> bytes:
        while packed := self._raw.read(_SLICE):
            unpacked = b""
            try:
                while packed:
                    if self._frame.eof:
                        self._frame = self._frames.decompressobj()
                    unpacked += self._frame.decompress(packed)
                    packed = self._frame.unused_data
            except self._error as error:
                raise ValueError(str(error)) from error
            if unpacked:
                return unpacked
        if not self._frame.eof:
            raise EOFError
        return b""


def _gzip(raw: BinaryIO) -> _Reads:
    return gzip.GzipFile(fileobj=raw)


_PACKED: Final[dict[bytes, Callable[[BinaryIO], _Reads]]] = {
    b"\x1f\x8b": _gzip,
    b"\x28\xb5\x2f\xfd": _Zstandard,
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
}


@contextmanager
def spooled(name: str, folder: Path) -> Iterator[Spooled]:
    """The list called `name`, `-` being standard input; copies, if any, lie in `folder`.

    Raises ListError where it is none that can be read, and OSError where there is none.
    """
    with ExitStack() as stack:
        if name == STANDARD_INPUT:
            raw, in_place = sys.stdin.buffer, None
        else:
            path = Path(name).absolute()
            raw = stack.enter_context(_opened(path))
            in_place = _plain_path(path, folder) if path.is_file() else None
        yield _spooled(raw, name, in_place, folder)


def _opened(path: Path) -> BinaryIO:
    try:
        if path.is_dir():
            message = "is a folder; name a file in it"
            raise ListError(message)
        return path.open("rb")
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise ListError(message) from error


def _plain_path(path: Path, folder: Path) -> Path:
    """The file under a name in which DuckDB sees no pattern of names."""
    name = str(path)
    if name.isprintable() and not set("*?[]{}") & set(name):
        return path
    link = folder / "named"
    link.symlink_to(path)
    return link


def _spooled(raw: BinaryIO, name: str, in_place: Path | None, folder: Path) -> Spooled:
    source = _Hashing(raw)
    head = source.peek(_HEAD)
    unpack = next((by for magic, by in _PACKED.items() if head.startswith(magic)), None)
    stream: _Reads = source
    if unpack is not None:
        stream, in_place = _Unpacked(unpack(io.BufferedReader(source, _CHUNK)), source), None
        name = name.rpartition(".")[0] or name
        head = stream.peek(_HEAD)
    kind = _judged(head, name)
    check = _TextCheck(lines=kind.is_of_lines) if kind.is_text else None
    target = in_place or folder / f"list.{kind.value}"
    with ExitStack() as stack:
        copy = None if in_place else stack.enter_context(target.open("xb"))
        total = 0
        while chunk := stream.read(_CHUNK):
            total += len(chunk)
            if check:
                check.take(chunk)
            if copy:
                if total > MAX_UNPACKED:
                    message = f"has more than {MAX_UNPACKED >> 30} GB; give it as a file, unpacked"
                    raise ListError(message)
                copy.write(chunk)
        if check:
            check.end()
    return Spooled(target, kind, source.digest())


def _judged(head: bytes, name: str) -> Kind:
    if not head.strip():
        message = "is empty"
        raise ListError(message)
    for magic, message in _REFUSED.items():
        if head.startswith(magic):
            raise ListError(message)
    return kind_of(head, name)


class _Hashing(io.RawIOBase):
    """A stream whose bytes are counted and hashed as they are read."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._ahead = b""
        self._hash = hashlib.sha256()
        self.count = 0

    def peek(self, size: int) -> bytes:
        """What comes first, left to be read."""
        while len(self._ahead) < size and (more := self._raw.read(size - len(self._ahead))):
            self._ahead += more
        return self._ahead

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer)
        chunk = self.read(len(view))
        view[: len(chunk)] = chunk
        return len(chunk)

    def read(self, size: int = -1, /) -> bytes:
        chunk, self._ahead = self._ahead[:size], self._ahead[size:]
        chunk = chunk or self._raw.read(size)
        self._hash.update(chunk)
        self.count += len(chunk)
        return chunk

    def digest(self) -> str:
        """Of all bytes, to the end, whoever read them."""
        while self.read(_CHUNK):
            pass
        return self._hash.hexdigest()


class _Unpacked:
    """What a packed stream holds, as long as it grows no more than lists do."""

    def __init__(self, stream: _Reads, source: _Hashing) -> None:
        self._stream = stream
        self._source = source
        self._ahead = b""
        self._count = 0

    def peek(self, size: int) -> bytes:
        while len(self._ahead) < size and (more := self._read(size - len(self._ahead))):
            self._ahead += more
        return self._ahead

    def read(self, size: int = -1, /) -> bytes:
        chunk, self._ahead = self._ahead[:size], self._ahead[size:]
        return chunk or self._read(size)

    def _read(self, size: int) -> bytes:
        try:
            chunk = self._stream.read(size)
        except EOFError as error:
            message = "is cut off: what is packed in it has no end"
            raise ListError(message) from error
        except (zlib.error, lzma.LZMAError, OSError, ValueError) as error:
            message = f"is damaged and cannot be unpacked ({error})"
            raise ListError(message) from error
        self._count += len(chunk)
        if self._count > _FREE + _MOST_GROWTH * self._source.count:
            message = f"unpacks to more than {_MOST_GROWTH} times its size, as no list does"
            raise ListError(message)
        return chunk


class _TextCheck:
    """Whether bytes are UTF-8 without NUL, and of lines that are no longer than records are."""

    def __init__(self, *, lines: bool) -> None:
        self._lines = lines
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._line = 1
        self._length = 0

    def take(self, chunk: bytes) -> None:
        """Judge what comes next; raises ListError."""
        self._decode(chunk)
        if b"\0" in chunk:
            place = chunk.index(b"\0")
            message = f"holds a NUL character on line {self._line_at(chunk, place)}; it is no text"
            raise ListError(message)
        end = chunk.rfind(b"\n")
        self._line += chunk.count(b"\n")
        self._length = len(chunk) - end - 1 if end >= 0 else self._length + len(chunk)
        if self._lines and self._line > MAX_LINES:
            message = f"has more than {MAX_LINES:,} lines; take the question elsewhere by --sql"
            raise ListError(message)
        if self._lines and self._length > MAX_LINE:
            message = f"line {self._line} has more than {MAX_LINE:,} bytes; no record is so long"
            raise ListError(message)

    def end(self) -> None:
        """Judge what was left open; raises ListError."""
        self._decode(b"", final=True)

    def _decode(self, chunk: bytes, *, final: bool = False) -> None:
        try:
            self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            line = self._line_at(chunk, error.start)
            message = f"is not UTF-8 on line {line}; save it as UTF-8"
            raise ListError(message) from error

    def _line_at(self, chunk: bytes, place: int) -> int:
        return self._line + chunk.count(b"\n", 0, place)
