"""An entry as `arxiv` read it, made into the record that is kept of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import arxiv
from pydantic import ValidationError

from ..text.names import listed
from ..written.paper_ids import PaperId, without_subject_class
from .failures import RefusedError
from .layout import clean, clean_paragraphs
from .records import MAX_NAME, Record, sha256
from .withdrawal import is_withdrawn

_ADDRESS = re.compile(
    r"https?://(?:\w+\.)?arxiv\.org/abs/(?P<id>\S+?)(?:v(?P<version>[1-9]\d{0,3}))?", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One version of a paper: its record, without the abstract, and the abstract."""

    record: Record
    abstract: str


def named_paper(address: str) -> PaperId | None:
    """The paper that an entry's id names, with or without a version."""
    form = _ADDRESS.fullmatch(address.strip())
    return without_subject_class(form["id"] if form else address.strip())


def paper_from_result(result: arxiv.Result) -> Paper:
    """What an entry says of its paper, with the white space that is only layout taken out.

    Raises RefusedError where the entry is of no paper and version.
    """
    address = _ADDRESS.fullmatch(result.entry_id.strip())
    paper_id = without_subject_class(address["id"]) if address else None
    if address is None or paper_id is None or address["version"] is None:
        message = f"arXiv answered with an entry that is no paper: {result.entry_id[:80]!r}"
        raise RefusedError(message)
    abstract = clean_paragraphs(result.summary)
    try:
        record = _record(result, paper_id, int(address["version"]), sha256(abstract))
    except ValidationError as error:
        wrong = error.errors()[0]
        what = " ".join(filter(None, (".".join(map(str, wrong["loc"][:1])), wrong["msg"])))
        message = f"arXiv's entry of {paper_id} is none: {what}"
        raise RefusedError(message) from error
    return Paper(record=record, abstract=abstract)


def _record(result: arxiv.Result, paper_id: PaperId, version: int, digest: str) -> Record:
    return Record(
        id=paper_id,
        version=version,
        title=clean(result.title),
        authors=tuple(name for author in result.authors for name in _names(clean(author.name))),
        abstract_sha256=digest,
        categories=tuple(map(clean, result.categories)),
        primary_category=clean(result.primary_category or "") or None,
        published=result.published,
        updated=result.updated,
        comment=clean(result.comment or "") or None,
        journal_ref=clean(result.journal_ref or "") or None,
        doi=clean(result.doi or "") or None,
        withdrawn=is_withdrawn(
            comment=result.comment or "", abstract=result.summary, version=version
        ),
    )


def _names(author: str) -> Iterator[str]:
    """An author's name as it is; one that is too long for a name is mostly a whole list."""
    if len(author) <= MAX_NAME:
        yield author
        return
    for name in listed(author):
        yield name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1].rstrip()}…"
