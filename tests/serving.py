"""Servers on this machine, for as long as a block lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

_POLL_S = 0.005  # how long a server may go on when it is to end


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[str]:
    """The address of a server that answers meanwhile."""
    with server:
        thread = Thread(target=server.serve_forever, args=(_POLL_S,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class Silent(SimpleHTTPRequestHandler):
    """Answers with what is there, and says nothing of it."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(folder: Path, handler: type[SimpleHTTPRequestHandler] = Silent) -> Iterator[str]:
    """The address of a server that answers for `folder` by `handler`."""
    handle = partial(handler, directory=str(folder))
    with running(ThreadingHTTPServer(("127.0.0.1", 0), handle)) as address:
        yield address
