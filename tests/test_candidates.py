"""From a list of titles to a queue: every form, every refusal, and what a person wrote kept."""

import bz2
import contextlib
import gzip
import hashlib
import io
import json
import lzma
import re
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
import yaml
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.arxiv.searching import since
from pipeline.candidates import converting, engine, spool
from pipeline.candidates.accidents import Match, is_accident
from pipeline.candidates.failures import PatternError
from pipeline.candidates.known import known_papers
from pipeline.candidates.matching import Asked, Found, Hit, check_patterns
from pipeline.candidates.patterns import alternatives, checked
from pipeline.candidates.people import authors
from pipeline.candidates.queue import merged
from pipeline.candidates.titles import clean
from pipeline.commands.candidates import queued_anew
from pipeline.commands.cli import main
from pipeline.commands.outcome import Exit
from pipeline.files.gate import text_problems
from pipeline.written.paper_list import Listing, Part, Selection, listing_in, read_paper_list
from pipeline.written.queues import Queue, State, queue_in, read_queues
from tests.fetch.made_up import PAPERS, error_feed, feed
from tests.fetch.stand_in import Fault, StandIn, serving

CASES = Path(__file__).parent / "cases" / "candidates"
FORMS = sorted((CASES / "forms").iterdir())
REFUSED = sorted(file for file in (CASES / "refused").iterdir() if file.suffix != ".said")
PATTERN = "recurrent|rnn|time series"

SETTINGS = """\
[tool.shoroku]
title = "Site"
description = "Made up."
languages = ["en"]
"""

