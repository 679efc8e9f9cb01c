"""`candidates --resolve`: what titles are, written down where it is sure."""

import argparse
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml

from pipeline.arxiv import options as fetching
from pipeline.arxiv.clock import Budget
from pipeline.arxiv.failures import RefusedError
from pipeline.commands import resolving
from pipeline.commands.outcome import Exit
from pipeline.files.yaml_source import YamlSource, read_yaml
from pipeline.resolving.asking import Asker, Surroundings
from pipeline.resolving.resolve import Resolved, resolve
from pipeline.resolving.web import Pages
from pipeline.written.queues import Candidate, Queue, queue_in, queue_path
from tests.fetch.runs import SkippingClock
from tests.resolving.service import Case, Held, Service, made_up, page_of, serving

Fault: TypeAlias = dict[str, Any]

PATH = queue_path("one")
TITLE = "Slow Lanterns in a Copper Room"
AUTHORS = ("Ilse Brandvold", "Noor van der Wilde")
PAPER = Held(title=TITLE, authors=AUTHORS, arxiv="2101.00001")
BEGUN = f"papers:\n  - state: waiting\n    authors:\n      - {AUTHORS[0]}\n      - {AUTHORS[1]}\n"
ENTRY = f"papers:\n  - title: {TITLE}\n    authors: [{', '.join(AUTHORS)}]\n"


def write(root: Path, text: str) -> None:
    (root / PATH).parent.mkdir(parents=True, exist_ok=True)
    (root / PATH).write_bytes(text.encode())


def read(root: Path) -> Queue:
    queue, _, problems = queue_in(PATH, (root / PATH).read_bytes().decode())
    assert queue is not None
    assert problems == []
    return queue


def run(
    root: Path,
    service: Service,
    *,
    budget_s: float = 100_000,
    tell: Callable[[int, int], None] = lambda *_: None,
) -> Resolved:
    clock = SkippingClock()
    asker = Asker(
        root,
        contact="https://example.org/site",
        budget_s=budget_s,
        surroundings=Surroundings(environment=service.environment, clock=clock.clock()),
    )
    ended = resolve(root, "one", asker, tell)
    assert isinstance(ended, Resolved)
    return ended


@pytest.fixture
def service() -> Iterator[Service]:
    with serving(Service(arxiv=[PAPER])) as running:
        yield running


# Titles with known answers


@dataclass(frozen=True, slots=True)
class Ran:
    cases: Sequence[Case]
    papers: Sequence[Candidate]
    ended: Resolved
    again: Resolved
    asked_again: Sequence[str]
    service: Service


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    root = tmp_path_factory.mktemp("many")
    service, cases = made_up()
    entries = [
        {"title": case.title, "authors": list(case.authors)}
        | ({"url": case.url} if case.url else {})
        for case in cases
    ]
    write(root, yaml.safe_dump({"papers": entries}, allow_unicode=True, sort_keys=False))
    with pytest.MonkeyPatch.context() as patch, serving(service):
        patch.setattr(tempfile, "tempdir", str(root))
        ended = run(root, service)
        papers = read(root).papers
        asked = len(service.asked)
        again = run(root, service)
        yield Ran(cases, papers, ended, again, service.asked[asked:], service)


def given(case: Case, paper: Candidate) -> str:
    """What was written into an entry."""
    return paper.id or ("" if case.url else str(paper.url or ""))


def test_there_are_titles_enough(ran: Ran) -> None:
    assert len(ran.cases) >= 100
    assert len({case.title for case in ran.cases}) == len(ran.cases)


def test_nothing_wrong_is_written(ran: Ran) -> None:
    pairs = zip(ran.cases, ran.papers, strict=True)
    wrong = {
        case.kind: written
        for case, paper in pairs
        if (written := given(case, paper)) and written != case.right
    }
    assert wrong == {}


def test_what_can_be_found_surely_is_found(ran: Ran) -> None:
    known = [(case, paper) for case, paper in zip(ran.cases, ran.papers, strict=True) if case.right]
    missed = [case.kind for case, paper in known if given(case, paper) != case.right]
    assert missed == []


