"""The queue of a collection, made of what was found, or merged with what a person keeps there.

Only what is new is added, in the list's order, and what is read by now is marked: every other
line stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import yaml

from ..files.gate import text_problems
from ..files.yaml_edits import (
    Document,
    Edit,
    block_items,
    block_pairs,
    in_place_of,
    item_lines,
    on_one_line,
    pairs,
)
from ..problems.problem import Problem
from ..resolving.persons import Agreement, agreement
from ..resolving.titles import are_same, spelling
from ..resolving.works import doi_in, is_address
from ..written.paper_ids import is_arxiv_id, nearest_arxiv_id
from ..written.queues import Candidate, State, queue_in
from .known import Known
from .matching import Found, Hit

MOST_MISSED: Final = 1_000

_HEAD: Final = """\
# The titles that this collection was chosen from, in the order of their list.
# A state is waiting, reading, read, or skipped, with a reason.
# `candidates` adds what is new and leaves all else as it is.

"""
_WITHIN_A_LINE: Final = "the queue stands within one line; write each of its keys on its own"
_NOT_BELOW: Final = "{} do not stand one below the other; write each on lines of its own"


@dataclass(frozen=True, slots=True)
class Merged:
    """A queue's new text, and what is new in it."""

    text: str
    read: int
    """How many papers of it are read."""
    added: Sequence[str] = ()
    marked: Sequence[str] = ()
    """What is read by now, and was not when the queue was written."""
    gone: Sequence[str] = ()
    """What stands in the queue, and neither list nor pattern gives."""


@dataclass(slots=True)
class _Names:
    """Which id each hit has; no two have one."""

    known: Known
    taken: set[str] = field(default_factory=set)

    def name(self, hit: Hit) -> str | None:
        """The id of a hit, where it is known for certain and not another's."""
        name = self.known.paper(hit.title, hit.authors) or _arxiv_id(hit)
        if name is None or name in self.taken:
            return None
        self.taken.add(name)
        return name


def _arxiv_id(hit: Hit) -> str | None:
    if is_arxiv_id(hit.arxiv):
        return hit.arxiv
    named = (text for text in (hit.arxiv, hit.url, hit.doi) if "arxiv" in text.casefold())
    return next(filter(None, map(nearest_arxiv_id, named)), None)


def _address(hit: Hit, name: str | None) -> str | None:
    """Where the paper is, which an arXiv id tells already."""
    if name is not None and is_arxiv_id(name):
        return None
    doi = doi_in(hit.doi)
    return next(filter(is_address, (hit.url, f"https://doi.org/{doi}" if doi else "")), None)


def _may_be(paper: Candidate, hit: Hit) -> bool:
    return (
        are_same(paper.title, hit.title)
        and agreement(paper.authors, hit.authors) is not Agreement.NONE
    )


def _fields(hit: Hit, name: str | None, known: Known) -> dict[str, object]:
    """An entry's keys and values, in the order in which they stand."""
    state = State.READ if name in known.ids else State.WAITING
    fields = {
        "title": hit.title,
        "authors": hit.authors or None,
        "id": name,
        "url": _address(hit, name),
        "state": state.value,
        "inside": hit.inside,
    }
    return {key: value for key, value in fields.items() if value is not None}


def merged(path: str, text: str | None, found: Found, known: Known) -> Merged | list[Problem]:
    """The queue with what was found; or what is wrong with the one that is there, or would be.

    Raises NotEditableError where its entries are written so that none can be added.
    """
    result = _new(found, known) if text is None else _grown(path, text, found, known)
    if isinstance(result, list):
        return result
    queue, _, problems = queue_in(path, result.text)
    # What a person wrote was sound before; what is added is to be, or nothing is written.
    return [*problems, *text_problems(result.text, path)] or Merged(
        result.text,
        read=sum(paper.state is State.READ for paper in queue.papers) if queue else 0,
        added=result.added,
        marked=result.marked,
        gone=result.gone,
    )


def _new(found: Found, known: Known) -> Merged:
    names = _Names(known)
    entries = [_fields(hit, names.name(hit), known) for hit in found.hits]
    lines = [f"  {line}" for entry in entries for line in item_lines(entry)]
    papers = ["papers:", *lines] if lines else ["papers: []"]
    text = _HEAD + "".join(f"{line}\n" for line in [*papers, *_missed_lines(found.missed)])
    return Merged(text, read=0, added=[hit.title for hit in found.hits])


def _missed_lines(missed: Sequence[tuple[str, str]]) -> list[str]:
    if not missed:
        return []
    items = (item_lines({"title": title, "part": part}) for title, part in missed[:MOST_MISSED])
    return ["missed:", *(f"  {line}" for item in items for line in item)]


