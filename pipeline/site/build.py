"""Every language of the site, built side by side, each by a process of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..files.atomic import write_if_changed
from ..words.language import is_language
from ..written.settings import Settings, site_catalogues
from .above import pages_above
from .progress import PIPE, THERE


@dataclass(frozen=True, slots=True)
class _Builder:
    """A process that has loaded Sphinx and waits to build one language."""

    process: subprocess.Popen[bytes]
    pages: int
    """The end of a pipe at which it says that its pages are there."""

    @classmethod
    def start(cls) -> "_Builder":
        pages, pipe = os.pipe()
        try:
            return cls(_process(pipe), pages)
        finally:
            os.close(pipe)

    def order(self, arguments: Sequence[str]) -> None:
        """Have it build."""
        if self.process.stdin:
            self.process.stdin.write("\0".join(arguments).encode() + b"\n")
            self.process.stdin.flush()

    def has_pages(self) -> bool:
        """Wait for the pages; False where the process ended without."""
        return os.read(self.pages, len(THERE)) == THERE

    def end(self) -> None:
        """End it, wherever it is."""
        self.process.kill()
        self.process.communicate()
        os.close(self.pages)


class _Waiting:
    """Processes that wait to build a language each; each builds once."""

    def __init__(self, root: Path, count: int) -> None:
        self._root = root
        self._builders = [_Builder.start() for _ in range(count)]

    def build(self, settings: Settings, has_built: Callable[[_Builder], bool]) -> Path | None:
        """As `build_site`, where `has_built` waits for a process and tells how it fared."""
        languages = list(settings.languages)
        _forget_others(self._root / "build", languages)
        while len(self._builders) < len(languages):
            self._builders.append(_Builder.start())
        side_by_side = os.cpu_count() or 1
        fared: list[bool] = []
        work = list(zip(languages, self._builders, strict=False))
        for start in range(0, len(work), side_by_side):
            batch = work[start : start + side_by_side]
            for language, builder in batch:
                builder.order(_arguments(self._root, language))
            fared += [has_built(builder) for _, builder in batch]
        if not all(fared):
            return None
        html = self._root / "build" / "html"
        for name, page in pages_above(settings, site_catalogues(self._root)).items():
            write_if_changed(html / name, page, durable=False)
        return html / "index.html"

    def end(self) -> None:
        """End them all."""
        for builder in self._builders:
            builder.end()


@contextmanager
def site_builder(root: Path) -> Iterator[Callable[[Settings], Path | None]]:
    """As `build_site`, but as a function for many builds, each by processes that wait for it.

    It returns as soon as the pages are there.
    Their processes go on to make the index of the search, unless the next build comes first.
    """
    waiting, indexing = _Waiting(root, count=1), _Waiting(root, count=0)

    def build(settings: Settings) -> Path | None:
        nonlocal waiting, indexing
        indexing.end()
        try:
            front_page = waiting.build(settings, _Builder.has_pages)
        finally:
            indexing, waiting = waiting, _Waiting(root, count=len(settings.languages))
        return None if warnings(root, settings) else front_page

    try:
        yield build
    finally:
        indexing.end()
        waiting.end()


def build_site(root: Path, settings: Settings) -> Path | None:
    """Build every language below `build/html`, and the pages above them.

    Returns the front page, or None where a build failed or warned; Sphinx has then said why.
    """
    waiting = _Waiting(root, count=len(settings.languages))
    try:
        return waiting.build(settings, lambda builder: builder.process.wait() == 0)
    finally:
        waiting.end()


def warnings(root: Path, settings: Settings) -> list[str]:
    """What Sphinx said in the last build, a line each; what people wrote is named from `root`."""
    files = [_warnings(root, language) for language in settings.languages]
    texts = [file.read_text("utf-8") for file in files if file.is_file()]
    return [
        line.replace(f"{root.resolve()}{os.sep}", "")
        for text in texts
        for line in text.splitlines()
        if line.strip()
    ]


def _forget_others(build: Path, languages: Sequence[str]) -> None:
    """Remove what was built in languages that the site no longer has."""
    for kind in ("doctrees", "html"):
        for folder in (build / kind).glob("*"):
            if is_language(folder.name) and folder.name not in languages:
                shutil.rmtree(folder)


def _process(pipe: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 (our own module)
        [sys.executable, "-m", f"{__package__}.worker"],
        stdin=subprocess.PIPE,
        process_group=0,  # an interrupt at the terminal ends this process, which ends them
        env={**_environment(), PIPE: str(pipe)},
        pass_fds=[pipe],
    )


def _environment() -> dict[str, str]:
    """Where this process found the program, the next one finds it too."""
    folder = str(Path(__file__).parents[2])
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([*filter(None, paths), folder])}


def _arguments(root: Path, language: str) -> list[str]:
    docs, build = root / "docs", root / "build"
    return [
        *("--nitpicky", "--fail-on-warning", "--keep-going"),
        *("--quiet", "--conf-dir", str(docs), "--define", f"language={language}"),
        *("--doctree-dir", str(build / "doctrees" / language)),
        *("--warning-file", str(_warnings(root, language))),
        *(str(docs / language), str(build / "html" / language)),
    ]


def _warnings(root: Path, language: str) -> Path:
    return root / "build" / "warnings" / f"{language}.txt"
