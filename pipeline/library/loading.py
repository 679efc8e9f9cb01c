"""From sound sources and the records beside them to the library."""

from pathlib import Path
from typing import TYPE_CHECKING

from ..arxiv.records import DamagedRecordError, Record, RecordStore
from ..checking.sources import Sources
from ..problems.problem import Problem
from ..written.reviews import name_parts
from .library import Library, join

if TYPE_CHECKING:
    from ..written.paper_ids import PaperId


def load_library(root: Path, sources: Sources) -> Library | list[Problem]:
    """Join the sources with what arXiv said."""
    store = RecordStore(root)
    records: dict[PaperId, Record] = {}
    problems: list[Problem] = []
    for paper_id in sources.named():
        try:
            if record := store.record(paper_id):
                records[paper_id] = record
        except DamagedRecordError as error:
            problems.append(error.problem(root))
    abstracts = {
        paper_id: text
        for paper_id, record in records.items()
        if (text := store.abstract(record)) is not None
    }
    left_out = frozenset(
        parts[0]
        for problem in sources.left_out
        if (parts := name_parts(problem.path.removeprefix("reviews/")))
    )
    return problems or join(
        sources.settings.languages, sources.listing, sources.reviews, records, abstracts, left_out
    )
