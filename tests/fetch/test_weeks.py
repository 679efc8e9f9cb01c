"""Eight weeks of upkeep: each change is told once, and nothing that did not change."""

import argparse
import shutil
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.arxiv import fetching
from pipeline.commands import refresh
from pipeline.commands.init import NewSite, site_files
from pipeline.files.memory import Memory
from pipeline.upkeep.matters import Matter
from pipeline.upkeep.quoting import paper_link, quoted
from pipeline.upkeep.week import World
from tests.fetch.made_up import PAPERS
from tests.fetch.runs import SkippingClock
from tests.fetch.stand_in import StandIn

CASES = Path(__file__).parents[1] / "cases" / "weeks.toml"
WEEKS = tomllib.loads(CASES.read_text("utf-8"))["week"]
REVIEW = """---
read: full
date: 2025-12-01
topics: []
tldr: It names rivers.
---
## What it says

[The code](https://example.org/code) and [the data](https://example.com/data#rows) are there.
"""
BUILT = "build: 12 pages"


@dataclass
class Upkeep:
    """A site that is looked after, and the world around it."""

    root: Path
    stand_in: StandIn
    web: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def week(self, week: Mapping[str, Any]) -> tuple[int, list[str]]:
        """Run a week: the exit status, and the lines of the pull request."""
        self._change(week)
        parser = argparse.ArgumentParser()
        refresh.add_options(parser)
        body = self.root / "build" / "body.md"
        options = parser.parse_args(["--body", str(body), "--quiet"])
        options.root = self.root
        before = snapshot(self.root / "reviews")
        status = refresh.refresh(options, self._world(week), Memory())
        after = snapshot(self.root / "reviews")
        lines = body.read_text("utf-8").splitlines() if body.exists() else []
        assert bool(lines) == (before != after), "what is told is what changed"
        if not week.get("merged"):
            restore(self.root / "reviews", before)
        return status, [line for line in lines if line]

    def _change(self, week: Mapping[str, Any]) -> None:
        papers = dict(self.stand_in.papers)
        for paper_id, new in week.get("arxiv", {}).items():
            papers[paper_id] = replace(papers[paper_id], **new)
        self.stand_in.papers = papers
        self.stand_in.first = list(week.get("faults", []))
        self.stand_in.always = week.get("always", {})
        self.web |= week.get("web", {})
        if edit := week.get("edit"):
            file = self.root / edit[0]
            file.write_text(file.read_text("utf-8").replace(edit[1], edit[2]), "utf-8")

    def _world(self, week: Mapping[str, Any]) -> World:
        def answers(addresses: Iterable[str]) -> dict[str, int | None]:
            self.asked = list(addresses)
            return {address: self.web[address] or None for address in self.asked}

        def candidates() -> Sequence[Matter]:
            if not (found := week.get("queued")):
                return []
            queue = self.root / "reviews" / "queue" / "first.yaml"
            queue.parent.mkdir()
            queue.write_text(f"papers:\n  - {{title: A newcomer, id: {found['id']}}}\n", "utf-8")
            line = f"{paper_link(found['id'])} {quoted(found['title'])}"
            return [Matter(found["id"], f"{line}: the query of {quoted('first')} finds it")]

        return World(
            today=date.fromisoformat(week["day"]),
            answers=answers,
            new_candidates=candidates,
        )


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def restore(folder: Path, files: Mapping[Path, bytes]) -> None:
    shutil.rmtree(folder)
    for file, content in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


@pytest.fixture
def upkeep(tmp_path: Path, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> Upkeep:
    root = tmp_path / "site"
    root.mkdir()
    reviews = root / "reviews"
    made = site_files(NewSite("rivers", "Rivers", ("en", "ja"), ()))
    restore(root, {root / path: text.encode() for path, text in made.items()})
    entries = "".join(f'      - "{paper.id}"\n' for paper in PAPERS)
    listed = f"collections:\n  - id: first\n    title: First\n    papers:\n{entries}topics: {{}}\n"
    (reviews / "papers.yaml").write_text(listed, "utf-8")
    (reviews / "2101.00001.en.md").write_text(REVIEW, "utf-8")
    following = REVIEW.replace("topics: []\n", "topics: []\nfollows: en\n")
    (reviews / "2101.00001.ja.md").write_text(following, "utf-8")
    monkeypatch.setenv("ARXIV_API_URL", stand_in.url)
    monkeypatch.setenv("ARXIV_DELAY_S", "0")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setattr(fetching, "Clock", SkippingClock().clock)
    monkeypatch.setattr(refresh, "_built", lambda *_: BUILT)
    kept = Upkeep(root, stand_in, dict.fromkeys(WEEKS[0]["web"], 200))
    kept.week({"day": "2025-12-29", "merged": True})  # the records of the first week
    return kept


def test_eight_weeks_tell_every_change_once_and_invent_none(upkeep: Upkeep) -> None:
    for week in WEEKS:
        status, lines = upkeep.week(week)
        end = lines.index("## Check and build") if lines else None
        assert lines[:end] == week["told"], week["name"]
        assert status == week.get("exit_status", 0), lines[end:]
        if lines:
            noted = f"- check: 2 reviews, no problem found, {week['noted']}"
            assert lines[-2:] == [noted, f"- {BUILT}"]
    assert upkeep.asked == ["https://example.org/code", "https://example.com/data"]


def test_what_the_check_finds_stands_at_the_end(upkeep: Upkeep) -> None:
    (upkeep.root / "reviews" / "2101.00002.en.md").write_text("no front matter\n", "utf-8")
    status, lines = upkeep.week({"day": "2026-01-05", "arxiv": {"2101.00005": {"version": 2}}})
    assert status == 1
    assert lines[-2] == "- check: 1 problem; nothing was built"
    assert lines[-1].startswith("- `reviews/2101.00002.en.md:1: ")
