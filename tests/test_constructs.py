"""What people write in a review, and what becomes of it: HTML, or what the check says."""

import re
import tomllib
from pathlib import Path

import pytest

from pipeline.checking.sources import Sources, read_sources
from tests.security import hostile
from tests.security.hostile import Case
from tests.sites import Built, Site

ROWS = tomllib.loads((Path(__file__).parent / "cases" / "constructs.toml").read_text("utf-8"))
SHOWN = ROWS["shown"]
TOLD = ROWS["told"]
FIRST_LINE = len(hostile.FRONT.split("\n")) + 3


def write(root: Path, bodies: list[str]) -> None:
    hostile.write(root, [Case("", "", "", hostile.FRONT, body).text for body in bodies])
    for name in set(hostile.IMAGES) - {"good.png"} | {"link.png"}:
        (root / "reviews" / "images" / name).unlink()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("shown")
    hostile_site = [f"Begin.\n\n{row['body']}\n\nEnd." for row in SHOWN]
    write(root, hostile_site)
    built = Site(root).build()
    assert built.warnings == []
    return built


@pytest.mark.parametrize("number", range(len(SHOWN)), ids=lambda n: SHOWN[n]["name"])
def test_a_construct_is_shown(number: int, built: Built) -> None:
    file = built.output / "papers" / f"{hostile.paper_id(number)}.html"
    text = file.read_text("utf-8").partition("<p>Begin.</p>")[2].partition("<p>End.</p>")[0]
    assert plain(text) == plain(SHOWN[number]["html"])


def plain(html: str) -> str:
    """The HTML without white space between its elements and what every heading has."""
    html = re.sub(r'<a class="headerlink".*?</a>', "", html)
    html = re.sub(r"<(/?)section[^>]*>", "", html)
    return re.sub(r"\s+", " ", html).replace("> <", "><").strip()


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    root = tmp_path_factory.mktemp("told")
    write(root, [row["body"] for row in TOLD])
    found = read_sources(root, hostile.TODAY)
    problems = [] if isinstance(found, Sources) else found
    by_path: dict[str, list[str]] = {}
    for each in problems:
        line = f"{each.line - FIRST_LINE + 1}: {each.message} [{each.code}]"
        by_path.setdefault(each.path, []).append(line)
    return by_path


@pytest.mark.parametrize("number", range(len(TOLD)), ids=lambda n: TOLD[n]["name"])
def test_what_is_not_shown_is_told(number: int, said: dict[str, list[str]]) -> None:
    assert said.get(f"reviews/{hostile.paper_id(number)}.en.md", []) == TOLD[number]["says"]


def test_footnotes_stand_behind_the_review_and_before_what_else_the_page_says(
    tmp_path: Path,
) -> None:
    write(tmp_path, ["Text[^a].\n\n[^a]: The note.\n\n## A heading\n\nMore text."])
    page = Site(tmp_path).build().page(f"papers/{hostile.paper_id(0)}").text_content()
    words = ("More text.", "The note.", "The abstract is not at hand")
    places = [page.index(each) for each in words]
    assert places == sorted(places)
