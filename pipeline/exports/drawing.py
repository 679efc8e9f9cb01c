"""Share cards, drawn: in four shades of a colour, the same bytes for the same card.

The fonts stand in `fonts/`, so that a card looks the same wherever its site is built.
No letter is drawn that they do not have: a line with such a one is left out.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from ..written.reviews import DEPTHS
from .cards import HEIGHT, WIDTH, Card

_FONTS: Final = Path(__file__).parent / "fonts"
# In this order: letters of the West, signs, and letters of the East.
_FILES: Final = ("letters.ttf", "signs.ttf", "east.otf")
_MISSING: Final = "\uffff"  # which no font draws

_PALETTE: Final = bytes.fromhex("f8f9fb aab3cc 5b6b9b 0b1f66")
_FAINTEST, _FAINT, _INK = 1, 2, 3  # their places in the palette
_WHOLE: Final = 255  # how much a letter covers of a pixel within it
_PIXELS: Final = 4  # in a byte
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_BY_PALETTE: Final = 3
_EFFORT: Final = 4  # twice the time would save a twentieth of the bytes

_BAR: Final = 8  # pixels, as all below
_LEFT, _RIGHT = 34, WIDTH - 26
_SITE_LINE, _TITLE_TOP, _NOTE_LINE = 38, 56, HEIGHT - 26
_SMALL: Final = 17
_MOST_TITLE: Final = 152
_TITLE_SIZES: Final = (36, 31, 27, 23, 20, 18)
_LEADING: Final = 1.28
_STEP, _NEXT_STEP, _BESIDE_STEPS = 12, 16, 54

_BREAKS: Final = re.compile("( )")
# Letters between any two of which a line may end.
_EAST: Final = re.compile(r"([\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef])")
# But none begins or ends with these: https://www.w3.org/TR/jlreq/#line_breaking
_NO_START: Final = frozenset(
    "、。，．・：；？！ー」』）】〉》〕］｝々ゝゞ‐ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NO_END: Final = frozenset("「『（【〈《〔［｛")
_CUT: Final = "…"
_KEPT: Final = 64
"""How many lines are kept: a paper's cards in all languages have most of theirs in common."""


@dataclass(frozen=True, slots=True, eq=False)
class _Glyph:
    places: npt.NDArray[np.intp]
    """The pixels that it colours, as steps in the sheet from its place on the baseline."""
    shades: npt.NDArray[np.uint8]
    """How it colours each."""
    advance: float


_NOTHING: Final = _Glyph(np.zeros(0, np.intp), np.zeros(0, np.uint8), 0.0)
"""Instead of a letter that no font has."""


