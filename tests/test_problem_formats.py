"""The forms in which problems are told to programs."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.checking.sources import Sources, read_sources
from pipeline.commands.cli import main
from pipeline.commands.codes import CODES
from pipeline.commands.outcome import Exit
from pipeline.files.yaml_source import KEY
from pipeline.problems.formats import Format, as_annotation, as_json
from pipeline.problems.problem import Problem
from pipeline.text.signs import unseen, written_out
from pipeline.written.validation import VALUE
from tests.sites import Site

# What GitHub's runner reads as a command: the old form wherever it stands, but not in a new one.
# https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
COMMAND = re.compile(r"\s*::(?P<name>\S+) (?P<properties>.*?)::(?P<data>.*)")
OLD_COMMAND = "##["

HOSTILE = st.text(st.one_of(st.characters(), st.sampled_from("%:,=#[]\r\n ADda0235")))
PROBLEMS = st.builds(
    Problem,
    path=HOSTILE.map("reviews/{}".format),
    line=st.integers(min_value=1),
    message=HOSTILE,
    code=st.sampled_from(CODES),
    is_note=st.booleans(),
)

ONE = Problem("reviews/a,b.md", 3, "50% of it:\nnothing", VALUE)


def commands(output: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """The commands that GitHub's runner finds in what a step prints."""
    for line in re.split(r"\r\n|\r|\n", output):
        if command := COMMAND.fullmatch(line):
            properties = [pair.split("=", 1) for pair in command["properties"].split(",")]
            unescaped = {key: unescape(value, "%0D%0A%3A%2C%25") for key, value in properties}
            yield command["name"], unescaped, unescape(command["data"], "%0D%0A%25")
        elif OLD_COMMAND in line:
            yield line, {}, ""


def unescape(text: str, escapes: str) -> str:
    for code in re.findall("%..", escapes):
        text = text.replace(code, chr(int(code[1:], 16)))
    return text


def test_an_annotation_is_escaped_as_github_asks() -> None:
    assert as_annotation(ONE) == (
        "::error file=reviews/a%2Cb.md,line=3,title=value::"
        "reviews/a,b.md:3: 50%25 of it:\\nnothing [value]"
    )


def test_a_note_says_that_it_is_one() -> None:
    note = replace(ONE, message="worth knowing", is_note=True)
    assert str(note) == "reviews/a,b.md:3: note: worth knowing [value]"
    assert as_annotation(note) == (
        "::notice file=reviews/a%2Cb.md,line=3,title=value::"
        "reviews/a,b.md:3: note: worth knowing [value]"
    )


@given(PROBLEMS)
@example(Problem("reviews/::error::x", 1, "::add-mask::x\n::error::y", KEY))
@example(Problem("reviews/##[error]x", 1, "##[add-mask]x\r##[error]y", KEY))
@example(Problem("reviews/%0A::error::x", 1, "%0A::error::x%250A", KEY))
def test_an_annotation_is_one_command_that_says_what_the_problem_does(problem: Problem) -> None:
    path = written_out(problem.path)
    properties = {"file": path, "line": str(problem.line), "title": str(problem.code)}
    kind = "notice" if problem.is_note else "error"
    assert list(commands(as_annotation(problem))) == [(kind, properties, str(problem))]


@given(PROBLEMS)
@example(Problem("reviews/a\nb.md", 1, "a\n::error title=x::y", KEY))
@example(Problem("reviews/a\udcff.md", 1, "b\x1b[31mRED\u202e", KEY))
def test_a_problem_is_one_line_that_a_terminal_only_shows(problem: Problem) -> None:
    told = str(problem)
    assert told.splitlines() == [told]
    assert unseen(told) == []


@given(st.lists(PROBLEMS))
def test_json_says_all_of_each_problem(problems: list[Problem]) -> None:
    assert json.loads(as_json(problems)) == [asdict(problem) for problem in problems]


@pytest.fixture(params=["true", None], ids=["on GitHub", "elsewhere"])
def on_github(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether `check` runs as a step of a workflow."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    if request.param:
        monkeypatch.setenv("GITHUB_ACTIONS", request.param)
    return bool(request.param)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site.create(tmp_path / "site")


@pytest.fixture
def problems(site: Site) -> list[Problem]:
    """Two problems that the site has."""
    site.edit("reviews/2101.00001.en.md", "read: full", "read: half")
    site.edit("reviews/2101.00002.en.md", "read: ", "##[add-mask]x: ")
    found = read_sources(site.root)
    assert isinstance(found, list)
    return found


def check(site: Site, form: Format) -> int:
    return main(["--root", str(site.root), "check", "--format", form])


@pytest.mark.parametrize("form", Format)
def test_check_tells_every_problem_in_the_form_that_was_asked_for(
    site: Site,
    problems: list[Problem],
    form: Format,
    capsys: pytest.CaptureFixture[str],
    *,
    on_github: bool,
) -> None:
    assert check(site, form) == Exit.PROBLEMS
    told = capsys.readouterr()
    assert told.out == (f"{as_json(problems)}\n" if form is Format.JSON else "")
    lines = {
        (True, Format.TEXT): [as_annotation(problem) for problem in problems],
        (True, Format.JSON): [as_annotation(problem) for problem in problems],
        (False, Format.TEXT): [str(problem) for problem in problems],
        (False, Format.JSON): [],
    }
    assert told.err.splitlines() == lines[on_github, form]


def test_check_tells_as_json_that_there_is_no_problem(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(site, Format.JSON) == Exit.DONE
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize("form", Format)
def test_notes_are_told_as_problems_are_and_nothing_fails(
    site: Site, form: Format, capsys: pytest.CaptureFixture[str], *, on_github: bool
) -> None:
    site.edit("pyproject.toml", ', en = "A small site"', "")
    found = read_sources(site.root)
    assert isinstance(found, Sources)
    [note] = found.notes
    assert note.code == "translation"
    assert check(site, form) == Exit.DONE
    told = capsys.readouterr()
    if form is Format.JSON:
        assert told.out == f"{as_json([note])}\n"
        assert told.err == (f"{as_annotation(note)}\n" if on_github else "")
    else:
        assert told.out == "5 reviews of 6 papers: no problem found\n"
        assert told.err == f"{as_annotation(note) if on_github else note}\n"


def test_every_command_that_reads_the_reviews_tells_problems_as_text(
    site: Site,
    problems: list[Problem],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert main(["--root", str(site.root), "emit"]) == Exit.PROBLEMS
    assert capsys.readouterr().err.splitlines() == [str(problem) for problem in problems]
