"""What the pages of papers say, found once for all that is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..files.memory import Memory
from ..library.library import Library
from ..written.paper_ids import PaperId
from .authors import Authors
from .data import PaperData
from .paper import paper_data


@dataclass(frozen=True)
class Contents:
    """A library, and what is said of its papers; that is found when it is first asked for."""

    library: Library
    memory: Memory = field(default_factory=Memory)

    @cached_property
    def authors(self) -> Authors:
        """The authors of all papers."""
        return Authors.of(self.library, self.memory)

    @cached_property
    def papers(self) -> Mapping[str, Mapping[PaperId, PaperData]]:
        """What the pages of papers say in each language, in reading order, but for their kin."""
        return {
            language: {
                paper.id: paper_data(place, shelf, self.library, self.authors, language)
                for shelf in self.library.shelves
                for place, paper in enumerate(shelf.papers)
            }
            for language in self.library.languages
        }
