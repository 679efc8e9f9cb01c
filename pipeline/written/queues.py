"""`reviews/queue/<collection>.yaml`: the titles that a collection began with, and their states.

    papers:
      - title: Attention Is All You Need
        authors: [Ashish Vaswani, Noam Shazeer]
        id: 1706.03762
        state: waiting
    missed:
      - title: Self-Attentive Pooling
        part: attention

`missed` names titles that the pattern all but matched, by the part of it that did.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ..files.gate import read_with_problems
from ..files.yaml_source import YamlSource, read_yaml
from ..problems.problem import Problem
from ..words.catalogue import translatable
from .fields import Sentence
from .paper_list import Line
from .validation import CLAUSE, DUPLICATE, Address, CheckedId, validated

FOLDER: Final = "reviews/queue"
MAX_BYTES: Final = 20_000_000  # some tens of thousands of titles with their authors


class State(StrEnum):
    """What became of a title."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    SKIPPED = "skipped"


STATES: Final[Mapping[State, str]] = {
    State.WAITING: translatable("waiting"),
    State.READING: translatable("being read"),
    State.READ: translatable("read"),
    State.SKIPPED: translatable("skipped"),
}
"""What readers are told of each state."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Candidate(_Strict):
    """A title that matched, and what became of it."""

    title: Line
    authors: Annotated[tuple[Line, ...], Field(max_length=5_000)] = ()
    id: CheckedId | None = None
    url: Address | None = None
    state: State = State.WAITING
    reason: Sentence | None = None
    inside: Line | None = None
    """The part of the pattern that is here only inside another word, as `rnn` is in BernNet."""

    @model_validator(mode="after")
    def _skipped_for_a_reason(self) -> Self:
        if self.state is State.SKIPPED and self.reason is None:
            raise PydanticCustomError(CLAUSE, "is skipped, so it needs a reason: say why in a line")
        return self


class Missed(_Strict):
    """A title that a part of the pattern nearly matched, as `time series` does Time-series."""

    title: Line
    part: Line


class Queue(_Strict):
    """A whole file."""

    papers: Annotated[tuple[Candidate, ...], Field(max_length=100_000)] = ()
    missed: Annotated[tuple[Missed, ...], Field(max_length=10_000)] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing: then it has no page."""
        return not (self.papers or self.missed)


@dataclass(frozen=True, slots=True)
class Queues:
    """The queues of a site by their collections, and every problem in them."""

    by_collection: Mapping[str, Queue] = field(default_factory=dict)
    sources: Mapping[str, YamlSource] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def queue_path(collection: str) -> str:
    """Where the queue of a collection is."""
    return f"{FOLDER}/{collection}.yaml"


def read_queues(root: Path) -> Queues:
    """Read every queue below `root`, in the order of the files' names."""
    queues: dict[str, Queue] = {}
    sources: dict[str, YamlSource] = {}
    problems: list[Problem] = []
    for file in sorted((root / FOLDER).glob("*.yaml"), key=attrgetter("name")):
        text, found = read_with_problems(file, queue_path(file.stem), MAX_BYTES)
        problems += found
        if text is None:
            continue
        queue, source, found = queue_in(queue_path(file.stem), text)
        problems += found
        if queue and source:
            queues[file.stem], sources[file.stem] = queue, source
    return Queues(queues, sources, tuple(problems))


def queue_in(path: str, text: str) -> tuple[Queue | None, YamlSource | None, list[Problem]]:
    """The queue that a text is, the places of its values, and every problem in it."""
    source = read_yaml(path, text)
    if isinstance(source, list):
        return None, None, source
    queue = validated(Queue, source)
    if isinstance(queue, list):
        return None, source, queue
    return queue, source, list(_doubles(queue, source))


def _doubles(queue: Queue, source: YamlSource) -> Iterator[Problem]:
    seen: set[str] = set()
    for i, paper in enumerate(queue.papers):
        if paper.id in seen:
            message = f"{paper.id} stands in the queue a second time; remove one"
            yield source.problem(("papers", i, "id"), message, DUPLICATE)
        if paper.id:
            seen.add(paper.id)
