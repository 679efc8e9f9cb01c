"""A run from the command line's side: what it asks for, keeps, says and returns."""

import errno
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import __version__
from pipeline.arxiv import fetching
from pipeline.arxiv.clock import Clock
from pipeline.arxiv.records import RecordStore
from pipeline.arxiv.transport import retry_after_s
from pipeline.written.paper_ids import PaperId
from tests.fetch.made_up import PAPERS, Dialect, made_up
from tests.fetch.runs import files, options_of, put, run
from tests.fetch.stand_in import StandIn

ALL = [paper.id for paper in PAPERS]
UNKNOWN = "2101.99999"


@pytest.mark.parametrize("dialect", Dialect)
def test_both_dialects_leave_the_same_bytes(
    dialect: Dialect, stand_in: StandIn, tmp_path: Path, good_run: dict[str, bytes]
) -> None:
    stand_in.dialect = dialect
    run(tmp_path, stand_in, ALL)
    assert files(tmp_path) == good_run


def test_a_record_holds_what_arxiv_said(stand_in: StandIn, tmp_path: Path) -> None:
    run(tmp_path, stand_in, ["2101.00002"])
    store = RecordStore(tmp_path)
    record = json.loads((tmp_path / "reviews/records/2101.00002.json").read_text("utf-8"))
    del record["abstract_sha256"]
    assert record == {
        "authors": ["Søren Ødegård", "中村 明"],
        "categories": ["cs.LG", "stat.ML"],
        "comment": "12 pages, 3 figures",
        "doi": "10.1000/182",
        "id": "2101.00002",
        "journal_ref": "J. Imag. Res. 4 (2021) 1-12",
        "primary_category": "cs.LG",
        "published": "2021-01-04T18:00:00Z",
        "title": "Salt & pepper: when $x < y$ turns out to be $y > x$",
        "updated": "2021-01-04T18:00:00Z",
        "version": 1,
    }
    kept = store.record(PaperId("2101.00002"))
    assert kept is not None
    assert store.abstract(kept) == (
        "We season R&D. The first line goes on.\n\nA second paragraph, x < y."
    )


def test_nothing_is_asked_when_all_is_there(
    stand_in: StandIn, tmp_path: Path, good_run: dict[str, bytes]
) -> None:
    put(tmp_path, good_run)
    ran = run(tmp_path, stand_in, ALL)
    assert ran.requests == 0
    assert set(ran.statuses.values()) == {"cached"}
    assert ran.exit_status == 0


def test_an_empty_list_asks_nothing(stand_in: StandIn, tmp_path: Path) -> None:
    assert run(tmp_path, stand_in, []).requests == 0


def test_only_what_is_missing_is_asked_for(
    stand_in: StandIn, tmp_path: Path, good_run: dict[str, bytes]
) -> None:
    put(tmp_path, good_run)
    (tmp_path / "reviews/records/2101.00003.json").unlink()
    next((tmp_path / ".cache/arxiv").glob("2101.00005.*")).unlink()
    ran = run(tmp_path, stand_in, ALL)
    assert [call.ids for call in stand_in.calls] == [("2101.00003", "2101.00005")]
    assert ran.paper("2101.00003")["status"] == "fresh"
    assert files(tmp_path) == good_run


def test_a_long_list_goes_by_post(stand_in: StandIn, tmp_path: Path) -> None:
    stand_in.papers = {paper.id: paper for paper in map(made_up, range(1, 1101))}
    ran = run(tmp_path, stand_in, list(stand_in.papers))
    assert [(call.method, len(call.ids)) for call in stand_in.calls] == [("POST", 1100)]
    assert ran.exit_status == 0


@pytest.mark.parametrize("broken", [1, 3, 150])
def test_broken_entries_cost_one_more_request(
    broken: int, stand_in: StandIn, tmp_path: Path
) -> None:
    papers = {paper.id: paper for paper in map(made_up, range(1, 151))}
    for name in list(papers)[:broken]:
        papers[name] = replace(papers[name], title="")
    stand_in.papers = papers
    ran = run(tmp_path, stand_in, list(papers))
    assert ran.requests == 2
    assert list(ran.statuses.values()) == ["error"] * broken + ["fresh"] * (150 - broken)
    assert "2101.00001v1: no title" in ran.paper("2101.00001")["reason"]


