"""Which service is asked, how fast, and in whose name."""

import ipaddress
import math
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .. import __version__

ARXIV_URL = "https://export.arxiv.org/api/query"
PACE_S = 3.0
"""One request every three seconds: https://info.arxiv.org/help/api/tou.html"""


class SettingsError(Exception):
    """An environment variable holds something else than it should; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The service that is asked."""

    url: str
    name: str = "arXiv"
    """What people are told that it is."""
    pace_s: float
    """The least time between the starts of two requests."""
    user_agent: str
    gate: Path
    """The lock file that all runs against this service share."""


def from_environment(environment: Mapping[str, str], *, contact: str | None) -> Service:
    """The service that `ARXIV_API_URL` and `ARXIV_DELAY_S` choose.

    `contact` is an address where the project can be reached.
    Raises SettingsError.
    """
    return chosen(Usual("arXiv", ARXIV_URL, PACE_S), environment, contact=contact)


@dataclass(frozen=True, slots=True)
class Usual:
    """A service where nothing chooses another."""

    name: str
    url: str
    pace_s: float


def chosen(usual: Usual, environment: Mapping[str, str], *, contact: str | None) -> Service:
    """The service, or what `…_API_URL` and `…_DELAY_S` choose, where `…` is its name.

    Raises SettingsError.
    """
    prefix = usual.name.upper()
    url = environment.get(f"{prefix}_API_URL") or usual.url
    local = _is_local(url, f"{prefix}_API_URL")
    name = re.sub(r"\W+", "-", urlsplit(url).netloc) if local else usual.name.lower()
    setting = f"{prefix}_DELAY_S"
    return Service(
        url=url,
        name=usual.name,
        pace_s=_pace(environment.get(setting), setting, usual.pace_s) if local else usual.pace_s,
        user_agent=f"shoroku/{__version__}" + (f" (+{contact})" if contact else ""),
        gate=shared_folder() / f"{name}.lock",
    )


def _is_local(url: str, setting: str) -> bool:
    """Whether `url` leads to this machine; raises SettingsError where it may not be used."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        message = f"{setting} is no address: {error}"
        raise SettingsError(message) from error
    local = _is_loopback(host)
    allowed = {"http", "https"} if local else {"https"}
    if parts.scheme not in allowed or not host or parts.query or parts.fragment or "@" in url:
        message = f"{setting} must be a plain https address (http on this machine only)"
        raise SettingsError(message)
    return local


def _is_loopback(host: str) -> bool:
    """Whether the host's name says that it is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _pace(text: str | None, setting: str, usual_s: float) -> float:
    try:
        seconds = float(text or usual_s)
    except ValueError:
        seconds = math.nan
    if not seconds >= 0:
        message = f"{setting} must be a number of seconds"
        raise SettingsError(message)
    return min(seconds, usual_s)


def shared_folder() -> Path:
    """Where the lock files of a person's runs are."""
    # One for each user, since a file of another one in the common folder could not be locked.
    # Windows has no such number, and its folder for temporary files is the user's own.
    user = getattr(os, "getuid", int)()
    return Path(tempfile.gettempdir()) / f"shoroku-{user}"
