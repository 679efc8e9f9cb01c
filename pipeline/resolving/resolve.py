"""What the titles of a queue are: ids on arXiv and published versions, where they are sure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..arxiv.failures import OutOfTimeError
from ..files.atomic import write_atomically
from ..files.gate import read_with_problems
from ..problems.problem import Code, Problem
from ..written.paper_ids import PaperId, nearest_arxiv_id
from ..written.queues import MAX_BYTES, Candidate, Queue, State, queue_in, queue_path
from . import titles
from .asking import Asker, NotAskedError
from .codes import DOUBTFUL, NOT_ASKED
from .judging import doubtful, same
from .queue_editing import Finding, with_findings
from .works import Work, is_address

_SHOWN = 3
"""Doubtful works that are told of an entry."""
_AUTHORS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Resolved:
    """How it ended with each entry of a queue."""

    found: Sequence[str]
    """A line for each entry in which something was written."""
    doubts: Sequence[Problem]
    unasked: Sequence[Problem]
    """Why, at the first of the entries that are concerned."""
    left: int
    """Entries of which not all could be asked."""
    entries: int
    settled: int
    """Entries that lacked nothing before."""
    nothing: int
    """Entries of which nobody that was asked knows anything."""


@dataclass(slots=True)
class _Known:
    """What came out about an entry."""

    ids: dict[PaperId, Work] = field(default_factory=dict)
    """Of the papers on arXiv that are surely the entry's."""
    published: dict[str, Work] = field(default_factory=dict)
    doubts: list[tuple[Work, str]] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)


def resolve(
    root: Path, collection: str, asker: Asker, tell: Callable[[int, int], None]
) -> Resolved | list[Problem]:
    """Find out what the queue's titles are, write down what is sure, and say what is not.

    `tell` is given how many entries are done, and of how many.  Ctrl-C and the end of the asker's
    time end the asking, not the writing.  Raises OSError where the queue cannot be read or written,
    and ValueError where it was broken meanwhile.
    """
    path = queue_path(collection)
    queue, lines, problems = _read(root, path)
    if queue is None or problems:
        return problems
    wanting = {place: each for place, each in enumerate(queue.papers) if _lacks(each)}
    known: dict[int, _Known] = {}
    why = _ask_all(wanting, known, asker, tell)
    taken = {PaperId(entry.id) for entry in queue.papers if entry.id}
    findings = dict(_findings(wanting, known, taken))
    if findings:
        text = (root / path).read_bytes().decode()
        write_atomically(root / path, with_findings(path, text, list(findings.values())))
    return _told(queue, wanting, known, findings, _Place(path, lines, why))


def _read(root: Path, path: str) -> tuple[Queue | None, Callable[[int], int], list[Problem]]:
    text, problems = read_with_problems(root / path, path, MAX_BYTES)
    if text is None:
        return None, lambda _: 1, problems
    queue, source, found = queue_in(path, text)
    return queue, lambda place: source.line(("papers", place)) if source else 1, [*problems, *found]


def _lacks(entry: Candidate) -> bool:
    return entry.state is not State.SKIPPED and (entry.id is None or _lacks_published(entry))


def _lacks_published(entry: Candidate) -> bool:
    return entry.url is None and (entry.id is None or nearest_arxiv_id(entry.id) is not None)


def _ask_all(
    wanting: dict[int, Candidate],
    known: dict[int, _Known],
    asker: Asker,
    tell: Callable[[int, int], None],
) -> str:
    """Why the asking ended early; empty where it did not."""
    try:
        for number, (place, entry) in enumerate(wanting.items()):
            tell(number, len(wanting))
            known[place] = _asked(entry, asker)
    except OutOfTimeError as error:
        return str(error)
    except KeyboardInterrupt:
        return "interrupted"
    return ""


def _asked(entry: Candidate, asker: Asker) -> _Known:
    wanted = Work(title=entry.title, authors=entry.authors)
    known = _Known()
    if not titles.words(entry.title):
        return known
    if entry.id is None:
        _find_id(wanted, str(entry.url or ""), asker, known)
    if _lacks_published(entry):
        _find_published(wanted, asker, known)
    if entry.id is not None:  # near titles are not worth a person's time
        doubts = (each for each in known.doubts if titles.are_same(entry.title, each[0].title))
        known.doubts = list(doubts)
    return known


def find_on_arxiv(wanted: Work, claims: Iterable[PaperId], asker: Asker) -> _Known:
    """What arXiv has of a work: what is surely it, what may be, and what was not asked.

    `claims` are ids that others give; each is believed only as far as arXiv says the same.
    """
    known = _Known()
    _take(known, wanted, _tried(known, lambda: asker.on_arxiv(wanted.title)))
    for claim in dict.fromkeys(claims):
        if claim not in known.ids:
            _take(known, wanted, _tried(known, lambda: asker.arxiv_paper(claim)))  # noqa: B023
    return known


