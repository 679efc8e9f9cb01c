"""`serve`: the site on this machine, shown anew when it was built anew."""

import errno
import json
import queue
import re
import shutil
import socket
import threading
import webbrowser
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from watchfiles import Change

from pipeline.checking.sources import read_sources
from pipeline.commands import serve
from pipeline.commands.cli import parser
from pipeline.commands.outcome import or_problems
from pipeline.commands.serving import serve_site
from pipeline.commands.told import Told, message
from pipeline.commands.watching import SourceFilter, source_changes
from pipeline.files.atomic import write_atomically
from pipeline.files.memory import Memory
from pipeline.pages import markdown
from pipeline.problems.problem import Code, Problem
from pipeline.site.build import build_site, site_builder
from tests.sites import LANGUAGES, Site

DEADLINE_S = 20

PAGE = "<html><head><title>T</title></head><body>Build {}</body></html>"
SCRIPT = re.compile(r'<script src="/_banner.js" data-build="(\d+)"></script>')
CODE = Code("front-matter", "A field is wrong.", "")
PROBLEM = Problem("reviews/a.en.md", 3, "`read` is <b>odd</b>", CODE)
BROKEN = Told(is_built=False, problems=[PROBLEM], lines=["`shoroku check --fix` mends 1 thing"])


@dataclass(kw_only=True)
class Run:
    """One run of `serve`: what it is told, and what it does."""

    html: Path
    port: int = 0
    fault: BaseException | None = None
    told: Told = field(default_factory=lambda: Told(is_built=True))
    builds: int = 0
    exports: int = 0
    export_fault: BaseException | None = None
    shown: "queue.Queue[str]" = field(default_factory=queue.Queue)
    waits: threading.Event = field(default_factory=threading.Event)
    changes: "queue.Queue[BaseException | Collection[str]]" = field(default_factory=queue.Queue)

    def build(self) -> Told:
        self.builds += 1
        if self.fault:
            raise self.fault
        if self.told.is_built:
            (self.html / "index.html").write_text(PAGE.format(self.builds))
        return self.told

    def export(self) -> None:
        self.exports += 1
        if self.export_fault:
            raise self.export_fault
        (self.html / "set.bib").write_text(f"of build {self.builds}")

    def each_change(self) -> Iterator[Collection[str]]:
        """Every change until the last one, which is an exception."""
        self.waits.set()
        while not isinstance(change := self.changes.get(timeout=DEADLINE_S), BaseException):
            yield change
        raise change

    def get(self, path: str) -> HTTPResponse:
        return self.ask(path, f"127.0.0.1:{self.port}")

    def ask(self, path: str, host: str, method: str = "GET") -> HTTPResponse:
        """Ask for a path, by whatever name the machine is to have."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE_S)
        connection.request(method, path, headers={"Host": host})
        return connection.getresponse()

    def raw(self, lines: bytes) -> bytes:
        """The answer to a request that no client would write."""
        with socket.create_connection(("127.0.0.1", self.port), DEADLINE_S) as connection:
            connection.sendall(lines)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def text(self, path: str) -> str:
        with closing(self.get(path)) as response:
            assert response.status == HTTPStatus.OK
            return response.read().decode()

    def change(self, *paths: str) -> dict[str, Any]:
        """Tell of a change; what the open pages are then told of the build."""
        with closing(self.get("/_built")) as messages:
            read(messages)
            self.changes.put(paths)
            return read(messages)


def read(messages: HTTPResponse) -> dict[str, Any]:
    """The next message of a stream of events."""
    line = messages.readline()
    assert line.startswith(b"data: ")
    assert messages.readline() == b"\n"
    told: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
    return told


def body(page: str) -> str:
    """A page as it is without the script."""
    assert len(SCRIPT.findall(page)) == 1
    return SCRIPT.sub("", page)


@pytest.fixture
def html(tmp_path: Path) -> Path:
    folder = tmp_path / "build" / "html"
    folder.mkdir(parents=True)
    return folder


@contextmanager
def serving(run: Run, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Serve until the block ends, by Ctrl-C."""
    arguments = (run.html, run.port, run.each_change(), run.build, run.export, run.shown.put)
    thread = threading.Thread(target=serve_site, args=arguments)
    thread.start()
    assert run.waits.wait(DEADLINE_S)
    told = capsys.readouterr().out
    address = re.search(r"http://127\.0\.0\.1:(\d+)/", told)
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


