"""A service on this machine that stands in for arXiv, well or unwell."""

import gzip
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.fetch.made_up import PAPERS, Dialect, MadeUp, error_feed, feed, made_up
from tests.serving import running

Fault = Mapping[str, Any]
"""What goes wrong with one answer, in the words of `cases/faults.toml`."""

_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+/\d{7})(v\d+)?", re.ASCII)
_LONGEST_ADDRESS = 8190
_LARGEST_PAGE = 2000
_ENTRY = re.compile(r"  <entry>.*?</entry>\n", re.DOTALL)
_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request as the service saw it."""

    at: float
    method: str
    ids: tuple[str, ...]
    headers: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class StandIn:
    """What the service knows, what goes wrong with its answers, and what it was asked."""

    papers: Mapping[str, MadeUp] = field(default_factory=lambda: {p.id: p for p in PAPERS})
    dialect: Dialect = Dialect.NEW
    first: list[Fault] = field(default_factory=list)
    """What goes wrong with the first answers, one after the other."""
    always: Fault = field(default_factory=dict)
    """What goes wrong with all that follow."""
    clock: Callable[[], float] = lambda: 0.0
    url: str = ""
    calls: list[Call] = field(default_factory=list)
    most_open: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    """Set when no hanging answer needs to hang on."""
    _open: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def call(self, method: str, ids: Sequence[str], headers: Mapping[str, str]) -> Iterator[Fault]:
        """Take note of a request while it lasts; what goes wrong with its answer."""
        with self._lock:
            fault = self.first.pop(0) if self.first else self.always
            self._open += 1
            self.most_open = max(self.most_open, self._open)
            self.calls.append(
                Call(at=self.clock(), method=method, ids=tuple(ids), headers=dict(headers))
            )
        try:
            yield fault if _concerns(fault, method, ids) else {}
        finally:
            with self._lock:
                self._open -= 1

    def answer(self, address: str, ids: Sequence[str], size: int, fault: Fault) -> tuple[int, str]:
        """The status and the text of an answer."""
        if len(address) > _LONGEST_ADDRESS:
            return 414, ""
        wrong = next((name for name in ids if not _ID.fullmatch(name)), None)
        if wrong or size > _LARGEST_PAGE:
            return 400, error_feed(f"incorrect id format for {wrong}")
        known = [self.papers[name] for name in ids if name in self.papers]
        found = _misheard(known[:size], fault)
        total = fault.get("total", str(len(known)))
        return 200, _misspelt(feed(found, self.dialect, total=total), fault)


def _concerns(fault: Fault, method: str, ids: Sequence[str]) -> bool:
    return fault.get("method", method) == method and ("paper" not in fault or fault["paper"] in ids)


def _misheard(papers: list[MadeUp], fault: Fault) -> list[MadeUp]:
    """The list of papers with what is wrong about the list."""
    drop = fault.get("drop", ())
    papers = papers[::2] if drop == "every second" else [p for p in papers if p.id not in drop]
    if "set" in fault:
        papers = [replace(p, **fault["set"]) if p.id == fault["paper"] else p for p in papers]
    if "also" in fault:
        papers += [replace(p, **fault["also"]) for p in papers if p.id == fault["paper"]]
    papers += [made_up(number) for number in fault.get("strangers", ())]
    return [] if fault.get("empty") else papers[:: -1 if fault.get("backwards") else 1]


def _misspelt(text: str, fault: Fault) -> str:
    """The text of the answer with what is wrong about the text."""

    def edited(part: str) -> str:
        for old, new in fault.get("edit", ()):
            part = part.replace(old, new)
        return part

    if "paper" not in fault:
        return edited(text)
    name = f"/{fault['paper']}v"
    return _ENTRY.sub(lambda m: edited(m[0]) if name in m[0] else m[0], text)


def _bytes(text: str, fault: Fault) -> bytes:
    encoding = fault.get("encoding", "utf-8")
    body = text.encode(encoding, "xmlcharrefreplace")
    if "bad_byte" in fault:
        body = body.replace(fault["bad_byte"].encode(), b"\xff")
    if fault.get("gzip"):
        body = gzip.compress(body)
    return body[: int(len(body) * fault["cut"])] if fault.get("length") == "fits" else body


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stand_in: StandIn

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._serve(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _serve(self, query: str) -> None:
        fields = parse_qs(query)
        ids = [name for name in fields.get("id_list", [""])[0].split(",") if name]
        size = int(fields.get("max_results", ["10"])[0])
        with self.stand_in.call(self.command, ids, dict(self.headers)) as fault:
            self._reply(*self.stand_in.answer(self.path, ids, size, fault), fault)

    def _reply(self, status: int, text: str, fault: Fault) -> None:
        self.close_connection = True
        body = _bytes(fault.get("body", text), fault)
        if fault.get("reset"):
            # Closed with nothing left to send: the other side sees a reset.
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        elif fault.get("hang"):
            self.stand_in.over.wait()
        elif "status" in fault:
            self._head(fault["status"], fault, length=0)
        elif "drip" in fault:
            self._drip(body, fault)
        elif "megabytes" in fault:
            self._pour(body, fault)
        else:
            self._head(status, fault, length=self._length(body, fault))
            self._send(body if "length" not in fault else self._cut(body, fault))

    def _head(self, status: int, fault: Fault, *, length: int | None) -> None:
        self.send_response(status)
        for name, value in fault.get("headers", {}).items():
            self.send_header(name, value.format(asked=self.path))
        if length is not None:
            self.send_header("Content-Length", str(length))
        if fault.get("length") == "chunked":
            self.send_header("Transfer-Encoding", "chunked")
        if fault.get("gzip"):
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()

    def _length(self, body: bytes, fault: Fault) -> int | None:
        return None if fault.get("length") in {"none", "chunked"} else len(body)

    def _cut(self, body: bytes, fault: Fault) -> bytes:
        if fault["length"] == "fits":
            return body
        part = body[: int(len(body) * fault["cut"])]
        return b"%x\r\n" % len(body) + part if fault["length"] == "chunked" else part

    def _drip(self, body: bytes, fault: Fault) -> None:
        """Send a byte now and then, before the head or after it."""
        if fault["drip"] == "body":
            self._head(200, fault, length=len(body))
        else:
            self._send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.stand_in.over.wait(0.02):
            self._send(b".")

    def _pour(self, body: bytes, fault: Fault) -> None:
        """Send more than anyone can want."""
        large = body + b" " * _MEGABYTE * fault["megabytes"]
        if fault.get("gzip"):
            large = gzip.compress(large[len(body) :])
        self._head(200, fault, length=len(large))
        self._send(large)

    def _send(self, data: bytes) -> None:
        try:
            self.wfile.write(data)
            self.wfile.flush()
        except OSError:
            self.stand_in.over.set()  # nobody listens any more


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of connections that the client ended."""


@contextmanager
def serving(stand_in: StandIn) -> Iterator[StandIn]:
    """Let the service run on a free port of this machine."""
    handler = type("Handler", (_Handler,), {"stand_in": stand_in})
    with running(_Server(("127.0.0.1", 0), handler)) as address:
        stand_in.url = f"{address}/api/query"
        try:
            yield stand_in
        finally:
            stand_in.over.set()
