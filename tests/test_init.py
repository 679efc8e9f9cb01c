"""`init`: a site from nothing."""

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from markdown_it import MarkdownIt

import pipeline
from pipeline.commands import init
from pipeline.commands.cli import main
from pipeline.commands.outcome import Exit
from pipeline.files.atomic import write_atomically
from pipeline.text.signs import unseen
from pipeline.written.paper_list import Listing, read_paper_list
from pipeline.written.settings import Settings, Site, read_settings

ONE_LANGUAGE = {
    "pyproject.toml",
    "noxfile.py",
    "README.md",
    ".gitignore",
    "reviews/papers.yaml",
    "docs/conf.py",
    "docs/en/index.md",
    "docs/en/about.md",
    ".github/workflows/site.yml",
    ".github/workflows/archive.yml",
    ".github/workflows/refresh.yml",
    ".github/dependabot.yml",
}
HOSTILE = 'My "notes" \\ on\nbraces << >> {x} {{ y }} `z` $a$ *b* <i> #'


def test_a_site_in_one_language_is_twelve_files(tmp_path: Path) -> None:
    assert _init(tmp_path / "notes", "1706.03762") == 0
    assert _files(tmp_path / "notes") == ONE_LANGUAGE


def test_each_further_language_is_two_files_more(tmp_path: Path) -> None:
    assert _init(tmp_path, "--lang", "en", "--lang", "ja", "1706.03762", "--lang", "zh_CN") == 0
    pages = {f"docs/{code}/{page}.md" for code in ("ja", "zh_CN") for page in ("index", "about")}
    assert _files(tmp_path) == ONE_LANGUAGE | pages
    assert _site(tmp_path).languages == ("en", "ja", "zh_CN")
    title = _list(tmp_path).papers.collections[0].title
    assert isinstance(title, dict)
    assert list(title) == ["en", "ja", "zh_CN"]


def test_languages_and_papers_may_follow_each_other(tmp_path: Path) -> None:
    assert (
        _init(tmp_path, "--lang", "fr", "de", "1706.03762", "--title", "Notes", "1810.04805") == 0
    )
    assert _site(tmp_path).languages == ("fr", "de")
    assert [paper.id for paper in _list(tmp_path).papers.entries] == ["1706.03762", "1810.04805"]


def test_a_site_is_made_below_the_root_that_is_given(tmp_path: Path) -> None:
    assert main(["--root", str(tmp_path), "init", "notes"]) == 0
    assert _files(tmp_path / "notes") == ONE_LANGUAGE


def test_a_language_in_the_place_of_the_folder_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tmp_path), "init", "--lang", "en", "ja"]) == Exit.USAGE
    assert "write the folder first" in capsys.readouterr().err
    assert _files(tmp_path) == set()


def test_a_language_named_twice_is_one(tmp_path: Path) -> None:
    assert _init(tmp_path, "--lang", "fr", "--lang", "fr") == 0
    assert _site(tmp_path).languages == ("fr",)


def test_every_paper_is_listed_and_cited_once(tmp_path: Path) -> None:
    given = ("2110.10090", "https://arxiv.org/abs/hep-th/9901001v2", "arXiv:2110.10090v3")
    assert _init(tmp_path, *given) == 0
    assert list(_list(tmp_path).lines) == ["2110.10090", "hep-th/9901001"]
    index = (tmp_path / "docs/en/index.md").read_text("utf-8")
    assert index.count("{paper}`2110.10090`") == 1
    assert index.count("{paper}`hep-th/9901001`") == 1
    assert "```{overview} first\n" in index
    assert "\ncollections/first\n" in index


def test_a_site_without_papers_refers_to_no_collection(tmp_path: Path) -> None:
    assert _init(tmp_path) == 0
    assert _list(tmp_path).papers.collections == ()
    index = (tmp_path / "docs/en/index.md").read_text("utf-8")
    assert "overview" not in index
    assert "collections/" not in index


def test_no_line_of_the_program_comes_along(tmp_path: Path) -> None:
    assert _init(tmp_path, "1706.03762") == 0
    assert "pipeline" not in "".join(_texts(tmp_path).values())
    assert len((tmp_path / "noxfile.py").read_text("utf-8").splitlines()) <= 40
    assert len((tmp_path / "README.md").read_text("utf-8").splitlines()) <= 30


def test_an_english_site_holds_no_letter_of_another_script(tmp_path: Path) -> None:
    assert _init(tmp_path / "notes", "1706.03762") == 0
    assert all(text.isascii() for text in _texts(tmp_path).values())


