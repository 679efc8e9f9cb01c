"""What a note says of itself above its text: YAML, TOML, or lines of a program's own."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..files.yaml_source import YamlSource, read_yaml

_OPENING: Final = {"---": ("---", "..."), "+++": ("+++",)}
_MOST_LINES: Final = 200
_LINE: Final = re.compile(r"(?P<key>[^\s:#\-][^:#]{0,60}?)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_ITEM: Final = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)$")
_LIST: Final = re.compile(r"\[(.*)\]")
# `gh issue view` puts these above an issue's text: https://cli.github.com/manual/gh_issue_view
_ISSUE: Final = re.compile(r"(?P<key>[a-z]+):\t(?P<value>.*)$")
_ISSUE_KEYS: Final = frozenset({"title", "state", "author", "labels", "number"})


@dataclass(frozen=True, slots=True)
class Note:
    """A note's fields, by their keys in lower case, and its text."""

    text: str
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, *keys: str) -> str:
        """The first value of the first of the keys that has one; empty where none has."""
        values = (self.fields.get(key, ()) for key in keys)
        return next((value[0] for value in values if value), "")


def noted(text: str) -> Note:
    """The note whose file holds `text`: fields that cannot be read are lines of it."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    for read in (_marked, _of_issue):
        if note := read(lines):
            return note
    return Note("\n".join(lines))


def _marked(lines: list[str]) -> Note | None:
    """Fields between two lines of `---` or of `+++`."""
    sign = lines[0].rstrip() if lines else ""
    ends = _OPENING.get(sign, ())
    numbered = enumerate(lines[1:_MOST_LINES], 1)
    end = next((number for number, line in numbered if line.rstrip() in ends), None)
    if end is None:
        return None
    inner = lines[1:end]
    value = _toml(inner) if sign == "+++" else _yaml(inner)
    return None if value is None else Note("\n".join(lines[end + 1 :]), _flat(value))


def _toml(lines: list[str]) -> object:
    try:
        return tomllib.loads("\n".join(lines))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _yaml(lines: list[str]) -> object:
    source = read_yaml("", "\n".join(lines))
    if isinstance(source, YamlSource) and isinstance(source.value, dict):
        return source.value
    # A title with a colon and no quotes is no YAML, and the most common of all mistakes.
    return dict(_by_lines(lines)) or (None if any(map(str.strip, lines)) else {})


def _by_lines(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    key, values = "", list[str]()
    for line in lines:
        item, pair = _ITEM.match(line), _LINE.match(line)
        if item and key:
            values.append(_bare(item["value"]))
        elif pair:
            if key:
                yield key, values
            key, values = pair["key"], list(_values(pair["value"] or ""))
    if key:
        yield key, values


def _values(text: str) -> Iterator[str]:
    listed = _LIST.fullmatch(text.strip())
    parts = listed[1].split(",") if listed else [text]
    return filter(None, map(_bare, parts))


def _bare(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _flat(value: object) -> dict[str, tuple[str, ...]]:
    assert isinstance(value, dict)  # noqa: S101 (both readers give one)
    return {str(key).strip().lower(): tuple(_leaves(each)) for key, each in value.items()}


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif value is not None and (text := " ".join(str(value).split())):
        yield text


def _of_issue(lines: list[str]) -> Note | None:
    if "--" not in lines[:20]:
        return None
    end = lines.index("--")
    pairs = [match for line in lines[:end] if (match := _ISSUE.match(line))]
    if len(pairs) != end or _ISSUE_KEYS - {pair["key"] for pair in pairs}:
        return None
    fields = {pair["key"]: tuple(filter(None, [pair["value"].strip()])) for pair in pairs}
    fields["tags"] = tuple(filter(None, map(str.strip, "".join(fields["labels"]).split(","))))
    return Note("\n".join(lines[end + 1 :]), fields)
