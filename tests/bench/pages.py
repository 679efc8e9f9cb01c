"""What a reader's first visit costs, and what other judges say of the pages.

`python -m tests.bench.pages` builds a made-up site with every kind of page and prints a table:
bytes and requests of a first visit, compressed as a server does, and the first paint beside the
same page without styles and scripts.
A font is counted apart: a browser loads it for pages with formulas alone, shows them without it
until it is there, and takes a device's own before it.
Then the Nu validator and Lighthouse judge it, where npm gives them.
The exit status is 1 where a figure is over its bound.
"""

import contextlib
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Response, sync_playwright

from tests import kinds
from tests.serving import serving

MOST_BYTES = 27_000
MOST_REQUESTS = 5
MOST_PAINT = 1.3
"""How many times as long the first paint may take as that of the same page bare."""
LEAST_SCORES = {"accessibility": 1, "best-practices": 1, "seo": 1, "performance": 0.98}
LIGHTHOUSE, VALIDATOR = "lighthouse@12.2.3", "vnu-jar@26.9.27"  # a newer one wants Node 22

_PAINTS = 15
_SETTLES_MS = 300
# A window of Chromium's loads hundreds of files of its own for its address bar, beside the page.
_ITS_OWN = "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,AiModeOmniboxEntryPoint"
_OPTIONS = ["--no-sandbox", f"--disable-features={_ITS_OWN}"]
_ADDRESS = "https://shore.example"
_COMPRESSED = re.compile(r"text/|javascript|json|svg")
_FRONT, _PAPER, _COLLECTION = (
    "en/index.html",
    f"en/papers/{kinds.PLAIN}.html",
    "en/collections/shore.html",
)
_BOUND = (
    *(_FRONT, "ja/index.html", _PAPER, f"ja/papers/{kinds.PLAIN}.html"),
    *(f"en/papers/{each}.html" for each in (kinds.CROWD, kinds.BARE, kinds.WITHDRAWN)),
)
"""The pages that the budget is for."""
_PAGES = (
    *(*_BOUND, _COLLECTION, "en/papers/index.html", "en/papers/by/year.html"),
    *("en/topics/index.html", "en/questions.html", "en/search.html", "en/guide/index.html"),
    *("en/guide/reviews.html", "404.html"),
)
_FILES = ("document", "stylesheet", "script", "other", "font")
_DRESS = re.compile(rb"<link\b[^>]*>|<(script|style)\b.*?</\1>", re.DOTALL)
_FIRST_PAINT = """() => new Promise((done) =>
  new PerformanceObserver((list) => done(list.getEntries()[0].startTime))
    .observe({ type: "paint", buffered: true }))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A first visit: bytes by kind as a server sends them, and how many files that is."""

    page: str
    sizes: dict[str, int]
    requests: int
    """With the font's."""
    paint: float
    """The first paint, as a multiple of that of the page bare."""

    @property
    def size(self) -> int:
        """Without the font."""
        return sum(size for kind, size in self.sizes.items() if kind != "font")

    @property
    def faults(self) -> list[str]:
        """What is over the budget."""
        bounds = (
            (self.size > MOST_BYTES, f"{self.size:,} bytes, more than {MOST_BYTES:,}"),
            (self.requests > MOST_REQUESTS, f"{self.requests} files, more than {MOST_REQUESTS}"),
            (self.paint > MOST_PAINT, f"first paint {self.paint:.2f} x bare, over {MOST_PAINT}"),
        )
        return [
            f"{self.page}: {fault}" for is_over, fault in bounds if is_over and self.page in _BOUND
        ]


