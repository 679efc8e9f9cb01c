"""A site's own words, `docs/locale/<lang>/LC_MESSAGES/shoroku.po`: they can be read and said."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages import Message
from babel.messages.pofile import PoFileError

from ..files.gate import read_with_problems
from ..problems.problem import Code, Problem
from ..words.catalogue import catalogue_files, messages, translatable
from ..written.settings import site_catalogues

CATALOGUE: Final = Code(
    "catalogue",
    translatable("A site's own catalogue of words cannot be read, or puts another value into one."),
    translatable("the translation `{nombre} pages` is to be `{count} pages`, as the message is."),
)

_MAX_BYTES: Final = 1_000_000
_LINE: Final = re.compile(
    r"""\s*(?:\#.*|(?:msg(?:id|id_plural|ctxt|str(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"\s*)?"""
)


def check_catalogues(root: Path, languages: Sequence[str]) -> Iterator[Problem]:
    """Everything that keeps a site's own words from being said."""
    for language in languages:
        for file in catalogue_files(language, site_catalogues(root)):
            path = file.relative_to(root).as_posix()
            text, found = read_with_problems(file, path, _MAX_BYTES)
            yield from found
            if text is not None:
                yield from list(_broken_lines(text, path)) or _check(file, path)


def _broken_lines(text: str, path: str) -> Iterator[Problem]:
    # Babel takes the first and the last sign of a string away, whichever they are.
    for number, line in enumerate(text.splitlines(), 1):
        if not _LINE.fullmatch(line):
            message = 'is no line of a catalogue; write msgid "…" or msgstr "…", with both quotes'
            yield Problem(path, number, message, CATALOGUE)


def _check(file: Path, path: str) -> Iterator[Problem]:
    try:
        for message in messages(file):
            yield from _misspoken(message, path)
    except (PoFileError, ValueError) as error:
        line = getattr(error, "lineno", None)
        yield Problem(path, (line or 0) + 1, f"is no catalogue of gettext: {error}", CATALOGUE)


def _misspoken(message: Message, path: str) -> Iterator[Problem]:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    known = {name for each in ids for name in _names(str(each))}
    for each in filter(None, strings):
        for name in _names(str(each)) - known:
            have = ", ".join(f"{{{each}}}" for each in sorted(known)) or "none"
            text = f"{{{name}}} is no value of {ids[0]!r}, which has {have}"
            yield Problem(path, message.lineno or 1, text, CATALOGUE)


def _names(text: str) -> set[str]:
    """The names in the braces of a message; what cannot be read has a name that none has."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"…"}
