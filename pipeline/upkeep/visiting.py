"""Asking addresses of the web whether they are there: one after the other, and never for long."""

import contextlib
import ipaddress
import re
import time
from collections.abc import Iterable
from typing import Final
from urllib.parse import urljoin, urlsplit

import requests

from .. import __version__
from ..arxiv.failures import RefusedError
from ..resolving.web import check_addresses, is_public
from ..text.hosts import ascii_host

_AGENT: Final = f"shoroku/{__version__}"
_CONNECT_S: Final = 5
_READ_S: Final = 10
_PAUSE_S: Final = 1.0
"""Between two questions to one host."""
_REDIRECTS: Final = 5
_ARXIV: Final = re.compile(r"(?:.*\.)?arxiv\.org")


def answers(addresses: Iterable[str], budget_s: float) -> dict[str, int | None]:
    """What each address answers: its status after redirects, None where none came.

    arXiv is asked for its papers elsewhere, at its own pace; hosts of a local network never.
    What the time does not suffice for is left out.
    """
    end = time.monotonic() + budget_s
    found: dict[str, int | None] = {}
    last: dict[str, float] = {}
    with _Session() as session:
        session.max_redirects = _REDIRECTS
        session.headers["User-Agent"] = _AGENT
        for address in addresses:
            if time.monotonic() >= end:
                break
            host = _public_host(address)
            if host is None:
                continue
            time.sleep(max(0.0, last.get(host, -_PAUSE_S) + _PAUSE_S - time.monotonic()))
            if time.monotonic() >= end:
                break
            found[address] = _status(session, address)
            last[host] = time.monotonic()
    return found


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Where a redirect leads, None where that is not asked either."""
        target = super().get_redirect_target(resp)
        return target if target and _public_host(urljoin(resp.url, target)) else None


def _status(session: requests.Session, address: str) -> int | None:
    with contextlib.suppress(requests.RequestException, ValueError):
        # Some servers know no HEAD; of a page that is there, no more than its head is read.
        asked = session.get(address, stream=True, timeout=(_CONNECT_S, _READ_S))
        with asked as response:
            return response.status_code
    return None


def _public_host(address: str) -> str | None:
    """The host of an address that may be asked, which stands for no local network either."""
    with contextlib.suppress(ValueError, RefusedError):
        host = ascii_host(urlsplit(address).hostname or "")
        if host and "." in host and not _is_number(host) and not _ARXIV.fullmatch(host):
            check_addresses(host)
            return host if is_public(host) else None
    return None


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
