"""The papers that a site has already, by their titles."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from ..arxiv.records import DamagedRecordError, RecordStore
from ..resolving.persons import Agreement, agreement
from ..resolving.titles import are_same, spelling
from ..written.file_names import name_parts
from ..written.paper_ids import PaperId, is_arxiv_id
from ..written.paper_list import ListedPaper, Listing

_TELLING: Final = 4
"""So many words are a title without a name in front; fewer may be a heading of many."""


class _Paper(NamedTuple):
    id: PaperId
    title: str
    authors: Sequence[str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the papers that are listed or reviewed."""

    ids: AbstractSet[str] = frozenset()
    by_title: Mapping[str, Sequence[_Paper]] = field(default_factory=dict)
    """By the spellings of their titles, and of these without the name in front."""

    def paper(self, title: str, authors: Sequence[str]) -> PaperId | None:
        """The paper that has this title and may have these authors.

        Where one title has a name in front, as in "TideNet: A Model of …", and the other has
        none, all of the authors have to be the same.
        """
        ways = filter(None, (title, _bare(title)))
        papers = (paper for way in ways for paper in self.by_title.get(spelling(way), ()))
        return next((paper.id for paper in papers if _is_called(paper, title, authors)), None)


def _is_called(paper: _Paper, title: str, authors: Sequence[str]) -> bool:
    shared = agreement(paper.authors, authors)
    if are_same(paper.title, title):
        return shared is not Agreement.NONE
    named = are_same(paper.title, _bare(title)) or are_same(_bare(paper.title), title)
    return named and shared is Agreement.SAME


def known_papers(root: Path, listing: Listing) -> Known:
    """The papers of the site at `root`."""
    listed = {PaperId(entry.id): entry for entry in listing.papers.entries}
    ids = dict.fromkeys([*listed, *_reviewed(root)])
    by_title = defaultdict(list)
    store = RecordStore(root)
    for paper_id in ids:
        if paper := _paper(paper_id, listed.get(paper_id), store):
            for way in filter(None, (paper.title, _bare(paper.title))):
                by_title[spelling(way)].append(paper)
    return Known(ids.keys(), by_title)


def _bare(title: str) -> str:
    """What stands behind a name in front; empty where there is none."""
    name, colon, rest = title.partition(": ")
    return rest if colon and name and len(rest.split()) >= _TELLING else ""


def _paper(paper_id: PaperId, entry: ListedPaper | None, store: RecordStore) -> _Paper | None:
    if entry and entry.title:
        return _Paper(paper_id, entry.title, entry.authors)
    if not is_arxiv_id(paper_id):
        return None
    try:
        record = store.record(paper_id)
    except DamagedRecordError:  # `check` tells of it
        return None
    return _Paper(paper_id, record.title, record.authors) if record else None


def _reviewed(root: Path) -> Iterator[PaperId]:
    for file in sorted((root / "reviews").glob("*.md")):
        if parts := name_parts(file.name):
            yield parts.paper_id
