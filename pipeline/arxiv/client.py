"""Asking arXiv for papers by their ids, through the `arxiv` package."""

import io
import itertools
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

import arxiv
import requests

from ..written.paper_ids import PaperId
from . import feed
from .entries import Paper, paper_from_result
from .failures import RefusedError
from .transport import Question, Transport

LONGEST_ADDRESS = 8000
"""In bytes; servers take about 8,190, the rest of the request's first line included."""


class Client:
    """An `arxiv.Client` that is given only answers which are whole and sound."""

    def __init__(self, transport: Transport, url: str) -> None:
        """Ask the service at `url`."""
        self._transport = transport
        self._session = _CheckedSession(transport)
        self._format = url + "?{}"

    @property
    def requests(self) -> int:
        """How many were made, redirects included."""
        return self._transport.requests

    def ask(self, ids: Sequence[PaperId], *, by_post: bool) -> Mapping[PaperId, Paper]:
        """The papers that arXiv has, by their ids, in their newest versions; one request.

        Raises AnswerError, and OSError where the pace cannot be kept.
        """
        self._session.by_post = by_post
        client = arxiv.Client(page_size=len(ids), delay_seconds=0, num_retries=0)
        client.query_url_format = self._format
        client._session = self._session  # noqa: SLF001 (its one door to the network)
        results = client.results(arxiv.Search(id_list=list(ids), max_results=None))
        first = list(itertools.islice(results, 1))
        # One page is all there is, whatever `totalResults` says; `arxiv` would ask for more.
        rest = itertools.islice(results, max(0, self._session.entries - 1))
        found = _by_id(map(paper_from_result, itertools.chain(first, rest)))
        return {paper_id: paper for paper_id, paper in found.items() if paper_id in set(ids)}

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

    def get(self, url: str | bytes, **_settings: object) -> requests.Response:
        """The answer to one question, if it is sound; raises AnswerError."""
        address, _, form = str(url).partition("?")
        question = Question(url=address, form=form) if self.by_post else Question(url=str(url))
        try:
            body = self._transport.read(question)
        except RefusedError as error:
            raise RefusedError(feed.error_words(error.body) or str(error)) from error
        self.entries = feed.count_entries(body)
        return _response(body)


def _response(body: bytes) -> requests.Response:
    response = requests.Response()
    response.status_code = requests.codes.ok
    response.raw = io.BytesIO(body)
    return response


def _by_id(papers: Iterable[Paper]) -> dict[PaperId, Paper]:
    """The newest version of each paper; raises RefusedError where two entries differ on one."""
    newest: dict[PaperId, Paper] = {}
    for paper in papers:
        known = newest.setdefault(paper.record.id, paper)
        if paper.record.version > known.record.version:
            newest[paper.record.id] = paper
        elif paper.record.version == known.record.version and paper != known:
            message = f"arXiv answered with two different entries for {paper.record.id}"
            raise RefusedError(message)
    return newest
