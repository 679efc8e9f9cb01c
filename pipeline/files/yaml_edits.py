"""Changes of a YAML text that leave every other byte as a person wrote it."""

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

import yaml

from .yaml_source import LOADER
from .yaml_text import as_yaml

_LONGEST_LINE = 300
_LAST_OF_PLANE = "\uffff"


class Edit(NamedTuple):
    """The text between two places, and what is to stand there."""

    start: int
    end: int
    text: str


class NotEditableError(ValueError):
    """A part of a file is written in a way that lines cannot be added to; the message says so."""

    path = ""
    """The file, as people call it."""


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Have a NotEditableError tell which file it is about."""
    try:
        yield
    except NotEditableError as error:
        error.path = path
        raise


class Document:
    """A text that is YAML already, where its parts stand, and what it is with more or fewer."""

    def __init__(self, text: str) -> None:
        """Take a text that was read without problems; lines added behind its last one end that."""
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self._ending = "" if text.endswith("\n") or not text else self.newline
        self.text = text + self._ending
        self.root = yaml.compose(self.text, Loader=LOADER)

    def edited(self, edits: Iterable[Edit]) -> str:
        """The text with all edits made; those at one place stand in their order."""
        pieces: list[str] = []
        done = 0
        for edit in sorted(edits, key=lambda each: each[:2]):
            pieces += [self.text[done : edit.start], edit.text]
            done = edit.end
        return "".join([*pieces, self.text[done:].removesuffix(self._ending)])

    def behind(self, node: yaml.Node) -> int:
        """Where the line begins after the node's last one, comments behind it not counted in."""
        last = _last_leaf(node)
        if last.end_mark.column == 0 and last.end_mark.index > last.start_mark.index:
            return last.end_mark.index  # a block of text ends where the next line begins
        return self.text.find("\n", last.end_mark.index) + 1 or len(self.text)

    def lines(self, lines: Iterable[str], column: int) -> str:
        """Lines as they stand in this file, indented."""
        return "".join(f"{' ' * column}{line}{self.newline}" for line in lines)

    def before(self, node: yaml.Node, lines: Iterable[str], column: int) -> Edit:
        """Lines above the one on which a node begins."""
        place = self._line_start(node)
        return Edit(place, place, self.lines(lines, column))

    def below(self, node: yaml.Node, lines: Iterable[str], column: int) -> Edit:
        """Lines behind a node's last one."""
        place = self.behind(node)
        return Edit(place, place, self.lines(lines, column))

    def instead(
        self, first: yaml.Node, last: yaml.Node, lines: Iterable[str] = (), column: int = 0
    ) -> Edit:
        """Lines in the place of those from one node to another; without any, those go."""
        return Edit(self._line_start(first), self.behind(last), self.lines(lines, column))

    def further_items(self, items: yaml.Node, lines: Iterable[str]) -> Edit:
        """Lines at the end of a list; in the place of none, up to the end of its line."""
        if isinstance(items, yaml.SequenceNode) and items.value:
            return self.below(items, lines, items.start_mark.column)
        start = len(self.text[: items.start_mark.index].rstrip())
        return Edit(start, self.behind(items), f"{self.newline}{self.lines(lines, 2)}")

    def further_keys(
        self, mapping: yaml.MappingNode, value: yaml.Node, lines: Iterable[str]
    ) -> Edit:
        """Keys with their values, behind a value of a mapping."""
        if mapping.flow_style:
            place = value.end_mark.index
            return Edit(place, place, "".join(f", {line}" for line in lines))
        return self.below(value, lines, mapping.start_mark.column)

    def _line_start(self, node: yaml.Node) -> int:
        return self.text.rfind("\n", 0, node.start_mark.index) + 1


def in_place_of(node: yaml.Node, text: str) -> Edit:
    """Another text for a value that is no block."""
    return Edit(node.start_mark.index, node.end_mark.index, text)


def _last_leaf(node: yaml.Node) -> yaml.Node:
    # A block's own end is where the next token begins, behind comments and blank lines.
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_leaf(last[1] if isinstance(node, yaml.MappingNode) else last)
    return node


def pairs(node: yaml.Node | None) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """The keys and values of a mapping, by the keys' texts."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: (key, value) for key, value in node.value}


def block_pairs(node: yaml.Node | None, refusal: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """As `pairs`; raises NotEditableError with `refusal` where they stand within one line."""
    if isinstance(node, yaml.MappingNode) and node.flow_style:
        raise NotEditableError(refusal)
    return pairs(node)


def block_items(node: yaml.Node | None, refusal: str) -> list[yaml.Node]:
    """The items of a list, none where there is no list.

    Raises NotEditableError with `refusal` where they do not stand one below the other.
    """
    if not isinstance(node, yaml.SequenceNode):
        return []
    if node.flow_style and node.value:
        raise NotEditableError(refusal)
    items: list[yaml.Node] = node.value
    return items


def item_lines(fields: Mapping[str, object]) -> list[str]:
    """A mapping as an item of a list: lines, the first behind a hyphen."""
    first, *rest = [line for name, value in fields.items() for line in field_lines(name, value)]
    return [f"- {first}", *(f"  {line}" for line in rest)]


def field_lines(name: str, value: object) -> list[str]:
    """A key and its value as lines; a short list stands on one."""
    if isinstance(value, (list, tuple, dict)):
        short = f"{name}: {on_one_line(value)}"
        if len(short) <= _LONGEST_LINE:
            return [short]
        return [f"{name}:", *(f"  - {on_one_line(each)}" for each in value)]
    if isinstance(value, str) and value and max(value) > _LAST_OF_PLANE:
        # Libyaml writes these as escapes, between which a joiner of pictures would be out of place.
        return [f"{name}: {on_one_line(value)}"]
    return as_yaml({name: value}).splitlines()


def on_one_line(value: object) -> str:
    """A value as it stands within a line."""
    if isinstance(value, tuple):
        value = list(value)
    dumped: str = yaml.safe_dump(
        [value], sort_keys=False, allow_unicode=True, default_flow_style=True, width=math.inf
    )
    return dumped.strip().removeprefix("[").removesuffix("]")
