"""Files beside the pages: which there are, and that they are those of the site as it is."""

from pathlib import Path

import pytest

from pipeline.exports.files import export_files
from pipeline.exports.sets import entry_place
from tests import kinds
from tests.sites import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return kinds.write(tmp_path / "site")


def names(site: Site, ending: str) -> set[str]:
    html = site.root / "build" / "html"
    return {file.relative_to(html).as_posix() for file in html.rglob(f"*{ending}")}


def test_each_set_of_papers_has_its_file(site: Site) -> None:
    files = export_files(site.library())
    assert {
        "en/papers.bib",
        "ja/papers.bib",
        "en/collections/shore.bib",
        "en/topics/kernel-methods.bib",
        "en/papers/by/tag/tag-odd.bib",
    } <= files.keys()


def test_a_set_holds_its_papers_in_their_order(site: Site) -> None:
    library = site.library()
    files = export_files(library)
    keys = [paper.key for paper in library.papers]
    places = [files["en/papers.bib"].index(f"{{{key},") for key in keys]
    assert places == sorted(places)


def test_what_is_no_longer_there_is_no_longer_exported(site: Site) -> None:
    site.export()
    assert "en/papers/by/tag/tag-odd.bib" in names(site, ".bib")
    other = site.root / "build" / "html" / "en" / "mine.bib"
    other.write_text("of somebody else", "utf-8")
    for review in (site.root / "reviews").glob("*.md"):
        review.write_text(review.read_text("utf-8").replace("tags: [odd]", ""), "utf-8")
    site.export()
    assert "en/papers/by/tag/tag-odd.bib" not in names(site, ".bib")
    assert other.exists()


@pytest.mark.parametrize(
    ("anchor", "begins"),
    [("tag-odd", "tag-odd"), ("tag-文献", "tag-文献"), ("tag-a/b", "tag-a-b-"), ("x" * 300, "xxx")],
)
def test_an_entry_has_a_name_that_every_disk_takes(anchor: str, begins: str) -> None:
    name = entry_place("papers/by/tag", anchor).removeprefix("papers/by/tag/")
    assert name.startswith(begins)
    assert "/" not in name
    assert len(name.encode()) < 200
    assert entry_place("p", anchor) != entry_place("p", f"{anchor}?")
