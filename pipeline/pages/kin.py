"""Where a paper's page leads to others: those named, those cited, and those that are like it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ..files.memory import Memory
from ..library.citations import Citations
from ..library.library import Library, Shelf
from ..library.likeness import nearest
from ..written.paper_ids import PaperId
from .data import PaperData

MOST_RELATED: Final = 5
"""How many related papers a page shows; those that its reviews name are shown in any case."""


@dataclass(frozen=True)
class Kin:
    """How the papers of a library belong together; all is found when it is first asked for."""

    library: Library
    memory: Memory

    @cached_property
    def _nearest(self) -> Mapping[PaperId, Sequence[PaperId]]:
        return nearest(self.library, self.memory)

    @cached_property
    def _citations(self) -> Mapping[str, Citations]:
        languages = self.library.languages
        return {each: Citations.of(self.library, each, self.memory) for each in languages}

    def related(self, paper: PaperData, language: str) -> PaperData:
        """The paper with those that its page leads to besides the ones that its reviews name."""
        citations = self._citations[language]
        groups = (
            citations.cited[paper.id],
            citations.naming[paper.id],
            self._nearest[paper.id],
        )
        cited, cited_by, alike = _shared_out(groups, {*paper.related}, paper.id)
        return paper.model_copy(update={"cited": cited, "cited_by": cited_by, "alike": alike})

    def within(self, shelf: Shelf, language: str) -> dict[PaperId, tuple[PaperId, ...]]:
        """Which papers of a collection name which others of it."""
        named = self._citations[language].named
        here = {paper.id for paper in shelf.papers}
        found = {
            paper.id: tuple(each for each in named[paper.id] if each in here)
            for paper in shelf.papers
        }
        return {paper: others for paper, others in found.items() if others}


def _shared_out(
    groups: Iterable[Sequence[PaperId]], shown: AbstractSet[PaperId], own: PaperId
) -> Iterator[tuple[PaperId, ...]]:
    """The groups without what the page shows already, as far as there is room."""
    seen, room = {*shown, own}, max(MOST_RELATED - len(shown), 0)
    for group in groups:
        taken = tuple(each for each in group if each not in seen)[:room]
        seen.update(taken)
        room -= len(taken)
        yield taken
