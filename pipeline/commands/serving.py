"""`serve`: the site on this machine, built anew and shown anew whenever a source changes."""

import contextlib
import sys
import threading
from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path

from .local_server import serving
from .told import Told


def serve_site(  # noqa: PLR0913, PLR0917 (what it does for a person, each by a function)
    html: Path,
    port: int,
    changes: Iterable[Collection[str]],
    build: Callable[[], Told],
    export: Callable[[], object],
    show: Callable[[str], object] | None = None,
) -> None:
    """Build, serve the folder `html` on the loopback address, and build upon each change.

    A change is the paths of what changed.
    The files beside the pages are made by `export`, when somebody asks for one.
    The address is shown once by `show`, such as in a browser.
    Returns when the changes end or the person at the terminal interrupts.
    """
    first = _build_or_tell(build)
    have_exports = partial(_export_or_tell, export)
    with contextlib.suppress(KeyboardInterrupt), serving(html, port, have_exports) as server:
        server.announce(first, ())
        address = f"http://127.0.0.1:{server.server_port}/"
        print(f"{address} shows the site; Ctrl-C ends", flush=True)
        if show:
            # Some browsers are of the terminal, and end before they let go of it.
            threading.Thread(target=show, args=(address,), daemon=True).start()
        for changed in changes:
            server.announce(_build_or_tell(build), changed)


def _build_or_tell(build: Callable[[], Told]) -> Told:
    # A full disk, or a file that was moved away while it was read; the next change may do.
    try:
        return build()
    except OSError as error:
        return Told(is_built=False, lines=[_told(error)])


def _export_or_tell(export: Callable[[], object]) -> bool:
    """Make what stands beside the pages; whether that could be done."""
    try:
        export()
    except OSError as error:
        _told(error)
        return False
    return True


def _told(error: OSError) -> str:
    """The line that was printed; of a file that is written to, an error does not know the name."""
    line = ": ".join(str(each) for each in (error.filename, error.strerror or error) if each)
    print(line, file=sys.stderr)
    return line
