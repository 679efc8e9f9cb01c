"""What a pull request of a week says: of texts nothing but what they say, of links what is sure."""

import re
import socket
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.arxiv.records import Record, sha256
from pipeline.text.signs import one_line
from pipeline.upkeep import visiting
from pipeline.upkeep.lagging import lagging
from pipeline.upkeep.links import judged, linked
from pipeline.upkeep.moved import moves
from pipeline.upkeep.quoting import LONGEST, quoted
from pipeline.upkeep.report import MOST, Section, body
from pipeline.written.paper_ids import PaperId
from pipeline.written.reviews import Review, review_in
from tests.serving import running
from tests.sites import Site

FIRST, SECOND = date(2026, 1, 5), date(2026, 1, 12)
GITHUB = MarkdownIt("gfm-like", {"linkify": False})
RECORD = Record(
    id=PaperId("2101.00001"),
    version=1,
    title="Rivers",
    authors=("A B",),
    abstract_sha256=sha256("One."),
    published=datetime(2021, 1, 4, tzinfo=UTC),
    updated=datetime(2021, 1, 4, tzinfo=UTC),
)
CHANGED: dict[str, object] = {
    "version": 2,
    "title": "Lakes",
    "authors": ("A B", "C D"),
    "abstract_sha256": sha256("Two."),
    "abstract": "One.",
    "categories": ("cs.LG",),
    "primary_category": "cs.LG",
    "published": datetime(2021, 1, 3, tzinfo=UTC),
    "updated": datetime(2021, 1, 5, tzinfo=UTC),
    "comment": "12 pages",
    "journal_ref": "J. 1",
    "doi": "10.1000/1",
    "withdrawn": True,
}
HOSTILE = st.text(
    st.sampled_from("`@#<>![]()&$\\|-*_~ \n\r\t\u202e\u200baé字") | st.characters(), max_size=400
)


@given(HOSTILE)
def test_a_text_that_is_quoted_is_code_on_one_line_and_nothing_else(text: str) -> None:
    line = one_line(text)
    blocks = GITHUB.parse(f"- a: {quoted(text)} and on")
    tokens = [each for block in blocks for each in block.children or () if each.type != "text"]
    assert [token.type for token in tokens] == ["code_inline"] * bool(line)
    shown = [token.content.removesuffix("…").strip() for token in tokens]
    assert shown == [line[:LONGEST].strip()] * bool(line)


def test_a_body_of_any_length_fits_and_counts_what_it_leaves_out() -> None:
    many, few = [f"`{'字' * 290}` {n}" for n in range(2_000)], ["one", "two"]
    text = body(
        [Section("Many", many), Section("Few", few), Section("None", []), Section("E", few)]
    )
    assert len(text.encode()) <= MOST
    assert text.endswith("## E\n\n- one\n- two\n")
    assert "## Few\n\n- one\n- two\n" in text
    assert "## None" not in text
    shown = text.count("字`")
    assert shown > 60
    assert f"- … and {2_000 - shown:,} more" in text


@pytest.mark.parametrize("status", [404, 410])
def test_a_link_is_dead_when_it_says_so_on_two_days(status: int) -> None:
    once = judged({"a": status}, {}, FIRST)
    assert (once.dead, once.doubtful) == (frozenset(), {"a": FIRST})
    assert judged({"a": status}, once.doubtful, FIRST).dead == frozenset()
    assert judged({"a": status}, once.doubtful, SECOND).dead == {"a"}


@pytest.mark.parametrize("status", [None, 301, 400, 401, 403, 405, 406, 418, 429, 451, 500, 503])
def test_no_other_answer_is_dead(status: int | None) -> None:
    assert judged({"a": status}, {}, FIRST).doubtful == {}
    assert judged({"a": status}, {"a": FIRST}, SECOND).dead == frozenset()


def test_what_was_dead_once_is_kept_until_it_lives() -> None:
    doubtful = {"a": FIRST, "b": FIRST, "c": FIRST}
    verdict = judged({"a": 200, "b": 503}, doubtful, SECOND)
    assert verdict.alive == {"a"}
    assert verdict.doubtful == {"b": FIRST, "c": FIRST}


