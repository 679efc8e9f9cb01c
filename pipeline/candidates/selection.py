"""A collection's `selection` in the list: how its papers were found, as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from ..files.yaml_edits import (
    Document,
    Edit,
    block_pairs,
    field_lines,
    in_place_of,
    on_one_line,
    pairs,
)
from ..written.paper_list import Collection, Sought
from .matching import Asked, Found

_KEPT = "source"
_WITHIN_A_LINE = "the collection stands within one line; write each of its keys on its own"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a list is from."""

    source: str
    """What readers are told where a person has not said it better."""
    digest: str
    day: date
    arxiv: str | None = None
    """The query that the list is the answer to."""


def selection(
    collection: Collection, asked: Asked, found: Found, origin: Origin, read: int
) -> dict[str, object]:
    """The keys and values, in the order in which they stand; absent ones are left out."""
    there = collection.selection
    is_same = there is not None and there.digest == origin.digest
    day = there.date if there and is_same and there.date else origin.day
    fields: dict[str, object] = {
        _KEPT: origin.source,
        "date": day.isoformat(),
        "digest": origin.digest,
        "arxiv": origin.arxiv,
        "titles": found.listed,
        "pattern": asked.pattern.text,
        "field": asked.sought.value if asked.sought is not Sought.TITLE else None,
        "word": "true" if asked.pattern.word else None,
        "exclude": asked.exclude.text if asked.exclude else None,
        "excluded": found.excluded if asked.exclude else None,
        "matched": len(found.hits),
        "read": read,
        "parts": [part.model_dump() for part in found.parts],
    }
    return {name: value for name, value in fields.items() if value is not None}


def with_selection(text: str, number: int, fields: Mapping[str, object]) -> str:
    """The list's text with what the selection of its collection `number` is to say.

    Raises NotEditableError where it is written so that no line can be added.
    """
    document = Document(text)
    _, collections = pairs(document.root)["collections"]
    assert isinstance(collections, yaml.SequenceNode)  # noqa: S101 (the list was validated before)
    collection = collections.value[number]
    keys = block_pairs(collection, _WITHIN_A_LINE)
    if "selection" not in keys:
        papers, _ = keys["papers"]
        lines = [line for name, value in fields.items() for line in _lines(name, value)]
        added = ["selection:", *(f"  {line}" for line in lines)]
        column = papers.start_mark.column
        if papers is collection.value[0][0]:  # behind the hyphen of the collection
            return document.edited([document.below(collection, added, column)])
        return document.edited([document.before(papers, added, column)])
    return document.edited(_edits(document, *keys["selection"], fields))


def _unfolded(
    document: Document, key: yaml.Node, value: yaml.Node, fields: Mapping[str, object]
) -> Edit:
    """A selection within one line, each of its keys on a line of its own."""
    kept = _plain(pairs(value)[_KEPT][1])
    lines = [line for name in fields for line in _lines(name, fields[name])]
    lines[0] = f"{_KEPT}: {on_one_line(kept)}"
    end = document.behind(value)
    comment = document.text[value.end_mark.index : end].strip()
    head = f"selection:  {comment}" if comment else "selection:"
    column = key.start_mark.column
    text = f"{head}{document.newline}{document.lines(lines, column + 2)}"
    return Edit(key.start_mark.index, end, text)


def _edits(
    document: Document, name: yaml.Node, node: yaml.Node, fields: Mapping[str, object]
) -> Iterator[Edit]:
    assert isinstance(node, yaml.MappingNode)  # noqa: S101 (the list was validated before)
    if node.flow_style:
        yield _unfolded(document, name, node, fields)
        return
    there = pairs(node)
    for each, (key, value) in there.items():
        if each not in fields:
            yield document.instead(key, value)
        elif each != _KEPT and _plain(value) != _text(fields[each]):
            yield _replaced(document, key, value, each, fields[each])
    new = [line for each in fields if each not in there for line in _lines(each, fields[each])]
    if new:
        yield document.below(node, new, node.start_mark.column)


def _replaced(document: Document, key: yaml.Node, value: yaml.Node, name: str, new: object) -> Edit:
    if isinstance(value, yaml.ScalarNode) and value.style not in {"|", ">"}:
        return in_place_of(value, _scalar(name, new))
    return document.instead(key, value, _lines(name, new), key.start_mark.column)


def _scalar(name: str, value: object) -> str:
    (line,) = _lines(name, value)
    return line.removeprefix(f"{name}: ")


def _lines(name: str, value: object) -> list[str]:
    if name == "parts" and isinstance(value, list):
        return [f"{name}:", *(f"  - {on_one_line(each)}" for each in value)]
    # A date and a number are to stand without quotes, which text of their look would get.
    if name in {"date", "word"}:
        return [f"{name}: {value}"]
    return field_lines(name, value)


def _text(value: object) -> object:
    """A value as YAML is read here: every scalar as text."""
    if isinstance(value, dict):
        return {name: _text(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_text(each) for each in value]
    return str(value)


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each) for each in node.value]
    return node.value
