"""Whether what others tell of is the work that is looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from . import titles
from .persons import Agreement, agreement
from .works import Work

_YEARS: Final = 4
"""Between a preprint and what is printed of it, at most, for both to be one work without doubt."""


_DIFFERENT: Final = {
    Agreement.UNKNOWN: "it names no authors",
    Agreement.NONE: "the authors are others",
    Agreement.PARTLY: "not all authors are the same",
}


class Verdict(StrEnum):
    """What a work is to the one that is looked for."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and for a doubtful work why it is one, as a clause."""

    verdict: Verdict
    why: str = ""


def judged(wanted: Work, found: Work) -> Judged:
    """Whether `found` is the work that `wanted` tells of.

    It is only where the titles are the same, and the authors.
    """
    likeness = titles.likeness(wanted.title, found.title)
    if likeness < titles.NEAR:
        return Judged(Verdict.OTHER)
    shared = agreement(wanted.authors, found.authors)
    if not titles.are_same(wanted.title, found.title):
        near = shared in {Agreement.SAME, Agreement.PARTLY} or not wanted.authors
        return Judged(Verdict.DOUBTFUL, "the titles differ") if near else Judged(Verdict.OTHER)
    if why := _doubt(wanted, found, shared):
        return Judged(Verdict.DOUBTFUL, why)
    return Judged(Verdict.SAME)


def _doubt(wanted: Work, found: Work, shared: Agreement) -> str:
    """Why a work with the same title may still be another; empty where nothing says so."""
    if not wanted.authors:
        return "the entry names no authors"
    if shared is not Agreement.SAME:
        return _DIFFERENT[shared]
    if not titles.tells_apart(wanted.title):
        return "one word is not enough to know a paper by"
    if wanted.year and found.year and abs(wanted.year - found.year) > _YEARS:
        return f"the years are {wanted.year} and {found.year}"
    return ""


def same(wanted: Work, found: Sequence[Work]) -> list[Work]:
    """Those of `found` that are surely the work."""
    return [work for work in found if judged(wanted, work).verdict is Verdict.SAME]


def doubtful(wanted: Work, found: Sequence[Work]) -> list[tuple[Work, str]]:
    """Those of `found` that may be the work, each with why nobody can be sure."""
    each = ((work, judged(wanted, work)) for work in found)
    return [(work, one.why) for work, one in each if one.verdict is Verdict.DOUBTFUL]
