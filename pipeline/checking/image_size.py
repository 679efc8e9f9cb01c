"""How large an image is to be shown, and whether it moves, told before anything decodes it."""

import struct
from typing import BinaryIO, Final, NamedTuple

# Start of frame, but for the four codes that mean something else.
# https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_FILL: Final = 0xFF
_MAX_SEGMENTS: Final = 200


class ImageSize(NamedTuple):
    """Width and height in pixels, and whether the image has several pictures that follow."""

    width: int
    height: int
    moves: bool = False


_NONE: Final = ImageSize(0, 0)


def image_size(file: BinaryIO, suffix: str) -> ImageSize | None:
    """The size of an image, None where the file does not tell it.

    `file` begins as files of the kind that `suffix` names do.
    """
    try:
        size = _READERS[suffix](file)
    except (struct.error, ValueError):
        return None
    return size if size.width and size.height else None


def _png(file: BinaryIO) -> ImageSize:
    # https://www.w3.org/TR/png-3/#11IHDR
    kind, width, height = struct.unpack(">12x4sII", file.read(24))
    return ImageSize(width, height, _has_control(file)) if kind == b"IHDR" else _NONE


def _has_control(file: BinaryIO) -> bool:
    # What tells of an animation stands before the picture: https://www.w3.org/TR/png-3/#acTL-chunk
    file.seek(33)
    while len(head := file.read(8)) == 8 and not head.endswith(b"IDAT"):  # noqa: PLR2004 (bytes)
        if head.endswith(b"acTL"):
            return True
        file.seek(int.from_bytes(head[:4], "big") + 4, 1)
    return False


def _gif(file: BinaryIO) -> ImageSize:
    # https://www.w3.org/Graphics/GIF/spec-gif89a.txt, sections 18 to 20: browsers give the first
    # picture the room that it asks for, whatever the screen's size.
    width, height, flags = struct.unpack("<6xHHBxx", file.read(13))
    _skip_colours(file, flags)
    if not _finds_picture(file):
        return _NONE
    left, top, picture_width, picture_height = struct.unpack("<HHHH", file.read(8))
    size = ImageSize(max(width, left + picture_width), max(height, top + picture_height))
    return size._replace(moves=_finds_another(file))


def _finds_another(file: BinaryIO) -> bool:
    try:
        (flags,) = struct.unpack("B", file.read(1))
        _skip_colours(file, flags)
        file.seek(1, 1)
        _skip_blocks(file)
        return _finds_picture(file)
    except struct.error:
        return False


def _finds_picture(file: BinaryIO) -> bool:
    """Whether a picture follows; its place and size are then next."""
    while (kind := file.read(1)) == b"!":
        file.seek(1, 1)
        _skip_blocks(file)
    return kind == b","


def _skip_colours(file: BinaryIO, flags: int) -> None:
    if flags & 0x80:
        file.seek(3 << (flags & 7) + 1, 1)


def _skip_blocks(file: BinaryIO) -> None:
    while length := struct.unpack("B", file.read(1))[0]:
        file.seek(length, 1)


def _webp(file: BinaryIO) -> ImageSize:
    # https://www.rfc-editor.org/rfc/rfc9649#section-2.5 and 2.6 and 2.7
    header = file.read(30)
    match header[12:16]:
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", header, 26)
            return ImageSize(width & 0x3FFF, height & 0x3FFF)
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", header, 21)
            return ImageSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case b"VP8X":
            low, high, low_height, high_height = struct.unpack_from("<HBHB", header, 24)
            moves = bool(header[20] & 0x02)
            return ImageSize((low | high << 16) + 1, (low_height | high_height << 16) + 1, moves)
    return _NONE


def _jpeg(file: BinaryIO) -> ImageSize:
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
            return ImageSize(width, height)
        file.seek(length - 2, 1)
    return _NONE


_READERS: Final = {".png": _png, ".gif": _gif, ".webp": _webp, ".jpg": _jpeg, ".jpeg": _jpeg}
