"""The schemas by which editors complete and check what people write."""

import json
from pathlib import Path

from pipeline.written.paper_list import PaperList
from pipeline.written.queues import Queue
from pipeline.written.reviews import FrontMatter
from pipeline.written.schemas import schemas
from pipeline.written.terms import Terms
from tests.sites import Site


def test_emitting_writes_the_schemas(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.emit()
    folder = site.root / "build/schemas"
    assert {file.name: file.read_text("utf-8") for file in folder.iterdir()} == schemas()


def test_a_schema_that_is_there_keeps_its_time(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.emit()
    files = list((site.root / "build/schemas").iterdir())
    times = [file.stat().st_mtime_ns for file in files]
    site.emit()
    assert [file.stat().st_mtime_ns for file in files] == times


def test_a_schema_is_that_of_its_model() -> None:
    assert {name: json.loads(text) for name, text in schemas().items()} == {
        "papers.schema.json": PaperList.model_json_schema(),
        "review.schema.json": FrontMatter.model_json_schema(),
        "queue.schema.json": Queue.model_json_schema(),
        "terms.schema.json": Terms.model_json_schema(),
    }


def test_an_editor_takes_an_id_that_looks_like_a_number() -> None:
    entry = json.loads(schemas()["papers.schema.json"])["$defs"]["ListedPaper"]["anyOf"]
    assert {"type": ["string", "number"]} in entry


def test_an_editor_takes_a_title_as_one_text_or_one_a_language() -> None:
    title = json.loads(schemas()["papers.schema.json"])["$defs"]["Collection"]["properties"]
    assert [form["type"] for form in title["title"]["anyOf"]] == ["string", "object"]
