"""Asking pages and services, each politely, and knowing of every question whether it was answered.

A service that is down is asked no more in a run, and the others go on.
What was answered is kept at once, so that nothing is lost however a run ends.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ..arxiv.client import Client
from ..arxiv.clock import Budget, Clock
from ..arxiv.entries import Paper
from ..arxiv.failures import AnswerError, DamagedError, OutOfTimeError, UnavailableError
from ..arxiv.patience import LONGEST_RETRY_AFTER_S, GaveUpError, Patience
from ..arxiv.service import ARXIV_URL, Usual, chosen
from ..arxiv.service import PACE_S as ARXIV_PACE_S
from ..arxiv.transport import Limits, Question, Transport
from ..written.paper_ids import PaperId
from . import crossref, dblp, titles
from .answers import Answers
from .pages import landing_page, work_on
from .web import GoneError, Pages
from .works import Work

_ARXIV: Final = Usual("arXiv", ARXIV_URL, ARXIV_PACE_S)
_DBLP: Final = Usual("DBLP", dblp.URL, dblp.PACE_S)
_CROSSREF: Final = Usual("Crossref", crossref.URL, crossref.PACE_S)
_MOST: Final = 50
"""Papers that arXiv may have for the words of a title."""
_DAMAGED: Final = 3
"""Times that one question may get a spoilt answer."""
_NOT_FOUND: Final = 404


class NotAskedError(Exception):
    """A question got no answer that could be used; the message says why, for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The world outside, as a run sees it."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Clock = field(default_factory=Clock)
    limits: Limits = field(default_factory=Limits)