def test_a_record_that_cannot_be_costs_its_neighbours_nothing(
    stand_in: StandIn, tmp_path: Path
) -> None:
    stand_in.papers = {**stand_in.papers, "2101.00003": replace(made_up(3), title="Rivers " * 200)}
    ran = run(tmp_path, stand_in, ALL)
    assert ran.requests == 2
    assert "title" in ran.paper("2101.00003")["reason"]
    assert ran.statuses == dict.fromkeys(ALL, "fresh") | {"2101.00003": "error"}


@pytest.mark.parametrize("fault", [{"status": 405}, {"status": 403}, {"empty": True}])
def test_get_takes_over_where_post_is_refused(
    fault: dict[str, object], stand_in: StandIn, tmp_path: Path
) -> None:
    stand_in.papers = {paper.id: paper for paper in map(made_up, range(1, 702))}
    stand_in.always = fault | {"method": "POST"}
    ran = run(tmp_path, stand_in, list(stand_in.papers))
    assert [call.method for call in stand_in.calls] == ["POST", "GET", "GET"]
    assert ran.exit_status == 0


def test_arxiv_is_told_who_asks_and_no_secrets(
    stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password secret\n", "ascii")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://me:secret@127.0.0.1:9")
    run(tmp_path, stand_in, ALL)
    headers = stand_in.calls[0].headers
    assert headers["User-Agent"] == f"shoroku/{__version__} (+https://example.org/shoroku)"
    assert not {"Authorization", "Proxy-Authorization", "Cookie"} & set(headers)


def test_what_changed_is_said(
    stand_in: StandIn, tmp_path: Path, good_run: dict[str, bytes]
) -> None:
    put(tmp_path, good_run)
    changed = {"version": 2, "title": "Another", "authors": ["B"], "abstract": "Other."}
    stand_in.always = {"paper": "2101.00003", "set": changed}
    ran = run(tmp_path, stand_in, ALL, "--refresh")
    assert ran.paper("2101.00003")["changes"] == ["version 1 → 2", "title", "authors", "abstract"]
    assert (
        "reviews/papers.yaml:3: 2101.00003: changed: version 1 → 2, title, authors, abstract"
        in ran.said
    )
    assert ran.paper("2101.00005")["changes"] == []


def test_a_damaged_record_is_fetched_anew(
    stand_in: StandIn, tmp_path: Path, good_run: dict[str, bytes]
) -> None:
    put(tmp_path, good_run)
    (tmp_path / "reviews/records/2101.00003.json").write_text("{", "ascii")
    ran = run(tmp_path, stand_in, ALL)
    assert ran.paper("2101.00003")["changes"] == ["damaged record replaced"]
    assert files(tmp_path) == good_run


def test_a_damaged_record_stays_where_asking_fails(
    stand_in: StandIn, tmp_path: Path, good_run: dict[str, bytes]
) -> None:
    put(tmp_path, good_run)
    (tmp_path / "reviews/records/2101.00003.json").write_text("{", "ascii")
    stand_in.always = {"status": 503}
    ran = run(tmp_path, stand_in, ALL)
    assert ran.paper("2101.00003")["status"] == "error"
    assert "2101.00003.json is damaged" in ran.paper("2101.00003")["reason"]
    assert (tmp_path / "reviews/records/2101.00003.json").read_bytes() == b"{"


def test_abstracts_go_into_the_records_where_the_list_says_so(
    stand_in: StandIn, tmp_path: Path
) -> None:
    run(tmp_path, stand_in, ["2101.00003"], keep_abstracts=True)
    assert list(files(tmp_path)) == ["reviews/records/2101.00003.json"]
    ran = run(tmp_path, stand_in, ["2101.00003"], keep_abstracts=True)
    assert ran.statuses == {"2101.00003": "cached"}


def test_an_abstract_in_a_record_is_not_believed_where_records_hold_none(
    stand_in: StandIn, tmp_path: Path, good_run: dict[str, bytes]
) -> None:
    run(tmp_path, stand_in, ["2101.00003"], keep_abstracts=True)
    assert run(tmp_path, stand_in, ["2101.00003"]).statuses == {"2101.00003": "fresh"}
    record = "reviews/records/2101.00003.json"
    assert files(tmp_path)[record] == good_run[record]