LIST = """\
# By hand.
collections:
  - id: lakes
    title: {en: Lakes, ja: 湖}   # two languages
    selection:   # how they were found
      source: {en: A list, ja: 一覧}
      titles: 7
      # Chosen in spring.
      pattern:  "old"
      matched: 3
      read: 1
      exclude: gone
    papers:
      - id: tides-2021
        short: Tides
        title: "A {Recurrent} Model of Tides: Part 1"
        authors: [Ann Lee, Bob Ray]
        year: 2021
        url: https://example.org/tides

  - id: bare
    title: Bare
    papers: [1706.03762]

topics: {}   # none
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return written_site(tmp_path / "site")


def written_site(root: Path, papers: str = LIST) -> Path:
    (root / "reviews").mkdir(parents=True)
    (root / "reviews" / "papers.yaml").write_text(papers, "utf-8")
    return root


def run(root: Path, *arguments: str, pattern: str = PATTERN, collection: str = "lakes") -> int:
    command = ["--root", str(root), "candidates", *arguments]
    return main([*command, "--pattern", pattern, "--collection", collection])


def queue_of(root: Path, collection: str = "lakes") -> Queue:
    queues = read_queues(root)
    assert queues.problems == ()
    return queues.by_collection[collection]


def titles(queue: Queue) -> list[str]:
    return [paper.title for paper in queue.papers]


def selection_of(root: Path, number: int = 0) -> Selection:
    listing = read_paper_list(root)
    assert not isinstance(listing, list), listing
    selection = listing.papers.collections[number].selection
    assert selection is not None
    return selection


def contents(root: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


def queue_text(root: Path) -> str:
    return (root / "reviews" / "queue" / "lakes.yaml").read_bytes().decode()


# Lists of every form.


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.name)
def test_every_form_gives_the_same_queue(
    site: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, str(file)) == Exit.DONE
    queue = queue_of(site)
    first, second, third = queue.papers
    assert first.title == "A Recurrent Model of Tides: Part 1"
    assert (first.id, first.state) == ("tides-2021", State.READ)
    assert (second.title, second.inside) == ("FernNet for Lakes", "rnn")
    assert (third.title, third.state) == ('The "RNN", #1 of Models', State.WAITING)
    assert [(each.title, each.part) for each in queue.missed] == [
        ("Drawing Time-series by Hand", "time series")
    ]
    if file.name not in {"plain.txt", "strings.json"}:
        assert [paper.authors for paper in queue.papers] == [
            ("Ann Lee", "Bob Ray"),
            ("Ann Lee",),
            ("Eve Wu",),
        ]
        assert str(third.url) == "https://example.org/one"
    said = capsys.readouterr().out
    assert "5 titles listed, 3 matched; 2 as whole words, 0 if capitals counted" in said


PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}


@pytest.mark.parametrize("ending", PACKED)
def test_packed_lists_are_unpacked(site: Path, tmp_path: Path, ending: str) -> None:
    packed = tmp_path / f"list.csv.{ending}"
    packed.write_bytes(PACKED[ending]((CASES / "forms" / "commas.csv").read_bytes()))
    assert run(site, str(packed)) == Exit.DONE
    assert len(queue_of(site).papers) == 3
    assert selection_of(site).digest == hashlib.sha256(packed.read_bytes()).hexdigest()


@pytest.mark.parametrize("ending", PACKED)
def test_packed_lists_that_are_cut_off_are_refused(
    site: Path, tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = tmp_path / f"list.txt.{ending}"
    packed.write_bytes(PACKED[ending](b"An RNN\n" * 1000)[:-6])
    before = contents(site)
    assert run(site, str(packed)) == Exit.PROBLEMS
    assert re.search("is cut off|cannot be unpacked", capsys.readouterr().err)
    assert contents(site) == before


@pytest.mark.parametrize("ending", PACKED)
def test_what_unpacks_to_far_more_than_lists_do_is_refused_early(
    site: Path,
    tmp_path: Path,
    ending: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(spool, "_FREE", 2**16)
    packed = tmp_path / f"list.json.{ending}"
    packed.write_bytes(PACKED[ending](b'[{"title": "' + b" " * 20_000_000))
    assert run(site, str(packed)) == Exit.PROBLEMS
    assert "unpacks to more than 200 times its size" in capsys.readouterr().err


def test_parquet_is_read_with_its_lists(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "list [1]*.parquet"
    plain = tmp_path / "plain.parquet"
    source = f"read_json('{CASES / 'forms' / 'lines.jsonl'}', format = 'newline_delimited')"
    duckdb.sql(f"COPY (FROM {source}) TO '{plain}' (FORMAT parquet)")
    plain.rename(file)
    assert run(site, str(file)) == Exit.DONE
    assert queue_of(site).papers[0].authors == ("Ann Lee", "Bob Ray")


def test_standard_input_is_a_list(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given_bytes = (CASES / "forms" / "lines.jsonl").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given_bytes)))
    assert run(site, "-", collection="bare") == Exit.DONE
    assert selection_of(site, 1).digest == hashlib.sha256(given_bytes).hexdigest()
    assert selection_of(site, 1).source == "standard input"


def test_standard_input_of_any_length_is_not_kept(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(spool, "MAX_UNPACKED", 10_000_000)

    stream = io.TextIOWrapper(io.BytesIO(b"An RNN\n" * 2_000_000))
    monkeypatch.setattr(sys, "stdin", stream)
    assert run(site, "-") == Exit.PROBLEMS
    assert "give it as a file" in capsys.readouterr().err


# What is refused.


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.name)
def test_a_list_of_no_use_is_refused_and_leaves_every_file_as_it_was(
    site: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(site)
    assert run(site, str(file)) == Exit.PROBLEMS
    said = capsys.readouterr().err
    assert file.with_name(f"{file.name}.said").read_text("utf-8").strip() in said
    assert said.startswith(f"{file} ")
    assert len(said) < 500 + len(str(file))
    assert contents(site) == before


@pytest.mark.parametrize(
    ("name", "begins"),
    [("1.jsonl", b'{"title": "'), ("2.csv", b"title,year\n"), ("2.txt", b"An RNN\n")],
)
def test_a_line_without_end_is_refused(
    site: Path, tmp_path: Path, name: str, begins: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(begins + b"x" * 5_000_000)
    assert run(site, str(file)) == Exit.PROBLEMS
    assert f"line {file.stem} has more than 2,000,000 bytes" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["entries.bib", "entries.ris"])
def test_more_entries_than_are_read_in_minutes_are_refused(
    site: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(converting, "MAX_ENTRIES", 4)
    assert run(site, str(CASES / "forms" / name)) == Exit.PROBLEMS
    assert "has more than 4 entries; give it as CSV" in capsys.readouterr().err


def test_a_folder_and_a_missing_file_are_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, str(site)) == Exit.PROBLEMS
    assert "is a folder" in capsys.readouterr().err
    assert run(site, str(site / "no\x1b[31m")) == Exit.PROBLEMS
    assert "\\x1b[31m cannot be read: No such file" in capsys.readouterr().err


PATTERNS = tomllib.loads((CASES / "patterns.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with tempfile.TemporaryDirectory() as folder, engine.connected(Path(folder)) as connection:
        yield connection


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("option", ["--pattern", "--exclude"])
def test_a_pattern_of_no_use_is_refused(
    connection: duckdb.DuckDBPyConnection, pattern: str, option: str
) -> None:
    with pytest.raises(PatternError) as refused:  # noqa: PT012 (each of the two may refuse)
        one = checked(pattern, option)
        right = checked("right", "--pattern")
        asked = Asked(one) if option == "--pattern" else Asked(right, exclude=one)
        check_patterns(connection, asked)
    assert PATTERNS[pattern] in str(refused.value)
    assert str(refused.value).startswith(option)


def test_a_refused_pattern_is_a_wrong_use_that_changes_nothing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(site)
    assert run(site, str(FORMS[0]), pattern="(") == Exit.USAGE
    assert "no expression of RE2" in capsys.readouterr().err
    assert contents(site) == before


def test_a_pattern_that_matches_all_of_a_long_list_is_refused(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.txt"
    file.write_text("".join(f"Title {number}\n" for number in range(200)), "utf-8")
    assert run(site, str(file), pattern="[aeiou]") == Exit.USAGE
    assert "every one of 200 titles" in capsys.readouterr().err


def test_a_pattern_that_would_backtrack_elsewhere_is_answered(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("a" * 50_000 + "!\nrnn\n", "utf-8")
    assert run(site, str(file), pattern="(a|aa)+$|(.*)*rnn|(a+)+b") == Exit.DONE
    assert titles(queue_of(site)) == ["rnn"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["list.txt"],
        ["list.txt", "--pattern", "a"],
        ["list.txt", "--collection", "lakes"],
        ["list.txt", "--arxiv", "ti:a", "--pattern", "a", "--collection", "lakes"],
        ["list.txt", "--since", "2026-01-31", "--pattern", "a", "--collection", "lakes"],
        ["--arxiv", " ", "--pattern", "a", "--collection", "lakes"],
    ],
)
def test_what_is_missing_is_told(site: Path, arguments: list[str]) -> None:
    assert main(["--root", str(site), "candidates", *arguments]) == Exit.USAGE


def test_a_collection_that_is_not_there_is_told_how_to_begin(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(site)
    assert run(site, str(FORMS[0]), collection="lake") == Exit.PROBLEMS
    told = capsys.readouterr()
    assert "no collection lake" in told.err
    assert "lakes" in told.err
    assert "  - id: lake\n" in told.err
    assert "3 matched" in told.out
    assert contents(site) == before


@pytest.mark.parametrize("text", ["papers: {}\n", "papers:\n  - title: [a\n", "\x00"])
def test_a_queue_that_is_none_is_told_and_left_alone(
    site: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    queue = site / "reviews" / "queue" / "lakes.yaml"
    queue.parent.mkdir()
    queue.write_text(text, "utf-8")
    before = contents(site)
    assert run(site, str(FORMS[0])) == Exit.PROBLEMS
    assert "reviews/queue/lakes.yaml:" in capsys.readouterr().err
    assert contents(site) == before


def test_an_interrupted_query_ends_as_interruptions_do_and_changes_nothing(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        message = "Query interrupted"  # DuckDB's word for Ctrl-C
        raise RuntimeError(message)

    before = contents(site)
    monkeypatch.setattr("pipeline.candidates.matching.found_in", interrupted)
    assert run(site, str(FORMS[0])) == Exit.INTERRUPTED
    assert contents(site) == before


# What is matched, and what is told of it.


def test_each_part_is_counted_with_what_it_caught_alone(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.txt"
    file.write_text("An RNN with attention\nAttention\nA recurrent net\nTides\n", "utf-8")
    assert run(site, str(file), pattern="rnn|attention|recurrent") == Exit.DONE
    assert selection_of(site).parts == (
        Part(pattern="rnn", caught=1, alone=0),
        Part(pattern="attention", caught=2, alone=1),
        Part(pattern="recurrent", caught=1, alone=1),
    )
    assert "attention       2 caught, 1 alone" in capsys.readouterr().out


def test_words_abstracts_and_exclusions(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.jsonl"
    records = [
        {"title": "One", "abstract": "An RNN of lakes."},
        {"title": "Two", "abstract": "Many RNNs."},
        {"title": "Three", "abstract": "An RNN of speech."},
        {"title": "RNN", "abstract": "Nothing."},
        {"title": "Five"},
    ]
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    asked = ["--word", "--field", "abstract", "--exclude", "speech"]
    assert run(site, str(file), *asked, pattern="rnn") == Exit.DONE
    assert titles(queue_of(site)) == ["One"]
    assert [each.title for each in queue_of(site).missed] == ["Two"]
    selection = selection_of(site)
    assert (selection.word, selection.field, selection.exclude) == (True, "abstract", "speech")
    assert (selection.titles, selection.matched, selection.excluded) == (5, 1, 1)


def test_the_same_paper_stands_in_the_queue_once_and_two_of_one_title_twice(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.csv"
    rows = ["An RNN,Ann Lee", "An rnn,Ann Lee", "An RNN,Bob Ray"]
    file.write_text("title,authors\n" + "".join(f"{row}\n" for row in rows), "utf-8")
    assert run(site, str(file)) == Exit.DONE
    assert [paper.authors for paper in queue_of(site).papers] == [("Ann Lee",), ("Bob Ray",)]
    assert selection_of(site).matched == 2
    assert "1 in the list more than once" in capsys.readouterr().out
    text = queue_text(site)
    assert run(site, str(file)) == Exit.DONE
    assert queue_text(site) == text


def test_ids_are_taken_where_they_are_certain(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.jsonl"
    records = [
        {"title": "RNN 1", "id": "1706.03762v2", "url": "https://arxiv.org/abs/1706.03762v2"},
        {"title": "RNN 2", "id": "Xy3_z", "url": "https://openreview.net/forum?id=Xy3_z"},
        {"title": "RNN 3", "id": "2001.00001", "url": "no address"},
        {"title": "RNN 4", "id": "2001.00001", "doi": "10.1000/5"},
    ]
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    assert run(site, str(file)) == Exit.DONE
    first, second, third, fourth = queue_of(site).papers
    assert (first.id, first.state, first.url) == ("1706.03762", State.READ, None)
    assert (second.id, str(second.url)) == (None, records[1]["url"])
    assert (third.id, third.state, third.url) == ("2001.00001", State.WAITING, None)
    assert (fourth.id, str(fourth.url)) == (None, "https://doi.org/10.1000/5")


def around(part: str, title: str) -> list[Match]:
    """The matches in a title, as the query cuts them out."""
    form = re.compile(rf"([^\W_]*?)({re.escape(part)})([^\W_]*)", re.IGNORECASE)
    return [Match(*match.groups()) for match in form.finditer(title)]


ACCIDENTS = [
    (part, title, kind == "inside")
    for part, kinds in tomllib.loads((CASES / "accidents.toml").read_text("utf-8")).items()
    for kind, of_kind in kinds.items()
    for title in of_kind
]


def test_a_match_within_another_word_is_told_from_one_that_begins_it() -> None:
    for part, title, inside in ACCIDENTS:
        assert is_accident(around(part, title)) is inside, title


@pytest.mark.parametrize("part", sorted({part for part, _, _ in ACCIDENTS}))
def test_accidents_are_marked_in_the_queue(site: Path, tmp_path: Path, part: str) -> None:
    file = tmp_path / "list.txt"
    there = [(title, inside) for name, title, inside in ACCIDENTS if name == part]
    file.write_text("".join(f"{title}\n" for title, _ in there), "utf-8")
    assert run(site, str(file), pattern=f"nothing|{part}") == Exit.DONE
    marked = {paper.title: paper.inside for paper in queue_of(site).papers}
    for title, inside in there:
        if title in marked:  # two may differ in capitals alone
            assert marked[title] == (part if inside else None), title


def test_titles_that_all_but_match_are_told(connection: duckdb.DuckDBPyConnection) -> None:
    for part, kinds in tomllib.loads((CASES / "near.toml").read_text("utf-8")).items():
        expression = checked(part, "--pattern").near(part)
        for title in [*kinds["near"], *kinds["no"]]:
            row = connection.execute("SELECT regexp_matches(?, ?)", [title, expression]).fetchone()
            assert row == (title in kinds["near"],), title


def test_alternatives_are_parted_at_the_top_alone() -> None:
    parts = {
        "a|b c": ["a", "b c"],
        "(a|b)c|d": ["(a|b)c", "d"],
        "[a|b]|[]|]|[^]|]": ["[a|b]", "[]|]", "[^]|]"],
        r"a\|b|c": [r"a\|b", "c"],
        r"\Qa|(\E|b": [r"\Qa|(\E", "b"],
        "[[:alpha:]|]|b": ["[[:alpha:]|]", "b"],
    }
    assert {text: list(alternatives(text)) for text in parts} == parts


@given(st.text(alphabet="a|()[]\\QE^b ", max_size=20))
def test_any_text_is_parted_without_a_loss(text: str) -> None:
    assert "|".join(alternatives(text)) == text


# Titles that are no plain words.


def test_titles_that_yaml_or_a_terminal_would_misread_are_safe(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pattern = r"n\d|yes|2110|null|1e3|2021-"
    assert run(site, str(CASES / "titles.txt"), pattern=pattern) == Exit.DONE
    lines = (CASES / "titles.txt").read_text("utf-8").split("\n")[:-1]
    assert titles(queue_of(site)) == [clean(line) for line in lines]
    text = queue_text(site)
    assert list(text_problems(text, "queue")) == []
    loaded = yaml.safe_load(text)  # by others, who do not read all as text
    assert [paper["title"] for paper in loaded["papers"]] == titles(queue_of(site))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", capsys.readouterr().out)
    assert run(site, str(CASES / "titles.txt"), pattern=pattern) == Exit.DONE
    assert queue_text(site) == text


@settings(max_examples=40)
@given(st.lists(st.text(min_size=1, max_size=30), max_size=5), st.text(max_size=30))
def test_a_queue_of_any_titles_is_read_as_it_was_written(some: list[str], author: str) -> None:
    hits = [hit(title, author) for title in some if clean(title)]
    first = merged("queue", None, found(hits), known_papers(CASES, listing()))
    assert not isinstance(first, list), first
    queue, _, problems = queue_in("queue", first.text)
    assert queue is not None
    assert problems == []
    assert titles(queue) == [each.title for each in hits]
    assert list(text_problems(first.text, "queue")) == []
    again = merged("queue", first.text, found(hits), known_papers(CASES, listing()))
    assert not isinstance(again, list), again
    assert again.text == first.text
    assert again.added == again.gone == []


def hit(title: str, *names: str) -> Hit:
    people = tuple(filter(None, map(clean, names)))
    return Hit(clean(title), people, url="", arxiv="", doi="", parts=(True,))


def found(hits: Sequence[Hit], missed: tuple[tuple[str, str], ...] = ()) -> Found:
    part = Part(pattern="a", caught=len(hits), alone=len(hits))
    return Found(
        listed=9,
        untitled=0,
        unsearchable=0,
        hits=tuple(hits),
        doubles=(),
        excluded=0,
        as_words=0,
        as_written=0,
        parts=(part,),
        missed=missed,
    )


def listing() -> Listing:
    read = listing_in(LIST)
    assert not isinstance(read, list)
    return read


def test_authors_are_read_however_they_are_written() -> None:
    both = ("Ann Lee", "Bob Ray")
    for text in (
        '["Ann Lee", "Bob Ray"]',
        '["Lee, Ann", "Ray, Bob"]',
        '[{"name": "Ann Lee"}, {"fullname": "Bob Ray"}]',
        '"Ann Lee, Bob Ray"',
        "Ann Lee, Bob Ray",
        "Ann Lee; Bob Ray",
        "Lee, Ann; Ray, Bob",
        "Lee, Ann and Ray, Bob",
        "Ann Lee and Bob Ray",
        "Ann Lee & Bob Ray",
    ):
        assert authors(text) == both, text
    assert authors("Ann Lee, Bob Ray, and Eve Wu") == (*both, "Eve Wu")
    assert authors("Lee, Ann") == ("Ann Lee",)
    assert authors("5") == authors("[[]]") == authors("[" * 9999) == authors(None) == ()


# What is written, and what stays.


def test_the_list_keeps_every_byte_outside_of_what_was_found(site: Path) -> None:
    assert run(site, str(CASES / "forms" / "array.json")) == Exit.DONE
    text = (site / "reviews" / "papers.yaml").read_text("utf-8")
    digest = hashlib.sha256((CASES / "forms" / "array.json").read_bytes()).hexdigest()
    assert text == LIST.replace("titles: 7", "titles: 5").replace('"old"', PATTERN).replace(
        "      exclude: gone\n",
        f"      date: {date.today()}\n"  # noqa: DTZ011 (the writer's day)
        f"      digest: {digest}\n"
        "      parts:\n"
        "        - {pattern: recurrent, caught: 1, alone: 1}\n"
        "        - {pattern: rnn, caught: 2, alone: 2}\n"
        "        - {pattern: time series, caught: 0, alone: 0}\n",
    )


def test_a_collection_without_selection_gets_one(site: Path) -> None:
    assert run(site, str(CASES / "forms" / "array.json"), collection="bare") == Exit.DONE
    text = (site / "reviews" / "papers.yaml").read_text("utf-8")
    begun = text.index("    selection:\n      source: array.json\n")
    end = text.index("    papers: [1706.03762]\n")
    assert text[:begun] + text[end:] == LIST
    assert selection_of(site, 1).matched == 3


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_second_run_adds_what_is_new_in_its_place_and_keeps_what_a_person_wrote(
    site: Path, tmp_path: Path, newline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.txt"
    file.write_text("RNN one\nRNN two\nRNN three\n", "utf-8")
    (site / "reviews" / "queue").mkdir()
    by_hand = """\