@pytest.mark.parametrize("address", ["/", "/index.html", "/?q=x", "/index.html?q=100%#top"])
def test_a_page_has_the_script_that_hears_of_builds(run: Run, address: str) -> None:
    page = run.text(address)
    assert body(page) == PAGE.format(1)
    assert SCRIPT.search(page.partition("Build 1")[2].partition("</body>")[0])


@pytest.mark.parametrize("text", ["<p>Build 1", "<p>&lt;/body></body> 1</body></html>"])
def test_the_script_comes_last_whatever_a_page_is_like(run: Run, text: str) -> None:
    (run.html / "odd.html").write_text(text)
    page = run.text("/odd.html")
    assert body(page) == text
    assert SCRIPT.sub("", page[page.index("<script") :]) in {"", "</body></html>"}


@pytest.mark.parametrize(
    "host",
    [
        *(
            "evil.example",
            "evil.example:{port}",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
        ),
        *("", ":{port}", "localhost:evil.example", "evil.example:80@localhost", "localhost, a.b"),
        *(
            "127.1",
            "0.0.0.0:{port}",
            "[::]",
            "[::1].evil.example",
            "[::1",
            "2130706433",
            "LOCALHOSŤ",
        ),
    ],
)
@pytest.mark.parametrize("path", ["/", "/index.html", "/_built", "/_banner.js", "/nowhere"])
def test_no_other_name_than_this_machine_s_is_answered(run: Run, host: str, path: str) -> None:
    asked = f"GET {path} HTTP/1.1\r\nHost: {host.format(port=run.port)}\r\n\r\n"
    answer = run.raw(asked.encode())
    assert answer.split()[1] == b"421"
    assert b"<script" not in answer
    assert b"data:" not in answer


@pytest.mark.parametrize(
    "headers", [b"", b"Host: evil.example\r\nHost: localhost\r\n", b"Host: localhost\r\n" * 2]
)
def test_a_request_has_one_name_for_the_machine(run: Run, headers: bytes) -> None:
    answer = run.raw(b"GET / HTTP/1.1\r\n" + headers + b"\r\n")
    assert answer.split()[1] == b"421"


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1:{port}", "localhost:{port}", "localhost", "LocalHost:{port}", "[::1]:{port}"),
        *("[::1]", "localhost:8123"),  # the port may be forwarded
    ],
)
def test_this_machine_s_names_are_answered(run: Run, host: str) -> None:
    with closing(run.ask("/", host.format(port=run.port))) as response:
        assert response.status == 200


@pytest.mark.parametrize(
    ("target", "status"),
    [
        *(("/a%00b.html", 400), ("/index.html?q=%00", 400), ("/%00", 400), ("/index.html%00", 400)),
        *(("/%", 400), ("/%a", 400), ("/%zz.html", 400), ("/100%.html", 400), ("/%u0041", 400)),
        *(("/%ff", 400), ("/%c0%ae%c0%ae/secret.txt", 400), ("/%ed%a0%80.html", 400)),
        *(("/%0d%0aX-Evil:%201", 400), ("/%1b[31m", 400), ("/%7f", 400)),
        *(("/..\\secret.txt", 400), ("/..%5csecret.txt", 400), ("\\index.html", 400)),
        *(("index.html", 400), ("*", 400), ("?", 400), ("http://evil.example/", 400)),
        *(("http://127.0.0.1/", 400), ("//evil.example/%2f..", 301), ("//evil.example", 404)),
        *((f"/{'a' * 256}.html", 414), (f"/{'あ' * 90}", 414), (f"/{'a/' * 3000}", 414)),
        *((f"/index.html/{'a' * 300}", 404), (f"/{'a' * 70_000}", 414)),
        *(("/index.html/", 404), ("/index.html/x", 404), ("/index.html/../index.html", 200)),
        *(("/.", 301), ("/./index.html", 200), ("/%69ndex.html", 200), ("/index.html?%", 200)),
    ],
)
def test_an_address_that_no_file_can_have_is_told_so(run: Run, target: str, status: int) -> None:
    asked = f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = run.raw(asked.encode())
    assert answer.split()[1] == str(status).encode()
    head = answer.partition(b"\r\n\r\n")[0]
    assert b"X-Evil" not in head
    assert not re.search(rb"Location: (?!/[^/])", head)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "ODD"])
def test_other_methods_than_reading_are_refused(run: Run, method: str) -> None:
    with closing(run.ask("/index.html", "localhost", method)) as response:
        assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(("path", "status"), [("/index.html", 200), ("/x", 404), ("/%00", 400)])
