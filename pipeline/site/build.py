"""Both languages of the site, built side by side, each by a process of its own."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..words.languages import Language


@contextmanager
def site_builder(root: Path) -> Iterator[Callable[[], Path | None]]:
    """As `build_site`, but as a function for many builds, each by processes that wait for it."""
    waiting = _processes(root)

    def build() -> Path | None:
        nonlocal waiting
        try:
            return _built(root, waiting)
        finally:
            _end(waiting)
            waiting = _processes(root)

    try:
        yield build
    finally:
        _end(waiting)


def build_site(root: Path) -> Path | None:
    """Build every language below `build/html`, and the page that leads to them.

    Returns the front page, or None where a build failed or warned; Sphinx has then said why.
    """
    processes = _processes(root)
    try:
        return _built(root, processes)
    finally:
        _end(processes)


def _processes(root: Path) -> list[subprocess.Popen[bytes]]:
    return [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", f"{__package__}.worker", *_arguments(root, language)],
            stdin=subprocess.PIPE,
            process_group=0,  # an interrupt at the terminal ends this process, which ends them
        )
        for language in Language
    ]


def _built(root: Path, processes: Sequence[subprocess.Popen[bytes]]) -> Path | None:
    for process in processes:
        if process.stdin:
            process.stdin.write(b"build\n")
            process.stdin.flush()
    statuses = [process.wait() for process in processes]
    if any(statuses):
        return None
    output = root / "build" / "html"
    shutil.copyfile(root / "docs" / "_static" / "landing.html", output / "index.html")
    return output / "index.html"


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.kill()
        process.communicate()


def _arguments(root: Path, language: Language) -> list[str]:
    docs, build = root / "docs", root / "build"
    return [
        *("--nitpicky", "--fail-on-warning", "--keep-going"),
        *("--quiet", "--conf-dir", str(docs), "--define", f"language={language}"),
        *("--doctree-dir", str(build / "doctrees" / language)),
        *(str(docs / language), str(build / "html" / language)),
    ]
