"""The command line, but for `fetch`."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

import pipeline
from pipeline.commands.cli import main
from pipeline.commands.outcome import Exit
from pipeline.exports.formats import FORMATS
from pipeline.written.hand_written import is_generated
from tests.sites import LANGUAGES, Site, texts

PROGRAM = Path(pipeline.__file__).parents[1]
REVIEW = "reviews/2101.00001.en.md"
# Python runs this in every process before anything else.
SPY = """\
import os, sys

def tell(event, arguments):
    # urllib3 binds a socket when it is imported, to see whether there is IPv6; that asks nobody.
    if event.startswith("socket.") and event not in {"socket.__new__", "socket.bind"}:
        with open(os.environ["SOCKETS"], "a") as file:
            file.write(event)

sys.addaudithook(tell)
"""


@pytest.fixture(autouse=True)
def _outside_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site.create(tmp_path / "site")


@pytest.fixture
def broken(site: Site) -> Site:
    """A site with two mistakes in two files."""
    site.edit(REVIEW, "read: full", "read: all")
    site.edit("reviews/papers.yaml", "titles: 1234", "titles: many")
    return site


def run(site: Site, *arguments: str) -> int:
    return main(["--root", str(site.root), *arguments])


@dataclass(frozen=True, kw_only=True)
class Run:
    """How a command ended, what it said, and what it and its children did with sockets."""

    site: Site
    status: int
    out: str
    err: str
    sockets: str


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("offline")
    site = Site.create(folder / "site")
    opened = folder / "sockets"
    opened.touch()
    (folder / "sitecustomize.py").write_text(SPY, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(PROGRAM)]))
        patch.setenv("SOCKETS", str(opened))
        done = subprocess.run(  # noqa: S603 (our own)
            [sys.executable, "-m", "pipeline", "--root", str(site.root), "build", "--offline"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    return Run(
        site=site,
        status=done.returncode,
        out=done.stdout,
        err=done.stderr,
        sockets=opened.read_text("utf-8"),
    )


def generated(site: Site) -> list[Path]:
    return sorted((site.root / "docs").rglob("papers/*.md"))


def all_generated(site: Site) -> list[Path]:
    return [file for file in (site.root / "docs").rglob("*.md") if is_generated(file)]


def empty(site: Site) -> None:
    """Take every paper away."""
    shutil.rmtree(site.root / "reviews/records")
    for review in (site.root / "reviews").glob("*.md"):
        review.unlink()
    for language in LANGUAGES:
        index = "# Front page\n\n```{toctree}\nabout\nguide/index\n```\n"
        (site.root / f"docs/{language}/index.md").write_text(index, "utf-8")
    shutil.rmtree(site.root / "reviews/queue")
    (site.root / "reviews/papers.yaml").write_text("collections: []\n", "utf-8")


def test_checking_says_what_was_found_in_order(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, "check") == Exit.DONE
    said = capsys.readouterr()
    assert said.out == "5 reviews of 6 papers: no problem found\n"
    assert said.err == ""


def test_checking_writes_nothing(site: Site) -> None:
    before = sorted(site.root.rglob("*"))
    run(site, "check")
    assert sorted(site.root.rglob("*")) == before


@pytest.mark.parametrize("command", [["check"], ["emit"], ["build", "--offline"]])
def test_every_problem_is_told_at_once_and_nothing_is_written(
    broken: Site, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(broken.root.rglob("*"))
    assert run(broken, *command) == Exit.PROBLEMS
    said = capsys.readouterr()
    assert [line.split(":")[0] for line in said.err.splitlines()] == [
        REVIEW,
        "reviews/papers.yaml",
    ]
    assert said.out == ""
    assert sorted(broken.root.rglob("*")) == before


def test_pages_once_written_stay_while_there_is_a_problem(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    run(site, "emit")
    before = {page: page.read_text("utf-8") for page in generated(site)}
    site.edit(REVIEW, "read: full", "read: all")
    assert run(site, "emit") == Exit.PROBLEMS
    assert {page: page.read_text("utf-8") for page in generated(site)} == before
    assert "read must be" in capsys.readouterr().err


def test_emitting_counts_the_pages(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "emit") == Exit.DONE
    assert run(site, "emit") == Exit.DONE
    first, second = capsys.readouterr().out.splitlines()
    number = len(all_generated(site))
    assert first == f"pages: {number} written, 0 removed, 0 as they were"
    assert second == f"pages: 0 written, 0 removed, {number} as they were"


def test_a_build_ends_with_the_address_of_its_front_page(offline: Run) -> None:
    assert offline.status == Exit.DONE
    front_page = offline.site.root / "build/html/index.html"
    assert offline.out.splitlines()[-1] == f"The front page is {front_page.as_uri()}"


def test_a_build_counts_the_missing_abstracts(offline: Run) -> None:
    # Of one paper there is no record, of another no abstract.
    said = "warning: the abstracts of 2 papers are not here; `nox -s fetch` gets them\n"
    assert offline.err == said


def test_building_offline_asks_nothing_of_the_network(offline: Run) -> None:
    assert offline.sockets == ""


def test_a_build_has_both_languages_below_one_front_page(offline: Run) -> None:
    output = offline.site.root / "build/html"
    front_page = html.parse(output / "index.html").getroot()
    assert texts(front_page, "//a") == ["日本語", "English"]
    for address in front_page.xpath("//@href | //@src"):
        assert (output / address).is_file()


def test_a_build_that_warns_has_failed(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    empty(site)
    page = site.root / "docs/en/about.md"
    page.write_text("# About\n\n{ref}`nowhere`\n", "utf-8")
    assert run(site, "build", "--offline") == Exit.PROBLEMS
    assert f"{page}:3: WARNING: undefined label: 'nowhere'" in capfd.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["check", "--offline"], ["--rot", "."]])
def test_what_is_no_command_is_a_mistake_in_use(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == Exit.USAGE
    assert capsys.readouterr().err.startswith("usage: shoroku")


@pytest.mark.parametrize("command", [["check"], ["emit"], ["build", "--offline"]])
def test_a_folder_that_is_no_site_is_told_what_it_lacks(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tmp_path), *command]) == Exit.PROBLEMS
    assert capsys.readouterr().err.splitlines() == [
        (
            "pyproject.toml:1: is missing; `shoroku init` makes a site, with this file of its"
            " settings [settings]"
        ),
        "reviews/papers.yaml:1: is missing; it lists the papers of the site [file-name]",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_a_problem_of_one_line(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.root / "docs/en/topics").write_text("a file where a folder belongs", "utf-8")
    assert run(site, "emit") == Exit.PROBLEMS
    [line] = capsys.readouterr().err.splitlines()
    assert str(site.root / "docs/en/topics") in line


def test_a_file_in_the_place_of_a_page_is_left_alone(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site.root / "docs/en/papers/2101.00001.md"
    page.parent.mkdir()
    page.write_text("# Mine\n", "utf-8")
    for command in ("emit", "check"):
        assert run(site, command) == Exit.PROBLEMS
        assert "[foreign-file]" in capsys.readouterr().err
    assert generated(site) == [page]
    assert page.read_text("utf-8") == "# Mine\n"


def test_a_folder_in_the_place_of_a_page_is_told_by_the_check_too(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.root / "docs/en/new.md").mkdir()
    assert run(site, "check") == Exit.PROBLEMS
    assert "docs/en/new.md:1: stands where a generated page belongs" in capsys.readouterr().err


def test_a_damaged_record_is_a_problem_with_the_way_out(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.root / "reviews/records/2101.00001.json").write_text("{", "utf-8")
    assert run(site, "emit") == Exit.PROBLEMS
    said = capsys.readouterr().err
    assert said.startswith("reviews/records/2101.00001.json:1: ")
    assert "`nox -s fetch`" in said
    assert generated(site) == []


def test_the_root_is_the_folder_in_which_one_is(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.root)
    assert main(["emit"]) == Exit.DONE
    assert generated(site) != []


def test_a_stale_page_is_removed_with_its_paper(site: Site) -> None:
    run(site, "emit")
    empty(site)
    assert run(site, "emit") == Exit.DONE
    assert [page.name for page in generated(site)] == ["index.md", "index.md"]


# export


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_exported_is_what_stands_beside_the_pages(
    site: Site, form: str, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    files, file = site.exported(), tmp_path / "cited"
    assert run(site, "export", "--format", form) == Exit.DONE
    whole = capfdbinary.readouterr().out.decode()
    assert whole == files[f"ja/papers.{FORMATS[form].ending}"]
    options = ("--format", form, "--language", "en", "--topic", "one", "-o", str(file))
    assert run(site, "export", *options) == Exit.DONE
    assert file.read_bytes().decode() == files[f"topics/one.{FORMATS[form].ending}"]
    assert not (site.root / "build").exists()


def test_a_collection_is_exported(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(site, "export", "--collection", "first") == Exit.DONE
    assert capfd.readouterr().out == site.exported()["collections/first.bib"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--collection", "frist"], "collections/frist; did you mean first?"),
        (["--topic", "three"], "topics/three"),
        (["--language", "de"], "'de' is no language of this site; it has ja, en"),
    ],
)
def test_what_cannot_be_exported_is_told(
    site: Site, options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, "export", *options) == Exit.USAGE
    assert told in capsys.readouterr().err


def test_nothing_is_exported_while_there_is_a_problem(
    broken: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(broken, "export") == Exit.PROBLEMS
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 2


def test_a_folder_may_have_the_name_of_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Site.create(tmp_path / "build")
    monkeypatch.chdir(tmp_path)
    assert main(["--root", "build", "check"]) == Exit.DONE
    assert "no problem found" in capsys.readouterr().out


def test_a_check_does_not_wait_for_what_builds_the_site() -> None:
    program = (
        "import sys; from pipeline.commands.cli import parser; parser(['check']);"
        " print(*sys.modules)"
    )
    command = [sys.executable, "-c", program]
    loaded = subprocess.check_output(command, text=True, cwd=PROGRAM).split()  # noqa: S603
    assert "pipeline.commands.check" in loaded
    assert {"pipeline.commands.steps", "sphinx.application", "numpy"}.isdisjoint(loaded)
