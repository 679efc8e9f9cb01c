"""All that a query finds on arXiv, page by page, at arXiv's pace."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from .client import Client, Page
from .clock import Budget, Clock
from .entries import Paper
from .failures import AnswerError, DamagedError, RefusedError, UnavailableError
from .fetching import Surroundings
from .patience import GaveUpError, Patience
from .progress import Progress, Standing, shown_on
from .service import SettingsError, from_environment
from .transport import Transport

PAGE: Final = 500
"""Papers of one request; arXiv gives 2,000, of which a slow line cuts many."""
MOST: Final = 30_000
"""As many as arXiv tells of one query: https://info.arxiv.org/help/api/user-manual.html, 3.1.1."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a query found."""

    papers: tuple[Paper, ...]
    """The oldest first, each once."""
    complaints: tuple[str, ...]
    """What is wrong with entries that are no papers, and so are left out."""


class SearchError(Exception):
    """A query was not answered to its end; the message says why."""


def since(query: str, day: date | None) -> str:
    """The query, for papers submitted on that day or later."""
    if day is None:
        return query
    return f"({query}) AND submittedDate:[{day:%Y%m%d}0000 TO 299912312359]"


def found_by(
    query: str,
    *,
    budget_s: float,
    quiet: bool,
    contact: str | None = None,
    surroundings: Surroundings | None = None,
) -> Answered:
    """Every paper that the query finds; raises SearchError."""
    around = surroundings or Surroundings()
    try:
        service = from_environment(around.environment, contact=contact)
    except SettingsError as error:
        raise SearchError(str(error)) from error
    budget = Budget.starting_now(budget_s, around.clock)
    client = Client(
        Transport(service, clock=around.clock, budget=budget, limits=around.limits), service.url
    )
    patience = Patience(pace_s=service.pace_s, clock=around.clock)
    with shown_on(around.stream, quiet=quiet) as progress:
        search = _Search(client, patience, budget, around.clock, progress)
        pages = list(search.pages(query))
    papers = {paper.record.id: paper for page in pages for paper in page.papers}
    complaints = (complaint for page in pages for complaint in page.complaints)
    return Answered(tuple(papers.values()), tuple(complaints))


class _Search:
    """One query, asked until its last page is there."""

    def __init__(
        self,
        client: Client,
        patience: Patience,
        budget: Budget,
        clock: Clock,
        progress: Progress,
    ) -> None:
        self._client = client
        self._patience = patience
        self._budget = budget
        self._clock = clock
        self._progress = progress

    def pages(self, query: str) -> Iterator[Page]:
        """Each page, in arXiv's order."""
        start, total = 0, 1
        while start < total:
            page = self._page(query, start)
            total = page.total or 0
            if total > MOST:
                message = (
                    f"arXiv has {total:,} papers of this query and tells of {MOST:,} at most;"
                    " ask for less, or by --since"
                )
                raise SearchError(message)
            yield page
            start += page.entries
            self._progress.at(
                Standing(done=start, total=total, requests=self._client.requests, seconds_left=None)
            )

    def _page(self, query: str, start: int) -> Page:
        """A page as arXiv gives it twice, where it is an odd one; raises SearchError."""
        is_doubtful = False
        while True:
            began = self._clock.now()
            try:
                page = self._client.search(query, start=start, size=PAGE)
                _check(page, start)
            except UnavailableError as error:
                self._wait_out(error, began)
                continue
            except DamagedError as error:  # by chance, as it is not for its ids
                self._wait_out(UnavailableError(str(error)), began)
                continue
            except (AnswerError, OSError) as error:
                raise SearchError(str(error)) from error
            # A service that is not well finds nothing, or spoils an entry, and says so once.
            if is_doubtful or (page.entries and not page.complaints):
                self._patience.reset()
                return page
            is_doubtful = True

    def _wait_out(self, error: UnavailableError, began: float) -> None:
        try:
            wait = self._patience.after_outage(error, began=began)
        except GaveUpError as gave_up:
            raise SearchError(str(gave_up)) from gave_up
        if wait >= self._budget.left_s():
            message = f"{error}, and the time for this run is used up"
            raise SearchError(message)
        self._progress.waiting(wait, str(error))
        self._clock.sleep(wait)


def _check(page: Page, start: int) -> None:
    """Raise AnswerError where a page is none, or not what its own count says."""
    for complaint in page.complaints:
        if complaint.startswith("arXiv says"):
            raise RefusedError(complaint)
    if page.total is None:
        message = "arXiv's answer does not say how many papers there are"
        raise UnavailableError(message)
    if start < page.total and not page.entries:
        message = "arXiv left a page of its answer empty"
        raise UnavailableError(message)
