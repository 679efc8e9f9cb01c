"""The queues, held against the list and the reviews."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ..files.yaml_source import YamlSource
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.paper_ids import PaperId
from ..written.paper_list import CONTRIBUTED, PATH, Listing
from ..written.queues import Queue, Queues, State, queue_path
from ..written.reviews import FILE_NAME
from ..written.validation import DUPLICATE

UNTOLD = Code(
    "untold",
    translatable("A queue says that a paper was read, and there is no review of it."),
    translatable("`state: read` stands beside a paper that nobody has reviewed; write it down."),
)


def check_queues(
    queues: Queues, listing: Listing, reviewed: AbstractSet[PaperId]
) -> Iterator[Problem]:
    """Queues that are no collection's; notes on titles that stand twice or were read unsaid."""
    # Papers may wait for the collection that the first review of one begins.
    collections = {CONTRIBUTED, *(collection.id for collection in listing.papers.collections)}
    for name, queue in queues.by_collection.items():
        if name not in collections:
            message = f"no collection of {PATH} is called {name}; name the file after one of them"
            yield Problem(queue_path(name), 1, message, FILE_NAME)
        source = queues.sources[name]
        yield from _doubled_titles(queue, source)
        untold = [
            source.line(("papers", i, "state"))
            for i, paper in enumerate(queue.papers)
            if paper.state is State.READ and paper.id not in reviewed
        ]
        if untold:
            rest = f", nor of {len(untold) - 1} more below" if len(untold) > 1 else ""
            message = f"of this paper, which was read, there is no review{rest}; write it down"
            yield Problem(source.path, untold[0], message, UNTOLD, is_note=True)


def _doubled_titles(queue: Queue, source: YamlSource) -> Iterator[Problem]:
    """A note on each title that another paper of the queue has, where ids do not part them."""
    ids: dict[str, str | None] = {}
    for i, paper in enumerate(queue.papers):
        title = " ".join(paper.title.split()).casefold()
        if title in ids and not (paper.id and ids[title]):
            message = "this title stands in the queue a second time; remove one, or give both ids"
            line = source.line(("papers", i, "title"))
            yield Problem(source.path, line, message, DUPLICATE, is_note=True)
        ids.setdefault(title, paper.id)
