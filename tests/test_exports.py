"""Files beside the pages: which there are, and that they are those of the site as it is."""

import json
from pathlib import Path

import pytest

from pipeline.exports.formats import FORMATS
from pipeline.exports.sets import entry_place
from pipeline.written.paper_ids import file_stem
from tests import kinds
from tests.sites import LANGUAGES, Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return kinds.write(tmp_path / "site")


def names(site: Site, ending: str) -> set[str]:
    html = site.root / "build" / "html"
    return {file.relative_to(html).as_posix() for file in html.rglob(f"*{ending}")}


def test_each_set_of_papers_has_its_file(site: Site) -> None:
    files = site.exported()
    assert {
        "en/papers.bib",
        "ja/papers.bib",
        "collections/shore.bib",
        "topics/kernel-methods.bib",
        "en/papers/by/tag/tag-odd.bib",
    } <= files.keys()


def test_a_set_holds_its_papers_in_their_order(site: Site) -> None:
    library = site.library()
    files = site.exported()
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


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_its_papers_entries_joined(site: Site, form: str) -> None:
    library = site.library()
    files, each = site.exported(), FORMATS[form]
    known = [paper.id for paper in library.papers if paper.known]
    own = [files[f"papers/{file_stem(paper_id)}.{each.ending}"] for paper_id in known]
    entries = [text.removeprefix(each.start).removesuffix(each.end) for text in own]
    assert files[f"en/papers.{each.ending}"] == each.joined(entries)


@pytest.mark.parametrize("form", FORMATS)
def test_a_page_can_join_every_file(site: Site, form: str) -> None:
    files, each = site.exported(), FORMATS[form]
    call = files[f"citations/{form}.js"]
    data = json.loads(call.removeprefix(f'shoroku.citations("{form}", ').removesuffix(");\n"))
    joined = data["start"] + data["between"].join(data["entries"].values()) + data["end"]
    assert joined == files[f"en/papers.{each.ending}"]
    assert "2101.00001" in data["entries"]


def test_papers_that_nobody_knows_yet_are_not_cited(site: Site) -> None:
    (site.root / "reviews/records/2101.00002.json").unlink()
    files = site.exported()
    assert "papers/2101.00002.bib" not in files
    assert "2101.00002" not in files["en/papers.bib"]


def test_what_no_language_changes_is_there_once(site: Site) -> None:
    endings = tuple(f".{each.ending}" for each in FORMATS.values())
    citations = [path for path in site.exported() if path.endswith(endings)]
    of_a_language = [path for path in citations if path.startswith(("en/", "ja/"))]
    assert of_a_language
    assert not [
        path for path in of_a_language if not path[2:].startswith(("/papers.", "/papers/by/"))
    ]


def test_a_topic_has_the_papers_that_its_page_lists(site: Site) -> None:
    # Of a review in one language alone, the pages in the other show the topics too.
    site.edit("reviews/2101.00002.en.md", "topics: [attention", "topics: [attention, segmentation")
    files = site.exported()
    assert "2101.00002" in files["topics/segmentation.bib"]
    for language in LANGUAGES:
        topics = json.loads(files[f"{language}/topics.json"])["topics"]
        [found] = [each["papers"] for each in topics if each["key"] == "segmentation"]
        assert "2101.00002" in found