# Mine.
papers:   # all of them
  # First things first.
  -   title:   "RNN three"   # moved up
      state: skipped
      reason: >-
        it is about
        lakes
  # Then this.
  - {title: 'RNN one', state: reading}

  - title: RNN of old   # from elsewhere

# The end.
""".replace("\n", newline)
    path = site / "reviews" / "queue" / "lakes.yaml"
    path.write_bytes(by_hand.encode())
    assert run(site, str(file), pattern="rnn") == Exit.DONE
    said = capsys.readouterr().out
    assert "1 title added" in said
    assert "1 in the queue, and not found this time; they stay:\n  RNN of old" in said
    new = "  - title: RNN two\n    state: waiting\n".replace("\n", newline)
    line = "  - {title: 'RNN one', state: reading}" + newline
    assert path.read_bytes().decode() == by_hand.replace(line, line + new)


def test_what_comes_first_is_added_first_and_an_empty_queue_is_filled(
    site: Path, tmp_path: Path
) -> None:
    (site / "reviews" / "queue").mkdir()
    path = site / "reviews" / "queue" / "lakes.yaml"
    path.write_text("papers: []   # none\nmissed: []\n", "utf-8")
    file = tmp_path / "list.txt"
    file.write_text("RNN b\nRN-N\n", "utf-8")
    assert run(site, str(file), pattern="rnn") == Exit.DONE
    file.write_text("RNN a\nRNN b\nRNN c\n", "utf-8")
    assert run(site, str(file), pattern="rnn") == Exit.DONE
    assert titles(queue_of(site)) == ["RNN a", "RNN b", "RNN c"]


def test_what_was_listed_or_reviewed_meanwhile_is_marked_as_read(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "reviews" / "queue").mkdir()
    path = site / "reviews" / "queue" / "lakes.yaml"
    before = """\