def test_what_is_still_a_template_in_no_file_stays(tmp_path: Path) -> None:
    assert _init(tmp_path, "1706.03762", "--lang", "en", "--lang", "fr") == 0
    for path, text in _texts(tmp_path).items():
        assert not any(mark in text for mark in ("<<", ">>", "<%", "%>")), path
        assert text.endswith("\n"), path
        assert not unseen(text.replace("\n", "")), path


def test_nothing_is_overwritten_and_nothing_half_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in ("README.md", "docs/conf.py"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("mine")
    assert _init(tmp_path, "1706.03762") == 1
    right = "is there already; move it away, or choose another folder [exists]"
    assert capsys.readouterr().err.splitlines() == [
        f"{tmp_path.as_posix()}/README.md:1: {right}",
        f"{tmp_path.as_posix()}/docs/conf.py:1: {right}",
    ]
    assert _files(tmp_path) == {"README.md", "docs/conf.py"}
    assert set(_texts(tmp_path).values()) == {"mine"}


def test_a_link_to_nowhere_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "README.md").symlink_to(tmp_path / "elsewhere")
    assert _init(tmp_path) == 1
    assert _files(tmp_path) == set()
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_where_a_folder_is_to_be_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").write_text("mine")
    assert _init(tmp_path) == 1
    assert f"{tmp_path.as_posix()}/docs:1: is no folder; move it" in capsys.readouterr().err
    assert _files(tmp_path) == {"docs"}


def test_other_files_in_the_folder_stay_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "paper.tex").write_text("mine")
    assert _init(tmp_path) == 0
    assert _files(tmp_path) == ONE_LANGUAGE | {"paper.tex"}
    assert (tmp_path / "paper.tex").read_text() == "mine"


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()

    def until_full(path: Path, text: str, *, durable: bool) -> None:
        if path.name == "conf.py":
            raise OSError(28, "No space left on device")
        write_atomically(path, text, durable=durable)

    monkeypatch.setattr("pipeline.commands.init.write_atomically", until_full)
    assert _init(tmp_path) == 1
    assert [path.name for path in tmp_path.rglob("*")] == ["docs"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["2110"], "'2110' is no arXiv id or address; write it as 1706.03762"),
        (["my-paper-2021"], "'my-paper-2021' is no arXiv id or address"),
        (["2110.1398"], "since January 2015 an id has 5 digits after its point, not 4"),
        (["2110.13985, 1706.03762"], "it names more than one paper; name one at a time"),
        (["--lang", "tlh-Qaak"], "'tlh-Qaak' is no language; write codes such as en, ja or zh_CN"),
        (["--title", " \n "], "--title is empty; write what the site is called"),
        (["--title", "a" * 201], "--title has 201 characters; 200 are allowed"),
        (["--title", "a\u202eb"], "--title: remove the invisible character U+202E"),
        (["--title", "a\x7fb"], "--title: remove the invisible character U+007F"),
    ],
)
def test_what_is_asked_for_wrongly_is_told_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert _init(tmp_path / "notes", *arguments) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "notes").exists()


def test_all_that_is_wrong_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _init(tmp_path, "nix", "--lang", "x", "nada", "--title", "") == 2
    assert len(capsys.readouterr().err.splitlines()) == 4


def test_the_title_is_the_folders_name_where_none_is_given(tmp_path: Path) -> None:
    assert _init(tmp_path / "reading_notes-2026") == 0
    assert _site(tmp_path / "reading_notes-2026").title_in("en") == "Reading notes 2026"


