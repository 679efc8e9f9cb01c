"""How large an image is to be shown, as its header tells before anything decodes it."""

import struct
from typing import BinaryIO, Final

# Start of frame, but for the four codes that mean something else.
# https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_FILL: Final = 0xFF
_MAX_SEGMENTS: Final = 200


def image_size(file: BinaryIO, suffix: str) -> tuple[int, int] | None:
    """Width and height in pixels, None where the header does not tell them.

    `file` begins as files of the kind that `suffix` names do.
    """
    try:
        width, height = _READERS[suffix](file)
    except (struct.error, ValueError):
        return None
    return (width, height) if width and height else None


def _png(file: BinaryIO) -> tuple[int, int]:
    # https://www.w3.org/TR/png-3/#11IHDR
    kind, width, height = struct.unpack(">12x4sII", file.read(24))
    return (width, height) if kind == b"IHDR" else (0, 0)


def _gif(file: BinaryIO) -> tuple[int, int]:
    # https://www.w3.org/Graphics/GIF/spec-gif89a.txt, sections 18 to 20: browsers give the first
    # picture the room that it asks for, whatever the screen's size.
    width, height, flags = struct.unpack("<6xHHBxx", file.read(13))
    if flags & 0x80:
        file.seek(3 << (flags & 7) + 1, 1)
    for _ in range(_MAX_SEGMENTS):
        kind = file.read(1)
        if kind == b",":
            left, top, picture_width, picture_height = struct.unpack("<HHHH", file.read(8))
            return max(width, left + picture_width), max(height, top + picture_height)
        if kind != b"!":
            break
        file.seek(1, 1)
        while length := struct.unpack("B", file.read(1))[0]:
            file.seek(length, 1)
    return 0, 0


def _webp(file: BinaryIO) -> tuple[int, int]:
    # https://www.rfc-editor.org/rfc/rfc9649#section-2.5 and 2.6 and 2.7
    header = file.read(30)
    match header[12:16]:
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", header, 26)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", header, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            low, high, low_height, high_height = struct.unpack_from("<HBHB", header, 24)
            return (low | high << 16) + 1, (low_height | high_height << 16) + 1
    return 0, 0


def _jpeg(file: BinaryIO) -> tuple[int, int]:
    file.seek(2)
    for _ in range(_MAX_SEGMENTS):
        sign, marker = struct.unpack(">BB", file.read(2))
        while marker == _FILL:
            (marker,) = struct.unpack(">B", file.read(1))
        if sign != _FILL:
            break
        (length,) = struct.unpack(">H", file.read(2))
        if marker in _FRAMES:
            height, width = struct.unpack(">xHH", file.read(5))
            return width, height
        file.seek(length - 2, 1)
    return 0, 0


_READERS: Final = {".png": _png, ".gif": _gif, ".webp": _webp, ".jpg": _jpeg, ".jpeg": _jpeg}
