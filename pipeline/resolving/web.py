"""Pages at addresses that strangers wrote: none within somebody's own network, and none too long.

Only https is spoken, at its usual port, with hosts of the public internet.  The addresses that a
host stands for are looked at before a connection is made, and its own once more before anything is
sent, as a host may stand for another address a moment later.
"""

import hashlib
import ipaddress
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from ..arxiv.clock import Budget, Clock
from ..arxiv.failures import RefusedError
from ..arxiv.service import Service, SettingsError, Usual, chosen, shared_folder
from ..arxiv.transport import REDIRECTS, Answer, Limits, Question, Transport
from ..text import hosts

STAND_IN: Final = "PAGES_API_URL"
"""Names a service on this machine that answers for all pages: `…/https://host/page`."""
PACE_S: Final = 2.0
_LIMITS: Final = Limits(size=4 * 2**20, total_s=30.0, read_s=15.0)
_HOPS: Final = 5
_PORT: Final = 443
_GONE: Final = frozenset({404, 410})
_AGAIN: Final = frozenset({408, 425, 429})
_CLIENT_ERRORS: Final = range(400, 500)
_AS_IT_IS: Final = "!$%&'()*+,/:;=?@[]~"
# https://www.rfc-editor.org/rfc/rfc6052#section-2.1 and https://www.rfc-editor.org/rfc/rfc8215
_TRANSLATED: Final = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


class GoneError(RefusedError):
    """There is no such page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and the address at which it was found in the end."""

    address: str
    body: bytes
    charset: str


class Pages:
    """Reads pages, each host one at a time."""

    def __init__(
        self,
        environment: Mapping[str, str],
        *,
        contact: str | None,
        clock: Clock,
        budget: Budget,
    ) -> None:
        """Open nothing yet; raises SettingsError where the stand-in's address is none."""
        self._agent = chosen(
            Usual("pages", "https://pages.invalid", PACE_S), environment, contact=contact
        )
        self._stand_in = (environment.get(STAND_IN) or "").rstrip("/")
        self._clock = clock
        self._budget = budget
        self._transports: dict[str, Transport] = {}
        if self._stand_in and not self._stand_in.startswith("http://"):
            message = f"{STAND_IN} must be an address on this machine"
            raise SettingsError(message)

    @property
    def requests(self) -> int:
        """How many were made, redirects included."""
        return sum(transport.requests for transport in self._transports.values())

    def read(self, address: str) -> Page:
        """The page at an address; raises AnswerError, and as such GoneError for none at all."""
        for _ in range(1 + _HOPS):
            host = checked_host(address)
            address = _encoded(address, host)
            transport = self._transport(host)
            asked = f"{self._stand_in}/{address}" if self._stand_in else address
            answer = transport.exchange(Question(url=asked))
            if answer.status not in REDIRECTS:
                return Page(address, _body(transport, answer), _charset(answer))
            address = _target(address, answer.headers.get("Location", ""))
        message = f"the page redirects more than {_HOPS} times"
        raise RefusedError(message)

    def _transport(self, host: str) -> Transport:
        if host not in self._transports:
            if not self._stand_in:
                check_addresses(host)
            name = hashlib.sha256(host.encode()).hexdigest()[:16]
            service = Service(
                url=f"https://{host}/",
                name=host,
                pace_s=self._agent.pace_s,
                user_agent=self._agent.user_agent,
                gate=shared_folder() / f"page-{name}.lock",
            )
            self._transports[host] = Transport(
                service,
                clock=self._clock,
                budget=self._budget,
                limits=_LIMITS,
                admit=None if self._stand_in else _admit,
            )
        return self._transports[host]


def checked_host(address: str) -> str:
    """The host of an address that may be asked; raises RefusedError where it may not be."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        message = f"{address[:80]!r} is no address"
        raise RefusedError(message) from error
    if parts.scheme != "https":
        message = f"{address[:80]!r} is no https address"
        raise RefusedError(message)
    if hosts.flaw(address) or port not in {None, _PORT}:
        message = f"{address[:80]!r} is no plain address of a page on the web"
        raise RefusedError(message)
    name = hosts.ascii_host(host if ":" not in host else f"[{host}]") or ""
    if not is_public(name.strip("[]")) or "." not in name:
        message = f"{host!r} is no host of the public internet"
        raise RefusedError(message)
    return name


def _encoded(address: str, host: str) -> str:
    parts = urlsplit(address)
    path, query = quote(parts.path or "/", safe=_AS_IT_IS), quote(parts.query, safe=_AS_IT_IS)
    return urlunsplit(("https", host, path, query, ""))


def is_public(host: str) -> bool:
    """Whether a host's name, or its address where it is one, may be of the public internet."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host.rpartition(".")[2] not in {"localhost", "local", "internal", "home", "lan"}
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(str(inner))
        if address.teredo or any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast


def check_addresses(host: str) -> None:
    """Raise RefusedError where a host stands for an address that is not public."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), _PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return  # the connection will say what is wrong
    for *_, place in found:
        _check(str(place[0]))


def _admit(connection: socket.socket) -> None:
    try:
        _check(str(connection.getpeername()[0]))
    except (OSError, RefusedError):
        connection.close()
        raise


def _check(address: str) -> None:
    if not is_public(address):
        message = "the host stands for an address that is not of the public internet"
        raise RefusedError(message)


def _target(address: str, location: str) -> str:
    try:
        target = urljoin(address, location)
    except ValueError:
        target = location
    # Some sites still redirect by way of what is not encrypted; nothing is asked there.
    return f"https:{target[5:]}" if target[:5].lower() == "http:" else target


def _body(transport: Transport, answer: Answer) -> bytes:
    if answer.status in _GONE:
        message = f"there is no such page ({answer.status})"
        raise GoneError(message)
    if answer.status in _CLIENT_ERRORS and answer.status not in _AGAIN:
        message = f"the page is not shown to programs ({answer.status})"
        raise RefusedError(message)
    kind = answer.headers.get("Content-Type", "html")
    if answer.status == HTTPStatus.OK and not re.search("html|xml|text/plain", kind, re.IGNORECASE):
        message = f"there is no page of text, but {kind[:40]!r}; give the address of one"
        raise RefusedError(message)
    return transport.body_of(answer)


def _charset(answer: Answer) -> str:
    kind = answer.headers.get("Content-Type", "").lower()
    return kind.partition("charset=")[2].strip(" \"';").partition(";")[0][:40]
