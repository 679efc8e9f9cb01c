"""What the program remembers of a site saves work and changes nothing."""

import pickle
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from pipeline.checking.sources import Sources, read_sources
from pipeline.commands import reading, steps
from pipeline.commands.outcome import ProblemsFoundError
from pipeline.files.memory import Memory
from pipeline.pages.all_pages import drafts
from pipeline.pages.contents import Contents
from tests import kinds
from tests.mended import png
from tests.sites import Site

TODAY = date(2026, 2, 1)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return kinds.write(tmp_path / "site")


def remembered(site: Site) -> Memory:
    """A memory of the site as it is, as the next run reads it."""
    memory = Memory()
    seen(site, memory)
    memory.write(site.root / "memory.pickle")
    memory = Memory()
    memory.read(site.root / "memory.pickle")
    return memory


def seen(site: Site, memory: Memory) -> object:
    """All that the commands see of a site: its pages, or what is wrong."""
    found = read_sources(site.root, TODAY, memory)
    if not isinstance(found, Sources):
        return found
    try:
        library = steps.library(site.root, found, memory)
    except ProblemsFoundError as error:
        return error.args
    texts = {path: text() for path, text in drafts(Contents(library, memory)).items()}
    return found.notes, texts


def test_what_was_answered_is_not_asked_again() -> None:
    memory = Memory()
    numbers = count()
    answers = [memory.answer(("a",), text, lambda: next(numbers)) for text in "xxyx"]
    assert answers == [0, 0, 1, 2]


def test_what_was_made_last_is_there_to_be_renewed(tmp_path: Path) -> None:
    def longer(before: str | None) -> str:
        return f"{before or ''}x"

    for expected in ("x", "xx", "xxx"):
        memory = Memory()
        memory.read(tmp_path / "memory.pickle")
        assert memory.renewed(("a",), longer) == expected
        memory.write(tmp_path / "memory.pickle")


def test_a_site_that_did_not_change_is_not_read_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = remembered(site)
    before = seen(site, Memory())
    for place in (
        "pipeline.written.reviews._read",
        "pipeline.checking.reviews.read_body",
        "pipeline.library.citations.named",
        "pipeline.library.likeness.words",
        "pipeline.library.likeness.np",
        "pipeline.arxiv.records.Record.model_validate_json",
    ):
        monkeypatch.setattr(place, None)
    assert seen(site, memory) == before


def test_what_a_review_cites_is_read_where_it_is_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = seen(site, Memory())
    monkeypatch.setattr("pipeline.library.citations.named", None)
    assert seen(site, Memory()) == before


REVIEW = "reviews/2101.00001.en.md"
RECORD = f"reviews/records/{kinds.WITHDRAWN}.json"
LIST = "reviews/papers.yaml"

EDITS = {
    "the text of a review": (REVIEW, "\n---\n", "\n---\n\nMore.\n"),
    "a field of a review": (REVIEW, "read: ", "tags: [new]\nread: "),
    "a mistake in a field": (REVIEW, "read: ", "red: "),
    "a mistake in a body": (REVIEW, "\n---\n", "\n---\n\n{paper}`2101.99999`\n"),
    "a line above a mistake": (REVIEW, "read: ", "# a comment\nread: "),
    "a record": (RECORD, "A Paper That Is No More", "A Paper Once More"),
    "a damaged record": (RECORD, "{", "["),
    "a paper less": (LIST, f"- {kinds.BARE}\n", ""),
    "a topic under another name": (LIST, "kernel-methods:", "kernels:"),
    "a language less": ("pyproject.toml", '["ja", "en"]', '["en"]'),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_after_an_edit_all_is_seen_as_if_for_the_first_time(
    site: Site, edit: tuple[str, str, str]
) -> None:
    site.edit("reviews/2101.00001.en.md", "## ", "<blink>\n\n## ")  # of which a line is told
    memory = remembered(site)
    site.edit(*edit)
    assert seen(site, memory) == seen(site, Memory())


@pytest.mark.parametrize("path", [REVIEW, RECORD, "docs/en/about.md"])
def test_after_a_file_is_gone_all_is_seen_as_if_for_the_first_time(site: Site, path: str) -> None:
    memory = remembered(site)
    (site.root / path).unlink()
    assert seen(site, memory) == seen(site, Memory())


NAMED = """
{paper}`2101.99999` [a page](/other.md) [a review](2101.99998.en.md) ![a plot](images/new.png)

{arxiv}`2101.99997` {doi}`10.1162/neco.1997.9.8.1735`

```{figure} images/newer.png
A caption.
```
"""


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("docs/en/other.md", b"# Other\n"),
        ("docs/en/others.md", b"# Near to what is named\n"),
        ("reviews/2101.99999.en.md", None),
        ("reviews/2101.99998.en.md", None),
        ("reviews/2101.99997.en.md", None),
        ("reviews/2101.99990.en.md", None),
        ("reviews/images/new.png", png(8)),
        ("reviews/images/new.png", b"no image"),
        ("reviews/images/newer.png", png(20_000)),
        ("reviews/images/news.png", png(8)),
    ],
)
def test_after_a_file_is_there_or_gone_what_names_it_is_seen_as_if_for_the_first_time(
    site: Site, path: str, content: bytes | None
) -> None:
    site.edit(REVIEW, "\n---\n", f"\n---\n{NAMED}")
    file = site.root / path
    content = (site.root / REVIEW).read_bytes() if content is None else content
    memory = remembered(site)
    file.parent.mkdir(exist_ok=True)
    for step in (lambda: file.write_bytes(content), file.unlink):
        before = seen(site, Memory())
        step()
        assert seen(site, memory) == seen(site, Memory()) != before


