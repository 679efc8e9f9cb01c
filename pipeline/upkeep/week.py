"""What became new since a person looked last, from what is there now and what was there before."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from ..arxiv.records import DamagedRecordError, Record, RecordStore
from ..library.library import Library
from ..written.paper_ids import PaperId
from ..written.told import Told, read_told
from . import links, matters
from .drifting import corrections
from .lagging import lagging
from .matters import Matter
from .moved import moves
from .quoting import paper_link
from .report import Section

Records: TypeAlias = Mapping[PaperId, Record]
Found: TypeAlias = Callable[[], Sequence[Matter]]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Who is asked what is new, beside arXiv for its records."""

    today: date
    answers: Callable[[Iterable[str]], Mapping[str, int | None]]
    """What addresses answer: their status, None where no answer came."""
    new_candidates: Found = tuple
    """Adds what is new to the queues, and returns a line for each that says to which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What is new."""

    moved: Sequence[str] = ()
    candidates: Sequence[Matter] = ()
    corrections: Sequence[Matter] = ()
    dead: Sequence[Matter] = ()
    revived: Sequence[Matter] = ()
    lagging: Sequence[Matter] = ()
    told: Told = field(default_factory=Told)
    """What has been told once this is merged."""
    doubtful: Mapping[str, date] = field(default_factory=dict)
    """The links that were dead once."""

    @property
    def is_quiet(self) -> bool:
        """Whether nobody need look."""
        return not any(section.items for section in self.sections())

    def sections(self) -> list[Section]:
        """What is new, as the pull request says it."""
        return [
            Section("Records that moved", self.moved),
            Section("New candidates", _lines(self.candidates)),
            Section("Corrections to make in reviews", _lines(self.corrections)),
            Section("Links that are dead", _lines(self.dead)),
            Section("Links that live again", _lines(self.revived)),
            Section("Translations that lag", _lines(self.lagging)),
        ]


def records(root: Path, papers: Iterable[PaperId]) -> dict[PaperId, Record]:
    """The records of those papers that have one that can be read."""
    store = RecordStore(root)
    found: dict[PaperId, Record] = {}
    for paper_id in papers:
        try:
            if record := store.record(paper_id):
                found[paper_id] = record
        except DamagedRecordError:
            continue
    return found


def week(root: Path, before: Records, after: Records, library: Library, world: World) -> Week:
    """What is new in a site; nothing is written but queues, by `world.new_candidates`."""
    told = read_told(root)
    to_correct, behind = corrections(library), lagging(library)
    new = Week(
        moved=list(_moved(before, after)),
        candidates=world.new_candidates(),
        corrections=matters.news(to_correct, told.corrections),
        lagging=matters.news(behind, told.lagging),
        told=Told(corrections=matters.names(to_correct), lagging=matters.names(behind)),
    )
    return _with_links(root, new, library, told, world)


def _with_links(root: Path, new: Week, library: Library, told: Told, world: World) -> Week:
    places = links.linked(library)
    doubtful = {each: day for each, day in links.read_doubtful(root).items() if each in places}
    verdict = links.judged(world.answers(places), doubtful, world.today)
    known = set(told.dead) & places.keys()
    dead = (known - verdict.alive) | verdict.dead
    return replace(
        new,
        dead=links.dead_matters(verdict.dead - known, places),
        revived=links.revived(known & verdict.alive, places),
        told=new.told.model_copy(update={"dead": tuple(dead)}),
        doubtful=verdict.doubtful,
    )


def _moved(before: Records, after: Records) -> Iterator[str]:
    for paper_id, record in after.items():
        for move in moves(before.get(paper_id), record):
            yield f"{paper_link(paper_id)}: {move}"


def _lines(found: Sequence[Matter]) -> list[str]:
    return [matter.line for matter in found]