class _Compressing(SimpleHTTPRequestHandler):
    """Sends what most hosts send: texts that were compressed before, over one connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or an answer waits 40 ms for its head to be received

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        kind = self.guess_type(str(file))
        is_text = bool(_COMPRESSED.search(kind))
        body = _body(file, is_text=is_text, is_bare=self.path.endswith("?bare"))
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.send_header("Content-Length", str(len(body)))
        if is_text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the reader may leave before the font comes
            self.wfile.write(body)

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # or the reader leaves it open, and goes
            super().handle()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@cache
def _body(file: Path, *, is_text: bool, is_bare: bool) -> bytes:
    body = file.read_bytes()
    if is_bare:  # the same words without styles and scripts
        body = _DRESS.sub(b"", body)
    return gzip.compress(body, 6) if is_text else body


def main() -> int:
    """Print the tables; the exit status is 1 where a figure is over its bound."""
    with tempfile.TemporaryDirectory() as folder:
        tools = Path(folder) / "tools"
        site = kinds.write(Path(folder) / "site")
        # As every site has that readers find: other languages are told to search engines by it.
        site.edit("pyproject.toml", "languages =", f'address = "{_ADDRESS}"\nlanguages =')
        html = kinds.build(site)
        with serving(html, _Compressing) as address:
            faults = [*_weighed(address), *_judged(address, tools)]
        faults += _validated(html, tools)
    print(*faults, sep="\n")
    return 1 if faults else 0


def _weighed(address: str) -> Iterator[str]:
    columns = ("bytes", "html", "css", "js", "other", "font", "files", "paint")
    print(f"{'page':34}", *(f"{column:>7}" for column in columns))
    print(f"{'budget':34} {MOST_BYTES:7,}{'':40} {MOST_REQUESTS:7} {MOST_PAINT:7}")
    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=_OPTIONS)
        for page in _PAGES:
            visit = _visit(browser, address, page)
            sizes = "".join(f" {visit.sizes.get(kind, 0):7,}" for kind in _FILES)
            figures = f"{visit.size:7,}{sizes} {visit.requests:7} {visit.paint:7.2f}"
            print(f"{page:34}", figures, flush=True)
            yield from visit.faults
        browser.close()


def _visit(browser: Browser, address: str, page: str) -> Visit:
    answers: list[Response] = []
    context = browser.new_context()
    tab = context.new_page()
    tab.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (marks what it is given)
    tab.goto(f"{address}/{page}", wait_until="networkidle")
    sizes: dict[str, int] = {}
    for answer in answers:
        kind = answer.request.resource_type
        kind = kind if kind in _FILES else "other"
        size = int(answer.headers.get("content-length", 0))
        sizes[kind] = sizes.get(kind, 0) + size
    context.close()
    paint = _paint(browser, f"{address}/{page}")
    return Visit(page=page, sizes=sizes, requests=len(answers), paint=paint)


def _paint(browser: Browser, address: str) -> float:
    """How many times as long as that of the page bare the first paint of a first visit takes.

    Of the quickest among some visits by turns: other work on the machine can only slow one down.
    """
    visits = [
        (_first_paint(browser, address), _first_paint(browser, f"{address}?bare"))
        for _ in range(_PAINTS)
    ]
    return min(dressed for dressed, _ in visits) / min(bare for _, bare in visits)


def _first_paint(browser: Browser, address: str) -> float:
    """Milliseconds to the first paint."""
    context = browser.new_context()
    tab = context.new_page()
    tab.wait_for_timeout(_SETTLES_MS)  # what is measured is the page, not the window
    tab.goto(address)
    time = float(tab.evaluate(_FIRST_PAINT))
    context.close()
    return time


def _validated(html: Path, tools: Path) -> Iterator[str]:
    """What the Nu validator calls an error; it needs Java."""
    jar = _from_npm(tools, VALIDATOR, "vnu-jar/build/dist/vnu.jar")
    java = shutil.which("java")
    if not jar.is_file() or not java:
        print("The Nu validator cannot be had: it needs npm and Java.")
        return
    command = [java, "-jar", str(jar), "--format", "json", "--skip-non-html", "--errors-only"]
    said = subprocess.run(  # noqa: S603 (a program that was just installed)
        [*command, str(html)], capture_output=True, text=True, check=False
    )
    errors = json.loads(said.stderr)["messages"]
    print(f"The Nu validator finds {len(errors):,} errors.")
    kinds_of_error: dict[str, list[str]] = {}
    for error in errors:
        place = (
            f"{Path(urlsplit(error['url']).path).relative_to(html.resolve())}:{error['lastLine']}"
        )
        kinds_of_error.setdefault(error["message"], []).append(place)
    for text, places in kinds_of_error.items():
        yield f"{places[0]}: {text} ({len(places):,} times)"


def _judged(address: str, tools: Path) -> Iterator[str]:
    """What Lighthouse scores too low on the front page, a paper and a collection."""
    program = _from_npm(tools, LIGHTHOUSE, ".bin/lighthouse")
    if not program.exists():
        print("Lighthouse cannot be had: it needs npm.")
        return
    for page in (_FRONT, _PAPER, _COLLECTION):
        scores = _scores(program, f"{address}/{page}")
        print(f"{page:34}", *(f"{name} {score:.0%} " for name, score in scores.items()), flush=True)
        for name, least in LEAST_SCORES.items():
            if scores[name] < least:
                yield f"{page}: {name} {scores[name]:.0%}, less than {least:.0%}"


def _scores(program: Path, address: str) -> dict[str, float]:
    options = ["--quiet", "--output=json", f"--only-categories={','.join(LEAST_SCORES)}"]
    flags = "--chrome-flags=--headless=new --no-sandbox"
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    said = subprocess.run(  # noqa: S603 (a program that was just installed)
        [str(program), address, *options, flags],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=True,
    )
    categories = json.loads(said.stdout)["categories"]
    return {name: float(categories[name]["score"] or 0) for name in LEAST_SCORES}


def _from_npm(tools: Path, package: str, path: str) -> Path:
    """Where a file of a package would be, once npm has tried to install it."""
    if npm := shutil.which("npm"):
        tools.mkdir(exist_ok=True)
        options = (
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--silent",
            "--prefix",
            str(tools),
        )
        subprocess.run([npm, "install", *options, package], check=False)  # noqa: S603 (as named above)
    return tools / "node_modules" / path


if __name__ == "__main__":
    sys.exit(main())