@pytest.mark.parametrize(("days_ago", "status"), [(8, "fresh"), (6, "cached")])
def test_refresh_asks_again_for_what_is_older(
    days_ago: float, status: str, stand_in: StandIn, tmp_path: Path
) -> None:
    run(tmp_path, stand_in, ["2101.00003"])
    asked = tmp_path / ".cache/arxiv/2101.00003.asked"
    then = asked.stat().st_mtime - days_ago * 86_400
    os.utime(asked, (then, then))
    ran = run(tmp_path, stand_in, ["2101.00003"], "--refresh", "7")
    assert ran.statuses == {"2101.00003": status}


def test_a_record_that_says_the_same_is_left_alone(stand_in: StandIn, tmp_path: Path) -> None:
    run(tmp_path, stand_in, ["2101.00003"])
    record = tmp_path / "reviews/records/2101.00003.json"
    os.utime(record, (1e9, 1e9))
    run(tmp_path, stand_in, ["2101.00003"], "--refresh")
    assert record.stat().st_mtime == 1e9


def test_an_id_that_arxiv_does_not_know_is_asked_for_once_a_day(
    stand_in: StandIn, tmp_path: Path
) -> None:
    assert run(tmp_path, stand_in, [*ALL, UNKNOWN]).statuses[UNKNOWN] == "missing"
    again = run(tmp_path, stand_in, [*ALL, UNKNOWN])
    assert again.requests == 0
    assert again.exit_status == 3
    assert f"{UNKNOWN}: arXiv does not know it, as it said within the last day" in again.said
    mark = tmp_path / f".cache/arxiv/{UNKNOWN}.unknown"
    yesterday = mark.stat().st_mtime - 86_401
    os.utime(mark, (yesterday, yesterday))
    assert run(tmp_path, stand_in, [*ALL, UNKNOWN]).requests == 2
    assert run(tmp_path, stand_in, [*ALL, UNKNOWN]).requests == 0


def test_a_refresh_asks_for_an_unknown_id_again(stand_in: StandIn, tmp_path: Path) -> None:
    run(tmp_path, stand_in, [UNKNOWN])
    stand_in.papers = {UNKNOWN: replace(made_up(1), id=UNKNOWN)}
    assert run(tmp_path, stand_in, [UNKNOWN]).statuses == {UNKNOWN: "missing"}
    assert run(tmp_path, stand_in, [UNKNOWN], "--refresh", "7").statuses == {UNKNOWN: "fresh"}
    assert list(tmp_path.rglob("*.unknown")) == []


def test_a_record_from_elsewhere_tells_more_than_what_arxiv_did_not_know(
    stand_in: StandIn, tmp_path: Path, good_run: dict[str, bytes]
) -> None:
    RecordStore(tmp_path).note_unknown(PaperId("2101.00001"))
    put(tmp_path, good_run)
    assert run(tmp_path, stand_in, ["2101.00001"]).statuses == {"2101.00001": "cached"}


def test_unknown_ids_alone_are_told_from_a_service_that_is_not_well(
    stand_in: StandIn, tmp_path: Path, good_run: dict[str, bytes]
) -> None:
    put(tmp_path, good_run)
    unknown = [UNKNOWN, "2101.99998"]
    ran = run(tmp_path, stand_in, [*ALL, *unknown])
    assert [ran.statuses[name] for name in unknown] == ["missing", "missing"]
    assert [call.ids for call in stand_in.calls] == [
        *[tuple(unknown)] * 2,
        (ALL[0], *unknown),
    ]
    assert run(tmp_path, stand_in, [*ALL, *unknown]).requests == 0


def test_an_unwell_service_has_no_id_unknown(
    stand_in: StandIn, tmp_path: Path, good_run: dict[str, bytes]
) -> None:
    put(tmp_path, good_run)
    stand_in.always = {"empty": True}
    unknown = [UNKNOWN, "2101.99998"]
    ran = run(tmp_path, stand_in, [*ALL, *unknown])
    assert [ran.statuses[name] for name in unknown] == ["error", "error"]
    assert list(tmp_path.rglob("*.unknown")) == []


def test_what_killed_runs_left_is_removed(stand_in: StandIn, tmp_path: Path) -> None:
    run(tmp_path, stand_in, ["2101.00003"])
    records = tmp_path / "reviews/records"
    old, young = records / ".2101.00003.json.a.tmp", records / ".2101.00003.json.b.tmp"
    old.touch()
    os.utime(old, (1e9, 1e9))
    young.touch()
    run(tmp_path, stand_in, ["2101.00003"])
    assert sorted(records.iterdir()) == [young, records / "2101.00003.json"]


