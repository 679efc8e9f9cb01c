"""How every listed paper ended."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

INCOMPLETE = 3
"""The exit status of a run that could not get everything."""
UNVERIFIED = 4
"""The exit status of a run that could not get what a record was to be verified by."""
REFUTED = 5
"""The status of a run in which arXiv said otherwise than a record that was to be verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A paper that the list names, as it names it, and where."""

    id: str
    path: str
    line: int


class Status(StrEnum):
    """The ways in which a paper can end; each one has exactly one."""

    FRESH = "fresh"
    """arXiv was asked, and what it said is on the disk."""
    CACHED = "cached"
    """All was there; arXiv was not asked."""
    STALE = "stale"
    """Asking failed, and the record from before was kept."""
    MISSING = "missing"
    """arXiv does not know the paper."""
    INVALID = "invalid"
    """The id is none; arXiv was not asked."""
    WITHDRAWN = "withdrawn"
    """All is there, and says that the authors or arXiv took the paper back."""
    UNVERIFIED = "unverified"
    """Asking failed, and the record that is there was to be verified."""
    ERROR = "error"
    """Asking failed, and there is no record."""

    @property
    def is_had(self) -> bool:
        """Whether there is as much of the paper as was asked for."""
        return self in {Status.FRESH, Status.CACHED, Status.WITHDRAWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one paper ended."""

    status: Status
    reason: str = ""
    """Why, where it was not had."""
    version: int | None = None
    """The version on the disk."""
    changes: tuple[str, ...] = ()
    """What arXiv says otherwise than it did: `version 2 → 3`, `title`."""
    is_refuted: bool = False
    """Whether the record was to be verified and said something else; now it says the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A listed paper and how it ended."""

    id: str
    """In canonical form, or as the list has it where it is no id."""
    wanted: Wanted
    """The first place that lists it."""
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a run ended."""

    papers: Sequence[Ended]
    requests: int
    seconds: float

    @property
    def exit_status(self) -> int:
        """0 where everything is there, `INCOMPLETE` and so on where something is not."""
        if self.counts()[Status.UNVERIFIED]:
            return UNVERIFIED
        if any(paper.outcome.is_refuted for paper in self.papers):
            return REFUTED
        return 0 if all(paper.outcome.status.is_had for paper in self.papers) else INCOMPLETE

    def counts(self) -> Counter[Status]:
        """How many papers ended in each way."""
        return Counter(paper.outcome.status for paper in self.papers)
