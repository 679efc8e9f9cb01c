"""The same sources make the same bytes, wherever, whenever and after whichever edits."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from pipeline.arxiv.records import Record
from tests.sites import Site

LANGUAGES: Final = ("ja", "en")
REVIEW = """\
---
read: abstract
date: 2026-02-0{day}
topics: [{topic}]
tldr: {tldr}
---

It is about {{paper}}`{cited}`.
"""
PAPERS: Final = ("2101.00001", "2101.00002", "2101.00003", "2101.00004")


def build(root: Path, environment: Mapping[str, str] | None = None) -> None:
    """Build as a person does, by a process of its own."""
    command = [sys.executable, "-m", "pipeline", "--root", str(root), "build", "--offline"]
    folder = str(Path(__file__).parents[1])
    own = {**os.environ, "PYTHONPATH": folder, **(environment or {})}
    done = subprocess.run(  # noqa: S603 (our own command)
        command, check=False, capture_output=True, text=True, env=own
    )
    assert done.returncode == 0, done.stderr


def files(root: Path) -> dict[str, bytes]:
    html = root / "build" / "html"
    return {
        file.relative_to(html).as_posix(): file.read_bytes()
        for file in html.rglob("*")
        if file.is_file()
    }


def test_neither_place_nor_time_nor_chance_is_in_the_pages(tmp_path: Path) -> None:
    here = Site.create(tmp_path / "here").root
    there = Site.create(tmp_path / "a folder" / "字").root
    for file in there.rglob("*"):
        os.utime(file, (0, 0))
    build(
        here, {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "XDG_CACHE_HOME": str(tmp_path)}
    )
    build(
        there,
        {
            "PYTHONHASHSEED": "2",
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C.UTF-8",
            "LANGUAGE": "fr",
            "HOME": str(tmp_path),
            "SOURCE_DATE_EPOCH": "86400",
            "XDG_CACHE_HOME": str(tmp_path / "another"),
        },
    )
    assert files(here) == files(there)


class _Edits(RuleBasedStateMachine):
    """A site that somebody edits and builds, beside clean builds of the same sources."""

    folder: Path

    @initialize()
    def create(self) -> None:
        shutil.rmtree(self.folder / "site", ignore_errors=True)
        self.site = Site.create(self.folder / "site")

    @rule(
        paper=st.sampled_from(PAPERS),
        language=st.sampled_from(LANGUAGES),
        cited=st.sampled_from(PAPERS),
        topic=st.sampled_from(["one", "two"]),
        day=st.integers(1, 9),
        tldr=st.sampled_from(["A sentence.", "Another sentence."]),
    )
    def review(self, paper: str, language: str, **said: str | int) -> None:
        self.write(f"reviews/{paper}.{language}.md", REVIEW.format(**said))

    @rule(paper=st.sampled_from(PAPERS), language=st.sampled_from(LANGUAGES))
    def take_a_review_away(self, paper: str, language: str) -> None:
        (self.site.root / f"reviews/{paper}.{language}.md").unlink(missing_ok=True)

    @rule(label=st.sampled_from(["Topic one", "Topic uno"]))
    def rename_a_topic(self, label: str) -> None:
        text = (self.site.root / "reviews/papers.yaml").read_text("utf-8")
        self.write(
            "reviews/papers.yaml", re.sub(r"en: Topic \w+}", f"en: {label}}}", text, count=1)
        )

    @rule(title=st.sampled_from(["A title", "Another title"]))
    def change_a_record(self, title: str) -> None:
        path = "reviews/records/2101.00002.json"
        record = Record.model_validate_json((self.site.root / path).read_text("utf-8"))
        self.write(path, record.model_copy(update={"title": title}).as_json())

    @rule(title=st.sampled_from(["About", "About us"]), cited=st.sampled_from(PAPERS))
    def write_a_page(self, title: str, cited: str) -> None:
        self.write("docs/en/about.md", f"# {title}\n\nIt began with {{paper}}`{cited}`.\n")

    @rule(state=st.sampled_from(["waiting", "reading"]), paper=st.sampled_from(PAPERS))
    def change_a_queue(self, state: str, paper: str) -> None:
        entry = f"papers:\n  - {{title: A paper, id: {paper}, state: {state}}}\n"
        self.write("reviews/queue/first.yaml", entry)

    @rule(is_listed=st.booleans())
    def list_a_paper(self, *, is_listed: bool) -> None:
        text = (self.site.root / "reviews/papers.yaml").read_text("utf-8")
        line = "      - 2101.00009\n"
        without = text.replace(line, "")
        first = "      - 2101.00002\n"
        self.write(
            "reviews/papers.yaml", without.replace(first, first + line) if is_listed else without
        )

    @rule(style=st.sampled_from(["red", "blue"]))
    def change_a_style(self, style: str) -> None:
        self.write("docs/_static/own.css", f"p {{ color: {style} }}\n")
        conf = self.site.root / "docs/conf.py"
        line = 'html_static_path = ["_static"]\nhtml_css_files = ["own.css"]\n'
        if line not in conf.read_text("utf-8"):
            self.write("docs/conf.py", conf.read_text("utf-8") + line)

    @rule()
    def build(self) -> None:
        build(self.site.root)

    def write(self, path: str, text: str) -> None:
        file = self.site.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def teardown(self) -> None:
        build(self.site.root)
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.site.root, clean, ignore=shutil.ignore_patterns("build"))
        build(clean)
        assert files(self.site.root) == files(clean)


def test_after_any_edits_a_site_is_as_if_built_for_the_first_time(tmp_path: Path) -> None:
    class Edits(_Edits):
        folder = tmp_path

    # A build takes seconds: a few examples, and no search for a smaller one that fails.
    few = settings(
        max_examples=2,
        stateful_step_count=5,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
    )
    run_state_machine_as_test(Edits, settings=few)
