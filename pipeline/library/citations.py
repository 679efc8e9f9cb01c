"""Which papers of the site a review cites, by any of the ways that there are to do so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from ..checking.citations import ANSWER, citations, may_cite
from ..files.memory import Memory
from ..written.paper_ids import PaperId, file_stem
from ..written.reviews import Review
from .library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Citations:
    """Which papers name which, by the reviews that readers of one language are shown."""

    cited: Mapping[PaperId, Sequence[PaperId]]
    """Those that the text of a paper's reviews cites, in the order of the text."""
    named: Mapping[PaperId, Sequence[PaperId]]
    """Those that a paper's reviews relate it to, then those that they cite."""
    naming: Mapping[PaperId, Sequence[PaperId]]
    """Those whose reviews name a paper, in reading order."""

    @classmethod
    def of(cls, library: Library, language: str, memory: Memory | None = None) -> Self:
        """Those of a library."""
        memory = memory or Memory()
        names = _names(library)
        cited: dict[PaperId, Sequence[PaperId]] = {}
        named: dict[PaperId, Sequence[PaperId]] = {}
        naming: dict[PaperId, list[PaperId]] = {paper.id: [] for paper in library.papers}
        for paper in library.papers:
            readings = paper.readings(language)
            found = [each for review in readings for each in _cited(review, memory)]
            related = [each for review in readings for each in review.front.related]
            cited[paper.id] = _others(paper.id, map(names.get, found))
            named[paper.id] = _others(paper.id, map(names.get, [*related, *found]))
            for each in named[paper.id]:
                naming[each].append(paper.id)
        return cls(cited=cited, named=named, naming=naming)


def _others(paper: PaperId, found: Iterable[PaperId | None]) -> Sequence[PaperId]:
    return tuple(dict.fromkeys(each for each in found if each and each != paper))


def _names(library: Library) -> Mapping[str, PaperId]:
    """By what the reviews may name a paper: its id, its page, its DOIs."""
    names: dict[str, PaperId] = {}
    for paper in library.papers:
        for doi in (paper.doi or "").lower().split():
            names.setdefault(f"doi:{doi}", paper.id)
    for paper in library.papers:
        names[paper.id] = names[f"papers/{file_stem(paper.id)}"] = paper.id
    return names


def _cited(review: Review, memory: Memory) -> Sequence[str]:
    text = review.body.text
    if not may_cite(text):
        return ()
    return memory.answer((ANSWER, review.path), text, lambda: citations(text))
