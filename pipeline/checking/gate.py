"""The gate: what a file must be before anything reads it as text, YAML or Markdown."""

import stat
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipeline.problems import Code, Problem

MAX_BYTES = 64 * 1024
MAX_LINE = 8_000

_WRITTEN = "\t\n\r"
# Control, format, surrogate and private characters, line and paragraph separators.
# https://www.unicode.org/reports/tr44/#General_Category_Values
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
# Letters, marks and symbols that draw nothing: fillers, joiners, the empty Braille cell.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")


def read_text(file: Path, path: str, most_bytes: int = MAX_BYTES) -> str | list[Problem]:
    """Read a small regular file of visible UTF-8, or every reason why it is none.

    `path` is what problems call the file.
    Raises OSError where there is no such file.
    """
    # A link may lead to any file of the machine that builds the site.
    status = file.lstat()
    if not stat.S_ISREG(status.st_mode):
        return [Problem(path, 1, "must be a regular file, not a link or folder", Code.FILE_KIND)]
    if status.st_size > most_bytes:
        message = f"has {status.st_size:,} bytes; {most_bytes:,} are allowed"
        return [Problem(path, 1, message, Code.SIZE)]
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError as error:
        return [Problem(path, 1, f"is not UTF-8 at byte {error.start}", Code.ENCODING)]
    return list(_problems(text, path)) or text


def _problems(text: str, path: str) -> Iterator[Problem]:
    unseen = frozenset(filter(_is_unseen, set(text)))
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            message = f"the line has {len(line):,} characters; {MAX_LINE:,} are allowed"
            yield Problem(path, number, message, Code.SIZE)
        for sign in sorted(unseen.intersection(line)):
            yield Problem(path, number, _remedy(sign, number), Code.CHARACTER)
        if "\r" in line.removesuffix("\r"):
            message = "a carriage return stands within the line; break lines by line feeds"
            yield Problem(path, number, message, Code.CHARACTER)


@cache
def _is_unseen(sign: str) -> bool:
    if sign in _WRITTEN:
        return False
    return (
        unicodedata.category(sign) in _UNSEEN_CATEGORIES
        or sign in _UNSEEN
        or _is_noncharacter(ord(sign))
    )


def _is_noncharacter(code: int) -> bool:
    # https://www.unicode.org/faq/private_use.html#nonchar4
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 (code points)


def _remedy(sign: str, line: int) -> str:
    if sign == "\ufeff" and line == 1:
        return "save the file as UTF-8 without BOM, the invisible character that it begins with"
    return f"remove the invisible {_named(sign)}"


def _named(sign: str) -> str:
    return f"character U+{ord(sign):04X} ({unicodedata.name(sign, 'control').lower()})"