class Asker:
    """Asks, within the time of a run; `root` is the site for which answers are kept."""

    def __init__(
        self,
        root: Path,
        *,
        contact: str | None,
        budget_s: float,
        surroundings: Surroundings | None = None,
    ) -> None:
        """Open nothing yet; raises SettingsError where an environment variable is wrong.

        `contact` is an address of the project, told to all that are asked.
        """
        around = surroundings or Surroundings()
        self._clock = around.clock
        self._budget = Budget.starting_now(budget_s, around.clock)
        self._answers = Answers(root, around.clock.today())
        self._closed: dict[str, str] = {}
        self._patience: dict[str, Patience] = {}
        services = {
            usual.name: chosen(usual, around.environment, contact=contact)
            for usual in (_ARXIV, _DBLP, _CROSSREF)
        }
        self._urls = {name: service.url for name, service in services.items()}
        self._transports = {
            name: Transport(service, clock=around.clock, budget=self._budget, limits=around.limits)
            for name, service in services.items()
        }
        self._arxiv = Client(self._transports[_ARXIV.name], services[_ARXIV.name].url)
        self._pages = Pages(
            around.environment, contact=contact, clock=around.clock, budget=self._budget
        )

    @property
    def requests(self) -> int:
        """How many were made."""
        return self._pages.requests + sum(each.requests for each in self._transports.values())

    def on_arxiv(self, title: str) -> tuple[Work, ...]:
        """The papers on arXiv with the words of a title in theirs.

        This and all that follow raise NotAskedError, and OutOfTimeError where the run must end.
        """
        query = f'ti:"{titles.phrase(title)}"'
        return self._answer(
            _ARXIV.name, query, lambda: tuple(map(_of_arxiv, self._arxiv.find(query, _MOST)))
        )

    def arxiv_paper(self, paper_id: PaperId) -> tuple[Work, ...]:
        """The paper of an id; none where arXiv has none."""

        def read() -> tuple[Work, ...]:
            answer = self._arxiv.ask([paper_id], by_post=False)
            if fault := answer.faults.get(paper_id):
                raise DamagedError(fault)
            return tuple(map(_of_arxiv, answer.papers.values()))

        return self._answer(_ARXIV.name, paper_id, read)

    def in_dblp(self, title: str) -> tuple[Work, ...]:
        """What DBLP has under the words of a title."""
        asked = dblp.question(title)
        return self._answer(_DBLP.name, asked, lambda: dblp.works_in(self._read(_DBLP, asked)))

    def in_crossref(self, title: str, authors: Sequence[str]) -> tuple[Work, ...]:
        """What Crossref has that is like a title."""
        asked = crossref.question(title, authors)
        return self._answer(
            _CROSSREF.name, asked, lambda: crossref.works_in(self._read(_CROSSREF, asked))
        )

    def of_doi(self, doi: str) -> tuple[Work, ...]:
        """What Crossref has under a DOI; none where it is another's."""
        asked = crossref.about(doi)

        def read() -> tuple[Work, ...]:
            question = Question(url=self._urls[_CROSSREF.name] + asked)
            transport = self._transports[_CROSSREF.name]
            answer = transport.exchange(question)
            if answer.status == _NOT_FOUND:
                return ()
            return crossref.works_in(transport.body_of(answer))

        return self._answer(_CROSSREF.name, asked, read, is_search=False)

    def on_page(self, address: str) -> tuple[Work, ...]:
        """The work that a page is about; none where the page is none of a paper, or is gone."""
        asked = landing_page(address)

        def read() -> tuple[Work, ...]:
            try:
                page = self._pages.read(asked)
            except GoneError:
                return ()
            work = work_on(page.body, page.address, page.charset)
            return (work,) if work else ()

        return self._answer(_host(asked), asked, read, is_search=False)

    def _read(self, usual: Usual, asked: str) -> bytes:
        return self._transports[usual.name].read(Question(url=self._urls[usual.name] + asked))

    def _answer(
        self,
        service: str,
        asked: str,
        read: Callable[[], tuple[Work, ...]],
        *,
        is_search: bool = True,
    ) -> tuple[Work, ...]:
        question = f"{service} {asked}"
        known = self._answers.known(question)
        if known is not None:
            return known
        if why := self._closed.get(service):
            raise NotAskedError(why)
        try:
            works = self._patiently(service, read)
        except OSError as error:  # the pace cannot be kept
            message = self._closed[service] = f"{error.filename}: {error.strerror}"
            raise NotAskedError(message) from error
        # A page that says nothing may have been a guard's, or not there yet.
        if works or is_search:
            with suppress(OSError):  # without it the next run asks again
                self._answers.keep(question, works)
        return works

    def _patiently(self, service: str, read: Callable[[], tuple[Work, ...]]) -> tuple[Work, ...]:
        patience = self._patience.setdefault(service, Patience(pace_s=3.0, clock=self._clock))
        damaged = 0
        while True:
            began = self._clock.now()
            try:
                works = read()
            except OutOfTimeError:
                raise
            except UnavailableError as error:
                self._wait_out(service, patience, error, began)
            except AnswerError as error:
                damaged += 1 if isinstance(error, DamagedError) else _DAMAGED
                if damaged >= _DAMAGED:
                    raise NotAskedError(str(error)) from error
            else:
                patience.reset()
                return works

    def _wait_out(
        self, service: str, patience: Patience, error: UnavailableError, began: float
    ) -> None:
        """Wait before the same is asked again; raises NotAskedError where it is not to be."""
        try:
            wait = patience.after_outage(error, began=began)
        except GaveUpError as gave_up:
            self._close(service, str(gave_up))
        if (error.retry_after_s or 0.0) > LONGEST_RETRY_AFTER_S or wait >= self._budget.left_s():
            self._close(service, str(error))
        self._clock.sleep(wait)

    def _close(self, service: str, why: str) -> None:
        self._closed[service] = why
        raise NotAskedError(why)


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0].lower() or address


def _of_arxiv(paper: Paper) -> Work:
    record = paper.record
    return Work(
        title=record.title,
        authors=record.authors,
        year=record.published.year if record.published else None,
        arxiv=record.id,
        url=f"https://arxiv.org/abs/{record.id}",
        source="arXiv",
    )