def drawn(card: Card) -> bytes:
    """The card as a PNG."""
    sheet = _Sheet()
    sheet.write(card.site, _SMALL, 1, _SITE_LINE, _FAINT)
    title = card.title if _can_draw(card.title) else card.instead
    size = _title_size(title)
    end = sheet.write(title, size, _most_lines(size), _TITLE_TOP + size, _INK)
    sheet.write(card.authors, _SMALL, 2, end + _SMALL // 2, _FAINT)
    sheet.write(card.notice, _SMALL, 1, _NOTE_LINE - 2 * _STEP, _INK)
    sheet.steps(card.depth)
    sheet.write(card.note, _SMALL, 1, _NOTE_LINE, _INK, _BESIDE_STEPS if card.depth else 0)
    return sheet.as_png()


class _Sheet:
    """What is drawn on; each pixel is a place in the palette."""

    def __init__(self) -> None:
        self._shades = np.zeros((HEIGHT, WIDTH), np.uint8)
        self._shades[:, :_BAR] = _INK

    def write(  # noqa: PLR0913, PLR0917 (what is written, and how and where)
        self, text: str, size: int, most: int, baseline: int, ink: int, shift: int = 0
    ) -> int:
        """Write a text in `most` lines at most; returns the baseline of the one behind them."""
        for line in _lines(text, size, most, _RIGHT - _LEFT - shift):
            places, shades = _drawn(line, size, ink)
            # A letter may be larger than a sheet has room for.
            self._shades.put(places + (baseline * WIDTH + _LEFT + shift), shades, mode="clip")
            baseline += round(size * _LEADING)
        return baseline

    def steps(self, depth: int) -> None:
        """Draw as many steps as there are, as many of them full as the paper was read deep."""
        for step in range(len(DEPTHS) if depth else 0):
            left = _LEFT + step * _NEXT_STEP
            shade = _INK if step < depth else _FAINTEST
            self._shades[_NOTE_LINE - _STEP : _NOTE_LINE, left : left + _STEP] = shade

    def as_png(self) -> bytes:
        """The sheet in its shades: https://www.w3.org/TR/png-3/."""
        packed = np.zeros((HEIGHT, 1 + WIDTH // _PIXELS), np.uint8)  # no filter, which is a 0
        four = self._shades.view("<u4")
        packed[:, 1:] = four << 6 | four >> 4 | four >> 14 | four >> 24
        chunks = {
            b"IHDR": struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8 // _PIXELS, _BY_PALETTE, 0, 0, 0),
            b"PLTE": _PALETTE,
            b"IDAT": zlib.compress(packed.tobytes(), _EFFORT),
            b"IEND": b"",
        }
        return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks.items())


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


@lru_cache(_KEPT)
def _drawn(line: str, size: int, ink: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.uint8]]:
    """The pixels that a line colours, as steps from where it begins, and how it colours each."""
    glyphs = [_glyph(sign, size, ink) for sign in line]
    lefts = accumulate((glyph.advance for glyph in glyphs[:-1]), initial=0.0)
    starts = np.repeat([*map(round, lefts)], [glyph.places.size for glyph in glyphs])
    shades = np.concatenate([glyph.shades for glyph in glyphs])
    return np.concatenate([glyph.places for glyph in glyphs]) + starts, shades


@lru_cache(_KEPT)
def _title_size(title: str) -> int:
    """The largest size in which the title fits, else the smallest."""
    room = _RIGHT - _LEFT
    largest = _TITLE_SIZES[0]
    width = _width(title, largest)
    for size in _TITLE_SIZES:
        most = _most_lines(size)
        may_fit = width * size / largest < most * room
        if may_fit and len(_broken(title, size, room)) <= most:
            return size
    return _TITLE_SIZES[-1]


def _most_lines(size: int) -> int:
    return int(_MOST_TITLE / (size * _LEADING))


@lru_cache(_KEPT)
def _lines(text: str, size: int, most: int, room: int) -> Sequence[str]:
    """The text in `most` lines at most, none where a letter of it cannot be drawn."""
    if not _can_draw(text):
        return []
    lines = _broken(text, size, room)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and _width(last + _CUT, size) > room:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + _CUT]


def _broken(text: str, size: int, room: int) -> list[str]:
    lines = [""]
    width = 0.0
    for piece in _pieces(text, size, room):
        step = _width(piece, size)
        if width + step > room and piece != " ":
            lines.append("")
            width = 0.0
        if lines[-1] or piece != " ":
            lines[-1] += piece
            width += step
    return [line.rstrip() for line in lines if line]


def _pieces(text: str, size: int, room: int) -> Iterator[str]:
    """What stays on one line, each with what must not be parted from it."""
    for word in filter(None, _BREAKS.split(text)):
        held = ""
        for piece in filter(None, _EAST.split(word)):
            if held and piece[0] not in _NO_START and held[-1] not in _NO_END:
                yield from _cut(held, size, room)
                held = ""
            held += piece
        yield from _cut(held, size, room)


def _cut(piece: str, size: int, room: int) -> Iterable[str]:
    return [piece] if _width(piece, size) <= room else piece


def _width(text: str, size: int) -> float:
    return sum([_glyph(sign, size).advance for sign in text])


def _can_draw(text: str) -> bool:
    return _NOTHING not in {_glyph(sign, _SMALL) for sign in set(text)}


@cache
def _glyph(sign: str, size: int, ink: int = _INK) -> _Glyph:
    """How a letter is drawn, or `_NOTHING`."""
    for name in _FILES:
        found = _from(name, sign, size)
        if found != _from(name, _MISSING, size):
            image, left, top, advance = found
            shades = np.rint(np.asarray(image) * (ink / _WHOLE)).astype(np.uint8)
            down, right = shades.nonzero()
            return _Glyph((top + down) * WIDTH + left + right, shades[down, right], advance)
    return _NOTHING


@cache
def _from(name: str, sign: str, size: int) -> tuple[Image.Image, int, int, float]:
    """How much a letter of a font covers, where that begins, and how wide the letter is."""
    font = _font(name, size)
    left, top, right, bottom = map(int, font.getbbox(sign, anchor="ls"))
    advance = font.getlength(sign)
    image = Image.new("L", (max(right - left, 0), max(bottom - top, 0)))
    ImageDraw.Draw(image).text((-left, -top), sign, fill=_WHOLE, font=font, anchor="ls")
    return image, left, top, advance


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # Without a library that a machine may have or not, which would place letters otherwise.
    basic = ImageFont.Layout.BASIC
    return ImageFont.truetype(str(_FONTS / name), size, layout_engine=basic)