def _grown(path: str, text: str, found: Found, known: Known) -> Merged | list[Problem]:
    queue, _, problems = queue_in(path, text)
    if queue is None or problems:
        return problems
    document = Document(text)
    growth = _Growth(document, queue.papers, known)
    edits = [*growth.edits(found.hits), *_missed_edits(document, found.missed)]
    return Merged(
        document.edited(edits),
        read=0,
        added=growth.added,
        marked=growth.marked,
        gone=[paper.title for place, paper in enumerate(queue.papers) if place not in growth.seen],
    )


class _Growth:
    """What becomes of the entries of a queue that is there."""

    def __init__(self, document: Document, papers: Sequence[Candidate], known: Known) -> None:
        self._document = document
        self._papers = papers
        self._known = known
        self._names = _Names(known, {paper.id for paper in papers if paper.id})
        self._by_id = {paper.id: place for place, paper in enumerate(papers) if paper.id}
        self._places: Mapping[str, list[int]] = defaultdict(list)
        for place, paper in enumerate(papers):
            self._places[spelling(paper.title)].append(place)
        self.seen: set[int] = set()
        self.added: list[str] = []
        self.marked: list[str] = []

    def edits(self, hits: Sequence[Hit]) -> Iterator[Edit]:
        """What is to be changed so that every hit is in the queue."""
        root = self._document.root
        assert root is not None  # noqa: S101 (the queue was validated)
        name, node = block_pairs(root, _WITHIN_A_LINE).get("papers", (root, None))
        entries = block_items(node, _NOT_BELOW.format("papers"))
        new: dict[int, list[str]] = {}
        last = -1
        for hit in hits:
            place = self._place(hit)
            if place is None:
                entry = _fields(hit, self._names.name(hit), self._known)
                new.setdefault(last, []).extend(item_lines(entry))
                self.added.append(hit.title)
                continue
            last = place
            self.seen.add(place)
            yield from self._marks(hit, self._papers[place], entries[place])
        for place, lines in new.items():
            yield self._insertion(name, node, entries[place] if place >= 0 else name, lines)

    def _place(self, hit: Hit) -> int | None:
        """Where the hit stands in the queue already: under its id, whatever its title, or by it."""
        by_id = self._by_id.get(_arxiv_id(hit) or "")
        if by_id is not None and by_id not in self.seen:
            return by_id
        return next(
            (
                place
                for place in self._places.get(spelling(hit.title), ())
                if place not in self.seen and _may_be(self._papers[place], hit)
            ),
            None,
        )

    def _insertion(
        self, name: yaml.Node, node: yaml.Node | None, behind: yaml.Node, lines: Sequence[str]
    ) -> Edit:
        """New entries behind another or the list's name; or first in the list or the file."""
        if node is None:
            whole = ["papers:", *(f"  {line}" for line in lines)]
            return self._document.before(name, whole, name.start_mark.column)
        if not node.value:
            return self._document.further_items(node, lines)
        return self._document.below(behind, lines, node.start_mark.column)

    def _marks(self, hit: Hit, paper: Candidate, entry: yaml.Node) -> Iterator[Edit]:
        """That a paper is read by now, and which it is."""
        if paper.state not in {State.WAITING, State.READING}:
            return
        name = paper.id or self._names.name(hit)
        if name not in self._known.ids:
            return
        self.marked.append(paper.title)
        values = pairs(entry)
        if paper.id is None:
            yield self._field(entry, "id", name)
        if "state" in values:
            _, state = values["state"]
            yield in_place_of(state, State.READ.value)
        else:
            yield self._field(entry, "state", State.READ.value)

    def _field(self, entry: yaml.Node, name: str, value: str | None) -> Edit:
        """A further key of an entry."""
        assert isinstance(entry, yaml.MappingNode)  # noqa: S101 (the queue was validated)
        _, last = entry.value[-1]
        behind = last if entry.flow_style else pairs(entry)["title"][1]
        return self._document.further_keys(entry, behind, [f"{name}: {on_one_line(value)}"])


def _missed_edits(document: Document, missed: Sequence[tuple[str, str]]) -> Iterator[Edit]:
    """What is to be changed so that the queue names what was all but matched, and no more."""
    wanted = {spelling(title): (title, part) for title, part in missed[:MOST_MISSED]}
    name, node = pairs(document.root).get("missed", (None, None))
    if name is None or node is None:
        if missed:
            end = len(document.text)
            yield Edit(end, end, document.lines(_missed_lines(missed), 0))
        return
    items = block_items(node, _NOT_BELOW.format("missed"))
    there = {spelling(pairs(item)["title"][1].value): item for item in items}
    if there.keys() == wanted.keys():
        return
    if not there.keys() & wanted.keys():
        yield document.instead(name, node, _missed_lines(missed))
        return
    for title, item in there.items():
        if title not in wanted:
            yield document.instead(item, item)
    lines = [
        line
        for title, (text, part) in wanted.items()
        if title not in there
        for line in item_lines({"title": text, "part": part})
    ]
    if lines:
        yield document.further_items(node, lines)
