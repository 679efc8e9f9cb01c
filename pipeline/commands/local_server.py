"""A server of files for this machine alone, with a script in each page that hears of builds."""

import contextlib
import errno
import os
import re
import threading
import time
from collections.abc import Callable, Collection, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from .told import Told, message

_POLL_S = 0.05  # how long an interrupt waits for the server to notice

# The names that no other machine can have, wherever the port is forwarded from.
_HOST = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]*)?", re.ASCII | re.IGNORECASE)
_METHODS = ("GET", "HEAD")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BAD_SIGN = re.compile(r"[\x00-\x1f\x7f\\]")  # in no name that the site gives
# What stands beside the pages that Sphinx writes.
_BESIDE = (".atom", ".bib", ".cff", ".epub", ".json", ".md", ".print.html", ".ris", ".txt", ".xml")
_FOLDERS_BESIDE = ("/cards/", "/citations/")

_OWN = {
    f"/_{path.name}": (path.read_bytes(), kind)
    for path, kind in (
        (Path(__file__).parent / "banner" / "banner.js", "text/javascript; charset=utf-8"),
        (Path(__file__).parent / "banner" / "banner.css", "text/css; charset=utf-8"),
    )
}
_MISSING = b"""\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Not found</title>
<h1>There is no such page</h1>
"""


class LocalServer(ThreadingHTTPServer):
    """A server whose handlers can wait for a build."""

    def __init__(
        self,
        port: int,
        handler: Callable[..., SimpleHTTPRequestHandler],
        export: Callable[[], bool],
    ) -> None:
        """Listen at `port`, or at a free one where it is 0."""
        super().__init__(("127.0.0.1", port), handler)
        self._export = export
        self._exported, self._exporting = "", threading.Lock()
        self.told = threading.Condition()
        self.build = ""
        self.message = ""
        self.announce(Told(is_built=True), ())

    def announce(self, told: Told, edited: Collection[str]) -> None:
        """Tell the pages that are open, and those that will be, how a build ended."""
        with self.told:
            if told.is_built:
                self.build = str(time.time_ns())  # another one than that of any run before
            self.message = message(told, self.build, edited)
            self.told.notify_all()

    def have_exports(self) -> None:
        """Have the files beside the pages made, if somebody asks for one since the last build."""
        with self._exporting:
            if self._exported != (build := self.build) and self._export():
                self._exported = build


class _Handler(SimpleHTTPRequestHandler):
    """Files as they are, but pages with a script that hears of each build."""

    server: LocalServer

    def parse_request(self) -> bool:
        """Read a request; one that is not for this server ends here, whatever it asks for."""
        if not super().parse_request():
            return False
        refusal = self._refusal()
        if refusal:
            self.close_connection = True
            self._answer(f"{refusal.phrase}\n".encode(), "text/plain", refusal)
        return not refusal

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].partition("#")[0]
        file = Path(self.translate_path(self.path))
        page = file / "index.html" if path.endswith("/") else file
        if path.endswith(_BESIDE) or any(folder in path for folder in _FOLDERS_BESIDE):
            self.server.have_exports()
        if own := _OWN.get(path):
            self._answer(*own)
        elif path == "/_built":
            self._announce_builds()
        elif page.suffix == ".html" and (text := _content(page)) is not None:
            self._answer_page(text, HTTPStatus.OK)
        elif os.path.isfile(file) or (not path.endswith("/") and os.path.isdir(file)):  # noqa: PTH112, PTH113 (those of pathlib raise)
            super().do_GET()
        else:
            missing = _content(Path(self.directory) / "404.html")
            self._answer_page(missing or _MISSING, HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """End them with what holds for every answer."""
        # A page of another site could else run the index of the search, and read drafts in it.
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the terminal for what the build says."""

    def _refusal(self) -> HTTPStatus | None:
        """Why a request is not answered: drafts are for this machine, under its own names only.

        A page of another site could read them under a name of its own that leads here.
        https://developer.mozilla.org/docs/Web/Security/Attacks/DNS_rebinding
        """
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not _HOST.fullmatch(hosts[0].strip()):
            return HTTPStatus.MISDIRECTED_REQUEST
        if self.command not in _METHODS:
            return HTTPStatus.METHOD_NOT_ALLOWED
        if not _is_address(self.path):
            return HTTPStatus.BAD_REQUEST
        return HTTPStatus.REQUEST_URI_TOO_LONG if self._is_too_long() else None

    def _is_too_long(self) -> bool:
        """Whether no file can have such a name."""
        try:
            Path(self.translate_path(self.path)).stat()
        except OSError as error:
            return error.errno == errno.ENAMETOOLONG
        return False

    def _answer_page(self, text: bytes, status: HTTPStatus) -> None:
        """Answer a page, with the script that knows of which build it is."""
        tag = f'<script src="/_banner.js" data-build="{self.server.build}"></script>'.encode()
        before, end, after = text.rpartition(b"</body>")
        page = before + tag + end + after if end else text + tag
        self._answer(page, "text/html; charset=utf-8", status)

    def _answer(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", ", ".join(_METHODS))
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _announce_builds(self) -> None:
        with self.server.told, contextlib.suppress(ConnectionError):
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            while True:
                self.wfile.write(f"data: {self.server.message}\n\n".encode())
                self.wfile.flush()
                self.server.told.wait()


@contextlib.contextmanager
def serving(html: Path, port: int, export: Callable[[], bool]) -> Iterator[LocalServer]:
    """A server of the folder `html` at the loopback address, as long as the block lasts.

    `export` makes the files beside the pages, of which nobody may ever ask for one, and returns
    whether it could.
    Raises OSError with the port as its file name where it is taken.
    """
    handler: Any = partial(_Handler, directory=str(html))
    try:
        server = LocalServer(port, handler, export)
    except OSError as error:
        error.filename = f"port {port}"
        raise
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(_POLL_S,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def _is_address(target: str) -> bool:
    """Whether a request's target can be that of a file: https://www.rfc-editor.org/rfc/rfc9112#section-3.2."""
    path, _, query = target.partition("?")
    if not path.startswith("/") or _BAD_PERCENT.search(path) or "%00" in query:
        return False
    try:
        return not _BAD_SIGN.search(unquote_to_bytes(path.encode("latin-1")).decode())
    except UnicodeError:
        return False


def _content(file: Path) -> bytes | None:
    """What is in a file, or None where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return None