papers:
  - title: 'A recurrent model of tides - part 1'
    authors: [A. Lee]
    state: reading   # since Monday
  - {title: RNN, id: 1706.03762}
  - title: RNN 3
    state: skipped
    id: 2001.00001
    reason: no lakes in it
"""
    path.write_text(before, "utf-8")
    (site / "reviews" / "2001.00001.en.md").write_text("", "utf-8")
    file = tmp_path / "list.jsonl"
    names = ["A Recurrent Model of Tides: Part 1", "RNN", "RNN 3"]
    records = [{"title": title, "authors": ["Ann Lee"]} for title in names]
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    assert run(site, str(file)) == Exit.DONE
    after = before.replace(
        "    authors: [A. Lee]\n    state: reading",
        "    id: tides-2021\n    authors: [A. Lee]\n    state: read",
    ).replace("1706.03762}", "1706.03762, state: read}")
    assert path.read_text("utf-8") == after
    assert "2 marked as read" in capsys.readouterr().out
    assert selection_of(site).read == 2


def test_an_entry_in_braces_is_marked_behind_its_last_value(site: Path, tmp_path: Path) -> None:
    (site / "reviews" / "queue").mkdir()
    path = site / "reviews" / "queue" / "lakes.yaml"
    path.write_text("papers:\n  - { title: RNN, id: 1706.03762, }\nmissed: []", "utf-8")
    (tmp_path / "list.txt").write_text("RNN\n", "utf-8")
    assert run(site, str(tmp_path / "list.txt")) == Exit.DONE
    marked = "papers:\n  - { title: RNN, id: 1706.03762, state: read, }\nmissed: []"
    assert path.read_text("utf-8") == marked


@pytest.mark.parametrize(
    ("title", "names", "is_same"),
    [
        ("a {recurrent} model of tides - Part 1", ["Ann Lee"], True),
        ("A Recurrent Model of Tides: Part 1", [], True),
        ("A Recurrent Model of Tides: Part 1", ["Eve Wu"], False),
        ("A Recurrent Model of Tides: Part 2", ["Ann Lee", "Bob Ray"], False),
        ("LakeNet: A Recurrent Model of Tides: Part 1", ["Bob Ray", "Ann Lee"], True),
        ("LakeNet: A Recurrent Model of Tides: Part 1", ["Ann Lee"], False),
        ("LakeNet: A Recurrent Model of Tides: Part 1", [], False),
    ],
)
def test_a_paper_is_known_by_title_and_authors(
    site: Path,
    title: str,
    names: list[str],
    is_same: bool,  # noqa: FBT001 (a column of a table)
) -> None:
    known = known_papers(site, listing())
    assert known.paper(title, names) == ("tides-2021" if is_same else None)


def test_near_misses_follow_the_last_run_and_keep_those_that_stay(
    site: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.txt"
    file.write_text("RNN\nTime-series a\nTime-series b\n", "utf-8")
    assert run(site, str(file)) == Exit.DONE
    path = site / "reviews" / "queue" / "lakes.yaml"
    path.write_text(path.read_text("utf-8").replace("series b", "series b   # really"), "utf-8")
    file.write_text("RNN\nTime-series b\nTime-series c\n", "utf-8")
    assert run(site, str(file)) == Exit.DONE
    assert [each.title[-1] for each in queue_of(site).missed] == ["b", "c"]
    assert "# really" in queue_text(site)
    file.write_text("RNN\n", "utf-8")
    assert run(site, str(file)) == Exit.DONE
    assert queue_of(site).missed == ()


def test_a_selection_on_one_line_is_written_on_several(tmp_path: Path) -> None:
    entry = """\
