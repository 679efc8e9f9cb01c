"""Records that somebody sent, held against what arXiv says before they are published."""

import json
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.arxiv.records import sha256
from pipeline.commands import build
from pipeline.commands.cli import main
from pipeline.commands.outcome import Exit
from tests.fetch.made_up import made_up
from tests.fetch.stand_in import StandIn

SETTINGS = """\
[tool.shoroku]
title = "A site"
languages = ["en"]
keep_abstracts = true
"""
LIST = """\
collections:
  - id: first
    title: First
    papers: [{papers}]
topics: {{one: One}}
"""
FORGED = "2101.00003"
RECORD = f"reviews/records/{FORGED}.json"


@dataclass(frozen=True, kw_only=True)
class Repository:
    """A site whose records came from arXiv and were committed."""

    root: Path
    first: str

    def run(self, *arguments: str) -> int:
        return main(["--root", str(self.root), *arguments])

    def record(self, path: str = RECORD) -> dict[str, Any]:
        fields: dict[str, Any] = json.loads((self.root / path).read_text("utf-8"))
        return fields

    def send(self, path: str = RECORD, **fields: object) -> None:
        """Commit a record with other fields."""
        text = json.dumps(self.record() | fields, ensure_ascii=False, indent=2, sort_keys=True)
        (self.root / path).write_text(text + "\n", "utf-8")
        self.commit()

    def list(self, *papers: str) -> None:
        path = self.root / "reviews/papers.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LIST.format(papers=", ".join(papers)), "utf-8")

    def commit(self) -> str:
        git(self.root, "add", "--all")
        somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
        git(self.root, *somebody, "commit", "--quiet", "--no-gpg-sign", "-m", "A change")
        return git(self.root, "rev-parse", "HEAD")


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout.strip()


@pytest.fixture
def site(tmp_path: Path, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("ARXIV_API_URL", stand_in.url)
    monkeypatch.setenv("ARXIV_DELAY_S", "0")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    # What Sphinx makes of it is another matter.
    monkeypatch.setattr(build, "build_site", lambda root, _: root / "index.html")
    root = tmp_path / "site"
    site = Repository(root=root, first="")
    site.list("2101.00001", FORGED)
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (root / ".gitignore").write_text("/.cache/\n/build/\n/docs/en/*/\n", "utf-8")
    (root / "docs/en").mkdir(parents=True)
    (root / "docs/conf.py").write_text("", "utf-8")
    (root / "docs/en/index.md").write_text("# Front page\n", "utf-8")
    assert site.run("fetch", "-q") == Exit.DONE
    git(root, "init", "--quiet", "--initial-branch=main")
    first = site.commit()
    stand_in.calls.clear()
    return replace(site, first=first)


def test_a_record_that_says_what_arxiv_says_is_published(
    site: Repository, stand_in: StandIn
) -> None:
    text = (site.root / RECORD).read_text("utf-8")
    (site.root / RECORD).unlink()
    before = site.commit()
    (site.root / RECORD).write_text(text, "utf-8")
    site.commit()
    assert site.run("build", "--verify", before) == Exit.DONE
    assert [call.ids for call in stand_in.calls] == [(FORGED,)]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": "A better title"}, "title"),
        ({"authors": ["Eve"]}, "authors"),
        ({"version": 9}, "version"),
        ({"version": 9, "title": "A better title"}, "version, title"),
        ({"comment": "Read this: https://example.org/"}, "comment"),
        ({"doi": "10.1000/forged"}, "doi"),
        ({"categories": ["cs.CR"]}, "categories"),
        ({"withdrawn": True}, "withdrawn"),
        ({"published": "2021-01-03T18:00:00Z"}, "published"),
        (
            {"abstract": "Eve was here.", "abstract_sha256": sha256("Eve was here.")},
            "abstract",
        ),
    ],
)
def test_of_a_record_that_says_otherwise_arxiv_s_word_is_published(
    fields: dict[str, Any], told: str, site: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = site.record()
    site.send(**fields)
    report = site.root / "build/arxiv.json"
    options = ("-q", "--report", str(report), "--verify", site.first)
    assert site.run("build", *options) == Exit.DONE
    assert capsys.readouterr().err == (
        f"warning: {RECORD}:1: arXiv says otherwise, and its word is taken: {told} [unverified]\n"
    )
    assert site.record() == sound
    page = (site.root / f"docs/en/papers/{FORGED}.md").read_text("utf-8")
    assert sound["title"] in page
    papers = json.loads(report.read_text("utf-8"))["papers"]
    assert [paper["refuted"] for paper in papers] == [False, True]


def test_in_github_the_record_is_annotated(
    site: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.send(title="A better title")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert site.run("build", "-q", "--verify", site.first) == Exit.DONE
    assert capsys.readouterr().err.startswith(f"::warning file={RECORD},line=1,title=unverified::")


def test_a_record_of_a_paper_that_arxiv_does_not_know_is_not_published(
    site: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "reviews/records/2101.04242.json"
    site.list("2101.00001", FORGED, "2101.04242")
    site.send(path, id="2101.04242")
    assert site.run("build", "--verify", site.first) == Exit.UNVERIFIED
    assert f"{path}:1: could not be verified: arXiv left it out" in capsys.readouterr().err


def test_nothing_unverified_is_published_while_arxiv_is_down(
    site: Repository, stand_in: StandIn
) -> None:
    site.send(title="A better title")
    stand_in.always = {"status": 503}
    assert site.run("build", "--budget", "1", "--verify", site.first) == Exit.UNVERIFIED


def test_what_brings_no_record_is_published_while_arxiv_is_down(
    site: Repository, stand_in: StandIn
) -> None:
    (site.root / "docs/en/index.md").write_text("# Another front page\n", "utf-8")
    site.commit()
    stand_in.always = {"status": 503}
    assert site.run("build", "--budget", "1", "--verify", site.first) == Exit.DONE
    assert stand_in.calls == []


@pytest.mark.parametrize("revision", ["", "0" * 40, "nowhere", "--output=x", None])
def test_where_nobody_knows_what_changed_all_is_verified(
    revision: str | None, site: Repository, stand_in: StandIn
) -> None:
    site.send(title="A better title")
    option = ["--verify"] if revision is None else [f"--verify={revision}"]
    assert site.run("build", *option) == Exit.DONE
    assert site.record()["title"] != "A better title"
    assert [call.ids for call in stand_in.calls] == [("2101.00001", FORGED)]


def test_a_fetch_mends_what_arxiv_says_otherwise(site: Repository) -> None:
    sound = site.record()
    site.send(title="A better title", version=9)
    assert site.run("fetch") == Exit.DONE
    assert site.run("fetch", "--refresh") == Exit.INCOMPLETE
    assert site.record()["version"] == 9
    assert site.run("fetch", "--verify") == Exit.DONE
    assert site.record() == sound


def test_a_record_that_an_older_program_wrote_of_the_same_words_is_no_forgery(
    site: Repository, stand_in: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = replace(made_up(3), abstract="One river.\n  Another.", comment="Withdrawn")
    stand_in.papers = {**stand_in.papers, FORGED: paper}
    flat = "One river. Another."
    site.send(abstract=flat, abstract_sha256=sha256(flat), comment="Withdrawn")
    assert site.run("build", "-q", "--verify", site.first) == Exit.DONE
    assert "otherwise" not in capsys.readouterr().err


def test_nobody_can_verify_offline(site: Repository) -> None:
    assert site.run("build", "--offline", "--verify", site.first) == Exit.USAGE
