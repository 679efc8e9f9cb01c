"""What a citation of a paper reads: "Gu et al.", told apart where two would read the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice

from ..text.names import each_name
from ..written.paper_ids import PaperId

_COUPLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Citable:
    """What a label is made of: names as plain text, first author first."""

    id: PaperId
    authors: Iterable[str]
    """They are gone through once, as far as need be."""
    year: int | None
    short: str | None


def labels(papers: Sequence[Citable]) -> dict[PaperId, str]:
    """A label for each paper, no two alike; the order of `papers` gives the year's letters."""
    groups: dict[str, list[Citable]] = defaultdict(list)
    for paper in papers:
        groups[_authors_label(paper)].append(paper)
    return {
        paper_id: label
        for base, group in groups.items()
        for paper_id, label in _told_apart(base, group).items()
    }


def _authors_label(paper: Citable) -> str:
    families = [name.family for name in islice(each_name(paper.authors), _COUPLE + 1)]
    if not families:
        return f"arXiv:{paper.id}"
    return " & ".join(families) if len(families) <= _COUPLE else f"{families[0]} et al."


def _told_apart(base: str, group: Sequence[Citable]) -> Mapping[PaperId, str]:
    if len(group) == 1:
        return {group[0].id: base}
    shorts = [paper.short for paper in group]
    if all(shorts) and len(set(shorts)) == len(group):
        return {paper.id: f"{base} ({paper.short})" for paper in group}
    years = [paper.year for paper in group]
    ordinals = {year: map(letters, count()) for year in years if years.count(year) > 1}
    return {
        paper.id: f"{base} {paper.year or ''}{next(ordinals.get(paper.year, iter(())), '')}"
        for paper in group
    }


def letters(index: int) -> str:
    """The letters a to z, then aa, ab and so on."""
    head, tail = divmod(index, 26)
    return (letters(head - 1) if head else "") + chr(ord("a") + tail)
