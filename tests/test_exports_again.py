"""Exports that are there already: they are not made again, unless what they are made of changed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.commands import steps
from pipeline.exports import files as files_made
from pipeline.exports import on_disk, page_text
from pipeline.files.memory import Memory
from pipeline.pages.contents import Contents
from tests import kinds
from tests.sites import Site

PAGE = """\
<!doctype html><html><body><article role="main"><section id="about"><h1>{}</h1>
<section id="review"><p>What <a href="../questions.html">one</a> says.</p></section>
<section id="reading"><p>What one of two says.</p></section>
</section></article></body></html>
"""
WORD = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "New reviews, as a feed"
msgstr "What is new"
"""

Act = Callable[[Site], object]


def write(path: str, text: str) -> Act:
    def act(site: Site) -> None:
        file = site.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    return act


def remove(path: str) -> Act:
    return lambda site: (site.root / path).unlink()


def edit(path: str, old: str, new: str) -> Act:
    return lambda site: site.edit(path, old, new)


REVIEW = "reviews/2101.00001.en.md"


def further(site: Site) -> None:
    """A second review of the same paper."""
    text = (site.root / REVIEW).read_text("utf-8")
    (site.root / "reviews/2101.00001.en.ann.md").write_text(text, "utf-8")


ABOUT = "build/html/en/about.html"
PAPER = "build/html/en/papers/2101.00001.html"
CHANGES: dict[str, Act] = {
    "a review": edit(REVIEW, "read: ", "tags: [new]\nread: "),
    "a review less": remove(REVIEW),
    "a review more": further,
    "a record": edit(f"reviews/records/{kinds.WITHDRAWN}.json", "That Is No More", "Once More"),
    "a topic's name": edit("reviews/papers.yaml", "en: Kernel methods", "en: Kernels"),
    "a queue": edit("reviews/queue/shore.yaml", "state: reading", "state: waiting"),
    "a paper less": edit("reviews/papers.yaml", f"      - {kinds.BARE}\n", ""),
    "the settings": edit("pyproject.toml", "[tool.shoroku]", '[tool.shoroku]\nbranch = "other"'),
    "the site's address": edit(
        "pyproject.toml", "[tool.shoroku]", '[tool.shoroku]\naddress = "https://example.org/"'
    ),
    "the day of the front page": edit(
        "docs/en/index.md", "# Notes", "---\nupdated: 2026-06-07\n---\n\n# Notes"
    ),
    "a word of the site": write("docs/locale/en/LC_MESSAGES/shoroku.po", WORD),
    "a page": write(ABOUT, PAGE.format("Known")),
    "a paper's page": write(PAPER, PAGE.format("Paper").replace("What", "Whatever")),
    "a page less": remove(ABOUT),
    "a page more": write("build/html/en/more.html", PAGE.format("More")),
    "an exported file": write("build/html/papers/2101.00001.bib", "of somebody else"),
    "an exported file less": remove("build/html/en/feed.atom"),
    "a card less": remove("build/html/cards/index.en.png"),
    "a card more": write("build/html/cards/more.en.png", "of somebody else"),
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = kinds.write(tmp_path / "site")
    write(ABOUT, PAGE.format("About"))(site)
    write(PAPER, PAGE.format("Paper"))(site)
    return site


@pytest.fixture
def memory(site: Site) -> Memory:
    """What is remembered of making the exports for the first time."""
    memory = Memory()
    export(site, memory)
    return memory


def export(site: Site, memory: Memory) -> None:
    steps.export(site.root, Contents(site.library(), memory), site.settings())


def files(site: Site) -> dict[str, bytes]:
    html = site.root / "build" / "html"
    found = (file for file in html.rglob("*") if file.is_file())
    return {file.relative_to(html).as_posix(): file.read_bytes() for file in found}


def test_what_did_not_change_is_not_made_again(
    site: Site, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def note(path: Path, *_: object, **__: object) -> None:
        written.append(path.relative_to(site.root).as_posix())

    before = files(site)
    monkeypatch.setattr(on_disk, "write_if_changed", note)
    export(site, memory)
    assert written == ["build/exported.txt"]
    assert files(site) == before


def test_a_page_that_did_not_change_is_not_read_again(
    site: Site, memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        memory.write(tmp_path / "memory")
        memory = Memory()
        memory.read(tmp_path / "memory")
        export(site, memory)
    (site.root / "build/html/en/feed.atom").unlink()
    monkeypatch.setattr(page_text, "fragment_fromstring", None)
    export(site, memory)
    assert "What" in (site.root / "build/html/en/feed.atom").read_text("utf-8")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_all_is_as_if_made_for_the_first_time(
    site: Site, memory: Memory, change: Act, tmp_path: Path
) -> None:
    change(site)
    anew = Site(shutil.copytree(site.root, tmp_path / "anew"))
    shutil.rmtree(anew.root / "build")
    for page in (site.root / "build/html/en").rglob("*.html"):
        name = page.relative_to(site.root).as_posix()
        write(name, page.read_text("utf-8"))(anew)
    export(site, memory)
    export(anew, Memory())
    assert files(site) == files(anew)


def test_a_build_that_was_killed_makes_the_rest(
    site: Site, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(site)
    site.edit(REVIEW, "tldr: ", "tldr: Or so. ")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files_made, "pictures", killed)
    with pytest.raises(KeyboardInterrupt):
        export(site, memory)
    monkeypatch.undo()
    assert files(site) != before
    site.edit(REVIEW, "tldr: Or so. ", "tldr: ")
    export(site, memory)
    assert files(site) == before
