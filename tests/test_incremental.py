"""After any edit a build reads what it must, and its output equals a clean build's."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.words.languages import Language
from tests.sites import Built, Site

FIRST = "papers/2101.00001"
SECOND = "papers/2101.00002"
THIRD = "papers/2101.00003"
FOURTH = "papers/2101.00004"
BY_HAND = "papers/by-hand"
PAPERS = {FIRST, SECOND, THIRD, FOURTH, BY_HAND, "papers/hep-th_9901001"}
LISTS = {"index", "papers/index", "collections/first"}
TOPICS = {"topics/index", "topics/one", "topics/two"}
EVERY_PAGE = {*PAPERS, *LISTS, *TOPICS, "questions", "contribute"}

LIST = "reviews/papers.yaml"
FIRST_REVIEW = "reviews/2101.00001.en.md"
SECOND_REVIEW = "reviews/2101.00002.en.md"
REVIEW = """\
---
read: abstract
date: 2026-02-02
topics: [two]
tldr: A new review in a sentence.
---

It is about {paper}`2101.00001`.
"""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Something that a person does, and what a build is to do then."""

    name: str
    act: Callable[[Site], object]
    read: set[str]
    """The pages whose source changed."""
    shown: set[str]
    """The other pages that show what changed, or have a page that does in their toctree."""
    language: Language = Language.EN


def replacement(path: str, old: str, new: str) -> Callable[[Site], object]:
    return lambda site: site.edit(path, old, new)


def _remove_paper_by_hand(site: Site) -> None:
    entry = (site.root / LIST).read_text("utf-8")
    start, end = entry.index("      - id: by-hand"), entry.index("topics:\n")
    site.edit(LIST, entry[start:end], "\n")
    for language in Language:
        site.edit(f"docs/{language}/index.md", ", {paper}`by-hand`", "")
    (site.root / "reviews/by-hand.en.md").unlink()
    (site.root / "reviews/images/square.png").unlink()


def _add_review(site: Site) -> None:
    (site.root / "reviews/2101.00004.en.md").write_text(REVIEW, "utf-8")
    for language in Language:
        site.edit(f"docs/{language}/index.md", "`by-hand`", "`by-hand`, {paper}`2101.00004`")


def _replace_image(site: Site) -> None:
    image = site.root / "reviews/images/square.png"
    image.write_bytes(image.read_bytes() + b"\0")


REVIEW_LESS = Edit(
    name="a review less",
    act=lambda site: (site.root / SECOND_REVIEW).unlink(),
    read={SECOND, *LISTS, *TOPICS, "questions"},
    shown={FIRST},
)
PAPER_LESS = Edit(
    name="a paper less, with its image",
    act=_remove_paper_by_hand,
    read={"papers/hep-th_9901001", *LISTS, "topics/index", "topics/two"},
    shown=set(),
)
EDITS = [
    Edit(name="nothing", act=lambda _site: None, read=set(), shown=set()),
    Edit(
        name="nothing, in Japanese",
        act=lambda _site: None,
        read=set(),
        shown=set(),
        language=Language.JA,
    ),
    Edit(
        name="the text of a review",
        act=replacement(FIRST_REVIEW, "is followed by", "comes before"),
        read={FIRST},
        shown=set(),
    ),
    Edit(
        name="the text of a review that the other language borrows",
        act=replacement(SECOND_REVIEW, "It follows", "It comes after"),
        read={SECOND},
        shown=set(),
        language=Language.JA,
    ),
    Edit(
        name="a new citation",
        act=replacement("reviews/by-hand.en.md", "![", "{paper}`2101.00004`\n\n!["),
        read={BY_HAND},
        shown=set(),
    ),
    Edit(
        name="a tl;dr",
        act=replacement(FIRST_REVIEW, "The first paper in a sentence", "In a sentence"),
        read={FIRST, *LISTS, "topics/one"},
        shown={SECOND, "topics/index"},
    ),
    Edit(
        name="a title",
        act=replacement("reviews/records/2101.00001.json", "First paper", "Opening paper"),
        read={FIRST, SECOND, *LISTS, "topics/one", "questions"},
        shown={"topics/index"},
    ),
    Edit(
        name="the title of a paper that others cite",
        act=replacement("reviews/records/2101.00003.json", "Nystr", "Nyostr"),
        read={THIRD, SECOND, FOURTH, "papers/index", "collections/first"},
        shown={FIRST, "index"},
    ),
    Edit(
        name="an author, and so the labels of two papers",
        act=replacement("reviews/records/2101.00002.json", "A. Author", "A. Other"),
        read={FIRST, SECOND, *LISTS, "topics/one", "topics/two"},
        shown={"topics/index"},
    ),
    Edit(
        name="the label of a topic, which the navigation shows",
        act=replacement(LIST, "Topic two", "Topic due"),
        read={SECOND, BY_HAND, "topics/index", "topics/two"},
        shown=EVERY_PAGE,
    ),
    Edit(
        name="a stylesheet, of which every page names the checksum",
        act=replacement("docs/_static/shoroku.css", "article h1", "article   h1"),
        read=set(),
        shown=EVERY_PAGE,
    ),
    Edit(
        name="an image",
        act=_replace_image,
        read={BY_HAND},
        shown=set(),
    ),
    Edit(
        name="a review more",
        act=_add_review,
        read={FOURTH, *LISTS, "topics/index", "topics/two"},
        shown=set(),
    ),
    REVIEW_LESS,
    Edit(
        name="a paper more",
        act=replacement(LIST, "- hep-th/9901001\n", "- hep-th/9901001\n      - 2101.00009\n"),
        read={"papers/2101.00009", "papers/hep-th_9901001", BY_HAND, *LISTS},
        shown=set(),
    ),
    PAPER_LESS,
    Edit(
        name="two papers in another order",
        act=replacement(
            LIST, "- 2101.00001\n      - 2101.00002", "- 2101.00002\n      - 2101.00001"
        ),
        read={FIRST, SECOND, THIRD, *LISTS, "topics/one", "topics/two", "questions"},
        shown={"topics/index"},
    ),
]


