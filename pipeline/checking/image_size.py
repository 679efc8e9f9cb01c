"""How large an image is to be shown, as its header tells before anything decodes it."""

import struct
from typing import BinaryIO, Final

# Start of frame, but for the four codes that mean something else.
# https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_FILL: Final = 0xFF
_MAX_SEGMENTS: Final = 200
_HEADER_BYTES: Final = 30


def image_size(file: BinaryIO, suffix: str) -> tuple[int, int] | None:
    """Width and height in pixels, None where the header does not tell them.

    `file` begins as files of the kind that `suffix` names do.
    """
    try:
        if suffix in {".jpg", ".jpeg"}:
            width, height = _jpeg(file)
        else:
            read = {".png": _png, ".gif": _gif, ".webp": _webp}[suffix]
            width, height = read(file.read(_HEADER_BYTES))
    except (struct.error, ValueError):
        return None
    return (width, height) if width and height else None


def _png(header: bytes) -> tuple[int, int]:
    # https://www.w3.org/TR/png-3/#11IHDR
    kind, width, height = struct.unpack_from(">4sII", header, 12)
    return (width, height) if kind == b"IHDR" else (0, 0)


def _gif(header: bytes) -> tuple[int, int]:
    # https://www.w3.org/Graphics/GIF/spec-gif89a.txt, section 18
    width, height = struct.unpack_from("<HH", header, 6)
    return width, height


def _webp(header: bytes) -> tuple[int, int]:
    # https://www.rfc-editor.org/rfc/rfc9649#section-2.5 and 2.6 and 2.7
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
        (length,) = struct.unpack(">H", file.read(2))
        if sign != _FILL:
            break
        if marker in _FRAMES:
            height, width = struct.unpack(">xHH", file.read(5))
            return width, height
        file.seek(length - 2, 1)
    return 0, 0