def test_after_a_paper_is_listed_no_review_is_read_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = remembered(site)
    site.edit(LIST, f"- {kinds.BARE}\n", f"- {kinds.BARE}\n      - 2101.99999\n")
    before = seen(site, Memory())
    monkeypatch.setattr("pipeline.checking.reviews.read_body", None)
    assert seen(site, memory) == before


def test_a_review_under_another_name_is_that_of_another_paper(site: Site) -> None:
    memory = remembered(site)
    (site.root / REVIEW).rename(site.root / "reviews" / f"{kinds.UNREVIEWED}.en.md")
    assert seen(site, memory) == seen(site, Memory())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no pickle",
        pickle.dumps("another thing"),
        pickle.dumps(("another program", {("a",): (b"", 1)})),
    ],
)
def test_what_is_no_memory_of_this_program_is_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "memory.a.pickle").write_bytes(content)
    memory = Memory()
    memory.read(tmp_path / "memory.pickle")
    assert memory.answer(("a",), "x", lambda: "found") == "found"


def kept(site: Site) -> dict[str, bytes]:
    """What the files of the site's memory hold, by their names."""
    return {file.name: file.read_bytes() for file in site.root.glob("memory.*.pickle")}


def test_what_is_gone_is_forgotten(site: Site) -> None:
    memory = remembered(site)
    before = kept(site)
    for file in sorted((site.root / "reviews").glob("*.md"))[1:]:
        file.unlink()
    seen(site, memory)
    memory.write(site.root / "memory.pickle")
    for kind in ("body", "named", "review"):
        name = f"memory.{kind}.pickle"
        assert len(kept(site)[name]) < len(before[name]) / 2, kind


def test_what_is_as_it_was_is_not_written_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = remembered(site)
    seen(site, memory)
    monkeypatch.setattr("pipeline.files.memory.write_bytes_atomically", None)
    memory.write(site.root / "memory.pickle")


def test_a_check_forgets_nothing_of_what_a_build_remembers(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembered(site)
    before = kept(site)
    site.edit(REVIEW, "\n---\n", "\n---\n\nMore.\n")
    memory = Memory()
    memory.read(site.root / "memory.pickle")
    read_sources(site.root, TODAY, memory)
    memory.write(site.root / "memory.pickle")
    changed = {name for name, content in kept(site).items() if content != before[name]}
    assert changed == {f"memory.{kind}.pickle" for kind in ("body", "named", "review")}
    memory = Memory()
    memory.read(site.root / "memory.pickle")
    monkeypatch.setattr("pipeline.library.citations.named", None)
    assert seen(site, memory) == seen(site, Memory())


def test_a_memory_that_cannot_be_kept_is_no_mistake(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with reading.memory_of(site.root) as memory:
        seen(site, memory)