def _find_id(wanted: Work, url: str, asker: Asker, known: _Known) -> None:
    claims = [claim] if (claim := nearest_arxiv_id(url)) else []
    if url and not claims:
        on_page = _tried(known, lambda: asker.on_page(url))
        claims += [each for work in same(wanted, on_page) if (each := work.paper_id)]
    found = find_on_arxiv(wanted, claims, asker)
    known.ids |= found.ids
    known.doubts += found.doubts
    known.unasked += found.unasked
    if known.ids:
        return
    # arXiv's own search finds no title that is spelled otherwise.
    elsewhere = _tried(known, lambda: asker.in_dblp(wanted.title))
    known.doubts += [each for each in doubtful(wanted, elsewhere) if each[0].paper_id]
    for work in same(wanted, elsewhere):
        if claim := work.paper_id:
            _take(known, wanted, _tried(known, lambda: asker.arxiv_paper(claim)))


def _take(known: _Known, wanted: Work, works: Sequence[Work]) -> None:
    """Take note of papers of arXiv."""
    known.ids |= {each: work for work in same(wanted, works) if (each := work.paper_id)}
    known.doubts += doubtful(wanted, works)


def _find_published(wanted: Work, asker: Asker, known: _Known) -> None:
    before = len(known.unasked)
    works = [
        *_tried(known, lambda: asker.in_dblp(wanted.title)),
        *_tried(known, lambda: asker.in_crossref(wanted.title, wanted.authors)),
    ]
    published = [work for work in works if work.published]
    known.doubts += doubtful(wanted, published)
    # What one of them does not tell may be a second version, which the other knows.
    if len(known.unasked) == before:
        known.published |= {work.published: work for work in same(wanted, published)}


def _tried(known: _Known, ask: Callable[[], Sequence[Work]]) -> Sequence[Work]:
    try:
        return ask()
    except NotAskedError as error:
        if str(error) not in known.unasked:
            known.unasked.append(str(error))
        return ()


def _findings(
    wanting: dict[int, Candidate], known: dict[int, _Known], taken: set[PaperId]
) -> Iterator[tuple[int, Finding]]:
    """What is sure, by the places of the entries; no id for a second time."""
    often = Counter(each for one in known.values() if len(one.ids) == 1 for each in one.ids)
    for place, one in known.items():
        entry = wanting[place]
        values = []
        if len(one.ids) == 1:
            paper_id, work = next(iter(one.ids.items()))
            if paper_id in taken or often[paper_id] > 1:
                one.doubts.insert(0, (work, "another entry of the queue is this paper"))
            else:
                values.append(("id", str(paper_id)))
        if len(one.published) == 1 and entry.url is None:
            url = address_of(next(iter(one.published.values())))
            values += [("url", url)] if is_address(url) else []
        if values:
            yield place, Finding(entry.title, entry.authors, tuple(values))


def address_of(work: Work) -> str:
    """Where the published version of a work is."""
    return f"https://doi.org/{work.doi}" if work.doi else work.url


@dataclass(frozen=True, slots=True)
class _Place:
    path: str
    line: Callable[[int], int]
    why: str
    """Why the asking ended early."""

    def note(self, place: int, message: str, code: Code) -> Problem:
        return Problem(self.path, self.line(place), message, code, is_note=True)


def _told(
    queue: Queue,
    wanting: dict[int, Candidate],
    known: dict[int, _Known],
    findings: dict[int, Finding],
    at: _Place,
) -> Resolved:
    doubts: list[Problem] = []
    unasked: dict[str, list[int]] = {}
    nothing = 0
    for place, entry in wanting.items():
        one = known.get(place, _Known(unasked=[at.why]))
        told = [] if place in findings else list(_doubts(entry, one))
        doubts += (at.note(place, message, DOUBTFUL) for message in told)
        for why in one.unasked:
            unasked.setdefault(why, []).append(place)
        nothing += not (told or one.unasked or place in findings)
    return Resolved(
        found=[f"{at.path}:{at.line(place)}: {_found(each)}" for place, each in findings.items()],
        doubts=doubts,
        unasked=[_why(at, why, places) for why, places in unasked.items()],
        left=len({place for places in unasked.values() for place in places}),
        entries=len(queue.papers),
        settled=len(queue.papers) - len(wanting),
        nothing=nothing,
    )


def _why(at: _Place, why: str, places: list[int]) -> Problem:
    more = f"; so it is with {len(places) - 1:,} more" if len(places) > 1 else ""
    return at.note(places[0], f"could not be asked for: {why}{more}", NOT_ASKED)


def _found(finding: Finding) -> str:
    return f"“{finding.title}” is {', '.join(value for _, value in finding.values)}"


def _doubts(entry: Candidate, one: _Known) -> Iterator[str]:
    several = "it is one of several with the same title and authors"
    works = [(work, several) for work in one.ids.values() if len(one.ids) > 1]
    works += [(work, several) for work in one.published.values() if len(one.published) > 1]
    near = sorted(one.doubts, key=lambda each: -titles.likeness(entry.title, each[0].title))
    seen = {(work.title, named(work)): (work, why) for work, why in reversed([*works, *near])}
    for work, why in list(reversed(seen.values()))[:_SHOWN]:
        yield f"“{entry.title}” may be {described(work)}: {why}"


def described(work: Work) -> str:
    """A work in a line: what it is called, by whom, and where it is."""
    names = [*work.authors[:_AUTHORS_SHOWN], *(["et al."] if work.authors[_AUTHORS_SHOWN:] else [])]
    people = f" ({', '.join(names)})" if names else ""
    return f"{named(work)}, “{work.title}”{people}"


def named(work: Work) -> str:
    """The id of a work, or where it is."""
    return work.paper_id or address_of(work) or f"what {work.source} calls"
