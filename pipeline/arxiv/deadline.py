"""An end to every request, whatever the server does.

The time-outs of sockets begin anew with every byte, so that a server which sends one now and
then is never cut off by them, in the head of an answer no more than in its body.
"""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class Deadline:
    """Ends the connection of the request in hand when `seconds` have passed."""

    def __init__(self, seconds: float) -> None:
        """Start nothing yet: the time runs from `with` on."""
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._socket: socket.socket | None = None
        self.passed = False

    def __enter__(self) -> Self:
        """Let the time run."""
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop the time."""
        self._timer.cancel()

    def watch(self, connection: socket.socket) -> None:
        """Take charge of the connection, and end it at once where the time is up."""
        self._socket = connection
        if self.passed:
            self._cut()

    def _cut(self) -> None:
        self.passed = True
        if self._socket is not None:
            with suppress(OSError):  # it has ended already
                # Past TLS, whose state belongs to the thread that reads.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class ReportingAdapter(HTTPAdapter):
    """Tells of every connection as soon as it stands, before TLS and before anything is sent."""

    def __init__(self, report: Callable[[socket.socket], None]) -> None:
        """Pass each new connection to `report`."""
        self._report = report
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *sizes: Any, **settings: Any) -> None:  # noqa: ANN401 (passed on)
        """Take pools whose connections report; see urllib3's `pool_classes_by_scheme`."""
        super().init_poolmanager(*sizes, **settings)
        self.poolmanager.pool_classes_by_scheme = _reporting_to(self._report)


def _reporting_to(report: Callable[[socket.socket], None]) -> dict[str, type[HTTPConnectionPool]]:
    class Connection(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            connection = super()._new_conn()
            report(connection)
            return connection

    class TlsConnection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            connection = super()._new_conn()
            report(connection)
            return connection

    class Pool(HTTPConnectionPool):
        ConnectionCls = Connection

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = TlsConnection

    return {"http": Pool, "https": TlsPool}
