"""Images of reviews: small raster files in one folder, each what its name says."""

import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..problems.problem import Code
from ..words.catalogue import translatable
from .image_size import ImageSize, image_size

IMAGE = Code(
    "image",
    translatable(
        "An image is missing, too large, one too many, of another kind, or moves; or, as a note, "
        "it says nothing to those who cannot see it."
    ),
    translatable(
        "`![](images/loss.png)` is to be `![The loss falls and levels off](images/loss.png)`."
    ),
)

FOLDER: Final = "reviews/images"
MAX_BYTES: Final = 1_000_000
MAX_SIDE: Final = 4_000
"""In pixels: a few kilobytes may unfold to gigabytes where they are shown."""

# The first bytes of each kind, where a dot stands for any byte.
# PNG: https://www.w3.org/TR/png-3/#5PNG-file-signature, GIF: https://www.w3.org/Graphics/GIF/spec-gif89a.txt,
# JPEG: https://www.w3.org/Graphics/JPEG/itu-t81.pdf (SOI), WebP: https://www.rfc-editor.org/rfc/rfc9649#section-2.4
_SIGNATURES: Final[Mapping[str, re.Pattern[bytes]]] = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
_SIGNATURE_LENGTH: Final = 12
_NO_FILE: Final = "must be a regular file, not a link or folder"
_NAME: Final = re.compile(r"images/(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)", re.ASCII)


def image_name(address: str) -> str | None:
    """The name of the file in the folder of images, None where `address` is elsewhere."""
    match = _NAME.fullmatch(address)
    return match["name"] if match else None


@dataclass(frozen=True, slots=True)
class Image:
    """What is wrong with an image, None if nothing is, and how many pixels it has."""

    flaw: str | None
    pixels: int = 0


def read_images(folder: Path) -> dict[str, Image]:
    """All images of the folder by their names; what is hidden is told elsewhere."""
    return {file.name: read_image(folder, file.name) for file in sorted(folder.glob("[!.]*"))}


def read_image(folder: Path, name: str) -> Image:
    """The image of this name; `folder` is that of all images."""
    file = folder / name
    if file.suffix not in _SIGNATURES:
        return Image("must be a PNG, JPEG, GIF or WebP file, and named so in lower case")
    if folder.is_symlink():
        return Image(_NO_FILE)
    try:
        return read_image_file(file, file.suffix)
    except FileNotFoundError:
        return Image(f"is not in {FOLDER}/")


def read_image_file(file: Path, suffix: str) -> Image:
    """The image in a file, wherever that is, of the kind that `suffix` names.

    Raises OSError where there is no such file.
    """
    if clause := _file_flaw(file, suffix):
        return Image(clause)
    with file.open("rb") as opened:
        size = image_size(opened, suffix)
    clause = _size_flaw(size)
    return Image(clause, size.width * size.height if size else 0)


def _file_flaw(file: Path, suffix: str) -> str | None:
    if suffix not in _SIGNATURES:
        return "must be a PNG, JPEG, GIF or WebP file"
    status = file.lstat()
    if not stat.S_ISREG(status.st_mode):
        return _NO_FILE
    if status.st_size > MAX_BYTES:
        return f"has {status.st_size:,} bytes; {MAX_BYTES:,} are allowed"
    with file.open("rb") as opened:
        if not _SIGNATURES[suffix].match(opened.read(_SIGNATURE_LENGTH)):
            return f"is no {suffix.removeprefix('.').upper()} file, whatever its name says"
    return None


def _size_flaw(size: ImageSize | None) -> str | None:
    if size is None:
        return "is damaged: its header does not tell its width and height"
    if max(size.width, size.height) > MAX_SIDE:
        return f"is {size.width:,} by {size.height:,} pixels; {MAX_SIDE:,} a side are allowed"
    # A megabyte holds thousands of pictures, and nobody could stop them:
    # https://www.w3.org/WAI/WCAG22/Understanding/pause-stop-hide
    return "moves, and readers could not stop it; save one of its pictures" if size.moves else None
