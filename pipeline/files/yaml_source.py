"""YAML read as text, with the line of every value.

Every scalar is a string, because YAML would take `2110.10090` for a number and lose its last digit.
Anchors, aliases and tags are refused: no list or review needs them, and they can explode.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeAlias

import yaml

from ..problems.problem import Code, Problem
from ..text.signs import complaints, is_plain
from ..words.catalogue import translatable
from .gate import CHARACTER
from .source import Location

YAML = Code(
    "yaml",
    translatable(
        "The front matter or the list is no YAML, or uses more of YAML than is read here."
    ),
    translatable(
        '`tldr: Attention: a survey` has a second colon; write `tldr: "Attention: a survey"`.'
    ),
)
KEY = Code(
    "key",
    translatable("A key is unknown, missing or given twice."),
    translatable("`topic: [recurrence]` is to be `topics: [recurrence]`."),
)
NESTING = Code(
    "nesting",
    translatable("Quotes, lists or directives stand too deep within each other."),
    translatable("a list stands in a list in a list, seven deep; begin a paragraph instead."),
)

_DEEPEST = 8

# Libyaml's reader takes a tenth of the time; PyYAML is also to be had without it.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as text."""

_COMMENT = re.compile(r"[ \t]+#[^\s#]")
_TOO_DEEP = "lists and mappings stand too deep within each other"
# What YAML's readers say, in part, where people forget quotes; and what would be right.
_ADVICE = {
    "mapping values are not allowed": "put quotes around a value that holds a colon and a space",
    "cannot start any token": "put quotes around a value that begins with a sign, such as `",
    "alphabetic or numeric": "put quotes around a value that begins with a sign, such as *",
    "expected key": "nothing may follow the quotes or brackets that end a value",
    "could not find expected ':'": "a line begins with a key and a colon, or continues a value",
    "tab character": "indent by spaces, not by tabs",
    "unexpected end of stream": "a quote or bracket that begins a value ends nowhere",
}

_Refusal: TypeAlias = tuple[int, str, Code]  # lines count from 0, as PyYAML's marks do


@dataclass(frozen=True)  # without slots, which pickle restores slowly: each review keeps one
class YamlSource:
    """A YAML document: its value (str, list, dict, nested) and where each part of it stands."""

    path: str
    value: object
    _text: str
    _first_line: int

    @cached_property
    def _lines(self) -> Mapping[Location, int]:
        # Of most documents, nobody asks for a line.
        return dict(_lines(yaml.compose(self._text, Loader=LOADER)))

    def line(self, location: Location) -> int:
        """The line of the value at `location`, or of the nearest thing around it that exists."""
        while location and location not in self._lines:
            location = location[:-1]
        return self._first_line + self._lines.get(location, 0)

    def problem(self, location: Location, message: str, code: Code) -> Problem:
        """A problem with the value at `location`."""
        return Problem(self.path, self.line(location), message, code)


def read_yaml(path: str, text: str, first_line: int = 1) -> YamlSource | list[Problem]:
    """Read one YAML document whose first line is line `first_line` of the file at `path`."""
    try:
        refusals = list(_refusals(yaml.parse(text, Loader=LOADER)))
        root = None if refusals else yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        refusals, root = [_syntax_refusal(error)], None
    refusals.extend(_key_refusals(root))
    refusals.extend(_scalar_refusals(root, text))
    if refusals:
        return [Problem(path, first_line + line, message, code) for line, message, code in refusals]
    return YamlSource(path, _value(root), text, first_line)


def _lines(node: yaml.Node | None, location: Location = ()) -> Iterator[tuple[Location, int]]:
    """The line of each value, counted from the first; a key stands before its value."""
    if isinstance(node, yaml.MappingNode):
        children = [(key.value, key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = [(index, item, item) for index, item in enumerate(node.value)]
    else:
        return
    for step, start, child in children:
        yield (*location, step), start.start_mark.line
        yield from _lines(child, (*location, step))


def _syntax_refusal(error: yaml.YAMLError) -> _Refusal:
    mark = getattr(error, "problem_mark", None)
    why = getattr(error, "problem", None) or str(error).partition("\n")[0]
    line = mark.line if mark else 0
    if "nesting depth" in why:
        return line, _TOO_DEEP, NESTING
    right = next((advice for words, advice in _ADVICE.items() if words in why), why)
    return line, f"is no valid YAML: {right}", YAML


def _refusals(events: Iterable[yaml.Event]) -> Iterator[_Refusal]:
    depth = 0
    for event in events:
        if isinstance(event, yaml.ScalarEvent) and not (event.anchor or event.tag):
            continue  # as nearly all are
        line = event.start_mark.line if event.start_mark else 0
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            yield line, _TOO_DEEP, NESTING
            return
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield line, "anchors and aliases are not read here; write the value out", YAML
        elif tag := getattr(event, "tag", None):
            yield line, f"the tag {tag} is not read here; every value is text", YAML


def _value(node: yaml.Node | None) -> object:
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    return node.value if isinstance(node, yaml.ScalarNode) else None


def _scalar_refusals(root: yaml.Node | None, text: str) -> Iterator[_Refusal]:
    if "#" not in text and "\\" not in text and is_plain(text):
        return
    for node in _scalars(root):
        # Of `Ranked #1`, YAML takes the end for a comment.
        if node.value and not node.style and _COMMENT.match(text, node.end_mark.index):
            message = "put quotes around a value that holds ' #', or a space behind that sign"
            yield node.end_mark.line, message, YAML
        # An escape such as "\u202e" is a sign only now.
        for complaint in complaints(node.value):
            yield node.start_mark.line, complaint, CHARACTER


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """The keys and values of a document, however deep."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        yield from chain.from_iterable(map(_scalars, node.value))
    elif isinstance(node, yaml.MappingNode):
        yield from chain.from_iterable(map(_scalars, chain.from_iterable(node.value)))


def _key_refusals(node: yaml.Node | None) -> Iterator[_Refusal]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode):
                yield from _key_refusals(item)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                yield key.start_mark.line, "a key must be plain text", KEY
                continue
            if key.value in seen:
                message = f"the key {key.value!r} stands here a second time"
                yield key.start_mark.line, message, KEY
            seen.add(key.value)
            if not isinstance(value, yaml.ScalarNode):
                yield from _key_refusals(value)
