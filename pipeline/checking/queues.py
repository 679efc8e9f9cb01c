"""The queues, held against the list and the reviews."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.paper_ids import PaperId
from ..written.paper_list import CONTRIBUTED, PATH, Listing
from ..written.queues import Queues, State, queue_path
from ..written.reviews import FILE_NAME

UNTOLD = Code(
    "untold",
    translatable("A queue says that a paper was read, and there is no review of it."),
    translatable("`state: read` stands beside a paper that nobody has reviewed; write it down."),
)


def check_queues(
    queues: Queues, listing: Listing, reviewed: AbstractSet[PaperId]
) -> Iterator[Problem]:
    """Queues that are no collection's, and a note where papers were read without a word."""
    # Papers may wait for the collection that the first review of one begins.
    collections = {CONTRIBUTED, *(collection.id for collection in listing.papers.collections)}
    for name, queue in queues.by_collection.items():
        if name not in collections:
            message = f"no collection of {PATH} is called {name}; name the file after one of them"
            yield Problem(queue_path(name), 1, message, FILE_NAME)
        source = queues.sources[name]
        untold = [
            source.line(("papers", i, "state"))
            for i, paper in enumerate(queue.papers)
            if paper.state is State.READ and paper.id not in reviewed
        ]
        if untold:
            rest = f", nor of {len(untold) - 1} more below" if len(untold) > 1 else ""
            message = f"of this paper, which was read, there is no review{rest}; write it down"
            yield Problem(source.path, untold[0], message, UNTOLD, is_note=True)