def test_a_head_is_all_but_the_text(run: Run, path: str, status: int) -> None:
    with closing(run.ask(path, "localhost", "HEAD")) as response:
        assert (response.status, response.read()) == (status, b"")


def test_no_request_has_an_error_told_at_the_terminal(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    (run.html / "folder").mkdir()
    (run.html / "folder" / "index.html").symlink_to(run.html / "folder" / "index.html")
    (run.html / "page.html").mkdir()
    for path in ("/folder/", "/folder/index.html", "/page.html", "/page.html/"):
        with closing(run.get(path)) as response:
            assert response.status in {301, 404}
    assert capsys.readouterr() == ("", "")


def test_no_other_site_s_page_can_load_a_file(run: Run) -> None:
    (run.html / "search.js").write_text("shoroku.receive()")
    for path in ("/", "/search.js", "/_built", "/_banner.js", "/nowhere"):
        with closing(run.get(path)) as response:
            assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert response.headers["Cache-Control"] == "no-store"


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


@pytest.mark.parametrize("path", ["/nowhere.html", "/nowhere/", "/nowhere.css", "/folder/"])
def test_what_is_not_there_is_not_found_and_hears_of_builds(run: Run, path: str) -> None:
    (run.html / "folder").mkdir()
    with closing(run.get(path)) as response:
        assert response.status == HTTPStatus.NOT_FOUND
        assert SCRIPT.search(response.read().decode())


def test_what_is_not_there_is_said_in_the_site_s_own_words(run: Run) -> None:
    (run.html / "404.html").write_text("<body>Nothing here</body>")
    with closing(run.get("/en/nowhere.html")) as response:
        assert body(response.read().decode()) == "<body>Nothing here</body>"


# Builds


def test_the_open_pages_are_told_of_each_build(run: Run) -> None:
    first = SCRIPT.findall(run.text("/"))
    told = run.change()
    assert body(run.text("/")) == PAGE.format(2)
    assert (told["title"], SCRIPT.findall(run.text("/"))) == ("", [told["build"]])
    assert run.change()["build"] not in {*first, told["build"]}
    assert body(run.text("/")) == PAGE.format(3)


def test_problems_are_told_and_the_pages_stay(run: Run) -> None:
    before = run.change()
    run.told = BROKEN
    told = run.change("reviews/a.en.md")
    assert told["build"] == before["build"]
    assert told["title"] == "1 problem: the pages are as they were"
    assert told["files"] == [["reviews/a.en.md", ["3: `read` is <b>odd</b> [front-matter]"]]]
    assert told["lines"] == ["`shoroku check --fix` mends 1 thing"]
    with closing(run.get("/_built")) as messages:  # a page that is opened only now
        assert read(messages) == told
    run.told = Told(is_built=True)
    assert (run.change()["files"], run.change()["title"]) == ([], "")


def test_the_file_that_is_edited_comes_first() -> None:
    problems = [Problem(path, line, "Odd", CODE) for path in "abc" for line in (9, 10)]
    told = json.loads(message(Told(is_built=False, problems=problems), "1", {"b", "x"}))
    lines = ["9: Odd [front-matter]", "10: Odd [front-matter]"]
    assert told["files"] == [["b", lines], ["a", lines], ["c", lines]]


def test_a_thousand_problems_are_told_as_some_and_a_number() -> None:
    problems = [Problem("a", line, "Odd", CODE) for line in range(1000)]
    told = json.loads(message(Told(is_built=False, problems=problems), "1", ()))
    assert told["title"] == "1,000 problems: the pages are as they were"
    assert [len(lines) for _, lines in told["files"]] == [50]
    assert told["lines"] == ["and 950 more, which `shoroku check` names"]


@pytest.mark.parametrize("sign", ["\n", "\r", "\u2028", "\x1b", "\0", "\n\ndata: x"])
def test_a_message_is_one_line_whatever_it_quotes(sign: str) -> None:
    problem = Problem(f"a{sign}b", 1, f"c{sign}d", CODE)
    told = message(Told(is_built=False, problems=[problem], lines=[sign]), "1", ())
    assert told.splitlines() == [told]
    assert told.isascii()


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
        told = run.change()
        assert told["lines"] == ["index.html: No space left on device"]
        assert told["title"] == "Nothing was built"
        assert capsys.readouterr().err == "index.html: No space left on device\n"
        run.fault = None
        run.change()
        assert body(run.text("/")) == PAGE.format(3)


# The browser


@pytest.fixture
def page(browser: Browser, run: Run) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://localhost:{run.port}/")
    expect(page.locator("body")).to_have_text("Build 1")
    yield page
    context.close()


def test_a_page_is_shown_anew_when_it_was_built_anew(run: Run, page: Page) -> None:
    run.changes.put(["reviews/a.en.md"])
    expect(page.locator("body")).to_have_text("Build 2")


def test_a_banner_shows_what_is_wrong_until_it_is_mended(run: Run, page: Page) -> None:
    run.told = BROKEN
    run.changes.put(["reviews/a.en.md"])
    banner = page.get_by_role("region", name="shoroku serve")
    expect(banner.get_by_role("heading", level=2)).to_have_text(
        "1 problem: the pages are as they were"
    )
    expect(banner.get_by_role("heading", level=3)).to_have_text("reviews/a.en.md")
    expect(banner.get_by_role("listitem").first).to_have_text(
        "3: `read` is <b>odd</b> [front-matter]"
    )
    expect(banner).to_be_in_viewport()
    page.reload()
    expect(banner.get_by_role("listitem").first).to_contain_text("3: ")
    run.told = Told(is_built=True)
    run.changes.put(["reviews/a.en.md"])
    expect(page.locator("body")).to_have_text(re.compile(r"Build \d$"))
    expect(banner).to_have_count(0)


def test_a_banner_that_is_folded_stays_so(run: Run, page: Page) -> None:
    run.told = BROKEN
    run.changes.put(())
    first = page.get_by_role("listitem").first
    expect(first).to_be_visible()
    page.get_by_role("heading", level=2).click()
    expect(first).to_be_hidden()
    run.told = Told(is_built=False, problems=[PROBLEM, PROBLEM])
    run.changes.put(())
    expect(page.get_by_role("heading", level=2)).to_contain_text("2 problems")
    expect(first).to_be_hidden()


def test_a_page_that_was_not_there_comes_once_it_is_built(run: Run, page: Page) -> None:
    page.goto(f"http://localhost:{run.port}/new.html")
    expect(page.get_by_role("heading")).to_have_text("There is no such page")
    (run.html / "new.html").write_text("<h1>New</h1>")
    run.changes.put(())
    expect(page.get_by_role("heading")).to_have_text("New")


def test_a_page_that_comes_back_into_sight_has_missed_nothing(run: Run, page: Page) -> None:
    hide = "hidden => Object.defineProperty(document, 'hidden', {value: hidden, writable: true})"
    turn = "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(hide, True)  # noqa: FBT003 (an argument of the page's)
    page.evaluate(turn)
    run.change()
    expect(page.locator("body")).to_have_text("Build 1")
    page.evaluate("document.hidden = false")
    page.evaluate(turn)
    expect(page.locator("body")).to_have_text("Build 2")


def test_the_address_is_opened_once(run: Run) -> None:
    assert run.shown.get(timeout=DEADLINE_S) == f"http://127.0.0.1:{run.port}/"
    run.change()
    assert run.shown.empty()


@pytest.mark.parametrize(("options", "opens"), [([], True), (["--no-open"], False)])
def test_it_is_opened_in_a_browser_unless_that_is_not_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], *, opens: bool
) -> None:
    given: list[object] = []
    monkeypatch.setattr(serve, "serve_site", lambda *arguments: given.extend(arguments))
    site = Site.create(tmp_path / "site")
    asked = parser().parse_args(["--root", str(site.root), "serve", *options])
    serve.run(asked)
    assert (given[-1] is webbrowser.open) == opens


