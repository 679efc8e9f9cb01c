"""What arXiv says otherwise of a paper than it did, field by field."""

from collections.abc import Iterator
from typing import Final

from ..arxiv.records import Record
from .quoting import quoted

_TOLD: Final = frozenset(
    {"id", "version", "title", "abstract", "abstract_sha256", "withdrawn", "journal_ref", "doi"}
    | {"history"}  # what was told before
)


def moves(before: Record | None, after: Record) -> Iterator[str]:
    """Each change as Markdown on one line; together they account for all that is another."""
    if before is None:
        yield f"its record is new: version {after.version}, {quoted(after.title)}"
        return
    if before.version != after.version:
        day = f", of {after.updated:%Y-%m-%d}" if after.updated else ""
        yield f"version {before.version} → {after.version}{day}"
    if before.title != after.title:
        yield f"title: {quoted(before.title)} → {quoted(after.title)}"
    if before.abstract_sha256 != after.abstract_sha256:
        yield "abstract: arXiv has another text than the one before"
    if before.withdrawn != after.withdrawn:
        yield "withdrawn from arXiv" if after.withdrawn else "no longer withdrawn from arXiv"
    yield from _published("published in", before.journal_ref, after.journal_ref)
    yield from _published("DOI", before.doi, after.doi)
    if (before.abstract is None) != (after.abstract is None):
        yield f"its abstract is {'no longer' if after.abstract is None else 'now'} kept with it"
    if rest := sorted(_others(before, after)):
        yield f"another value of {', '.join(rest)}"


def _published(what: str, before: str | None, after: str | None) -> Iterator[str]:
    if before == after:
        return
    if before and after:
        yield f"{what}: {quoted(before)} → {quoted(after)}"
    elif after:
        yield f"{what} {quoted(after)}"
    elif before:
        yield f"{what}: arXiv no longer says {quoted(before)}"


def _others(before: Record, after: Record) -> Iterator[str]:
    fields = Record.model_fields.keys() - _TOLD
    # A new version has another day, which is told with it.
    if before.version != after.version:
        fields -= {"updated"}
    return (name for name in fields if getattr(before, name) != getattr(after, name))
