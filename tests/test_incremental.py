"""After any edit a build reads what it must, and its output equals a clean build's."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.guide.pages import GUIDE_PAGES
from pipeline.site import processes
from tests.sites import LANGUAGES, Site

FIRST = "papers/2101.00001"
SECOND = "papers/2101.00002"
THIRD = "papers/2101.00003"
FOURTH = "papers/2101.00004"
BY_HAND = "papers/by-hand"
PAPERS = {FIRST, SECOND, THIRD, FOURTH, BY_HAND, "papers/hep-th_9901001"}
QUEUE = "collections/queue/first"
LISTS = {"index", "papers/index", "collections/first"}
TOPICS = {"topics/index", "topics/one", "topics/two"}
BY_AUTHOR, BY_REVIEWER, BY_YEAR = (f"papers/by/{kind}" for kind in ("author", "reviewer", "year"))
INDEXES = {BY_AUTHOR, BY_REVIEWER, BY_YEAR, "papers/by/tag"}
NEWS = {"new", "upkeep"}
EVERY_PAGE = {*PAPERS, *LISTS, *TOPICS, *INDEXES, *GUIDE_PAGES, *NEWS, QUEUE, "questions", "about"}

SETTINGS = "pyproject.toml"
LIST = "reviews/papers.yaml"
CATALOGUE = "docs/locale/en/LC_MESSAGES/shoroku.po"
STYLE = "docs/_static/own.css"
TEMPLATE = "docs/_templates/shown/counts.html"
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
FURTHER_REVIEW = REVIEW.replace("{paper}`2101.00001`", "what it says")
OWN_WORDS = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "All papers"
msgstr "Whatever we found"

msgid "Search"
msgstr "Look up"
"""
OWN_LOOKS = """\
html_static_path = ["_static"]
html_css_files = ["own.css"]
templates_path = ["_templates"]
"""
FRONT_PAGE = """\
# Vorderseite

```{toctree}
papers/index
guide/index
```
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
    language: str = "en"
    gone: tuple[str, ...] = ()
    """What is in no file's name or text then."""


def replacement(path: str, old: str, new: str) -> Callable[[Site], object]:
    return lambda site: site.edit(path, old, new)


def _remove_paper_by_hand(site: Site) -> None:
    entry = (site.root / LIST).read_text("utf-8")
    start, end = entry.index("      - id: by-hand"), entry.index("topics:\n")
    site.edit(LIST, entry[start:end], "\n")
    for language in LANGUAGES:
        site.edit(f"docs/{language}/index.md", ", {paper}`by-hand`", "")
    (site.root / "reviews/by-hand.en.md").unlink()
    (site.root / "reviews/by-hand.en.ann.md").unlink()
    (site.root / "reviews/images/square.png").unlink()


def _add_review(site: Site) -> None:
    (site.root / "reviews/2101.00004.en.md").write_text(REVIEW, "utf-8")
    for language in LANGUAGES:
        site.edit(f"docs/{language}/index.md", "`by-hand`", "`by-hand`, {paper}`2101.00004`")


def _add_reading(site: Site) -> None:
    (site.root / "reviews/2101.00002.en.ann.md").write_text(FURTHER_REVIEW, "utf-8")


def _answer(site: Site) -> None:
    site.edit(SECOND_REVIEW, "- What", "- id: left-open\n    ask: What")
    site.edit(FIRST_REVIEW, "related:", "answers: [2101.00002#left-open]\nrelated:")


def _move_on(site: Site) -> None:
    record = "reviews/records/2101.00001.json"
    site.edit(record, "2021-01-02T00", "2026-03-02T00")
    site.edit(record, '"version": 1', '"version": 2')


def _append(site: Site, path: str, text: str) -> None:
    with (site.root / path).open("a", encoding="utf-8") as file:
        file.write(text)


def _write(path: str, text: str) -> Callable[[Site], object]:
    def act(site: Site) -> None:
        (site.root / path).parent.mkdir(parents=True, exist_ok=True)
        (site.root / path).write_text(text, "utf-8")

    return act


def _add_language(site: Site) -> None:
    site.edit(SETTINGS, '["ja", "en"]', '["ja", "en", "de"]')
    _write("docs/de/index.md", FRONT_PAGE)(site)


