"""`serve`: the site on this machine, shown anew when it was built anew."""

import errno
import queue
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from watchfiles import Change

from pipeline.commands.serving import SourceFilter, serve_site, source_changes
from pipeline.files.atomic import write_atomically
from pipeline.pages import markdown
from tests.sites import Site

DEADLINE_S = 20

PAGE = "<html><body>Build {}</body></html>"
SHOWN = '<html><body>Build {}<script src="/_reload.js"></script></body></html>'


@dataclass(kw_only=True)
class Run:
    """One run of `serve`: what it is told, and what it does."""

    html: Path
    port: int = 0
    fault: BaseException | None = None
    builds: int = 0
    waits: threading.Event = field(default_factory=threading.Event)
    changes: "queue.Queue[BaseException | None]" = field(default_factory=queue.Queue)

    def build(self) -> None:
        self.builds += 1
        if self.fault:
            raise self.fault
        (self.html / "index.html").write_text(PAGE.format(self.builds))

    def each_change(self) -> Iterator[None]:
        """Every change until the last one, which is an exception."""
        self.waits.set()
        while (end := self.changes.get(timeout=DEADLINE_S)) is None:
            yield
        raise end

    def get(self, path: str) -> HTTPResponse:
        return self.ask(path, f"127.0.0.1:{self.port}")

    def ask(self, path: str, host: str) -> HTTPResponse:
        """Ask for a path, by whatever name the machine is to have."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE_S)
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse()

    def text(self, path: str) -> str:
        with closing(self.get(path)) as response:
            assert response.status == HTTPStatus.OK
            return response.read().decode()

    def change(self) -> None:
        """Tell of a change, and return when the open pages are told of a build."""
        with closing(self.get("/_built")) as messages:
            self.changes.put(None)
            assert messages.readline() == b"data:\n"


@pytest.fixture
def html(tmp_path: Path) -> Path:
    folder = tmp_path / "build" / "html"
    folder.mkdir(parents=True)
    return folder


@contextmanager
def serving(run: Run, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Serve until the block ends, by Ctrl-C."""
    arguments = (run.html, run.port, run.each_change(), run.build)
    thread = threading.Thread(target=serve_site, args=arguments)
    thread.start()
    assert run.waits.wait(DEADLINE_S)
    address = re.search(r"http://127\.0\.0\.1:(\d+)/", capsys.readouterr().out)
    assert address
    run.port = int(address[1])
    try:
        yield run
    finally:
        run.changes.put(KeyboardInterrupt())
        thread.join(DEADLINE_S)
    assert not thread.is_alive()


@pytest.fixture
def run(html: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    with serving(Run(html=html), capsys) as run:
        yield run


# What is served


@pytest.mark.parametrize("address", ["/", "/index.html", "/?q=x", "/index.html?q=x#top"])
def test_a_page_has_the_script_that_waits_for_a_build(run: Run, address: str) -> None:
    assert run.text(address) == SHOWN.format(1)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example"])
def test_no_other_name_than_this_machine_s_is_answered(run: Run, host: str) -> None:
    with closing(run.ask("/", host.format(port=run.port))) as response:
        assert (response.status, b"<script" in response.read()) == (421, False)


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "localhost"])
def test_this_machine_s_names_are_answered(run: Run, host: str) -> None:
    with closing(run.ask("/", host.format(port=run.port))) as response:
        assert response.status == 200


def test_an_address_that_no_file_can_have_is_a_bad_request(run: Run) -> None:
    with closing(run.ask("/a%00b.html", f"127.0.0.1:{run.port}")) as response:
        assert response.status == 400


def test_the_script_listens_where_builds_are_announced(run: Run) -> None:
    with closing(run.get("/_reload.js")) as response:
        assert response.headers["Content-Type"] == "text/javascript"
        assert b'EventSource("/_built")' in response.read()
    with closing(run.get("/_built")) as messages:
        assert messages.headers["Content-Type"] == "text/event-stream"


@pytest.mark.parametrize("name", ["style.css", "papers.bib", "page.html.txt"])
def test_other_files_are_as_they_are(run: Run, name: str) -> None:
    (run.html / name).write_text(PAGE)
    assert run.text(f"/{name}") == PAGE


@pytest.mark.parametrize("name", ["secret.html", "secret.txt"])
@pytest.mark.parametrize("way", ["/../{}", "/%2e%2e/{}", "/x/../../{}", "/..%2f{}", "//../{}"])
def test_nothing_outside_of_the_site_is_served(run: Run, way: str, name: str) -> None:
    (run.html.parent / name).write_text(PAGE)
    with closing(run.get(way.format(name))) as response:
        assert response.status == HTTPStatus.NOT_FOUND


