"""`serve`: the site on this machine, built anew and shown anew whenever a source changes."""

import contextlib
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from urllib.parse import unquote, urlsplit

from watchfiles import Change, DefaultFilter, watch

from ..written.hand_written import GENERATED, is_generated
from ..written.settings import PATH as SETTINGS

_HOSTS = frozenset({"127.0.0.1", "localhost"})
_POLL_S = 0.05  # how long an interrupt waits for the server to notice

_SCRIPT = b"""\
// Shows the page anew when the server says that the site was built.
new EventSource("/_built").onmessage = () => location.reload();
"""
_TAG = b'<script src="/_reload.js"></script></body>'


def source_changes(root: Path) -> Iterator[object]:
    """An item for each time that a person changed the settings, or files of the site."""
    place = root.resolve()
    changes: SimpleQueue[object] = SimpleQueue()
    end = threading.Event()

    def report(*folders: Path, recursive: bool) -> None:
        only_written = SourceFilter(place)
        for change in watch(
            *folders, watch_filter=only_written, recursive=recursive, stop_event=end
        ):
            changes.put(change)

    folders = [folder for name in ("docs", "reviews") if (folder := place / name).is_dir()]
    # Most editors replace a file, so its folder is watched; what is built lies below that too.
    watchers = [partial(report, place, recursive=False)]
    watchers += [partial(report, *folders, recursive=True)] if folders else []
    for watcher in watchers:
        threading.Thread(target=watcher, daemon=True).start()
    try:
        while True:
            yield changes.get()
    finally:
        end.set()


def serve_site(
    html: Path, port: int, changes: Iterable[object], build: Callable[[], object]
) -> None:
    """Build, serve the folder `html` on the loopback address, and build upon each change.

    Returns when the changes end or the person at the terminal interrupts.
    """
    _build_or_tell(build)
    with contextlib.suppress(KeyboardInterrupt), _serving(html, port) as server:
        print(f"http://127.0.0.1:{server.server_port}/ shows the site; Ctrl-C ends", flush=True)
        for _ in changes:
            _build_or_tell(build)
            server.announce()


class SourceFilter(DefaultFilter):
    """Files that people write: neither generated pages nor temporary files."""

    def __init__(self, root: Path) -> None:
        """Take the site to be at `root`, an absolute path."""
        super().__init__()
        self._root = root

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change of `path` asks for a build."""
        return super().__call__(change, path) and not self._is_generated(Path(path))

    def _is_generated(self, file: Path) -> bool:
        if file.name.startswith("."):
            return True
        place = file.relative_to(self._root).parts
        if len(place) == 1:
            return place != (SETTINGS,)
        if place[0] == "reviews" or GENERATED.isdisjoint(place[2:3]):
            return False
        # A person's own page may stand in place of one; of a page that is gone nobody can tell.
        return not file.is_file() or is_generated(file)


class _Server(ThreadingHTTPServer):
    """A server whose handlers can wait for a build."""

    def __init__(self, port: int, handler: Callable[..., SimpleHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", port), handler)
        self.built = threading.Condition()

    def announce(self) -> None:
        """Tell the pages that are open that the site was built."""
        with self.built:
            self.built.notify_all()


class _Handler(SimpleHTTPRequestHandler):
    """Files as they are, but pages with a script that waits for the next build."""

    server: _Server

    def do_GET(self) -> None:
        if refusal := self._refusal():
            self.send_error(refusal)
            return
        path = urlsplit(self.path).path
        file = Path(self.translate_path(self.path))
        page = file / "index.html" if path.endswith("/") else file
        if path == "/_reload.js":
            self._answer(_SCRIPT, "text/javascript")
        elif path == "/_built":
            self._announce_builds()
        elif page.suffix == ".html" and page.is_file():
            self._answer(page.read_bytes().replace(b"</body>", _TAG), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        if refusal := self._refusal():
            self.send_error(refusal)
        else:
            super().do_HEAD()

    def _refusal(self) -> HTTPStatus | None:
        """Why a request is not answered: drafts are for this machine, under its own names only.

        A page of another site could read them under a name of its own that leads here.
        https://developer.mozilla.org/docs/Web/Security/Attacks/DNS_rebinding
        """
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if host not in _HOSTS:
            return HTTPStatus.MISDIRECTED_REQUEST
        return HTTPStatus.BAD_REQUEST if "\0" in unquote(self.path) else None

    def log_message(self, *_: object) -> None:
        """Keep the terminal for what the build says."""

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _announce_builds(self) -> None:
        built = self.server.built
        with built, contextlib.suppress(ConnectionError):
            # Whoever has read the headers misses no build.
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            while built.wait():
                self.wfile.write(b"data:\n\n")
                self.wfile.flush()


@contextlib.contextmanager
def _serving(html: Path, port: int) -> Iterator[_Server]:
    handler: Any = partial(_Handler, directory=str(html))
    try:
        server = _Server(port, handler)
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


def _build_or_tell(build: Callable[[], object]) -> None:
    # A full disk, or a file that was moved away while it was read; the next change may do.
    try:
        build()
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
