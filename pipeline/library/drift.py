"""What changed on arXiv since a review, as far as it is known.

arXiv tells the newest version alone.  What was there at a review's date is told by the dates of
versions, and by what the record said before.  Nothing is said of what is not sure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from ..arxiv.records import Past, Record
from ..written.reviews import Depth, FrontMatter


class Moved(StrEnum):
    """What arXiv changed of a paper that its reviewer may want to know."""

    WITHDRAWN = "withdrawn"
    TITLE = "title"
    ABSTRACT = "abstract"
    VERSION = "version"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How far arXiv moved on from what was reviewed."""

    changes: tuple[Moved, ...]
    version: int
    """The newest."""
    day: date
    """When the last of it came: whoever looked on that day or later has seen all."""
    read: int | None
    """The version that was reviewed, where that is known."""

    @property
    def told(self) -> str:
        """The changes in a line: "title, abstract, version 3"."""
        version = f"version {self.version}"
        return ", ".join(version if each is Moved.VERSION else each for each in self.changes)


class State(NamedTuple):
    """What arXiv said for a while."""

    version: int
    since: date | None
    title: str
    abstract: str
    is_withdrawn: bool
    is_published: bool


class _Base(NamedTuple):
    """What was reviewed: its place among the states, -1 for one before them, and its version."""

    place: int
    version: int | None
    state: State | None
    """None where its texts are not known."""


def states_of(record: Record) -> tuple[State, ...]:
    """What a record said, the oldest first; the last is what it says."""
    said: list[Past | Record] = [*record.history, record]
    first = _state(said[0], said[0].updated.date() if said[0].updated else None)
    return first, *(_state(new, _since(old, new)) for old, new in pairwise(said))


def _since(old: Past | Record, new: Past | Record) -> date | None:
    """When it began: with its version, or on the day on which it was seen."""
    if new.version == old.version and isinstance(old, Past):
        return old.until
    return new.updated.date() if new.updated else None


def _state(said: Past | Record, since: date | None) -> State:
    return State(
        version=said.version,
        since=since,
        title=said.title,
        abstract=said.abstract_sha256,
        is_withdrawn=said.withdrawn,
        is_published=bool(said.doi or said.journal_ref),
    )


def drift(states: Sequence[State], published: date | None, front: FrontMatter) -> Drift | None:
    """What changed since the review with these fields, None where nothing that matters did.

    `published` is the day of the first version.
    """
    base = _base(states, published, front)
    if base is None or base.place == len(states) - 1:
        return None
    now, later = states[-1], states[base.place + 1 :]
    day = max((state.since for state in later if state.since), default=None)
    changes = tuple(_changes(base, now, front.read))
    if not changes or day is None:
        return None
    return Drift(changes=changes, version=now.version, day=day, read=base.version)


def version_read(states: Sequence[State], published: date | None, front: FrontMatter) -> int | None:
    """The version that was reviewed, None where that is not known."""
    if front.version:
        return front.version
    base = _at(states, published, front.date)
    return base.version if base else None


def _changes(base: _Base, now: State, read: Depth) -> Iterator[Moved]:
    """The changes that matter to somebody who read so far."""
    was, is_newer = base.state, base.version is None or now.version > base.version
    if now.is_withdrawn:
        if is_newer and not (was and was.is_withdrawn):
            yield Moved.WITHDRAWN
        return
    texts = set(_texts(was, now)) if was else set[Moved]()
    yield from (each for each in Moved if each in texts)
    if is_newer and (texts or was is None or read is not Depth.ABSTRACT):
        yield Moved.VERSION
    if was and now.is_published and not was.is_published:
        yield Moved.PUBLISHED


def _texts(was: State, now: State) -> Iterator[Moved]:
    if was.title != now.title:
        yield Moved.TITLE
    if was.abstract != now.abstract:
        yield Moved.ABSTRACT


def _base(states: Sequence[State], published: date | None, front: FrontMatter) -> _Base | None:
    """What the reviewer saw last: the version that was read, or what was there on the day."""
    found: list[_Base] = []
    if front.version:
        found.append(_of_version(states, front.version, front.date))
    if front.checked or not front.version:
        at = _at(states, published, front.checked or front.date)
        found += [at] if at else []
    return max(found, key=lambda base: (base.place, base.version or 0), default=None)


def _of_version(states: Sequence[State], version: int, day: date) -> _Base:
    """A version; where more was said of it later, as it was on the day."""
    same = [place for place, state in enumerate(states) if state.version == version]
    until = [place for place in same[1:] if (since := states[place].since) and since <= day]
    if same:
        place = until[-1] if until else same[0]
        return _Base(place, version, states[place])
    before = [place for place, state in enumerate(states) if state.version < version]
    return _Base(before[-1] if before else -1, version, None)


def _at(states: Sequence[State], published: date | None, day: date) -> _Base | None:
    """What was there on a day, None where that cannot be told."""
    if any(state.since is None for state in states):
        return None
    begun = [place for place, state in enumerate(states) if state.since and state.since <= day]
    if begun:
        place = begun[-1]
        following = states[place + 1 : place + 2]
        # Of versions in between, nothing was kept.
        if following and following[0].version > states[place].version + 1:
            return _Base(place, None, None)
        return _Base(place, states[place].version, states[place])
    first = states[0]
    if first.version == 1:
        return _Base(0, 1, first)  # nobody reviews what is not there: a day's length apart
    # Between the first version and the second there is none.
    is_first = first.version == 2 and published is not None and published <= day  # noqa: PLR2004
    return _Base(-1, 1 if is_first else None, None)
