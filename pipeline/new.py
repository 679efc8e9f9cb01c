"""`new`: begin a review, and list its paper where arXiv does not know it."""

import math
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import ValidationError

from pipeline import tex
from pipeline.files import write_atomically
from pipeline.languages import Language
from pipeline.paper_ids import PaperId, is_arxiv_id
from pipeline.paper_list import PATH, ListedPaper, Listing, read_paper_list
from pipeline.records import RecordStore
from pipeline.skeleton import review_path, skeleton

_AUTHORS_SHOWN = 10


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

    Raises ValueError where that collection's papers are not one a line, or the metadata are none.
    """
    file = root / PATH
    write_atomically(file, with_entry(file.read_bytes().decode(), paper_id, metadata))


def with_entry(text: str, paper_id: PaperId, metadata: Metadata) -> str:
    """The list's text with one more paper in its last collection; raises as `list_paper`."""
    papers = _last_papers(text)
    lines = text.splitlines(keepends=True)
    newline = "\r\n" if "\r\n" in text else "\n"
    if not lines[-1].endswith("\n"):
        lines[-1] += newline
    indent = " " * papers.start_mark.column
    end = _last_leaf(papers).end_mark
    place = end.line + (end.column > 0)  # a block of text ends where the next line begins
    lines[place:place] = [f"{indent}{line}{newline}" for line in _dumped(paper_id, metadata)]
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


def _last_papers(text: str) -> yaml.SequenceNode:
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    collections = dict(_pairs(root))["collections"]
    papers = dict(_pairs(collections.value[-1]))["papers"]
    assert isinstance(papers, yaml.SequenceNode)  # noqa: S101 (the list was validated before)
    if papers.flow_style:
        message = "the last collection's papers are not one a line; add the paper by hand"
        raise ValueError(message)
    return papers


def _pairs(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    assert isinstance(node, yaml.MappingNode)  # noqa: S101 (the list was validated before)
    return [(key.value, value) for key, value in node.value]


def _last_leaf(node: yaml.Node) -> yaml.Node:
    # A block's own end is where the next token begins, behind comments and blank lines.
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_leaf(last[1] if isinstance(node, yaml.MappingNode) else last)
    return node