def test_the_budget_ends_a_run_that_waits(stand_in: StandIn, tmp_path: Path) -> None:
    stand_in.always = {"status": 503}
    ran = run(tmp_path, stand_in, ALL, "--budget", "20")
    assert ran.report["seconds"] <= 20
    assert ran.requests < 6
    assert "time for this run is used up" in ran.paper("2101.00001")["reason"]


@pytest.mark.parametrize("fault", [{"hang": True}, {"drip": "head"}, {"drip": "body"}])
def test_the_budget_ends_a_request_that_lasts(
    fault: dict[str, object], stand_in: StandIn, tmp_path: Path
) -> None:
    stand_in.always = fault
    ran = run(tmp_path, stand_in, ALL, "--budget", "0.1s")
    assert ran.report["seconds"] < 1
    assert ran.requests <= 1  # on a slow machine the time is up before the first
    assert ran.exit_status == 3


def test_without_a_network_a_run_gives_up_soon(tmp_path: Path) -> None:
    stand_in = StandIn(url="http://127.0.0.1:9/api/query")
    ran = run(tmp_path, stand_in, ALL)
    assert set(ran.statuses.values()) == {"error"}
    assert ran.slept < 12
    assert "is there a network?" in ran.said


def test_ctrl_c_keeps_what_was_got(stand_in: StandIn, tmp_path: Path) -> None:
    stand_in.first = [{"drop": "every second"}]

    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    stream = io.StringIO()
    # A clock that stands still, so that the second request has to wait however slow the disk is.
    clock = Clock(now=lambda: 0.0, sleep=interrupted)
    assert fetch(tmp_path, stand_in, stream, clock=clock) == 3
    assert len(list((tmp_path / "reviews/records").iterdir())) == 3
    assert "2101.00002 and 2 more (lines 1, 1): interrupted [error]" in stream.getvalue()
    assert "arXiv: 3 fresh, 3 error; 1 request" in stream.getvalue()


@pytest.mark.parametrize("delay", ["0", "0.01", "3"])
def test_a_time_is_told_once_it_is_known_and_never_none_while_something_is_to_come(
    delay: str, stand_in: StandIn, tmp_path: Path
) -> None:
    stand_in.papers = {paper.id: paper for paper in map(made_up, range(1, 702))}
    stand_in.always = {"status": 405, "method": "POST"}
    said = run(tmp_path, stand_in, list(stand_in.papers), environment={"ARXIV_DELAY_S": delay}).said
    progress = [line for line in said.splitlines() if " of 701 papers" in line]
    assert progress[0] == "arXiv: 0 of 701 papers, 0 requests"
    left = [int(line.rpartition("about ")[2].removesuffix(" s left")) for line in progress[1:]]
    assert len(left) == 2
    assert min(left) >= max(1, int(float(delay)))


def test_a_bar_is_drawn_on_a_terminal(stand_in: StandIn, tmp_path: Path) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    fetch(tmp_path, stand_in, stream)
    assert "0/6" in stream.getvalue()
    assert "\x1b[" in stream.getvalue()


def test_quiet_says_only_what_went_wrong(stand_in: StandIn, tmp_path: Path) -> None:
    assert run(tmp_path, stand_in, ALL, "-q").said == ""
    said = run(tmp_path, stand_in, [*ALL, "2101.99999"], "-q").said
    assert said == "reviews/papers.yaml:7: 2101.99999: arXiv does not know it [missing]\n"


def test_a_full_disk_breaks_nothing(
    stand_in: StandIn,
    tmp_path: Path,
    good_run: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand_in.always = {"set": {"version": 9, "abstract": "New."}, "paper": "2101.00003"}
    put(tmp_path, good_run)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    ran = run_without_a_report(tmp_path, stand_in)
    assert "2101.00003: it cannot be written: No space left on device [stale]" in ran
    assert good_run.items() <= files(tmp_path).items()
    assert not list(tmp_path.rglob("*.tmp"))


def run_without_a_report(root: Path, stand_in: StandIn) -> str:
    stream = io.StringIO()
    fetch(root, stand_in, stream, "--refresh")
    return stream.getvalue()


@pytest.mark.parametrize("blocked", ["reviews/records", ".cache/arxiv", "reviews"])
def test_a_folder_that_cannot_be_written_breaks_nothing(
    blocked: str, stand_in: StandIn, tmp_path: Path
) -> None:
    (tmp_path / blocked).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / blocked).write_text("a file in the folder's place", "ascii")
    ran = run(tmp_path, stand_in, ALL)
    assert set(ran.statuses.values()) == {"error"}
    assert ran.exit_status == 3


