"""The figures of a selection: how they have to fit together."""

from collections.abc import Iterator

from ..files.source import Location
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.paper_list import Listing, Selection
from ..written.queues import Queue, Queues

FIGURES = Code(
    "figures",
    translatable("Figures of a collection's `selection` contradict each other."),
    translatable("`titles: 100` and `matched: 120`: no more can match than there are."),
)


def check_selections(listing: Listing, queues: Queues) -> Iterator[Problem]:
    """Whatever contradicts itself in the selections of a list."""
    for i, collection in enumerate(listing.papers.collections):
        queue = queues.by_collection.get(collection.id, Queue())
        for place, message in _contradictions(collection.selection, len(queue.papers)):
            yield listing.source.problem(("collections", i, "selection", *place), message, FIGURES)


def _contradictions(selection: Selection | None, queued: int) -> Iterator[tuple[Location, str]]:
    if selection is None:
        return
    titles, matched, read = selection.titles, selection.matched, selection.read
    caught = matched + (selection.excluded or 0)
    if matched > titles:
        yield ("matched",), f"matched is {matched}, but there were {titles} titles; correct one"
    elif caught > titles:
        message = f"with those that matched they are {caught}, but there were {titles} titles"
        yield ("excluded",), f"{message}; correct one"
    # What an earlier pattern matched stays in the queue.
    if read > max(matched, queued):
        yield ("read",), f"read is {read}, but {matched} titles matched; correct one"
    if selection.excluded is not None and selection.exclude is None:
        yield ("excluded",), "does not say by what; add the pattern that took them as exclude"
    yield from _contradictions_of_parts(selection, caught)


def _contradictions_of_parts(selection: Selection, caught: int) -> Iterator[tuple[Location, str]]:
    parts = selection.parts
    for i, part in enumerate(parts):
        if part.caught > caught:
            message = f"{part.pattern} caught {part.caught}, but all parts together {caught}"
            yield ("parts", i, "caught"), f"{message}; correct one"
        if part.alone > part.caught:
            message = f"{part.pattern} caught {part.alone} alone, but {part.caught} in all"
            yield ("parts", i, "alone"), f"{message}; correct one"
    if parts and (most := sum(part.caught for part in parts)) < selection.matched:
        message = f"the parts caught {most} at most, but {selection.matched} titles matched"
        yield ("parts",), f"{message}; correct one, or name the parts that are missing"
    if (alone := sum(part.alone for part in parts)) > caught:
        message = f"the parts caught {alone} alone, but all parts together {caught}"
        yield ("parts",), f"{message}; correct one"
