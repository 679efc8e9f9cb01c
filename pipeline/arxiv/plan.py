"""What to ask for next, so that one bad id costs few questions and never its neighbours.

Ids go out in batches as large as serve.
Of an answer with a broken entry the others are taken, and what is left is asked for once more.
When a batch fails as a whole on account of one of its ids, halves of it are asked for until that
id stands alone; the halves that it was not in wait meanwhile, and go out together again.
So a bad one among n ids costs about log2(n) questions.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from ..written.paper_ids import PaperId

POST_SIZE = 2000
"""The most papers in one answer: https://info.arxiv.org/help/api/user-manual.html"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The ids of one question."""

    ids: tuple[PaperId, ...]
    by_post: bool


class Plan:
    """The ids not yet settled, and where the search for a bad one stands."""

    def __init__(
        self, ids: Iterable[PaperId], *, size: Callable[[PaperId], int], room: int
    ) -> None:
        """Plan to ask for `ids`; one takes `size(id)` of the `room` that an address has."""
        self.missing: tuple[PaperId, ...] = ()
        """What arXiv left out again and again."""
        self.refused: dict[PaperId, str] = {}
        """What brought no answer even alone, or none that can be used, and why."""
        self._waiting = list(dict.fromkeys(ids))
        self._suspects: tuple[PaperId, ...] = ()
        """Ids with at least one bad one among them."""
        self._absent: list[PaperId] = []
        self._faults: dict[PaperId, str] = {}
        """What was wrong with entries."""
        self._size = size
        self._room = room
        self._post_serves = True
        self._tried = False
        self._is_first_round = True
        self._news = False

    def next(self) -> Batch | None:
        """The batch to ask for, the same one until it is told what became of it; None at the end.

        POST carries more than an address does, and is used where one address would not do.
        """
        if self._suspects:
            return Batch(ids=self._suspects[: max(1, len(self._suspects) // 2)], by_post=False)
        by_get = self._fitting()
        if self._post_serves and len(by_get) < len(self._waiting):
            return Batch(ids=tuple(self._waiting[:POST_SIZE]), by_post=True)
        return Batch(ids=by_get, by_post=False) if by_get else None

    def unsettled(self) -> tuple[PaperId, ...]:
        """The ids of which it is not yet known how they end."""
        return (*self._suspects, *self._waiting, *self._absent)

    def questions_left(self) -> int:
        """About how many questions are still to come."""
        batch = self.next()
        return -(-len(self.unsettled()) // len(batch.ids)) if batch else 0

    def answered(
        self, batch: Batch, got: Collection[PaperId], faults: Mapping[PaperId, str]
    ) -> None:
        """Take note that the batch was answered, with the papers `got` and broken entries."""
        self._faults |= faults
        self._absent += [paper_id for paper_id in batch.ids if paper_id not in got]
        self._news = self._news or bool(got)
        if batch.by_post and not got:
            self._post_serves = False  # perhaps its body was not even read
        self._drop(batch)

    def failed(self, batch: Batch, reason: str, *, worth_another_try: bool) -> None:
        """Take note that the batch failed, perhaps on account of one of its ids."""
        # In the middle of a search the next half is a second try as good as any.
        if worth_another_try and not self._tried and (len(batch.ids) == 1 or not self._suspects):
            self._tried = True
        elif batch.by_post:
            self.refuse_post()
        elif len(batch.ids) > 1:
            self._blame(batch)
        else:
            self._blame(batch)
            self.refused[batch.ids[0]] = reason
            self._drop(batch)

    def refuse_post(self) -> None:
        """Ask by GET from now on."""
        self._post_serves = False
        self._tried = False

    def _fitting(self) -> tuple[PaperId, ...]:
        room = self._room
        for count, paper_id in enumerate(self._waiting):
            room -= self._size(paper_id)
            if room < 0:
                return tuple(self._waiting[: max(1, count)])
        return tuple(self._waiting)

    def _blame(self, batch: Batch) -> None:
        """Suspect the ids of `batch`, and no other."""
        if not self._suspects:
            del self._waiting[: len(batch.ids)]
        self._waiting += self._suspects[len(batch.ids) :]
        self._suspects = batch.ids
        self._tried = False

    def _drop(self, batch: Batch) -> None:
        self._tried = False
        if self._suspects:
            self._suspects = self._suspects[len(batch.ids) :]
        else:
            del self._waiting[: len(batch.ids)]
        if self._absent and not self._suspects and not self._waiting:
            self._begin_round()

    def _begin_round(self) -> None:
        """Ask again for what was left out; twice without anything new, it is missing."""
        if self._is_first_round or self._news:
            self._waiting, self._absent = self._absent, []
        else:
            self.refused |= {
                each: self._faults[each] for each in self._absent if each in self._faults
            }
            self.missing = tuple(each for each in self._absent if each not in self._faults)
            self._absent = []
        self._is_first_round = self._news = False