collections:
  - id: lakes
    selection: {source: {en: A list}, titles: 1, pattern: a, matched: 1, read: 0}   # found
    title: Lakes
    papers: [1706.03762]
"""
    site = written_site(tmp_path / "site", entry)
    assert run(site, str(FORMS[0])) == Exit.DONE
    text = (site / "reviews" / "papers.yaml").read_text("utf-8")
    assert "    selection:  # found\n      source: {en: A list}\n      date: " in text
    assert selection_of(site).source == {"en": "A list"}
    assert selection_of(site).titles == 5


def test_lists_on_one_line_are_left_to_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = "{id: lakes, title: Lakes, papers: [1706.03762]}"
    site = written_site(tmp_path / "site", f"collections: [{entry}]\n")
    before = contents(site)
    assert run(site, str(FORMS[0])) == Exit.PROBLEMS
    assert capsys.readouterr().err.startswith("reviews/papers.yaml: the collection stands within")
    assert contents(site) == before


@pytest.mark.parametrize("text", ["papers: [{title: RNN}]\n", "{papers: []}\n"])
def test_a_queue_on_one_line_is_left_to_a_person(
    site: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "reviews" / "queue").mkdir()
    (site / "reviews" / "queue" / "lakes.yaml").write_text(text, "utf-8")
    before = contents(site)
    assert run(site, str(FORMS[0])) == Exit.PROBLEMS
    assert capsys.readouterr().err.startswith("reviews/queue/lakes.yaml: ")
    assert contents(site) == before


def test_a_queue_of_near_misses_alone_gets_its_papers(site: Path) -> None:
    (site / "reviews" / "queue").mkdir()
    path = site / "reviews" / "queue" / "lakes.yaml"
    path.write_text("# Mine.\nmissed:\n  - {title: a, part: b}\n", "utf-8")
    assert run(site, str(FORMS[0])) == Exit.DONE
    assert len(queue_of(site).papers) == 3
    assert queue_text(site).startswith("# Mine.\npapers:\n  - title: 'A Recurrent")


# SQL, and arXiv.


@pytest.mark.parametrize("dialect", ["duckdb", "spark", "bigquery", "trino"])
def test_the_question_is_printed_as_sql_and_nothing_is_done(
    tmp_path: Path, dialect: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--root", str(tmp_path / "none"), "candidates", "--pattern", "a'b|c"]
    assert main([*arguments, "--exclude", "d", "--sql", dialect]) == Exit.DONE
    said = capsys.readouterr().out
    functions = {
        "duckdb": "REGEXP_MATCHES(title, '(?i)(?:a''b)')",
        "spark": r"title RLIKE '(?iu)(?:a\'b)'",
        "bigquery": r"REGEXP_CONTAINS(title, '(?i)(?:a\'b)')",
        "trino": "REGEXP_LIKE(title, '(?i)(?:a''b)')",
    }
    assert functions[dialect] in said
    assert said.count(";") == 2


def test_the_printed_sql_counts_as_the_command_does(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = CASES / "forms" / "lines.jsonl"
    assert run(site, str(file), "--exclude", "tides") == Exit.DONE
    capsys.readouterr()
    assert run(site, "--sql", "--exclude", "tides") == Exit.DONE
    figures, chosen = capsys.readouterr().out.split(";\n\n")
    with contextlib.closing(duckdb.connect()) as database:
        source = f"read_json('{file}', format = 'newline_delimited')"
        database.execute(f"CREATE VIEW titles AS FROM {source}")
        row = database.execute(figures).fetchone()
        selection = selection_of(site)
        parts = selection.parts
        assert row == (
            selection.titles,
            selection.matched,
            *(part.caught for part in parts),
            *(part.alone for part in parts),
        )
        assert len(database.execute(chosen.rstrip(";\n")).fetchall()) == selection.matched


def test_since_bounds_a_query() -> None:
    assert since("cat:cs.LG", None) == "cat:cs.LG"
    bounded = since("cat:cs.LG OR ti:a", date(2026, 1, 31))
    assert bounded.startswith("(cat:cs.LG OR ti:a) AND submittedDate:[202601310000 TO ")


class Searched(StandIn):
    """The stand-in, answering a search: all of its papers, page by page."""

    def answer(self, address: str, ids: Sequence[str], size: int, fault: Fault) -> tuple[int, str]:
        assert not ids
        start = int(parse_qs(urlsplit(address).query)["start"][0])
        if "says" in fault:
            return 400, error_feed(fault["says"])
        papers = list(self.papers.values())
        page = [] if fault.get("empty") else papers[start : start + size]
        text = feed(page, self.dialect, total=fault.get("total", str(len(papers))))
        old, new = fault.get("replace", ("", ""))
        return 200, text.replace(old, new, 1)


@pytest.fixture
def arxiv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Searched]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("pipeline.arxiv.searching.PAGE", 2)
    with serving(Searched()) as service:
        monkeypatch.setenv("ARXIV_API_URL", service.url)
        monkeypatch.setenv("ARXIV_DELAY_S", "0")
        yield service  # type: ignore[misc] # it is the one that was given


def test_arxiv_is_asked_page_by_page_and_once_a_day(site: Path, arxiv: Searched) -> None:
    (site / "pyproject.toml").write_text(SETTINGS, "utf-8")
    query = ("--arxiv", "cat:cs.LG", "--since", "2021-01-01", "-q")
    assert run(site, *query, pattern="salt|tides", collection="bare") == Exit.DONE
    salt = next(paper for paper in PAPERS if paper.title.startswith("Salt"))
    (paper,) = queue_of(site, "bare").papers
    assert (paper.id, paper.authors) == (salt.id, salt.authors)
    assert len(arxiv.calls) == (len(PAPERS) + 1) // 2
    selection = selection_of(site, 1)
    assert selection.titles == len(PAPERS)
    assert selection.arxiv == since("cat:cs.LG", date(2021, 1, 1))
    before = contents(site)
    assert run(site, *query, pattern="salt|tides", collection="bare") == Exit.DONE
    assert len(arxiv.calls) == (len(PAPERS) + 1) // 2
    assert contents(site) == before
    assert run(site, *query, "--refresh", pattern="salt|tides", collection="bare") == Exit.DONE
    assert len(arxiv.calls) == (len(PAPERS) + 1) // 2 * 2


@pytest.mark.parametrize(
    "first",
    [
        [{"status": 503}, {}, {"empty": True}],
        [{"empty": True, "total": "0"}],
        [{"total": ""}],
        [{"replace": ("<feed", "<html")}],
        [{"replace": ("</title>\n    <", "</title><title>again</title>\n    <")}],
        [{"length": "fits", "cut": 0.5}],
    ],
)
def test_what_goes_wrong_once_with_arxiv_loses_nothing(
    site: Path, arxiv: Searched, first: list[Fault]
) -> None:
    (site / "pyproject.toml").write_text(SETTINGS, "utf-8")
    arxiv.first = first
    assert run(site, "--arxiv", "ti:a", "-q", pattern="salt", collection="bare") == Exit.DONE
    assert selection_of(site, 1).titles == len(PAPERS)


@pytest.mark.parametrize(
    ("always", "said"),
    [
        ({"status": 503}, "503"),
        ({"empty": True}, "left a page of its answer empty"),
        ({"says": "no such field"}, "arXiv says: no such field"),
        ({"total": "30001"}, "30,001 papers"),
        ({"empty": True, "total": "0"}, "finds no paper"),
    ],
)
def test_what_goes_wrong_with_arxiv_for_good_is_told_and_changes_nothing(
    site: Path, arxiv: Searched, always: Fault, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "pyproject.toml").write_text(SETTINGS, "utf-8")
    before = contents(site)
    arxiv.always = always
    status = run(site, "--arxiv", "ti:a", "-q", pattern="salt")
    assert status == (Exit.PROBLEMS if "finds" in said else Exit.INCOMPLETE)
    assert said in capsys.readouterr().err
    assert contents(site) == before


def test_what_arxiv_found_is_asked_for_again_and_only_what_is_new_is_queued(
    site: Path, arxiv: Searched
) -> None:
    (site / "pyproject.toml").write_text(SETTINGS, "utf-8")
    first, *rest = PAPERS
    arxiv.papers = {paper.id: paper for paper in rest}
    assert run(site, "--arxiv", "ti:a", "-q", pattern="a", collection="bare") == Exit.DONE
    before = contents(site)
    assert list(queued_anew(site, budget_s=60)) == []
    assert contents(site) == before

    arxiv.papers = {paper.id: paper for paper in (*rest, replace(first, title="A newcomer"))}
    assert list(queued_anew(site, budget_s=60)) == [("bare", "A newcomer")]
    assert "A newcomer" in [paper.title for paper in queue_of(site, "bare").papers]


def test_a_collection_of_which_arxiv_says_nothing_stays_as_it_is(
    site: Path, arxiv: Searched, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "pyproject.toml").write_text(SETTINGS, "utf-8")
    assert run(site, "--arxiv", "ti:a", "-q", pattern="a", collection="bare") == Exit.DONE
    before = contents(site)
    arxiv.always = {"status": 503}
    assert list(queued_anew(site, budget_s=60)) == []
    assert "the candidates of bare are as they were: " in capsys.readouterr().err
    assert contents(site) == before
