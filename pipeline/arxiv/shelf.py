"""What is on the disk already, and what may take its place."""

import math
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..written.paper_ids import PaperId
from .entries import Paper
from .history import remembering
from .outcomes import Outcome, Status
from .records import DamagedRecordError, Record, RecordStore, sha256

_DAY_S = 86_400
# This program makes them of arXiv's words: an older one saw fewer withdrawals, and no paragraphs.
_DERIVED = frozenset({"withdrawn", "abstract", "abstract_sha256", "history"})
_UNKNOWN = "arXiv does not know it"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What there is of a paper."""

    record: Record | None = None
    abstract: str | None = None
    damage: str = ""
    """What is wrong with the record's file, where something is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The records of a site: put there one by one, never taken away, never set back."""

    store: RecordStore
    keep_abstracts: bool
    """Whether the records hold the abstracts as well."""
    verified: AbstractSet[PaperId] = frozenset()
    """The papers whose records are not believed before arXiv says the same."""

    def _held(self, paper_id: PaperId) -> _Held:
        """What there is of the paper; a record that cannot be read is none."""
        try:
            record = self.store.record(paper_id)
            abstract = self.store.abstract(record) if record else None
        except DamagedRecordError as error:
            return _Held(damage=f"{error.path.name} is damaged")
        except OSError as error:
            return _Held(damage=f"{error.filename} cannot be read ({error.strerror})")
        return _Held(record=record, abstract=abstract)

    def days_since_asked(self, paper_id: PaperId, *, today: float) -> float:
        """How long ago arXiv was last asked for the paper, infinite where that is not known.

        `today` is in seconds since the epoch.
        """
        return _age_days(self.store.asked_path(paper_id), today)

    def cached(self, paper_id: PaperId) -> Outcome | None:
        """The outcome of a paper of which all is there, None where something is missing."""
        held = self._held(paper_id)
        if held.record is None or held.abstract is None:
            return None
        if held.record.abstract is not None and not self.keep_abstracts:
            return None  # it was written by somebody else, or under another setting
        status = Status.WITHDRAWN if held.record.withdrawn else Status.CACHED
        return Outcome(status=status, version=held.record.version)

    def lately_unknown(self, paper_id: PaperId, *, today: float) -> Outcome | None:
        """The outcome of a paper without record that arXiv did not know within the last day.

        A paper that is announced tomorrow is unknown today.
        """
        age = _age_days(self.store.unknown_path(paper_id), today)
        if not 0 <= age < 1 or self.store.record_path(paper_id).exists():
            return None
        reason = f"{_UNKNOWN}, as it said within the last day; `--refresh` asks again"
        return Outcome(status=Status.MISSING, reason=reason)

    def unknown(self, paper_id: PaperId) -> Outcome:
        """The outcome of a paper that arXiv does not know, which is remembered."""
        with suppress(OSError):  # then it is asked for again
            self.store.note_unknown(paper_id)
        return Outcome(status=Status.MISSING, reason=_UNKNOWN)

    def put(self, paper: Paper, *, today: float) -> Outcome:
        """Keep what arXiv said, unless it is older than what is held by now.

        `today` is in seconds since the epoch.
        """
        new, held = paper.record, self._held(paper.record.id)
        verified = new.id in self.verified
        if held.record and new.version < held.record.version and not verified:
            reason = (
                f"arXiv answered with version {new.version}, which is older; `--verify` trusts it"
            )
            return self.kept(new.id, reason)
        new = self._with_history(paper, held.record, today)
        if self.keep_abstracts:
            new = new.model_copy(update={"abstract": paper.abstract})
        try:
            self.store.save(new, paper.abstract)
        except OSError as error:
            return self.kept(new.id, f"it cannot be written: {error.strerror}")
        status = Status.WITHDRAWN if new.withdrawn else Status.FRESH
        changes = _differences(held, paper) if verified else _changes(held, new)
        told = tuple(changes)
        refuted = verified and held.record is not None and bool(told)
        return Outcome(status=status, version=new.version, changes=told, is_refuted=refuted)

    def _with_history(self, paper: Paper, held: Record | None, today: float) -> Record:
        day = datetime.fromtimestamp(today, UTC).date()
        is_doubted = paper.record.id in self.verified
        if held and is_doubted and held.version == paper.record.version:
            # Where arXiv says otherwise of the same version, it may never have said so.
            return paper.record.model_copy(update={"history": held.history})
        return remembering(paper, held, day)

    def kept(self, paper_id: PaperId, reason: str) -> Outcome:
        """The outcome of a paper that could not be had: what there was stays."""
        held = self._held(paper_id)
        if held.record is None:
            both = "; ".join(filter(None, (reason, held.damage)))
            return Outcome(status=Status.ERROR, reason=both)
        status = Status.UNVERIFIED if paper_id in self.verified else Status.STALE
        return Outcome(status=status, reason=reason, version=held.record.version)


def _age_days(path: Path, today: float) -> float:
    """How old the file is, infinite where it is not there."""
    try:
        return (today - path.stat().st_mtime) / _DAY_S
    except OSError:
        return math.inf


def _changes(held: _Held, new: Record) -> Iterator[str]:
    if held.damage:
        yield "damaged record replaced"
    if held.record is None:
        return
    if new.version != held.record.version:
        yield f"version {held.record.version} → {new.version}"
    parts = {"title": "title", "authors": "authors", "abstract_sha256": "abstract"}
    for field, name in parts.items():
        if getattr(new, field) != getattr(held.record, field):
            yield name
    if new.withdrawn and not held.record.withdrawn:
        yield "withdrawn"


def _differences(held: _Held, paper: Paper) -> Iterator[str]:
    """Every field in which the record is not what arXiv says."""
    if held.record is None:
        yield from _changes(held, paper.record)
        return
    for field in Record.model_fields:
        if field in _DERIVED:
            continue
        if getattr(paper.record, field) != getattr(held.record, field):
            yield field
    if held.record.withdrawn and not paper.record.withdrawn:
        yield "withdrawn"
    flat = sha256(" ".join(paper.abstract.split()))
    if held.record.abstract_sha256 not in {paper.record.abstract_sha256, flat}:
        yield "abstract"
