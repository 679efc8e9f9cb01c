"""Asking arXiv for papers by their ids, through the `arxiv` package."""

import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import arxiv
import requests

from ..written.paper_ids import PaperId
from . import feed
from .entries import Paper, named_paper, paper_from_result
from .failures import RefusedError
from .transport import Question, Transport

LONGEST_ADDRESS = 8000
"""In bytes; servers take about 8,190, the rest of the request's first line included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a question."""

    papers: Mapping[PaperId, Paper]
    """By their ids, in their newest versions."""
    faults: Mapping[PaperId, str]
    """What is wrong with the entries of others, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of what a search found."""

    papers: tuple[Paper, ...]
    """In arXiv's order."""
    entries: int
    """How many there are on it, those that are no papers included."""
    total: int | None
    """How many papers the search found, where arXiv says so."""
    complaints: tuple[str, ...]
    """What is wrong with the entries that are no papers."""


class Client:
    """An `arxiv.Client` that is given only what is whole and sound."""

    def __init__(self, transport: Transport, url: str) -> None:
        """Ask the service at `url`."""
        self._transport = transport
        self._session = _CheckedSession(transport)
        self._format = url + "?{}"

    @property
    def requests(self) -> int:
        """How many were made, redirects included."""
        return self._transport.requests

    def ask(self, ids: Sequence[PaperId], *, by_post: bool) -> Answer:
        """What arXiv has of the papers; one request.

        Raises AnswerError, also where nothing is sound and nobody knows whose fault it is, and
        OSError where the pace cannot be kept.
        """
        search = arxiv.Search(id_list=list(ids), max_results=None)
        results, complaints = self._page(search, size=len(ids), by_post=by_post)
        found = _sound_papers(results, complaints)
        papers = {paper_id: found[paper_id] for paper_id in ids if paper_id in found}
        return Answer(papers=papers, faults=_faults(complaints, ids, papers))

    def find(self, query: str, most: int) -> list[Paper]:
        """The papers that answer best to a query, at most so many, in their newest versions.

        One request, and a second one where the first finds nothing, which a service that is not
        well says too.  Raises as `ask`, also where an entry is not sound.
        """
        for _ in range(2):
            search = arxiv.Search(query=query, max_results=most)
            results, complaints = self._page(search, size=most)
            found = _sound_papers(results, complaints)
            if complaints:
                raise RefusedError(complaints[0].text)
            if found:
                return list(found.values())
        return []

    def search(self, query: str, *, start: int, size: int) -> Page:
        """What a query finds, the oldest first: `size` papers from number `start` on.

        One request; raises AnswerError, and OSError where the pace cannot be kept.
        The form of queries: https://info.arxiv.org/help/api/user-manual.html, section 5.1.
        """
        search = arxiv.Search(
            query=query,
            max_results=None,
            sort_by=arxiv.SortCriterion.SubmittedDate,
            sort_order=arxiv.SortOrder.Ascending,
        )
        results, complaints = self._page(search, size=size, start=start)
        left_out = len(complaints)
        papers = tuple(_read(results, complaints))
        return Page(
            papers=papers,
            entries=self._session.entries + left_out,
            total=self._session.total,
            complaints=tuple(each.text for each in complaints),
        )

    def _page(
        self, search: arxiv.Search, *, size: int, start: int = 0, by_post: bool = False
    ) -> tuple[Iterator[arxiv.Result], list[feed.Complaint]]:
        """What is on one page of an answer, and what is wrong with the entries that are not."""
        self._session.by_post = by_post
        client = arxiv.Client(page_size=size, delay_seconds=0, num_retries=0)
        client.query_url_format = self._format
        client._session = self._session  # noqa: SLF001 (its one door to the network)
        results = client.results(search, offset=start)
        first = list(itertools.islice(results, 1))
        # One page is all that is asked, whatever `totalResults` says; `arxiv` would ask for more.
        rest = itertools.islice(results, max(0, self._session.entries - 1))
        return itertools.chain(first, rest), list(self._session.complaints)

    def room_for_ids(self) -> int:
        """How many bytes of an address are left for ids, each counted by `bytes_in_address`."""
        return LONGEST_ADDRESS - len(self._format) - 120  # the other parameters


def bytes_in_address(paper_id: PaperId) -> int:
    """What an id takes up in an address, the comma after it included."""
    return len(quote(paper_id, safe="")) + len("%2C")


class _CheckedSession(requests.Session):
    """What `arxiv.Client` takes for its session."""

    def __init__(self, transport: Transport) -> None:
        super().__init__()
        self._transport = transport
        self.by_post = False
        self.entries = 0
        self.complaints: tuple[feed.Complaint, ...] = ()
        self.total: int | None = None

    def get(self, url: str | bytes, **_settings: object) -> requests.Response:
        """What is sound of the answer to one question; raises AnswerError."""
        address, _, form = str(url).partition("?")
        question = Question(url=address, form=form) if self.by_post else Question(url=str(url))
        try:
            body = self._transport.read(question)
        except RefusedError as error:
            raise RefusedError(feed.error_words(error.body) or str(error)) from error
        sound = feed.sound(body)
        self.entries, self.complaints = sound.entries, sound.complaints
        self.total = sound.total
        return _response(sound.body)


def _response(body: bytes) -> requests.Response:
    response = requests.Response()
    response.status_code = requests.codes.ok
    response.raw = io.BytesIO(body)
    return response


def _sound_papers(
    results: Iterable[arxiv.Result], complaints: list[feed.Complaint]
) -> dict[PaperId, Paper]:
    """The newest version of each paper; of entries that are none, complaints are added."""
    newest: dict[PaperId, Paper] = {}
    for paper in _read(results, complaints):
        known = newest.setdefault(paper.record.id, paper)
        if paper.record.version > known.record.version:
            newest[paper.record.id] = paper
        elif paper.record.version == known.record.version and paper != known:
            text = f"arXiv answered with two different entries for {paper.record.id}"
            complaints.append(feed.Complaint(address=paper.record.id, text=text))
    broken = {named_paper(complaint.address) for complaint in complaints}
    return {paper_id: paper for paper_id, paper in newest.items() if paper_id not in broken}


def _read(results: Iterable[arxiv.Result], complaints: list[feed.Complaint]) -> Iterator[Paper]:
    for result in results:
        try:
            yield paper_from_result(result)
        except RefusedError as error:
            complaints.append(feed.Complaint(address=result.entry_id, text=str(error)))


def _faults(
    complaints: Sequence[feed.Complaint], ids: Sequence[PaperId], papers: Mapping[PaperId, Paper]
) -> dict[PaperId, str]:
    """The complaints by the papers that they are of.

    An entry that does not say whose it is can be only of a paper that is not there.
    Raises RefusedError where nothing is there to tell.
    """
    named = {named_paper(each.address): each.text for each in complaints}
    faults = {paper_id: named[paper_id] for paper_id in ids if paper_id in named}
    nameless = [each.text for each in complaints if named_paper(each.address) not in faults]
    absent = [each for each in ids if each not in papers and each not in faults]
    if nameless and len(nameless) == len(absent):
        return faults | dict(zip(absent, nameless, strict=True))
    if nameless and absent and not papers and not faults:
        raise RefusedError(nameless[0])
    return faults
