"""The generated files below `docs/`."""

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from pipeline.pages.all_pages import drafts
from pipeline.pages.contents import Contents
from pipeline.pages.markdown import page
from pipeline.pages.tree import Changes, foreign_files, may_be_foreign, read_tree, write_pages
from tests import kinds

PAGES = {
    "en/papers/a.md": page("A"),
    "en/papers/b.md": page("B"),
    "en/questions.md": page("C"),
}


def write(docs: Path, pages: Mapping[str, str]) -> Changes:
    return write_pages(
        docs, read_tree(docs), {path: partial(str, text) for path, text in pages.items()}
    )


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    write(tmp_path / "docs", PAGES)
    return tmp_path / "docs"


def files(docs: Path) -> dict[str, str]:
    found = sorted(file for file in docs.rglob("*") if file.is_file())
    return {file.relative_to(docs).as_posix(): file.read_text("utf-8") for file in found}


def test_pages_are_written(docs: Path) -> None:
    assert files(docs) == dict(sorted(PAGES.items()))


def test_changes_are_counted(docs: Path) -> None:
    pages = {"en/papers/a.md": page("A"), "en/papers/b.md": page("New"), "en/new.md": page("New")}
    assert write(docs, pages) == Changes(written=2, removed=1, unchanged=1)


def test_a_page_with_the_same_text_keeps_its_time(docs: Path) -> None:
    file = docs / "en/papers/a.md"
    os.utime(file, ns=(0, 0))
    write(docs, PAGES)
    assert file.stat().st_mtime_ns == 0


def test_a_page_with_another_text_is_written_anew(docs: Path) -> None:
    write(docs, PAGES | {"en/papers/a.md": page("New")})
    assert files(docs)["en/papers/a.md"] == page("New")


def test_a_page_that_someone_changed_is_written_anew(docs: Path) -> None:
    with (docs / "en/papers/a.md").open("a") as file:
        file.write("More.\n")
    write(docs, PAGES)
    assert files(docs)["en/papers/a.md"] == page("A")


@pytest.mark.parametrize("stale", ["en/papers/a.md", "en/questions.md"])
def test_a_page_that_nothing_generates_any_more_is_removed(docs: Path, stale: str) -> None:
    write(docs, {path: text for path, text in PAGES.items() if path != stale})
    assert stale not in files(docs)


@pytest.mark.parametrize("path", ["en/about.md", "en/papers/mine.md", "en/papers/x.txt"])
def test_a_file_that_the_pipeline_did_not_write_is_not_touched(docs: Path, path: str) -> None:
    (docs / path).write_text("# Mine\n", "utf-8")
    write(docs, {})
    assert files(docs) == {path: "# Mine\n"}


def test_a_file_in_the_place_of_a_page_is_reported(docs: Path) -> None:
    (docs / "en/papers/a.md").write_text("# Mine\n", "utf-8")
    [problem] = foreign_files(docs, read_tree(docs), PAGES)
    assert (problem.path, problem.code) == ("docs/en/papers/a.md", "foreign-file")


def test_a_folder_in_the_place_of_a_page_is_reported(docs: Path) -> None:
    (docs / "en/papers/c.md").mkdir()
    [problem] = foreign_files(docs, read_tree(docs), [*PAGES, "en/papers/c.md"])
    assert problem.path == "docs/en/papers/c.md"


def test_pages_of_the_pipeline_s_own_are_not_reported(docs: Path) -> None:
    assert list(foreign_files(docs, read_tree(docs), PAGES)) == []


def test_every_generated_page_is_where_a_check_looks_for_files_of_others(tmp_path: Path) -> None:
    contents = Contents(kinds.write(tmp_path / "site").library())
    for path in drafts(contents):
        name = path.partition("/")[2].removesuffix(".md")
        assert name in {"new", "upkeep"} or may_be_foreign(tmp_path / "docs", [name]), path
    assert not may_be_foreign(tmp_path / "docs", ["index", "about", "new", "upkeep"])
