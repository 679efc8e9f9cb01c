"""Every language of the site, built side by side, each by a process of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..files.atomic import write_if_changed
from ..words.language import is_language
from ..written.settings import Settings, site_catalogues
from .above import pages_above


class _Waiting:
    """Processes that have loaded Sphinx and wait to build a language each."""

    def __init__(self, root: Path, count: int) -> None:
        self._root = root
        self._processes = [_process() for _ in range(count)]

    def build(self, settings: Settings) -> Path | None:
        """As `build_site`; each process builds once."""
        languages = list(settings.languages)
        _forget_others(self._root / "build", languages)
        while len(self._processes) < len(languages):
            self._processes.append(_process())
        side_by_side = os.cpu_count() or 1
        statuses: list[int] = []
        work = list(zip(languages, self._processes, strict=False))
        for start in range(0, len(work), side_by_side):
            batch = work[start : start + side_by_side]
            for language, process in batch:
                _order(process, _arguments(self._root, language))
            statuses += [process.wait() for _, process in batch]
        if any(statuses):
            return None
        html = self._root / "build" / "html"
        for name, page in pages_above(settings, site_catalogues(self._root)).items():
            write_if_changed(html / name, page, durable=False)
        return html / "index.html"

    def end(self) -> None:
        """End those that still wait."""
        for process in self._processes:
            process.kill()
            process.communicate()


@contextmanager
def site_builder(root: Path) -> Iterator[Callable[[Settings], Path | None]]:
    """As `build_site`, but as a function for many builds, each by processes that wait for it."""
    waiting = _Waiting(root, count=1)

    def build(settings: Settings) -> Path | None:
        nonlocal waiting
        try:
            return waiting.build(settings)
        finally:
            waiting.end()
            waiting = _Waiting(root, count=len(settings.languages))

    try:
        yield build
    finally:
        waiting.end()


def build_site(root: Path, settings: Settings) -> Path | None:
    """Build every language below `build/html`, and the pages above them.

    Returns the front page, or None where a build failed or warned; Sphinx has then said why.
    """
    waiting = _Waiting(root, count=len(settings.languages))
    try:
        return waiting.build(settings)
    finally:
        waiting.end()


def _forget_others(build: Path, languages: Sequence[str]) -> None:
    """Remove what was built in languages that the site no longer has."""
    for kind in ("doctrees", "html"):
        for folder in (build / kind).glob("*"):
            if is_language(folder.name) and folder.name not in languages:
                shutil.rmtree(folder)


def _process() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 (our own module)
        [sys.executable, "-m", f"{__package__}.worker"],
        stdin=subprocess.PIPE,
        process_group=0,  # an interrupt at the terminal ends this process, which ends them
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """Where this process found the program, the next one finds it too."""
    folder = str(Path(__file__).parents[2])
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([*filter(None, paths), folder])}


def _order(process: subprocess.Popen[bytes], arguments: Sequence[str]) -> None:
    if process.stdin:
        process.stdin.write("\0".join(arguments).encode() + b"\n")
        process.stdin.flush()


def _arguments(root: Path, language: str) -> list[str]:
    docs, build = root / "docs", root / "build"
    return [
        *("--nitpicky", "--fail-on-warning", "--keep-going"),
        *("--quiet", "--conf-dir", str(docs), "--define", f"language={language}"),
        *("--doctree-dir", str(build / "doctrees" / language)),
        *(str(docs / language), str(build / "html" / language)),
    ]