def _remove_language(site: Site) -> None:
    site.edit(SETTINGS, '["ja", "en"]', '["en"]')
    shutil.rmtree(site.root / "docs/ja")
    for review in (site.root / "reviews").glob("*.ja.md"):
        review.unlink()
    site.edit("docs/en/index.md", "{paper}`2101.00003`, ", "")


def _remove_page(language: str) -> Callable[[Site], object]:
    def act(site: Site) -> None:
        site.edit(f"docs/{language}/index.md", "\nabout\n", "\n")
        (site.root / f"docs/{language}/about.md").unlink()

    return act


def _replace_image(site: Site) -> None:
    image = site.root / "reviews/images/square.png"
    image.write_bytes(image.read_bytes() + b"\0")


EDITS = [
    Edit(name="nothing", act=lambda _site: None, read=set(), shown=set()),
    Edit(
        name="nothing, in Japanese",
        act=lambda _site: None,
        read=set(),
        shown=set(),
        language="ja",
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
        language="ja",
    ),
    Edit(
        name="a new citation",
        act=replacement("reviews/by-hand.en.md", "![", "{paper}`2101.00004`\n\n!["),
        read={BY_HAND, FOURTH, "collections/first"},
        shown={"index"},
    ),
    Edit(
        name="a tl;dr",
        act=replacement(FIRST_REVIEW, "The first paper in a sentence", "In a sentence"),
        read={FIRST},
        shown={
            "new",
            SECOND,
            *LISTS,
            "topics/index",
            "topics/one",
            "questions",
            BY_REVIEWER,
            BY_YEAR,
        },
    ),
    Edit(
        name="an answer to a question of another review",
        act=_answer,
        read={FIRST, SECOND, "questions", "upkeep"},
        shown={THIRD, *LISTS, *TOPICS, BY_REVIEWER, BY_YEAR, "new"},
    ),
    Edit(
        name="a newer version on arXiv than the one read",
        act=_move_on,
        read={FIRST, "upkeep"},
        shown={
            SECOND,
            *LISTS,
            "topics/index",
            "topics/one",
            "questions",
            "new",
            BY_REVIEWER,
            BY_YEAR,
        },
    ),
    Edit(
        name="a title",
        act=replacement("reviews/records/2101.00001.json", "First paper", "Opening paper"),
        read={FIRST},
        shown={
            "new",
            *(SECOND, THIRD, *LISTS, "topics/index", "topics/one", "questions"),
            *(BY_AUTHOR, BY_REVIEWER, BY_YEAR),
        },
    ),
    Edit(
        name="the title of a paper that others cite",
        act=replacement("reviews/records/2101.00003.json", "Nystr", "Nyostr"),
        read={THIRD},
        shown={*NEWS, FIRST, SECOND, FOURTH, *LISTS, BY_AUTHOR, BY_YEAR},
    ),
    Edit(
        name="an author, and so the labels of two papers",
        act=replacement("reviews/records/2101.00002.json", "A. Author", "A. Other"),
        read={FIRST, SECOND, BY_AUTHOR},
        shown={*NEWS, THIRD, *LISTS, *TOPICS, "questions", BY_REVIEWER, BY_YEAR},
    ),
    Edit(
        name="the label of a topic, which the navigation shows",
        act=replacement(LIST, "Topic two", "Topic due"),
        read={SECOND, BY_HAND, "topics/index", "topics/two"},
        shown=EVERY_PAGE,
    ),
    Edit(
        name="a stylesheet, of which every page names the checksum",
        act=replacement(STYLE, "red", "blue"),
        read=set(),
        shown=EVERY_PAGE,
    ),
    Edit(
        name="a template of the site's own",
        act=replacement(TEMPLATE, "of which", "and of these"),
        read=set(),
        shown=EVERY_PAGE,
    ),
    Edit(
        name="the title of the site",
        act=replacement(SETTINGS, "A small site", "A site"),
        read=EVERY_PAGE,
        shown=set(),
    ),
    Edit(
        name="the title of the site in the other language",
        act=replacement(SETTINGS, "小さなサイト", "サイト"),
        read=set(),
        shown=set(),
    ),
    Edit(
        name="the repository of the site",
        act=replacement(SETTINGS, "github.com/example", "gitlab.com/example"),
        read={"guide/contribute"},
        shown=EVERY_PAGE,
    ),
    Edit(
        name="the branch of the repository",
        act=lambda site: _append(site, SETTINGS, 'branch = "trunk"\n'),
        read=set(),
        shown=EVERY_PAGE,
    ),
    Edit(
        name="words of the site's own",
        act=_write(CATALOGUE, OWN_WORDS),
        read=EVERY_PAGE,
        shown=set(),
    ),
    Edit(
        name="words of the site's own in the other language",
        act=_write(CATALOGUE.replace("/en/", "/ja/"), OWN_WORDS),
        read=set(),
        shown=set(),
    ),
    Edit(
        name="a language more",
        act=_add_language,
        read={"upkeep", "guide/contribute"},
        shown=EVERY_PAGE,
    ),
    Edit(
        name="a language less",
        act=_remove_language,
        read={*NEWS, THIRD, "index", "guide/contribute"},
        shown=EVERY_PAGE,
    ),
    Edit(
        name="a page by hand",
        act=replacement("docs/en/about.md", "How to write", "This is how to write"),
        read={"about"},
        shown={"index"},
    ),
    Edit(
        name="a page by hand less",
        act=_remove_page("en"),
        read={"index"},
        shown=EVERY_PAGE - {"about"},
    ),
    Edit(
        name="a page by hand less in the other language",
        act=_remove_page("ja"),
        read=set(),
        shown={"about", "index"},
    ),
    Edit(
        name="a page of the guide by hand",
        act=_write("docs/en/guide/contribute.md", "# How we write\n"),
        read={"guide/contribute"},
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
        read={
            *(*NEWS, FIRST, FOURTH, "index", "topics/index", "topics/two", "collections/first"),
            QUEUE,
        },
        shown={THIRD, "papers/hep-th_9901001", "papers/index", BY_YEAR},
    ),
    Edit(
        name="a review less",
        act=lambda site: (site.root / SECOND_REVIEW).unlink(),
        read={*NEWS, SECOND, *TOPICS, "questions", "collections/first"},
        shown={FIRST, THIRD, "index", "papers/index", BY_YEAR},
        gone=("The second paper in a sentence",),
    ),
    Edit(
        name="a further review",
        act=_add_reading,
        read={"new", SECOND, BY_HAND, BY_REVIEWER},
        shown={FIRST, THIRD, *LISTS, *TOPICS, "questions", BY_YEAR},
    ),
    Edit(
        name="the text of a further review",
        act=replacement("reviews/by-hand.en.ann.md", "It is about", "It treats of"),
        read={BY_HAND},
        shown=set(),
    ),
    Edit(
        name="the tl;dr of a further review",
        act=replacement("reviews/by-hand.en.ann.md", "A new review", "One more review"),
        read={BY_HAND},
        shown={
            "new",
            "papers/hep-th_9901001",
            *LISTS,
            "topics/index",
            "topics/two",
            BY_REVIEWER,
            BY_YEAR,
        },
    ),
    Edit(
        name="a further review less",
        act=lambda site: (site.root / "reviews/by-hand.en.ann.md").unlink(),
        read={*NEWS, BY_HAND, BY_REVIEWER},
        shown={"papers/hep-th_9901001", *LISTS, "topics/index", "topics/two", BY_YEAR},
        gone=("A new review in a sentence",),
    ),
    Edit(
        name="the first of two reviews less",
        act=lambda site: (site.root / "reviews/by-hand.en.md").unlink(),
        read={"new", BY_HAND},
        shown={"papers/hep-th_9901001", *LISTS, "topics/index", "topics/two", BY_REVIEWER, BY_YEAR},
        gone=("The paper by hand in a sentence", "square.png"),
    ),
    Edit(
        name="the state of a title in a queue",
        act=replacement("reviews/queue/first.yaml", "state: reading", "state: read"),
        read={QUEUE, "collections/first", "upkeep"},
        shown={"index"},
    ),
    Edit(
        name="a queue less",
        act=lambda site: (site.root / "reviews/queue/first.yaml").unlink(),
        read={"collections/first", "upkeep"},
        shown={"index"},
        gone=("A second helping",),
    ),
    Edit(
        name="a paper more",
        act=replacement(LIST, "- hep-th/9901001\n", "- hep-th/9901001\n      - 2101.00009\n"),
        read={
            "upkeep",
            *("papers/2101.00009", "papers/hep-th_9901001", BY_HAND),
            *("papers/index", "collections/first", BY_YEAR),
        },
        shown={"index"},
    ),
    Edit(
        name="a paper less, with its image",
        act=_remove_paper_by_hand,
        read={
            *NEWS,
            *("papers/hep-th_9901001", FOURTH, *LISTS, "topics/index", "topics/two"),
            *(BY_AUTHOR, BY_REVIEWER, BY_YEAR),
        },
        shown=set(),
        gone=("by-hand", "square.png", "A paper that arXiv does not have"),
    ),
    Edit(
        name="two papers in another order",
        act=replacement(
            LIST, "- 2101.00001\n      - 2101.00002", "- 2101.00002\n      - 2101.00001"
        ),
        read={
            *(FIRST, SECOND, THIRD),
            *("papers/index", "collections/first", "topics/one", "questions"),
            *(BY_AUTHOR, BY_YEAR),
        },
        shown={*NEWS, "index", "topics/index", "topics/two", BY_REVIEWER},
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `template` is a built site, of which each edit has a copy where it was built."""
    folder = tmp_path_factory.mktemp("incremental")
    site = Site.create(folder / "site")
    _write(STYLE, "article h1 { color: red }\n")(site)
    _write(TEMPLATE, "<p>{{ count }}, of which {{ reviewed }} reviewed</p>\n")(site)
    _write("reviews/by-hand.en.ann.md", FURTHER_REVIEW)(site)
    _append(site, "docs/conf.py", OWN_LOOKS)
    for language in LANGUAGES:
        site.build(language)
    site.root.rename(folder / "template")
    return folder


@pytest.fixture
def place(folder: Path) -> Iterator[Path]:
    """Where the template was built; the site that is put there is taken away again."""
    yield folder / "site"
    shutil.rmtree(folder / "site")


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_after_an_edit_a_build_does_what_it_must_and_equals_a_clean_one(
    edit: Edit, folder: Path, place: Path, tmp_path: Path
) -> None:
    site = Site(shutil.copytree(folder / "template", place))
    edit.act(site)
    again = site.build(edit.language)
    assert again.warnings == []
    assert again.read == edit.read
    assert again.written == edit.read | edit.shown
    anew = Site.create(tmp_path / "anew", site.root).build(edit.language)
    assert differing(again.files(), anew.files()) == []
    assert [word for word in edit.gone if is_somewhere(word, again.files())] == []


def differing(these: Mapping[str, bytes], those: Mapping[str, bytes]) -> list[str]:
    """The names of the files that are not the same in both."""
    return sorted(name for name in {*these, *those} if these.get(name) != those.get(name))


def is_somewhere(word: str, files: Mapping[str, bytes]) -> bool:
    return any(word in name or word.encode() in text for name, text in files.items())


def test_everything_is_read_and_written_at_first(tmp_path: Path) -> None:
    built = Site.create(tmp_path / "site").build()
    assert built.read == EVERY_PAGE
    assert built.written == EVERY_PAGE


def test_pages_are_not_emitted_anew_without_an_edit(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.emit()
    changes = site.emit()
    assert (changes.written, changes.removed) == (0, 0)


def test_a_build_in_parallel_equals_one_in_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_MANY", 0)
    parallel = Site.create(tmp_path / "parallel").build(processes=2)
    serial = Site.create(tmp_path / "serial").build()
    assert parallel.warnings == []
    assert parallel.files() == serial.files()


def test_a_title_outside_the_navigation_leaves_other_pages_as_they_are(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.edit("docs/en/index.md", "topics/index\n", "")
    site.build()
    site.edit(LIST, "Topic two", "Topic due")
    again = site.build()
    assert "guide/reviews" not in again.written
    assert "topics/two" in again.written
    anew = Site.create(tmp_path / "anew", site.root).build()
    assert differing(again.files(), anew.files()) == []