# What stands beside the pages


def test_files_beside_the_pages_are_made_once_somebody_asks_for_one(run: Run) -> None:
    assert run.text("/index.html")
    assert run.exports == 0
    assert [run.text("/set.bib") for _ in range(2)] == ["of build 1"] * 2
    assert run.exports == 1


def test_files_beside_the_pages_are_those_of_the_last_build(run: Run) -> None:
    assert run.text("/set.bib") == "of build 1"
    run.change("reviews/a.en.md")
    assert run.text("/set.bib") == "of build 2"
    run.told = BROKEN
    run.change("reviews/a.en.md")
    assert run.text("/set.bib") == "of build 2"


@pytest.mark.parametrize("name", ["set.bib", None])
def test_a_file_that_cannot_be_made_is_told_and_made_once_it_can(
    run: Run, capsys: pytest.CaptureFixture[str], name: str | None
) -> None:
    run.export_fault = OSError(errno.ENOSPC, "No space left on device", name)
    assert run.get("/set.bib").status == HTTPStatus.NOT_FOUND
    told = "No space left on device\n"
    assert capsys.readouterr().err == (f"{name}: {told}" if name else told)
    run.export_fault = None
    assert run.text("/set.bib") == "of build 1"


def test_what_serve_exports_is_of_the_site_unless_something_is_wrong(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    given: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serve, "serve_site", lambda *arguments: given.extend(arguments))
        serve.run(parser().parse_args(["--root", str(site.root), "serve"]))
    export, file = given[4], site.root / "build" / "html" / "en" / "papers.bib"
    export()
    before = file.read_text("utf-8")
    assert before
    (site.root / "reviews" / "papers.yaml").write_text("collections: none", "utf-8")
    export()
    assert file.read_text("utf-8") == before


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
        run.changes.put(())
    assert run.builds == 2
    with pytest.raises(ConnectionError):
        run.get("/")