def test_a_lock_that_cannot_be_had_stops_the_asking(stand_in: StandIn, tmp_path: Path) -> None:
    for folder in tmp_path.glob("shoroku-*"):
        folder.rmdir()
    (tmp_path / f"shoroku-{os.getuid()}").write_text("a file in the folder's place", "ascii")
    ran = run(tmp_path, stand_in, ALL)
    assert ran.requests == 0
    assert "the pace cannot be kept" in ran.paper("2101.00001")["reason"]


def test_a_report_that_cannot_be_written_is_said(stand_in: StandIn, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", "ascii")
    stream = io.StringIO()
    path = str(tmp_path / "taken/report.json")
    assert fetch(tmp_path, stand_in, stream, "--report", path) == 3
    assert "taken/report.json: cannot be written" in stream.getvalue()


@pytest.mark.parametrize(
    "environment",
    [
        {"ARXIV_API_URL": "http://export.arxiv.org/api/query"},
        {"ARXIV_API_URL": "https://me:secret@export.arxiv.org/api/query"},
        {"ARXIV_API_URL": "file:///etc/passwd"},
        {"ARXIV_API_URL": "https://[::1"},
        {"ARXIV_DELAY_S": "soon"},
        {"ARXIV_DELAY_S": "nan"},
        {"ARXIV_DELAY_S": "-1"},
    ],
)
def test_settings_that_make_no_sense_are_said(
    environment: dict[str, str], stand_in: StandIn, tmp_path: Path
) -> None:
    ran = run(tmp_path, stand_in, ALL, environment=environment)
    assert ran.requests == 0
    assert next(iter(environment)) in ran.said


@pytest.mark.parametrize(
    ("text", "seconds"), [("90", 90), ("90s", 90), ("15m", 900), ("1h", 3600), ("0.5", 0.5)]
)
def test_times_are_read(text: str, seconds: float) -> None:
    assert options_of("--budget", text).budget == seconds


@pytest.mark.parametrize("option", ["--budget=soon", "--budget=-1", "--refresh=nan", "--refresh=x"])
def test_options_that_make_no_sense_end_with_the_usage(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        options_of(option)
    assert end.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("7", 7),
        (" 7 ", 7),
        ("٧", None),
        ("1e9", None),
        ("Thu, 01 Jan 1970 00:02:00 GMT", 20),
        ("Thu, 01 Jan 1970 00:02:00", 20),
        ("Thu, 01 Jan 1970 00:01:00 GMT", 0),
        ("Thu, 99 Jan 1970 00:01:00 GMT", None),
        ("Thu, 01 Jan 99999 00:01:00 GMT", None),
    ],
)
def test_retry_after_is_read(header: str | None, seconds: float | None) -> None:
    assert retry_after_s(header, today=100) == seconds


def fetch(
    root: Path, stand_in: StandIn, stream: io.StringIO, *options: str, clock: Clock | None = None
) -> int:
    wanted = [fetching.Wanted(id=name, path="reviews/papers.yaml", line=1) for name in ALL]
    around = fetching.Surroundings(
        environment={"ARXIV_API_URL": stand_in.url, "ARXIV_DELAY_S": "0.01"},
        clock=clock or Clock(),
        stream=stream,
    )
    return fetching.fetch(
        wanted,
        RecordStore(root),
        keep_abstracts=False,
        options=options_of(*options),
        surroundings=around,
    )


def test_a_record_remembers_what_it_said_before(
    stand_in: StandIn, tmp_path: Path, good_run: dict[str, bytes]
) -> None:
    put(tmp_path, good_run)
    old = RecordStore(tmp_path).record(PaperId("2101.00003"))
    for change in ({"comment": "12 pages"}, {"version": 2, "abstract": "Other."}):
        stand_in.always = {"paper": "2101.00003", "set": change}
        run(tmp_path, stand_in, ALL, "--refresh")
    new = RecordStore(tmp_path).record(PaperId("2101.00003"))
    assert old
    assert new
    [past] = new.history
    assert (past.version, past.title, past.updated) == (old.version, old.title, old.updated)
    assert past.abstract_sha256 == old.abstract_sha256 != new.abstract_sha256
