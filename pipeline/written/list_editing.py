"""Adding a paper to `reviews/papers.yaml` or a queue, leaving the rest as a person wrote it."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import ValidationError

from ..files.atomic import write_atomically
from ..files.yaml_edits import Document, Edit, block_items, block_pairs, on_one_line, pairs
from ..words.catalogue import in_each, translatable
from .paper_ids import PaperId
from .paper_list import CONTRIBUTED, PATH, ListedPaper

_FURTHER = ("doi", "venue")
"""What may be left empty."""
_NOT_ONE_A_LINE = "collections and papers are not one a line; add the paper by hand"
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
    document = Document(text)
    entry = _dumped(paper_id, metadata)
    _, collections = block_pairs(document.root, _NOT_ONE_A_LINE)["collections"]
    items = block_items(collections, _NOT_ONE_A_LINE)
    if open_ones := [keys for keys in map(pairs, items) if "selection" not in keys]:
        _, papers = open_ones[-1]["papers"]
        return _longer(document, papers, entry)
    return _longer(document, collections, _contributed(entry, languages))


def queued(text: str, entry: Mapping[str, object]) -> str:
    """The text of a queue with one more paper behind the others; an empty text begins one.

    Raises ValueError where its papers are not one a line.
    """
    document = Document(text)
    lines = _as_item(entry)
    if "papers" in (there := block_pairs(document.root, _NOT_ONE_A_LINE)):
        _, papers = there["papers"]
        return _longer(document, papers, lines)
    end = len(document.text)
    added = document.lines(["papers:", *(f"  {line}" for line in lines)], 0)
    return document.edited([Edit(end, end, added)])


def _longer(document: Document, items: yaml.Node, lines: Sequence[str]) -> str:
    block_items(items, _NOT_ONE_A_LINE)
    return document.edited([document.further_items(items, lines)])


def _contributed(entry: list[str], languages: Sequence[str]) -> list[str]:
    title = on_one_line(in_each(_CONTRIBUTED_TITLE, languages))
    head = [f"- id: {CONTRIBUTED}", f"  title: {title}", "  papers:"]
    return [*head, *(f"    {line}" for line in entry)]


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
