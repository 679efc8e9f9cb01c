"""A table of a TOML file, with the line of every key."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..problems.problem import Code, Problem
from ..text.signs import complaints
from ..words.catalogue import translatable
from .gate import CHARACTER
from .source import Location

TOML = Code(
    "toml",
    translatable("`pyproject.toml` is no TOML."),
    translatable('`title = Notes` lacks quotes; write `title = "Notes"`.'),
)

_HEADER = re.compile(r"\s*\[(?P<table>[^\[\]]+)\]\s*(?:#.*)?")
_KEY = re.compile(r"""\s*(?P<key>[\w-]+|"[^"]*"|'[^']*')\s*(?P<rest>[.=])""")
_PLACE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class TomlSource:
    """A table of the file at `path`: its value, and where its keys stand."""

    path: str
    value: object
    _lines: dict[Location, int] = field(repr=False)

    def line(self, location: Location) -> int:
        """The line of the key at `location`, or of the nearest around it."""
        while location and location not in self._lines:
            location = location[:-1]
        return self._lines.get(location, 1)

    def problem(self, location: Location, message: str, code: Code) -> Problem:
        """A problem with the value at `location`."""
        return Problem(self.path, self.line(location), message, code)


def read_table(path: str, text: str, *table: str) -> TomlSource | list[Problem] | None:
    """Read one table of a TOML document, or why that is none; None where it has no such table."""
    try:
        value: object = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        why = str(error).partition(" (at ")[0]
        return [Problem(path, line, f"is no valid TOML: {why[:1].lower()}{why[1:]}", TOML)]
    except (RecursionError, ValueError):
        return [Problem(path, 1, "holds a number or lists beyond all measure", TOML)]
    for key in table:
        value = value.get(key) if isinstance(value, dict) else None
    if value is None:
        return None
    source = TomlSource(path, value, _lines(text, table))
    return list(_unseen(source, (), value)) or source


def _unseen(source: TomlSource, location: Location, value: object) -> Iterator[Problem]:
    r"""What an escape such as ``\u202e`` hides, which the gate did not see."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _unseen(source, (*location, key), each)
    elif isinstance(value, list):
        for each in value:
            yield from _unseen(source, location, each)
    elif isinstance(value, str):
        for complaint in complaints(value):
            yield source.problem(location, complaint, CHARACTER)


def _lines(text: str, table: tuple[str, ...]) -> dict[Location, int]:
    """The line of each key that begins one, seen from the table."""
    lines: dict[Location, int] = {}
    around: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.fullmatch(line):
            around = tuple(part.strip().strip("\"'") for part in header["table"].split("."))
            keys: tuple[str, ...] = ()
        else:
            keys = _keys(line)
        whole = (*around, *keys)
        for length in range(len(table), len(whole) + 1):
            if whole[: len(table)] == table and (keys or header):
                lines.setdefault(whole[len(table) : length], number)
    return lines


def _keys(line: str) -> tuple[str, ...]:
    """The keys with which a line begins: `title.en = …` has two."""
    keys: list[str] = []
    place = 0
    while found := _KEY.match(line, place):
        keys.append(found["key"].strip("\"'"))
        if found["rest"] == "=":
            return tuple(keys)
        place = found.end()
    return ()
