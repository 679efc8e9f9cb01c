"""Adding a paper to `reviews/papers.yaml` or a queue, leaving the rest as a person wrote it."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import ValidationError

from ..files.atomic import write_atomically
from ..words.catalogue import in_each, translatable
from .paper_ids import PaperId
from .paper_list import CONTRIBUTED, PATH, ListedPaper

_FURTHER = ("doi", "venue")
"""What may be left empty."""
_CONTRIBUTED_TITLE = translatable("Contributed papers")


class Metadata(NamedTuple):
    """What a paper that is not on arXiv brings along."""

    title: str
    authors: tuple[str, ...]
    year: str
    url: str
    doi: str = ""
    venue: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing that a listed paper needs."""
        return all((self.title, self.authors, self.year, self.url))


def list_paper(root: Path, paper_id: PaperId, metadata: Metadata, languages: Sequence[str]) -> None:
    """Add the paper to the end of the list's last collection, leaving the rest as it is written.

    A collection with a selection holds what was read of it, and no more: where all are such, the
    paper begins one of contributed papers, whose title is in the site's `languages`.
    Raises ValueError where that collection's papers are not one a line, or the metadata are none.
    """
    file = root / PATH
    text = file.read_bytes().decode()
    write_atomically(file, with_entry(text, paper_id, metadata, languages))


def with_entry(text: str, paper_id: PaperId, metadata: Metadata, languages: Sequence[str]) -> str:
    """The list's text with one more paper; raises as `list_paper`."""
    collections = _collections(text)
    entry = _dumped(paper_id, metadata)
    if not collections.value:
        return _with_first(text, _contributed(entry, languages), collections)
    if open_ones := [each for each in collections.value if not _is_closed(each)]:
        return _with_lines(text, entry, _papers(open_ones[-1]))
    return _with_lines(text, _contributed(entry, languages), collections)


def queued(text: str, entry: Mapping[str, object]) -> str:
    """The text of a queue with one more paper behind the others; an empty text begins one.

    Raises ValueError where its papers are not one a line.
    """
    lines = _as_item(entry)
    papers = dict(_pairs(root)).get("papers") if (root := _root(text)) else None
    if papers is None:
        lead = text if text.endswith("\n") or not text else f"{text}\n"
        return "\n".join([f"{lead}papers:", *(f"  {line}" for line in lines), ""])
    if isinstance(papers, yaml.ScalarNode) or not papers.value:
        return _with_first(text, lines, papers)
    return _with_lines(text, lines, _items(papers))


def _contributed(entry: list[str], languages: Sequence[str]) -> list[str]:
    title = _on_one_line(in_each(_CONTRIBUTED_TITLE, languages))
    head = [f"- id: {CONTRIBUTED}", f"  title: {title}", "  papers:"]
    return [*head, *(f"    {line}" for line in entry)]


def _on_one_line(value: object) -> str:
    dumped: str = yaml.safe_dump(
        [value], sort_keys=False, allow_unicode=True, default_flow_style=True, width=math.inf
    )
    return dumped.strip().removeprefix("[").removesuffix("]")


def _with_first(text: str, added: list[str], nothing: yaml.Node) -> str:
    """The text with items in the place of an empty list, `[]`, and of what follows on its line."""
    newline = "\r\n" if "\r\n" in text else "\n"
    items = "".join(f"{newline}  {line}" for line in added)
    lead = text[: nothing.start_mark.index].rstrip(" ")
    rest = text[nothing.end_mark.index :].partition("\n")[2]
    return f"{lead}{items}{newline}{rest}"


def _with_lines(text: str, added: list[str], items: yaml.SequenceNode) -> str:
    """The text with more lines at the end of a list."""
    lines = text.splitlines(keepends=True)
    newline = "\r\n" if "\r\n" in text else "\n"
    if not lines[-1].endswith("\n"):
        lines[-1] += newline
    indent = " " * items.start_mark.column
    end = _last_leaf(items).end_mark
    place = end.line + (end.column > 0)  # a block of text ends where the next line begins
    lines[place:place] = [f"{indent}{line}{newline}" for line in added]
    return "".join(lines)


def _dumped(paper_id: PaperId, metadata: Metadata) -> list[str]:
    told = metadata._asdict().items()
    fields = {"id": paper_id, **{key: each for key, each in told if each or key not in _FURTHER}}
    try:
        paper = ListedPaper.model_validate(fields)
    except ValidationError as error:
        wrong = (f"{each['loc'][0]}: {each['msg']}" for each in error.errors())
        raise ValueError("; ".join(wrong)) from error
    entry = {
        "id": str(paper_id),
        "title": paper.title,
        "authors": list(paper.authors),
        "year": paper.year,
        "url": metadata.url,
        **{key: each for key in _FURTHER if (each := getattr(paper, key))},
    }
    return _as_item(entry)


def _as_item(entry: Mapping[str, object]) -> list[str]:
    dumped: str = yaml.safe_dump(
        [dict(entry)], sort_keys=False, allow_unicode=True, default_flow_style=None, width=math.inf
    )
    return dumped.splitlines()


def _collections(text: str) -> yaml.SequenceNode:
    return _items(dict(_pairs(_root(text)))["collections"])


def _root(text: str) -> yaml.Node | None:
    root: yaml.Node | None = yaml.compose(text, Loader=yaml.BaseLoader)
    return root


def _is_closed(collection: yaml.Node) -> bool:
    return "selection" in dict(_pairs(collection))


def _papers(collection: yaml.Node) -> yaml.SequenceNode:
    return _items(dict(_pairs(collection))["papers"])


def _items(node: yaml.Node) -> yaml.SequenceNode:
    assert isinstance(node, yaml.SequenceNode)  # noqa: S101 (the list was validated before)
    if node.flow_style and node.value:
        message = "collections and papers are not one a line; add the paper by hand"
        raise ValueError(message)
    return node


def _pairs(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    assert isinstance(node, yaml.MappingNode)  # noqa: S101 (the list was validated before)
    return [(key.value, value) for key, value in node.value]


def _last_leaf(node: yaml.Node) -> yaml.Node:
    # A block's own end is where the next token begins, behind comments and blank lines.
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_leaf(last[1] if isinstance(node, yaml.MappingNode) else last)
    return node