def test_what_is_not_there_is_not_found(run: Run) -> None:
    with closing(run.get("/nowhere.html")) as response:
        assert response.status == HTTPStatus.NOT_FOUND


# Builds


def test_the_open_pages_are_told_of_each_build(run: Run) -> None:
    run.change()
    assert run.text("/") == SHOWN.format(2)
    run.change()
    assert run.text("/") == SHOWN.format(3)


def test_a_page_that_was_closed_holds_up_no_other(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run.get("/_built").close()
    for _ in range(3):
        run.change()
    assert run.builds == 4
    assert capsys.readouterr().err == ""


def test_a_build_that_fails_is_told_and_does_not_end_the_run(
    html: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "index.html")
    with serving(Run(html=html, fault=full), capsys) as run:
        run.change()
        assert capsys.readouterr().err == "index.html: No space left on device\n"
        run.fault = None
        run.change()
        assert run.text("/") == SHOWN.format(3)


# The end


def test_an_interrupt_ends_the_run_while_a_page_is_open(
    html: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(threading.enumerate())
    with serving(Run(html=html), capsys) as run:
        page = run.get("/_built")
    page.close()
    with pytest.raises(ConnectionError):
        run.get("/")
    left = set(threading.enumerate()) - before
    assert not [each for each in left if "serve_forever" in each.name]
    assert capsys.readouterr().err == ""


def test_an_interrupt_ends_the_run_in_the_midst_of_a_build(
    html: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(Run(html=html), capsys) as run:
        run.fault = KeyboardInterrupt()
        run.changes.put(None)
    assert run.builds == 2
    with pytest.raises(ConnectionError):
        run.get("/")


def test_a_port_that_is_taken_is_named(run: Run) -> None:
    with pytest.raises(OSError, match=f"port {run.port}"):
        serve_site(run.html, run.port, (), run.build)


# Changes


ROOT = Path("/papers/topics/project")


@pytest.mark.parametrize(
    "path",
    [
        "reviews/1706.03762.en.md",
        "reviews/papers.yaml",
        "reviews/images/questions.md",
        "reviews/records/1706.03762.json",
        "docs/conf.py",
        "docs/en/index.md",
        "docs/en/notes/topics/index.md",
        "docs/en/includes/own.md",
        "docs/_static/own.css",
        "docs/_templates/shown/preview.html",
        "docs/locale/en/LC_MESSAGES/shoroku.po",
        "pyproject.toml",
        "docs/ja/about.md",
    ],
)
def test_a_change_of_what_people_write_asks_for_a_build(path: str) -> None:
    assert SourceFilter(ROOT)(Change.modified, str(ROOT / path))


@pytest.mark.parametrize(
    "path",
    [
        "docs/en/papers/1706.03762.md",
        "docs/ja/topics/index.md",
        "docs/ja/collections/first.md",
        "docs/en/guide/contribute.md",
        "docs/en/questions.md",
        "docs/en/.questions.md.x1y2",
        "docs/__pycache__/conf.cpython-311.pyc",
        "reviews/.1706.03762.en.md.swp",
        "reviews/1706.03762.en.md~",
    ],
)
def test_a_change_of_what_programs_write_asks_for_none(path: str) -> None:
    assert not SourceFilter(ROOT)(Change.modified, str(ROOT / path))


def test_a_page_by_hand_in_place_of_a_generated_one_asks_for_a_build(tmp_path: Path) -> None:
    page = tmp_path / "docs/en/guide/contribute.md"
    page.parent.mkdir(parents=True)
    page.write_text("# How we write\n", "utf-8")
    assert SourceFilter(tmp_path)(Change.modified, str(page))
    page.write_text(markdown.page("Contributing"), "utf-8")
    assert not SourceFilter(tmp_path)(Change.modified, str(page))


def save_in_place(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")


@pytest.mark.parametrize("save", [save_in_place, write_atomically])
@pytest.mark.parametrize(
    "path", ["reviews/1706.03762.en.md", "docs/en/index.md", "docs/conf.py", "pyproject.toml"]
)
def test_whatever_is_saved_is_a_change_each_time(
    tmp_path: Path, path: str, save: Callable[[Path, str], None]
) -> None:
    site = Site.create(tmp_path / "site")
    changes = source_changes(site.root)
    for _ in range(3):
        waiting = threading.Thread(target=next, args=(changes,), daemon=True)
        waiting.start()
        for text in map(str, range(DEADLINE_S * 10)):
            if waiting.is_alive():
                save(site.root / path, text)
                waiting.join(0.1)
        assert not waiting.is_alive()