def test_a_person_is_asked_about_the_rest_with_both_titles(ran: Ran) -> None:
    told = [str(doubt) for doubt in ran.ended.doubts]
    for case, paper in zip(ran.cases, ran.papers, strict=True):
        if not given(case, paper):
            assert [line for line in told if f"“{case.title}” may be " in line], case
    assert all(line.startswith(f"{PATH}:") and line.count("“") == 2 for line in told)


def test_a_second_run_asks_nothing_and_tells_the_same_doubts(ran: Ran) -> None:
    # The addresses that were found are new to it.
    assert {each.rpartition("/made")[0] for each in ran.asked_again} == {
        "/pages/https://doi.org/10.5555"
    }
    told = [[each.message for each in one.doubts] for one in (ran.ended, ran.again)]
    assert told[0] == told[1]
    assert (ran.ended.left, ran.again.found) == (0, [])


def test_everyone_is_told_who_asks(ran: Ran) -> None:
    (agent,) = ran.service.agents
    assert agent.startswith("shoroku/")
    assert "https://example.org/site" in agent


# Faults


BUSY = {"status": 429, "headers": {"Retry-After": "7"}}
DOWN = {"status": 503, "always": True}
FAULTS = [
    BUSY,
    {"status": 500},
    {"body": "<html>Rate exceeded</html>"},
    {"body": '{"result": {"hits"'},
    {"body": "<feed"},
]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ["arxiv", "dblp", "crossref"])
def test_a_fault_that_passes_changes_nothing(
    tmp_path: Path, service: Service, name: str, fault: Fault
) -> None:
    service.faults[name] = [fault]
    write(tmp_path, ENTRY)
    ended = run(tmp_path, service)
    assert (ended.left, read(tmp_path).papers[0].id) == (0, PAPER.arxiv)


def test_an_empty_answer_of_arxiv_is_not_believed_at_once(tmp_path: Path, service: Service) -> None:
    empty = Service().answer("/arxiv?search_query=ti:nothing")[2]
    service.faults["arxiv"] = [{"body": empty}]
    write(tmp_path, ENTRY)
    run(tmp_path, service)
    assert read(tmp_path).papers[0].id == PAPER.arxiv


@pytest.mark.parametrize(
    "fault",
    [DOWN, {"status": 429, "headers": {"Retry-After": "9999"}, "always": True}],
    ids=["down", "asks for hours"],
)
def test_what_cannot_be_asked_is_told_and_asked_the_next_time(
    tmp_path: Path, service: Service, fault: Fault
) -> None:
    service.faults["arxiv"] = [fault]
    write(tmp_path, ENTRY)
    ended = run(tmp_path, service)
    assert (ended.left, ended.nothing) == (1, 0)
    assert "arXiv answered" in str(ended.unasked[0])
    assert (tmp_path / PATH).read_text("utf-8") == ENTRY
    service.faults.clear()
    asked = len(service.asked)
    assert run(tmp_path, service).left == 0
    assert read(tmp_path).papers[0].id == PAPER.arxiv
    assert {each.split("?")[0] for each in service.asked[asked:]} == {"/arxiv"}


def test_a_published_version_is_not_sure_while_one_cannot_be_asked(
    tmp_path: Path, service: Service
) -> None:
    service.dblp = [Held(title=TITLE, authors=AUTHORS, doi="10.5555/one")]
    service.crossref = [Held(title=TITLE, authors=AUTHORS, doi="10.5555/two")]
    service.faults["crossref"] = [DOWN]
    write(tmp_path, ENTRY)
    assert run(tmp_path, service).left == 1
    assert read(tmp_path).papers[0].url is None


def test_an_id_from_elsewhere_counts_only_if_arxiv_says_the_same(
    tmp_path: Path, service: Service
) -> None:
    other = Held(title="Quite Another Paper of Theirs", authors=AUTHORS, arxiv="2101.00002")
    service.arxiv = [other]
    service.pages["https://x.example.org/1"] = page_of(
        Held(title=TITLE, authors=AUTHORS, arxiv=other.arxiv)
    )
    write(tmp_path, f"{ENTRY}    url: https://x.example.org/1\n")
    run(tmp_path, service)
    assert read(tmp_path).papers[0].id is None