def test_links_are_those_of_reviews_and_of_papers_off_arxiv(tmp_path: object) -> None:
    found = linked(Site.create(tmp_path / "site").library())  # type: ignore[operator]
    assert found
    assert all(address.startswith("https://") and "#" not in address for address in found)
    assert "reviews/papers.yaml" in {path for paths in found.values() for path in paths}


def review(language: str, *, updated: str = "", follows: str = "", reader: str = "") -> Review:
    front = "read: full\ndate: 2026-01-01\ntopics: []\ntldr: It is.\n"
    front += "".join(
        f"{key}: {value}\n" for key, value in (("updated", updated), ("follows", follows)) if value
    )
    name = ".".join(filter(None, ("2101.00001", language, reader)))
    found = review_in(f"---\n{front}---\nText.\n", f"reviews/{name}.md")
    assert isinstance(found, Review)
    return found


@pytest.mark.parametrize(
    ("reviews", "behind"),
    [
        ([review("en", updated="2026-02-01"), review("ja")], ""),
        ([review("en", updated="2026-02-01"), review("ja", follows="en")], "ja"),
        (
            [
                review("en", updated="2026-02-01"),
                review("ja", follows="en", updated="2026-02-01"),
            ],
            "",
        ),
        ([review("en"), review("ja", follows="en", updated="2026-03-01")], ""),
        ([review("en", follows="ja"), review("ja", updated="2026-03-01")], "en"),
        ([review("en", updated="2026-02-01"), review("ja", follows="en", reader="ann")], ""),
    ],
)
def test_a_review_lags_when_the_one_that_it_follows_changed_since(
    reviews: list[Review], behind: str, tmp_path: Path
) -> None:
    library = Site.create(tmp_path / "site").library()
    shelf = library.shelves[0]
    paper = replace(shelf.papers[0], reviews={each.language: (each,) for each in reviews})
    library = replace(library, shelves=(replace(shelf, papers=(paper,)),))
    named = [re.match(r"reviews/[\d.]+\.(\w\w)", each.name) for each in lagging(library)]
    assert "".join(match[1] for match in named if match) == behind


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        status, _, target = self.path.strip("/").partition("/")
        self.send_response(int(status))
        if target:
            self.send_header("Location", f"/{target}")
        self.send_header("Content-Length", "0")
        self.end_headers()


def server() -> AbstractContextManager[str]:
    return running(ThreadingHTTPServer(("127.0.0.1", 0), _Handler))


def test_an_address_answers_with_its_status_behind_redirects(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(visiting, "_public_host", lambda _: "example.org")
    monkeypatch.setattr(visiting, "_PAUSE_S", 0.0)
    with server() as root:
        found = visiting.answers([f"{root}/404", f"{root}/301/410", f"{root}/200"], 10)
    gone = visiting.answers([f"{root}/200"], 10)
    assert list(found.values()) == [404, 410, 200]
    assert list(gone.values()) == [None]


def test_nobody_asks_arxiv_this_machine_or_a_local_network_for_a_link() -> None:
    with server() as root:
        addresses = [root, "http://localhost/", "http://[::1]/", "http://169.254.169.254/"]
        addresses += ["http://router/", "https://arxiv.org/abs/1", "https://export.arxiv.org/"]
        assert visiting.answers([*addresses, "http://0x7f000001/", "http://a..b/"], 10) == {}


def test_nobody_asks_a_host_that_stands_for_a_local_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with server() as root:
        port = int(root.rpartition(":")[2])
        here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: here)
        assert visiting.answers([f"http://metadata.example.org:{port}/200"], 10) == {}


def test_what_the_time_does_not_suffice_for_is_left_out() -> None:
    assert visiting.answers(["https://example.org/"], 0) == {}


def test_a_record_that_stays_did_not_move() -> None:
    assert list(moves(RECORD, RECORD)) == []
    assert len(list(moves(None, RECORD))) == 1


@pytest.mark.parametrize("field", sorted(set(Record.model_fields) - {"id", "history"}))
def test_no_field_of_a_record_changes_unsaid(field: str) -> None:
    moved = RECORD.model_copy(update={field: CHANGED[field]})
    assert len(list(moves(RECORD, moved))) == 1
    assert len(list(moves(moved, RECORD))) == 1
