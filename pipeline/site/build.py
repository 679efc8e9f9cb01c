"""Every language of the site, built side by side, each by a process of its own."""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..files.atomic import write_if_changed
from ..words.language import is_language
from ..written.settings import PATH as SETTINGS
from ..written.settings import Settings, site_catalogues
from . import standing
from .above import pages_above
from .progress import PIPE, THERE


@dataclass(frozen=True, slots=True)
class _Builder:
    """A process that is ready to build one language, and builds it once."""

    process: subprocess.Popen[bytes]
    pages: int
    """The end of a pipe at which it says that its pages are there."""

    @classmethod
    def start(cls, root: Path, language: str, cores: int) -> "_Builder":
        pages, pipe = os.pipe()
        try:
            return cls(_process(_arguments(root, language, cores), pipe), pages)
        finally:
            os.close(pipe)

    def order(self) -> None:
        """Have it build; one that has ended already will be found to have no pages."""
        if self.process.stdin:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.write(b"\n")
                self.process.stdin.flush()

    def has_pages(self) -> bool:
        """Wait for the pages; False where the process ended without."""
        return os.read(self.pages, len(THERE)) == THERE

    def has_all(self) -> bool:
        """Wait for all that it builds; False where that failed."""
        return self.process.wait() == 0

    def end(self) -> None:
        """End it, wherever it is, and what it has started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()
        os.close(self.pages)


def build_site(root: Path, settings: Settings) -> Path | None:
    """Build every language below `build/html` that is not as it would be, and the pages above.

    Returns the front page, or None where a build failed or warned; Sphinx has then said why.
    """
    built_of = standing.sources(root)
    languages = [each for each in settings.languages if not standing.stands(root, each, built_of)]
    for language in languages:
        standing.forget(root, language)
    builders: dict[str, _Builder] = {}
    try:
        are_built = _build(root, settings, languages, builders, _Builder.has_all)
    finally:
        _end(builders)
    if not are_built:
        return None
    for language in languages:
        standing.note(root, language, built_of)
    return root / "build" / "html" / "index.html"


@contextmanager
def site_builder(root: Path) -> Iterator[Callable[[Settings], Sequence[str]]]:
    """As `build_site`, but as a function for many builds, by processes that wait for each.

    It returns what Sphinx warned of, as soon as the pages are there.
    Their processes go on to make the index of the search, unless the next build comes first.
    """
    ready: dict[str, _Builder] = {}
    indexing: dict[str, _Builder] = {}
    prepared = b""

    def build(settings: Settings) -> Sequence[str]:
        nonlocal ready, indexing, prepared
        _end(indexing)
        if prepared != (now := _preparation(root)):
            _end(ready)
        indexing, ready = ready, {}
        try:
            _build(root, settings, settings.languages, indexing, _Builder.has_pages)
            return warnings(root, settings)
        finally:
            prepared = now
            cores = _cores_for(settings.languages)
            ready = {code: _Builder.start(root, code, cores) for code in settings.languages}

    try:
        yield build
    finally:
        _end(indexing)
        _end(ready)


def _end(builders: dict[str, _Builder]) -> None:
    while builders:
        builders.popitem()[1].end()


def _build(
    root: Path,
    settings: Settings,
    languages: Sequence[str],
    builders: dict[str, _Builder],
    has_built: Callable[[_Builder], bool],
) -> bool:
    """Build `languages` by `builders`, to which those are added that are not ready yet.

    `has_built` waits for one and tells how it fared; where all fared well, so does the site.
    """
    _forget_others(root / "build", settings.languages)
    fared: list[bool] = []
    side_by_side = os.cpu_count() or 1
    for start in range(0, len(languages), side_by_side):
        batch = languages[start : start + side_by_side]
        for language in batch:
            if language not in builders:
                builders[language] = _Builder.start(root, language, _cores_for(batch))
            builders[language].order()
        fared += [has_built(builders[language]) for language in batch]
    if not all(fared):
        return False
    for name, page in pages_above(settings, site_catalogues(root)).items():
        write_if_changed(root / "build" / "html" / name, page, durable=False)
    return True


def _cores_for(languages: Collection[str]) -> int:
    """How many processes each language has to itself, where they are built side by side."""
    return max(1, (os.cpu_count() or 1) // max(1, len(languages)))


def _preparation(root: Path) -> bytes:
    """A digest of what a process reads before it is given an order: all but pages and reviews."""
    digest = hashlib.sha256()
    docs = root / "docs"
    folders = [each for each in sorted(docs.glob("*")) if not is_language(each.name)]
    inner = (file for folder in folders for file in sorted(folder.rglob("*")))
    for file in (root / SETTINGS, *folders, *inner):
        if file.is_file():
            digest.update(f"{file.relative_to(root)}\0{file.stat().st_size}\0".encode())
            digest.update(file.read_bytes())
    return digest.digest()


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


def _process(arguments: Sequence[str], pipe: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 (our own module)
        [sys.executable, "-m", f"{__package__}.worker", *arguments],
        stdin=subprocess.PIPE,
        process_group=0,  # an interrupt at the terminal ends this process, which ends them
        env={**_environment(), PIPE: str(pipe)},
        pass_fds=[pipe],
    )


def _environment() -> dict[str, str]:
    """Where this process found the program, the next one finds it too.

    No file of docutils' settings is read: one machine's pages are another's.
    """
    folder = str(Path(__file__).parents[2])
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    own = {"PYTHONPATH": os.pathsep.join([*filter(None, paths), folder]), "DOCUTILSCONFIG": ""}
    return {**os.environ, **own}


def _arguments(root: Path, language: str, cores: int) -> list[str]:
    docs, build = root / "docs", root / "build"
    return [
        *("--nitpicky", "--fail-on-warning", "--keep-going"),
        *("--jobs", str(cores)),
        *("--quiet", "--conf-dir", str(docs), "--define", f"language={language}"),
        *("--doctree-dir", str(build / "doctrees" / language)),
        *("--warning-file", str(_warnings(root, language))),
        *(str(docs / language), str(build / "html" / language)),
    ]


def _warnings(root: Path, language: str) -> Path:
    return root / "build" / "warnings" / f"{language}.txt"
