"""`new`: begin a review, and list its paper where arXiv does not know it."""

import math
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import ValidationError

from ..text import tex
from ..files.atomic import write_atomically
from ..words.languages import Language
from ..written.paper_ids import PaperId, is_arxiv_id
from ..written.paper_list import PATH, ListedPaper, Listing, read_paper_list
from ..arxiv.records import RecordStore
from ..written.skeleton import review_path, skeleton

_AUTHORS_SHOWN = 10
_CONTRIBUTED = "contributed"
_CONTRIBUTED_TITLE = "{ja: 寄稿された論文, en: Contributed papers}"


class Metadata(NamedTuple):
    """What a paper that is not on arXiv brings along."""

    title: str
    authors: tuple[str, ...]
    year: str
    url: str


def asked_metadata(given: Metadata) -> Metadata | None:
    """What is given, completed by the person at the terminal; None where something stays open."""
    if sys.stdin.isatty():
        given = Metadata(
            title=given.title or _asked("Title"),
            authors=given.authors or tuple(_parted(_asked("Authors, parted by commas"))),
            year=given.year or _asked("Year"),
            url=given.url or _asked("Address"),
        )
    return given if all(given) else None


def begin_review(root: Path, paper_id: PaperId, language: Language, day: date) -> bool:
    """Write the file of a new review; False where nothing is known of the paper.

    Raises DamagedRecordError where the paper's record is one.
    """
    listing = read_paper_list(root)
    assert isinstance(listing, Listing)  # noqa: S101 (it was read without problems before)
    name = _name(root, paper_id, listing)
    if name is not None:
        text = skeleton(name, language, listing.papers.topics, day)
        write_atomically(root / review_path(paper_id, language), text)
    return name is not None


def list_paper(root: Path, paper_id: PaperId, metadata: Metadata) -> None:
    """Add the paper to the end of the list's last collection, leaving the rest as it is written.

    A collection with a selection holds what was read of it, and no more: where all are such, the
    paper begins one of contributed papers.
    Raises ValueError where that collection's papers are not one a line, or the metadata are none.
    """
    file = root / PATH
    write_atomically(file, with_entry(file.read_bytes().decode(), paper_id, metadata))


def with_entry(text: str, paper_id: PaperId, metadata: Metadata) -> str:
    """The list's text with one more paper; raises as `list_paper`."""
    collections = _collections(text)
    entry = _dumped(paper_id, metadata)
    if open_ones := [each for each in collections.value if not _is_closed(each)]:
        return _with_lines(text, entry, _papers(open_ones[-1]))
    head = [f"- id: {_CONTRIBUTED}", f"  title: {_CONTRIBUTED_TITLE}", "  papers:"]
    return _with_lines(text, [*head, *(f"    {line}" for line in entry)], collections)


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


def _asked(what: str) -> str:
    try:
        return input(f"{what}: ").strip()
    except EOFError:
        return ""


def _parted(names: str) -> Iterator[str]:
    return (name.strip() for name in names.split(",") if name.strip())


def _name(root: Path, paper_id: PaperId, listing: Listing) -> str | None:
    record = RecordStore(root).record(paper_id) if is_arxiv_id(paper_id) else None
    listed = (entry for entry in listing.papers.entries if entry.id == paper_id)
    known = record or next(listed, None)
    if known is None:
        return None
    authors = [tex.plain(name) for name in known.authors[:_AUTHORS_SHOWN]]
    more = ["et al."] if len(known.authors) > _AUTHORS_SHOWN else []
    title = tex.plain(known.title or paper_id)
    return f"{title} ({', '.join(authors + more)})" if authors else title


def _dumped(paper_id: PaperId, metadata: Metadata) -> list[str]:
    fields = {"id": paper_id, **metadata._asdict()}
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
    }
    dumped: str = yaml.safe_dump(
        [entry], sort_keys=False, allow_unicode=True, default_flow_style=None, width=math.inf
    )
    return dumped.splitlines()


def _collections(text: str) -> yaml.SequenceNode:
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    return _items(dict(_pairs(root))["collections"])


def _is_closed(collection: yaml.Node) -> bool:
    return "selection" in dict(_pairs(collection))


def _papers(collection: yaml.Node) -> yaml.SequenceNode:
    return _items(dict(_pairs(collection))["papers"])


def _items(node: yaml.Node) -> yaml.SequenceNode:
    assert isinstance(node, yaml.SequenceNode)  # noqa: S101 (the list was validated before)
    if node.flow_style:
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
