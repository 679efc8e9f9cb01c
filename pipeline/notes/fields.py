"""What a note says of itself above its text: YAML, TOML, or lines of a program's own."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from ..files.yaml_source import YamlSource, read_yaml

_OPENING: Final = {"---": ("---", "..."), "+++": ("+++",)}
_MOST_LINES: Final = 200
_LINE: Final = re.compile(r"(?P<key>[^\s:#\-][^:#]{0,60}?)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_ITEM: Final = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)$")
_CUT: Final = re.compile(r"[ \t]#(?=[^\s#])")
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
    """The fields, each read by itself, since a title with a colon is no YAML; None: no fields."""
    if not any(map(str.strip, lines)):
        return {}
    source = read_yaml("", "\n".join(lines))
    value = source.value if isinstance(source, YamlSource) else None
    keyed = list(_by_key(lines))
    if isinstance(value, dict):
        whole = {key: _uncut(pair, below) for key, pair, below in keyed if pair}
        return {**value, **{key: text for key, text in whole.items() if text}}
    if not keyed or any(pair is None for _, pair, _ in keyed):
        return None
    fields: dict[str, object] = {}
    for key, pair, below in keyed:
        value = _uncut(pair, below) or _alone(key, pair, below) if pair else None
        fields[key] = value if key not in fields else [fields[key], value]
    return fields


_Pair: TypeAlias = re.Match[str] | None


def _by_key(lines: Iterable[str]) -> Iterator[tuple[str, _Pair, list[str]]]:
    """Each key with its line and the lines below it; no key for a line that belongs to none."""
    key, pair, below = "", None, list[str]()
    for line in lines:
        is_below = not line.strip() or line[0] in " \t" or _ITEM.match(line) or line[0] in "#]}"
        if is_below and key:
            below.append(line)
        elif found := _LINE.match(line):
            if key:
                yield key, pair, below
            key, pair, below = found["key"].strip("\"'"), found, []
        elif line.strip() and not line.startswith("#"):
            yield "", None, [line]
    if key:
        yield key, pair, below


def _uncut(pair: _Pair, below: Sequence[str]) -> str:
    """A value on one line that YAML would cut at a ` #`, which begins a word; else empty."""
    value = (pair["value"] or "").strip() if pair else ""
    is_alone = not any(map(str.strip, below)) and value[:1] not in tuple("\"'[{|>")
    return value if is_alone and _CUT.search(f" {value}") else ""


def _alone(key: str, pair: _Pair, below: Sequence[str]) -> object:
    """The value of a key that is read without its neighbours, or all of its words."""
    value = (pair["value"] or "") if pair else ""
    source = read_yaml("", "\n".join([f"{key}: {value}", *below]))
    if isinstance(source, YamlSource) and isinstance(source.value, dict):
        return next(iter(source.value.values()), None)
    items = [match["value"] for line in below if (match := _ITEM.match(line))]
    if items and not value.strip():
        return [_bare(item) for item in items]
    first = [] if re.fullmatch(r"[>|][+-]?", value.strip()) else list(_values(value))
    rest = " ".join(filter(None, map(str.strip, below)))
    return [*first[:-1], " ".join(filter(None, [*first[-1:], rest]))]


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
