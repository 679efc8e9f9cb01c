"""An issue of a stranger becomes one entry of a queue, or is told why not."""

import argparse
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.arxiv.records import Record, RecordStore, sha256
from pipeline.commands import refresh, steps
from pipeline.upkeep.captured import HEADING, NoPaperError, captured
from pipeline.written.list_editing import queued
from pipeline.written.paper_ids import PaperId
from tests.sites import Site

CASES = tomllib.loads((Path(__file__).parent / "cases" / "captured.toml").read_text("utf-8"))
GITHUB = Path(__file__).parents[1] / ".github"
NAMED = [case for case in CASES["case"] if "id" in case]
NOT_NAMED = [case for case in CASES["case"] if "why" in case]
PAPER = PaperId("2102.00007")
TITLE = "Rivers: a `title` with #1, [links](x) and 'quotes' \\\" & {braces}"


def body_of(case: dict[str, Any]) -> str:
    if body := case.get("body"):
        return str(body)
    return f"### {HEADING}\n\n{case['field'] * case.get('times', 1)}\n"


@pytest.mark.parametrize("case", NAMED, ids=lambda case: case["name"])
def test_an_issue_names_one_paper(case: dict[str, Any]) -> None:
    assert captured(body_of(case)) == case["id"]


@pytest.mark.parametrize("case", NOT_NAMED, ids=lambda case: case["name"])
def test_an_issue_is_told_why_it_names_no_paper_and_is_not_quoted(case: dict[str, Any]) -> None:
    with pytest.raises(NoPaperError, match=case["why"]) as refused:
        captured(body_of(case))
    assert not {"<", "`", "$", "@"} & set(str(refused.value))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    made = Site.create(tmp_path / "site")

    def fetch(named: dict[PaperId, object], _settings: object, options: argparse.Namespace) -> int:
        for paper_id in named:
            record = Record(
                id=paper_id, version=1, title=TITLE, authors=("A B",), abstract_sha256=sha256("")
            )
            if paper_id == PAPER:
                RecordStore(options.root).save(record, "")
            elif paper_id == "2102.00404":
                RecordStore(options.root).note_unknown(paper_id)
        return 0

    monkeypatch.setattr(steps, "fetch", fetch)
    return made


def capture_of(site: Site, event: object) -> tuple[int, str]:
    file = site.root.parent / "event.json"
    file.write_text(json.dumps(event), "utf-8")
    parser = argparse.ArgumentParser()
    refresh.add_options(parser)
    options = parser.parse_args(["--capture", str(file), "--body", str(file.with_name("body.md"))])
    options.root = site.root
    return refresh.run(options), options.body.read_text("utf-8")


def issue(text: str) -> object:
    return {"issue": {"number": 5, "body": f"### {HEADING}\n\n{text}\n"}}


def test_a_paper_waits_behind_the_others_under_the_title_that_arxiv_gives(site: Site) -> None:
    queue = site.root / "reviews" / "queue" / "contributed.yaml"
    queue.parent.mkdir(exist_ok=True)
    queue.write_text(
        "papers:\n  - title: First # by hand\n    state: reading\n# The end.\n", "utf-8"
    )
    status, said = capture_of(site, issue(f"look https://arxiv.org/abs/{PAPER}v1 $(touch x)"))
    assert status == 0
    text = queue.read_text("utf-8")
    assert text.startswith("papers:\n  - title: First # by hand\n    state: reading\n")
    assert text.endswith("# The end.\n")
    entry = {"title": TITLE, "authors": ["A B"], "id": PAPER}
    assert yaml.safe_load(text)["papers"][1] == entry
    assert f"[{PAPER}](https://arxiv.org/abs/{PAPER}): `` {TITLE} ``." in said
    assert not (site.root / "reviews" / "records" / f"{PAPER}.json").exists()
    assert [paper.id for paper in site.library().contributed.papers] == [None, PAPER]


def test_a_paper_that_arxiv_could_not_be_asked_for_waits_under_its_id(site: Site) -> None:
    status, _said = capture_of(site, issue("2102.00008"))
    assert status == 0
    text = (site.root / "reviews" / "queue" / "contributed.yaml").read_text("utf-8")
    assert yaml.safe_load(text) == {"papers": [{"title": "arXiv:2102.00008", "id": "2102.00008"}]}


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (issue("2101.00001"), "is among the papers of this site"),
        (issue("2102.00404"), "arXiv does not know 2102.00404"),
        (issue("nothing"), "no id or address"),
        ({"issue": {"body": None}}, "no issue that can be read"),
        ({"issue": []}, "no issue that can be read"),
        ([], "no issue that can be read"),
    ],
)
def test_what_is_not_taken_changes_nothing_and_says_why(
    site: Site, event: object, why: str
) -> None:
    status, said = capture_of(site, event)
    assert status == 1
    assert why in said
    assert not (site.root / "reviews" / "queue" / "contributed.yaml").exists()


def test_a_paper_is_queued_once(site: Site) -> None:
    assert capture_of(site, issue(PAPER))[0] == 0
    status, said = capture_of(site, issue(PAPER))
    assert status == 1
    assert "is in a queue of this site" in said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Nothing yet.\n",
        "papers: []\n",
        "papers:\n",
        "papers: # none\nmissed:\n  - {title: A b, part: a}\n",
        "missed:\n  - {title: A b, part: a}",
        "papers:\n- title: One\n- title: Two\n  reason: |\n    why\n",
        "papers:\r\n  - title: One\r\n",
        "missed: []\r\n",
        "papers:\n  - title: One\nmissed: []",
    ],
)
def test_an_entry_goes_to_the_end_of_any_queue_and_moves_nothing(text: str) -> None:
    longer = queued(text, {"title": "New", "id": str(PAPER)})
    before, after = (yaml.safe_load(each) or {} for each in (text, longer))
    assert after["papers"] == [*(before.get("papers") or []), {"title": "New", "id": PAPER}]
    assert after.get("missed") == before.get("missed")
    assert "\r\n" not in text or longer.count("\r\n") == longer.count("\n")
    kept = [line for line in text.splitlines() if not line.startswith("papers:")]
    assert [line for line in longer.splitlines() if line in kept] == kept


def test_a_queue_in_one_line_is_left_to_people() -> None:
    for text in ("papers: [{title: One}]\n", "{papers: []}\n"):
        with pytest.raises(ValueError, match="one a line"):
            queued(text, {"title": "N", "id": PAPER})


def test_the_workflow_reads_the_form_without_rights_and_puts_nothing_of_it_into_a_script() -> None:
    form = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / "paper.yml").read_text("utf-8"))
    [field] = form["body"]
    assert field["attributes"]["label"] == HEADING
    text = (GITHUB / "workflows" / "capture.yml").read_text("utf-8")
    reading, proposing = yaml.safe_load(text)["jobs"].values()
    assert f"startsWith(github.event.issue.title, '{form['title'].strip()}')" in reading["if"]
    assert reading["permissions"] == {"contents": "read"}
    runs = [step.get("run", "") for job in (reading, proposing) for step in job["steps"]]
    assert not any("${{" in run for run in runs)
    assert any('--capture "$GITHUB_EVENT_PATH"' in run for run in runs)
    assert not any("nox" in step.get("run", "") for step in proposing["steps"])
    number, token = "${{ github.event.issue.number }}", "${{ github.token }}"
    assert proposing["env"] == {"GH_TOKEN": token, "NUMBER": number}