def test_ctrl_c_and_the_end_of_the_time_lose_nothing(tmp_path: Path, service: Service) -> None:
    second = Held(title="Woven Tides and Granite", authors=AUTHORS, arxiv="2101.00002")
    service.arxiv.append(second)
    write(tmp_path, f"{ENTRY}  - {{title: {second.title}, authors: [{', '.join(AUTHORS)}]}}\n")

    def interrupt(done: int, _: int) -> None:
        if done:
            raise KeyboardInterrupt

    ended = run(tmp_path, service, tell=interrupt)
    assert [paper.id for paper in read(tmp_path).papers] == [PAPER.arxiv, None]
    assert (ended.left, "interrupted" in str(ended.unasked[0])) == (1, True)
    assert run(tmp_path, service, budget_s=0).left == 1
    assert run(tmp_path, service).left == 0
    assert [paper.id for paper in read(tmp_path).papers] == [PAPER.arxiv, second.arxiv]


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://localhost/x",
        "https://example.org:8443/x",
        "http://example.org/x",
        "https://intranet/x",
        "https://169.254.169.254/latest",
    ],
)
def test_no_address_within_somebody_s_network_is_asked(
    tmp_path: Path, service: Service, address: str
) -> None:
    service.pages["https://out.example.org/"] = address
    write(tmp_path, f"{ENTRY}    url: https://out.example.org/\n")
    ended = run(tmp_path, service)
    asked = [each for each in service.asked if each.startswith("/pages/")]
    # From http:, https: is tried at the same host.
    assert len(asked) == (2 if address.startswith("http:") else 1)
    assert read(tmp_path).papers[0].id == PAPER.arxiv
    assert ended.left == (0 if address.startswith("http:") else 1)


HOST = "https://rebound.example.org/"
PUBLIC = ("93.184.215.14", 443)


@pytest.mark.parametrize("answers", [[("10.0.0.7", 443)], [PUBLIC, ("fd00::7", 443)], [PUBLIC]])
def test_nothing_is_sent_to_a_host_that_stands_for_an_address_within(
    monkeypatch: pytest.MonkeyPatch, answers: list[tuple[str, int]]
) -> None:
    """One that stands for a public address, and a moment later for this machine, neither."""
    resolved: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as within:

        def resolve_host(host: str, *_: object, **__: object) -> list[object]:
            resolved.append(host)
            found = answers if len(resolved) == 1 else [within.getsockname()]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", each) for each in found]

        monkeypatch.setattr(socket, "getaddrinfo", resolve_host)
        clock = SkippingClock().clock()
        budget = Budget.starting_now(100, clock)
        pages = Pages({}, contact=None, clock=clock, budget=budget)
        with pytest.raises(RefusedError, match="not of the public internet"):
            pages.read(HOST)
        within.settimeout(1)
        if len(resolved) > 1:
            connection, _ = within.accept()
            with connection:
                assert connection.recv(1) == b""
    assert resolved == ["rebound.example.org"] * (2 if answers == [PUBLIC] else 1)


# The command


def command(root: Path, *options: str) -> int:
    parser = argparse.ArgumentParser()
    resolving.add_options(parser)
    fetching.add_options(parser)
    asked = parser.parse_args(["--resolve", *options])
    assert asked.resolve
    asked.root, asked.collection, asked.tell = root, "one", lambda each: print(*each, sep="\n")
    return resolving.run(asked)