@pytest.mark.parametrize("name", ["shoroku", "抄録", "a b", "My.Notes"])
def test_the_project_is_called_neither_nothing_nor_as_the_program(
    tmp_path: Path, name: str
) -> None:
    assert _init(tmp_path / name) == 0
    project = tomllib.loads((tmp_path / name / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["name"] in {"shoroku-site", "site", "a-b", "my-notes"}


def test_a_hostile_title_is_text_everywhere(tmp_path: Path) -> None:
    assert _init(tmp_path, "--title", HOSTILE, "--lang", "en", "--lang", "ja") == 0
    shown = " ".join(HOSTILE.split())
    assert _site(tmp_path).title_in("ja") == shown
    for path in ("README.md", "docs/en/index.md", "docs/ja/index.md"):
        heading, first, _ = MarkdownIt().parse((tmp_path / path).read_text("utf-8"))[:3]
        assert heading.tag == "h1"
        assert "".join(part.content for part in first.children or []) == shown


def test_the_next_commands_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _init(tmp_path / "my notes") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[1:] == [f"  cd '{tmp_path}/my notes'", "  nox -s docs"]


@pytest.mark.parametrize(
    ("name", "jobs", "tools"),
    [
        (
            "site",
            {"check", "outsider", "build", "deploy", "records"},
            {"python", "nox", "git", "gh", "jq", "echo"},
        ),
        ("refresh", {"look", "propose"}, {"python", "nox", "last=$(gh", "mkdir", "if"}),
    ],
)
def test_a_workflow_is_yaml_in_which_nox_and_little_else_is_run(
    tmp_path: Path, name: str, jobs: set[str], tools: set[str]
) -> None:
    assert _init(tmp_path) == 0
    text = (tmp_path / f".github/workflows/{name}.yml").read_text("utf-8")
    found = yaml.safe_load(text)["jobs"]
    assert set(found) == jobs
    runs = [step["run"] for job in found.values() for step in job["steps"] if "run" in step]
    assert {run.split()[0] for run in runs} <= tools
    # A script is text, in which GitHub would put whatever an expression is.
    assert not any("${{" in run for run in runs)
    # What may write runs nothing of the site's.
    writing = [job for job in found.values() if "write" in (job["permissions"] or {}).values()]
    assert not any("nox" in step.get("run", "") for job in writing for step in job["steps"])


@pytest.mark.parametrize(
    ("origin", "asked"),
    [
        (None, "shoroku==9.8.7"),
        (
            {"url": "file:///tmp/shoroku-9.8.7-py3-none-any.whl", "archive_info": {}},
            "shoroku @ file:///tmp/shoroku-9.8.7-py3-none-any.whl",
        ),
        (
            {"url": "file:///home/me/a%20b", "dir_info": {}},
            "shoroku @ file:///home/me/a%20b",
        ),
        (
            {
                "url": "https://example.org/shoroku.git",
                "vcs_info": {"vcs": "git", "requested_revision": "main", "commit_id": "c0ffee"},
            },
            "shoroku @ git+https://example.org/shoroku.git@c0ffee",
        ),
        (
            {
                "url": "https://example.org/all.git",
                "vcs_info": {"vcs": "git", "commit_id": "c0ffee"},
                "subdirectory": "shoroku",
            },
            "shoroku @ git+https://example.org/all.git@c0ffee#subdirectory=shoroku",
        ),
    ],
)
def test_a_site_asks_for_the_program_as_it_was_installed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    origin: dict[str, object] | None,
    asked: str,
) -> None:
    folder = Path(init.__file__).parents[1]
    _install(monkeypatch, folder, origin)
    assert _init(tmp_path / "notes") == 0
    text = (tmp_path / "notes/pyproject.toml").read_text("utf-8")
    assert f'\ndependencies = ["{asked}"]\n' in text
    assert tomllib.loads(text)["project"]["dependencies"] == [asked]
    assert ("a path on one machine" in text) is ("file:" in asked)


def test_a_site_made_from_a_checkout_asks_for_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(monkeypatch, tmp_path, None)  # another one, which does not run
    checkout = Path(init.__file__).parents[2].as_uri()
    assert init.requirement() == f"shoroku @ {checkout}"

    def nowhere(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", nowhere)
    assert init.requirement() == f"shoroku @ {checkout}"


def _init(folder: Path, *arguments: str) -> int:
    return main(["init", str(folder), *arguments])


def _install(
    monkeypatch: pytest.MonkeyPatch, folder: Path, origin: dict[str, object] | None
) -> None:
    """Have the program installed in `folder`, from where PEP 610 says."""
    found = SimpleNamespace(
        version="9.8.7",
        read_text=lambda _name: json.dumps(origin) if origin else None,
        locate_file=lambda _name: folder,
    )
    monkeypatch.setattr(metadata, "distribution", lambda _name: found)


def _site(root: Path) -> Settings:
    site = read_settings(root)
    assert isinstance(site, Site), site
    return site.settings


def _list(root: Path) -> Listing:
    listing = read_paper_list(root)
    assert isinstance(listing, Listing), listing
    return listing


def _texts(root: Path) -> dict[str, str]:
    return {path: (root / path).read_text("utf-8") for path in _files(root)}


def _files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_the_workflow_uses_actions_as_the_project_s_own_do() -> None:
    def used(file: Path) -> set[str]:
        return set(re.findall(r"uses: .+", file.read_text("utf-8")))

    project = Path(pipeline.__file__).parents[1]
    workflow = project / "pipeline/commands/new_site/github/workflows/site.yml.jinja"
    own = set[str]().union(*map(used, (project / ".github/workflows").glob("*.yml")))
    assert used(workflow)
    assert used(workflow) <= own