def test_a_port_that_is_taken_is_named(run: Run) -> None:
    with pytest.raises(OSError, match=f"port {run.port}"):
        serve_site(run.html, run.port, (), run.build, run.export)


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
    told: list[frozenset[str]] = []
    for _ in range(3):
        waiting = threading.Thread(target=lambda: told.append(next(changes)), daemon=True)
        waiting.start()
        for text in map(str, range(DEADLINE_S * 10)):
            if waiting.is_alive():
                save(site.root / path, text)
                waiting.join(0.1)
        assert not waiting.is_alive()
    assert set(told) == {frozenset({path})}


# What it builds


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site.create(tmp_path / "site")


def test_pages_are_there_first_and_then_the_index_of_the_search(site: Site) -> None:
    indices = [site.root / "build" / "html" / each / "search" / "index.js" for each in LANGUAGES]
    with site_builder(site.root) as build_again:
        serve.rebuild(site.root, build_again, Memory())
        front_page = site.root / "build" / "html" / "index.html"
        assert front_page.is_file()
        pause = threading.Event()
        for _ in range(DEADLINE_S * 10):
            if not all(index.is_file() for index in indices):
                pause.wait(0.1)
        assert all(index.is_file() for index in indices)


def test_a_build_that_comes_before_the_index_is_there_leaves_it_to_the_next(site: Site) -> None:
    review, folder = "reviews/2101.00001.en.md", site.root / "build" / "html" / "en" / "search"
    with site_builder(site.root) as build_again:
        serve.rebuild(site.root, build_again, Memory())
        site.edit(review, "read: full", "read: skimmed")
        serve.rebuild(site.root, build_again, Memory())
    found = or_problems(read_sources(site.root))
    assert build_site(site.root, found.settings)
    after = {file.name: file.read_bytes() for file in folder.rglob("*.js")}
    shutil.rmtree(site.root / "build")
    assert build_site(site.root, found.settings)
    assert after == {file.name: file.read_bytes() for file in folder.rglob("*.js")}


def test_what_sphinx_alone_sees_is_told_too(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    page = site.root / "docs" / "en" / "about.md"
    page.write_text(f"{page.read_text('utf-8')}\n{{ref}}`nowhere`\n", "utf-8")
    with site_builder(site.root) as build_again:
        told = serve.rebuild(site.root, build_again, Memory())
        assert (told.is_built, told.problems, len(told.lines)) == (True, (), 1)
        assert told.lines[0].startswith("docs/en/about.md:")
        assert "WARNING: " in told.lines[0]
        assert "nowhere" in capfd.readouterr().err
        site.edit("docs/en/about.md", "{ref}`nowhere`", "Better.")
        assert serve.rebuild(site.root, build_again, Memory()) == Told(is_built=True, lines=[])
    assert "Better." in (site.root / "build" / "html" / "en" / "about.html").read_text("utf-8")


def test_settings_that_sphinx_cannot_read_are_told(site: Site) -> None:
    (site.root / "docs" / "conf.py").write_text("extensions = [\n", "utf-8")
    with site_builder(site.root) as build_again:
        told = serve.rebuild(site.root, build_again, Memory())
    assert any("conf.py" in line for line in told.lines)


def test_problems_are_told_with_what_can_be_mended(site: Site) -> None:
    path = "reviews/2101.00001.en.md"
    review = site.root / path
    review.write_text(f"{review.read_text('utf-8')}\nTe\u200bxt, <script>.\n", "utf-8")
    with site_builder(site.root) as build_again:
        told = serve.rebuild(site.root, build_again, Memory())
    assert not told.is_built
    assert {problem.path for problem in told.problems} == {path}
    assert told.lines == ["`shoroku check --fix` mends 1 thing; `--diff` shows how"]