@dataclass(frozen=True, kw_only=True)
class Edited:
    """A site that was built, edited and built again; and built anew elsewhere."""

    edit: Edit
    again: Built
    anew: Built


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `template` is a built site, of which each edit has a copy where it was built."""
    folder = tmp_path_factory.mktemp("incremental")
    site = Site.create(folder / "site")
    for language in Language:
        site.build(language)
    site.root.rename(folder / "template")
    return folder


@pytest.fixture(scope="module", params=EDITS, ids=lambda edit: edit.name)
def edited(folder: Path, request: pytest.FixtureRequest) -> Iterator[Edited]:
    edit: Edit = request.param
    site = Site(shutil.copytree(folder / "template", folder / "site"))
    try:
        edit.act(site)
        again = site.build(edit.language)
        anew = Site.create(folder / "anew", site.root).build(edit.language)
        yield Edited(edit=edit, again=again, anew=anew)
    finally:
        shutil.rmtree(folder / "site")
        shutil.rmtree(folder / "anew", ignore_errors=True)


def test_only_pages_whose_source_changed_are_read(edited: Edited) -> None:
    assert edited.again.read == edited.edit.read


def test_only_pages_that_show_the_change_are_written(edited: Edited) -> None:
    assert edited.again.written == edited.edit.read | edited.edit.shown


def test_the_output_equals_a_clean_build_s(edited: Edited) -> None:
    again, anew = edited.again.files(), edited.anew.files()
    assert sorted(again) == sorted(anew)
    assert [name for name in anew if again[name] != anew[name]] == []


@pytest.mark.parametrize("edited", [PAPER_LESS], indirect=True, ids=["a paper less"])
def test_a_deleted_paper_disappears_from_every_page_and_from_the_output(edited: Edited) -> None:
    files = edited.again.files()
    assert [name for name in files if "by-hand" in name or "square" in name] == []
    assert [name for name, text in files.items() if b"A paper that arXiv does not" in text] == []


@pytest.mark.parametrize("edited", [REVIEW_LESS], indirect=True, ids=["a review less"])
def test_a_deleted_review_disappears_from_every_page(edited: Edited) -> None:
    files = edited.again.files()
    assert [name for name, text in files.items() if b"The second paper in a sen" in text] == []


def test_nothing_is_warned_of(edited: Edited) -> None:
    assert edited.again.warnings == []


def test_everything_is_read_and_written_at_first(tmp_path: Path) -> None:
    built = Site.create(tmp_path / "site").build()
    assert built.read == EVERY_PAGE
    assert built.written == EVERY_PAGE


def test_pages_are_not_emitted_anew_without_an_edit(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.emit()
    changes = site.emit()
    assert (changes.written, changes.removed) == (0, 0)


def test_a_build_in_parallel_equals_one_in_a_row(tmp_path: Path) -> None:
    parallel = Site.create(tmp_path / "parallel").build(processes=2)
    serial = Site.create(tmp_path / "serial").build()
    assert parallel.warnings == []
    assert parallel.files() == serial.files()