def test_the_command_tells_what_it_wrote_and_what_is_to_be_decided(
    tmp_path: Path,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, url in service.environment.items():
        monkeypatch.setenv(name, url)
        monkeypatch.setenv(name.replace("API_URL", "DELAY_S"), "0")
    (tmp_path / "pyproject.toml").write_text('[tool.shoroku]\ntitle = "A"\nlanguages = ["en"]\n')
    part = TITLE.removesuffix(" Room")
    write(tmp_path, f"{ENTRY}  - title: {part}\n")
    assert command(tmp_path, "--quiet") == Exit.DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{PATH}:4: note: “{part}” may be 2101.00001, “{TITLE}” (")
    assert lines[-1] == (
        "2 titles: 1 resolved, 0 known before or skipped, 1 doubt to decide, 0 not found,"
        " 0 could not be asked"
    )
    service.faults["dblp"] = [{"status": 429, "headers": {"Retry-After": "999"}, "always": True}]
    write(tmp_path, ENTRY.replace("Slow", "Woven"))
    assert command(tmp_path) == Exit.INCOMPLETE
    assert "DBLP answered 429" in capsys.readouterr().out
    monkeypatch.setenv("DBLP_API_URL", "ftp://example.org")
    assert command(tmp_path) == Exit.PROBLEMS
    assert "DBLP_API_URL must be" in capsys.readouterr().err


def test_what_is_known_is_told_by_its_line(tmp_path: Path, service: Service) -> None:
    write(tmp_path, ENTRY)
    assert run(tmp_path, service).found == [f"{PATH}:2: “{TITLE}” is 2101.00001"]


# What a person wrote


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(ENTRY, f"{ENTRY}    id: 2101.00001\n", id="block"),
        pytest.param(
            f"# mine\n{ENTRY.rstrip()}  # both\n    # and more\n    state: reading\n",
            f"# mine\n{ENTRY.rstrip()}  # both\n    id: 2101.00001\n    # and more\n"
            "    state: reading\n",
            id="comments",
        ),
        pytest.param(
            f"papers:\n- {{title: {TITLE}, authors: [{', '.join(AUTHORS)}], state: reading}}\n",
            f"papers:\n- {{title: {TITLE}, authors: [{', '.join(AUTHORS)}],"
            " id: 2101.00001, state: reading}\n",
            id="flow",
        ),
        pytest.param(
            f"{BEGUN}    title: >-\n      Slow Lanterns\n      in a Copper Room\n\nmissed: []\n",
            f"{BEGUN}    id: 2101.00001\n"
            "    title: >-\n      Slow Lanterns\n      in a Copper Room\n\nmissed: []\n",
            id="lists and folded texts",
        ),
        pytest.param(ENTRY.rstrip("\n"), f"{ENTRY}    id: 2101.00001\n", id="no last line break"),
    ],
)
def test_all_else_in_the_queue_stays_as_it_is(
    tmp_path: Path, service: Service, before: str, after: str, newline: str
) -> None:
    write(tmp_path, before.replace("\n", newline))
    run(tmp_path, service)
    written = (tmp_path / PATH).read_bytes().decode()
    assert written.replace("\r\n", "\n") == after
    if newline == "\r\n" and "\r\n" in before.replace("\n", newline):
        assert written.replace("\r\n", "") == written.replace("\n", "").replace("\r", "")


def test_what_changed_meanwhile_is_kept(tmp_path: Path, service: Service) -> None:
    write(tmp_path, ENTRY)
    first = (
        f"papers:\n  - title: A new one\n    authors: [X. Y]\n{ENTRY.partition('papers:')[2][1:]}"
    )

    def edit(*_: int) -> None:
        write(tmp_path, first)

    run(tmp_path, service, tell=edit)
    assert (tmp_path / PATH).read_text("utf-8") == f"{first}    id: 2101.00001\n"


def test_one_paper_is_not_written_twice(tmp_path: Path, service: Service) -> None:
    twice = ENTRY + ENTRY.partition("\n")[2].replace("Slow", "SLOW")
    write(tmp_path, twice)
    ended = run(tmp_path, service)
    assert (tmp_path / PATH).read_text("utf-8") == twice
    assert len(ended.doubts) == 2


def test_skipped_and_settled_entries_are_not_asked_for(tmp_path: Path, service: Service) -> None:
    write(
        tmp_path,
        f"{ENTRY}    id: by-hand\n  - {{title: A thing, state: skipped, reason: It is old.}}\n",
    )
    ended = run(tmp_path, service)
    assert (ended.settled, service.asked) == (2, [])


def test_a_queue_with_problems_is_left_alone(tmp_path: Path, service: Service) -> None:
    write(tmp_path, "papers: [{titel: x}]\n")
    asker = Asker(tmp_path, contact=None, budget_s=1)
    assert isinstance(resolve(tmp_path, "one", asker, lambda *_: None), list)
    assert isinstance(read_yaml(PATH, (tmp_path / PATH).read_text()), YamlSource)
    assert service.asked == []
