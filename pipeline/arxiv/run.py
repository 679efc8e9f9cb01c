"""One run: ask, keep at once what came, and know of every paper how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..written.paper_ids import PaperId
from .client import Answer, Client
from .clock import Budget, Clock
from .entries import Paper
from .failures import (
    AnswerError,
    DamagedError,
    OutOfTimeError,
    PostRefusedError,
    RefusedError,
    UnavailableError,
)
from .outcomes import Outcome, Status
from .patience import GaveUpError, Patience
from .plan import POST_SIZE, Batch, Plan
from .progress import Progress, Standing
from .shelf import Shelf

_FITS_AN_ADDRESS = 100
"""Ids that are sure to fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What takes part in a run."""

    plan: Plan
    client: Client
    patience: Patience
    shelf: Shelf
    total: int
    """How many papers are asked for."""
    witness: PaperId | None
    """A paper that arXiv knows, and that is not asked for otherwise."""
    progress: Progress
    pace_s: float
    clock: Clock
    budget: Budget
    _outcomes: dict[PaperId, Outcome] = field(default_factory=dict, init=False)
    _took_s: list[float] = field(default_factory=list, init=False)
    """How long each question took, the wait for its turn included."""

    def go(self) -> Mapping[PaperId, Outcome]:
        """Ask until all is settled, or asking has no more sense; the outcome of every paper."""
        why = self._ask_on()
        # A service that is not well answers with empty lists, as if it knew none of the papers.
        by_mistake = not self._outcomes and len(self.plan.missing) > 1 and not self._is_well()
        for paper_id in self.plan.missing:
            self._outcomes[paper_id] = self._left_out(paper_id, by_mistake=by_mistake)
        for paper_id, reason in self.plan.refused.items():
            self._outcomes[paper_id] = self.shelf.kept(paper_id, reason)
        for paper_id in self.plan.unsettled():
            if paper_id not in self._outcomes:
                self._outcomes[paper_id] = self.shelf.kept(paper_id, why)
        return self._outcomes

    def _ask_on(self) -> str:
        """Why the asking ended before all was settled."""
        try:
            while batch := self.plan.next():
                self._tell()
                self._ask(batch)
        except (GaveUpError, OutOfTimeError) as error:
            return str(error)
        except OSError as error:
            return f"the pace cannot be kept: {error}"
        except KeyboardInterrupt:
            return "interrupted"
        return ""

    def _ask(self, batch: Batch) -> None:
        began = self.clock.now()
        try:
            found = self._timed(batch)
        except PostRefusedError:
            self.plan.refuse_post()
        except UnavailableError as error:
            self._wait_out(error, batch, began)
        except (DamagedError, RefusedError) as error:
            by_chance = isinstance(error, DamagedError)
            self.plan.failed(batch, str(error), worth_another_try=by_chance)
            self.patience.after_unusable(str(error))
        else:
            self.patience.reset()
            self._keep(found.papers)
            self.plan.answered(batch, found.papers, found.faults)

    def _timed(self, batch: Batch) -> Answer:
        began = self.clock.now()
        try:
            return self.client.ask(batch.ids, by_post=batch.by_post)
        finally:
            self._took_s.append(self.clock.now() - began)

    def _keep(self, found: Mapping[PaperId, Paper]) -> None:
        for paper_id, paper in found.items():
            self._outcomes[paper_id] = self.shelf.put(paper, today=self.clock.today())
            self.progress.kept()

    def _wait_out(self, error: UnavailableError, batch: Batch, began: float) -> None:
        wait = self.patience.after_outage(error, began=began)
        if batch.by_post and self.patience.outages > 1:
            self.plan.refuse_post()  # it may be too much at once
        if wait >= self.budget.left_s():
            message = f"{error}, and the time for this run is used up"
            raise OutOfTimeError(message)
        self.progress.waiting(wait, str(error))
        self.clock.sleep(wait)

    def _left_out(self, paper_id: PaperId, *, by_mistake: bool) -> Outcome:
        outcome = self.shelf.kept(paper_id, "arXiv left it out of its answer, twice")
        if outcome.status is not Status.ERROR or by_mistake:
            return outcome
        return self.shelf.unknown(paper_id)

    def _is_well(self) -> bool:
        """Whether arXiv, asked once more, knows the witness and still none of the missing."""
        if self.witness is None:
            return False
        ids = (self.witness, *self.plan.missing)
        batch = Batch(ids=ids[:POST_SIZE], by_post=len(ids) > _FITS_AN_ADDRESS)
        try:
            return self._timed(batch).papers.keys() == {self.witness}
        except (AnswerError, OSError):
            return False

    def _seconds_left(self) -> float | None:
        if not self._took_s:
            return None
        each = max(self.pace_s, sum(self._took_s) / len(self._took_s))
        return self.plan.questions_left() * each

    def _tell(self) -> None:
        standing = Standing(
            done=self.total - len(self.plan.unsettled()),
            total=self.total,
            requests=self.client.requests,
            seconds_left=self._seconds_left(),
        )
        self.progress.at(standing)
