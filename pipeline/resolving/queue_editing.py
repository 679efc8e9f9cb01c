"""Writing what was found into a queue, leaving all else in it as a person wrote it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

from ..files.yaml_source import LOADER
from ..written.queues import Candidate, queue_in

_PLAIN: Final = re.compile(r"\w[\w./:%()&=?~+;-]*[\w/)]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of an entry now."""

    title: str
    authors: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    """Keys that the entry lacks, and their values."""

    def is_left_open_by(self, entry: Candidate) -> bool:
        """Whether the entry, which may have been changed since, still lacks all of this."""
        return all(getattr(entry, key) is None for key, _ in self.values)


def with_findings(path: str, text: str, findings: Sequence[Finding]) -> str:
    """The queue's text with more lines in the entries that the findings are of.

    Raises ValueError where the text is no queue, or would be none then.
    """
    queue, _, problems = queue_in(path, text)
    if queue is None or problems:
        message = f"{path} was changed meanwhile, and is no queue any more"
        raise ValueError(message)
    left = {(each.title, each.authors): each for each in findings}
    places: dict[int, str] = {}
    newline = "\r\n" if "\r\n" in text else "\n"
    for entry, node in zip(queue.papers, _entries(text), strict=True):
        finding = left.get((entry.title, entry.authors))
        if finding is not None and finding.is_left_open_by(entry):
            place, added = _addition(text, node, finding, newline)
            places[place] = added
            del left[entry.title, entry.authors]
    text = "".join(_with_additions(text, places))
    queue, _, problems = queue_in(path, text)
    if queue is None or problems:
        message = f"{path}: {'; '.join(str(each) for each in problems)}"
        raise ValueError(message)
    return text


def _with_additions(text: str, places: Mapping[int, str]) -> Iterator[str]:
    before = 0
    for place in sorted(places):
        yield text[before:place]
        yield places[place]
        before = place
    yield text[before:]


def _entries(text: str) -> list[yaml.MappingNode]:
    root = yaml.compose(text, Loader=LOADER)
    assert isinstance(root, yaml.MappingNode)  # noqa: S101 (the queue was validated before)
    found = [value.value for key, value in root.value if key.value == "papers"]
    return found[0] if found else []


def _addition(text: str, node: yaml.MappingNode, finding: Finding, newline: str) -> tuple[int, str]:
    """Where text is added, and which: behind the authors, or behind the title."""
    pairs = {key.value: (key, value) for key, value in node.value}
    key, last = pairs.get("authors") or pairs["title"]
    end = _last_leaf(last).end_mark
    pieces = [f"{name}: {_written(value)}" for name, value in finding.values]
    if node.flow_style:
        return _last_end(last), "".join(f", {piece}" for piece in pieces)
    place = end.index if end.column == 0 else text.find("\n", _last_end(last)) + 1
    indent = " " * key.start_mark.column
    lines = "".join(f"{indent}{piece}{newline}" for piece in pieces)
    if end.column and not place:
        return len(text), newline + lines
    return place, lines


def _written(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _last_end(node: yaml.Node) -> int:
    # A list in brackets ends behind its bracket, a block where the next token begins.
    is_flow = isinstance(node, yaml.CollectionNode) and (node.flow_style or not node.value)
    return (node if is_flow else _last_leaf(node)).end_mark.index


def _last_leaf(node: yaml.Node) -> yaml.Node:
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return _last_leaf(node.value[-1])
    return node
