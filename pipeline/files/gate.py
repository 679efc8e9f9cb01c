"""The gate: what a file must be before anything reads it as text, YAML or Markdown."""

import stat
from collections.abc import Iterator
from pathlib import Path

from ..problems.problem import Code, Problem
from ..text.signs import complaints, is_plain, without_unseen
from ..words.catalogue import translatable

ENCODING = Code(
    "encoding",
    translatable("A file is not UTF-8."),
    translatable("an editor saved a Japanese review as Shift JIS; save it again as UTF-8."),
)
SIZE = Code(
    "size",
    translatable("A file, a line or a part of a review is longer than anyone would read."),
    translatable("a table of results was pasted whole; keep the rows that you write about."),
)
CHARACTER = Code(
    "character",
    translatable(
        "A character cannot be seen, covers its neighbours, or changes how they are read."
    ),
    translatable("a zero-width space came along with a copied sentence; type the sentence anew."),
)
FILE_KIND = Code(
    "file-kind",
    translatable("A file is a link or a folder, or stands where it does not belong."),
    translatable("`reviews/notes.txt` is no review; move it out of `reviews/`."),
)

MAX_BYTES = 64 * 1024
MAX_LINE = 8_000

_BOM = "\ufeff"


def read_text(file: Path, path: str, most_bytes: int = MAX_BYTES) -> str | list[Problem]:
    """Read a small regular file of visible UTF-8, or every reason why it is none.

    `path` is what problems call the file.
    Raises OSError where there is no such file.
    """
    text, problems = read_with_problems(file, path, most_bytes)
    return text if text is not None and not problems else problems


def read_with_problems(
    file: Path, path: str, most_bytes: int = MAX_BYTES
) -> tuple[str | None, list[Problem]]:
    """Read a file as `read_text` does: its text, None where nobody can read it, and all problems.

    What nobody sees is told, and left out of the text, so that it hides nothing else.
    Raises OSError where there is no such file.
    """
    text = read_any_text(file, path, most_bytes)
    return (None, text) if isinstance(text, list) else seen_text(text, path)


def seen_text(text: str, path: str) -> tuple[str, list[Problem]]:
    """What can be seen of a text, and what is wrong with it."""
    problems = list(text_problems(text, path))
    return without_unseen(text) if problems else text, problems


def read_any_text(file: Path, path: str, most_bytes: int = MAX_BYTES) -> str | list[Problem]:
    """As `read_text`, but whatever the text holds, to be seen or not."""
    # A link may lead to any file of the machine that builds the site.
    status = file.lstat()
    if not stat.S_ISREG(status.st_mode):
        return [Problem(path, 1, "must be a regular file, not a link or folder", FILE_KIND)]
    if status.st_size > most_bytes:
        message = f"has {status.st_size:,} bytes; {most_bytes:,} are allowed"
        return [Problem(path, 1, message, SIZE)]
    try:
        return file.read_bytes().decode()
    except UnicodeDecodeError as error:
        return [Problem(path, 1, f"is not UTF-8 at byte {error.start}", ENCODING)]


def text_problems(text: str, path: str) -> Iterator[Problem]:
    """Every reason why a text is not visible, line by line."""
    lines = text.split("\n")
    if is_plain(text) and "\r" not in text and len(max(lines, key=len)) <= MAX_LINE:
        return
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            message = f"the line has {len(line):,} characters; {MAX_LINE:,} are allowed"
            yield Problem(path, number, message, SIZE)
        if number == 1 and line.startswith(_BOM):
            message = "save the file as UTF-8 without BOM, the invisible character it begins with"
            yield Problem(path, number, message, CHARACTER)
        for complaint in complaints(line.removeprefix(_BOM) if number == 1 else line):
            yield Problem(path, number, complaint, CHARACTER)
        if "\r" in line.removesuffix("\r"):
            message = "a carriage return stands within the line; break lines by line feeds"
            yield Problem(path, number, message, CHARACTER)
