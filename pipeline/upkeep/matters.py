"""What a pull request of a week is about, beside the records that moved: matters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to decide on: Markdown on one line, and a name that stays while the thing does."""

    name: str
    line: str


def news(matters: Iterable[Matter], told: Sequence[str]) -> list[Matter]:
    """The matters that were not told yet."""
    known = frozenset(told)
    return [matter for matter in matters if matter.name not in known]


def names(matters: Iterable[Matter]) -> tuple[str, ...]:
    """The names by which matters are known once they are told."""
    return tuple(matter.name for matter in matters)
