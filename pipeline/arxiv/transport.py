"""One question over HTTP: its deadlines, its redirects, its size, and what its status means."""

import http.client
import re
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests
from requests.exceptions import (
    ChunkedEncodingError,
    ConnectTimeout,
    ContentDecodingError,
    SSLError,
    Timeout,
)
from urllib3.exceptions import NewConnectionError

from .clock import Budget, Clock
from .deadline import Deadline, ReportingAdapter
from .failures import (
    AnswerError,
    DamagedError,
    OutOfTimeError,
    PostRefusedError,
    RefusedError,
    UnavailableError,
    UnreachableError,
)
from .pace import Gate
from .service import Service

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ABOUT_THE_IDS = frozenset({400, 404, 414})
_NO_POST = frozenset(range(400, 500)) - {408, 425, 429} | {501}
_CHUNK = 2**16
_USED_UP = "the time for this run is used up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may cost."""

    connect_s: float = 5.0
    """For each address that the host's name stands for."""
    read_s: float = 30.0
    """Between two bytes."""
    total_s: float = 90.0
    size: int = 16 * 2**20
    """Bytes of an answer, decompressed."""
    redirects: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is sent: by POST where there is a form, by GET where there is none."""

    url: str
    form: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport:
    """Asks one service, one question at a time."""

    def __init__(
        self,
        service: Service,
        *,
        clock: Clock,
        budget: Budget,
        limits: Limits,
        admit: Callable[[socket.socket], None] | None = None,
    ) -> None:
        """Open nothing yet; every request makes its own connection.

        `admit` sees each one before anything is sent, and raises what is wrong with it.
        """
        self.requests = 0
        self._name = service.name
        self._admit = admit
        self._clock = clock
        self._budget = budget
        self._limits = limits
        self._gate = Gate(
            lock=service.gate,
            name=service.name,
            pace_s=service.pace_s,
            clock=clock,
            budget=budget,
        )
        self._deadline = Deadline(0)
        self._session = _session(service.user_agent, ReportingAdapter(self._watch))

    def read(self, question: Question) -> bytes:
        """The body of an answer 200, after a few redirects at most.

        Raises AnswerError, and OSError where the pace cannot be kept.
        """
        for _ in range(1 + self._limits.redirects):
            answer = self.exchange(question)
            if answer.status not in REDIRECTS:
                return self.body_of(answer, by_post=question.form is not None)
            url = self._redirected(question.url, answer.headers.get("Location", ""))
            question = Question(url=url, form=question.form)
        message = f"{self._name} redirects more than {self._limits.redirects} times"
        raise UnavailableError(message)

    def exchange(self, question: Question) -> Answer:
        """What comes back of one request, be it a redirect or a failure; raises as `read`."""
        with self._gate.turn():
            left_s = self._budget.left_s()
            if left_s <= 0:
                raise OutOfTimeError(_USED_UP)
            self.requests += 1
            self._deadline = Deadline(min(self._limits.total_s, left_s))
            try:
                with self._deadline:
                    answer = self._send(question, min(self._limits.connect_s, left_s))
            except requests.RequestException as error:
                raise self._too_slow() or self._translated(error) from error
            # A connection that was cut can look like the end of an answer.
            if too_slow := self._too_slow():
                raise too_slow
        return answer

    def _watch(self, connection: socket.socket) -> None:
        self._deadline.watch(connection)
        if self._admit:
            self._admit(connection)

    def _send(self, question: Question, connect_s: float) -> Answer:
        with self._head(question, connect_s) as response:
            # What else a failure says is of no use, and may be long.
            read = response.status_code in {http.HTTPStatus.OK, http.HTTPStatus.BAD_REQUEST}
            body = _body(response, self._limits.size) if read else b""
            return Answer(status=response.status_code, headers=response.headers, body=body)

    def _head(self, question: Question, connect_s: float) -> requests.Response:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            return self._session.request(
                "GET" if question.form is None else "POST",
                question.url,
                data=question.form,
                headers=form if question.form else {},
                timeout=(connect_s, self._limits.read_s),
                allow_redirects=False,
                stream=True,
            )
        finally:
            self._gate.mark()

    def _too_slow(self) -> AnswerError | None:
        if not self._deadline.passed:
            return None
        if self._budget.left_s() <= 0:
            return OutOfTimeError(_USED_UP)
        return UnavailableError(
            f"{self._name} took longer than {self._limits.total_s:g} s to answer"
        )

    def body_of(self, answer: Answer, *, by_post: bool = False) -> bytes:
        """The body of an answer 200; raises AnswerError for any other."""
        status = answer.status
        if status == http.HTTPStatus.OK:
            return answer.body
        said = f"{self._name} answered {status} {http.client.responses.get(status, '')}".rstrip()
        if by_post and status in _NO_POST:
            raise PostRefusedError(said)
        if status in _ABOUT_THE_IDS:
            raise RefusedError(said, body=answer.body)
        pause = retry_after_s(answer.headers.get("Retry-After"), today=self._clock.today())
        raise UnavailableError(said, retry_after_s=pause)

    def _redirected(self, url: str, location: str) -> str:
        """Where a redirect leads; raises UnavailableError where it leaves the service."""
        try:
            target = urljoin(url, location)
            old, new = urlsplit(url), urlsplit(target)
            same_host = new.hostname == old.hostname
        except ValueError:
            same_host = False
        if same_host and new.scheme in {"https", old.scheme} and "@" not in new.netloc:
            return target
        message = f"{self._name} redirects elsewhere, to {location[:80]!r}"
        raise UnavailableError(message)

    def _translated(self, error: requests.RequestException) -> AnswerError:
        reason = getattr(error.args[0], "reason", None) if error.args else None
        if isinstance(error, ConnectTimeout) or isinstance(reason, NewConnectionError):
            return UnreachableError(f"{self._name} cannot be reached; is there a network?")
        if isinstance(error, ChunkedEncodingError | ContentDecodingError):
            return DamagedError("the answer was cut off or spoilt on the way")
        if isinstance(error, SSLError):
            return UnavailableError(f"no safe connection to {self._name} came about (TLS)")
        if isinstance(error, Timeout) or "timed out" in str(error):
            return UnavailableError(f"{self._name} stopped answering")
        return UnavailableError(f"the connection to {self._name} broke")


def retry_after_s(header: str | None, *, today: float) -> float | None:
    """The seconds that a `Retry-After` asks for, given as such or as a date (RFC 9110, 10.2.3).

    `today` is in seconds since the epoch.  None where the header says nothing that can be read.
    """
    if header is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}", header.strip()):
        return float(header)
    try:
        date = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, date.replace(tzinfo=date.tzinfo or UTC).timestamp() - today)


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002
        """No target: even unasked, requests would look at where a redirect leads, and trip."""
        return None


def _session(user_agent: str, adapter: ReportingAdapter) -> requests.Session:
    session = _Session()
    session.trust_env = False  # neither the passwords of ~/.netrc nor proxies
    # The next request is seconds away: what is open till then only grows stale.
    session.headers.update({"User-Agent": user_agent, "Connection": "close"})
    session.headers["Accept-Encoding"] = "gzip"
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def _body(response: requests.Response, limit: int) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > limit:
            message = f"the answer is longer than {limit // 2**20} MB"
            raise DamagedError(message)
    return bytes(body)
