"""What search engines are told of a page: what it says, and where it is in other languages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.site.description import LIMIT, described
from tests import kinds
from tests.sites import Built, Site

DESCRIPTION = "/html/head/meta[@name='description']/@content"
ALTERNATE = "/html/head/link[@rel='alternate'][@hreflang]/@href"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = kinds.write(tmp_path_factory.mktemp("told") / "site")
    site.edit("pyproject.toml", "languages =", 'address = "https://shore.example/a"\nlanguages =')
    about = site.root / "docs/en/about.md"
    front = "---\nmyst:\n  html_meta:\n    description: Told by its writer\n---\n"
    about.write_text(front + about.read_text("utf-8"), "utf-8")
    return site


@pytest.fixture(scope="module")
def built(site: Site) -> Built:
    return site.build("en")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("index", "Made-up reviews of made-up papers, for the tests of the search."),
        ("collections/shore", "Papers for the tests."),
        (f"papers/{kinds.CROWD}", "Whatever a review can hold, with x^2."),
        (f"papers/{kinds.UNREVIEWED}", "We make up a paper, and let n be its length."),
        ("about", "Told by its writer"),
    ],
)
def test_a_page_is_described_once_by_what_it_says(built: Built, page: str, told: str) -> None:
    assert built.page(page).xpath(DESCRIPTION) == [told]


def test_a_paper_that_nobody_described_is_described_by_its_title(built: Built) -> None:
    [told] = built.page(f"papers/{kinds.BARE}").xpath(DESCRIPTION)
    assert told.startswith("A Title That Says Everything There Is to Say of a Paper")
    assert len(told) <= LIMIT


def test_the_site_s_own_description_is_its_front_page_s(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.edit("pyproject.toml", "languages =", 'description = { en = "In a line" }\nlanguages =')
    assert site.build("en").page("index").xpath(DESCRIPTION) == ["In a line"]


def test_the_same_page_in_another_language_is_told_by_its_whole_address(built: Built) -> None:
    whole = "https://shore.example/a/ja/papers/2101.00001.html"
    assert built.page("papers/2101.00001").xpath(ALTERNATE) == [whole]


@given(st.text())
def test_a_description_is_one_short_line(text: str) -> None:
    line = described(text)
    assert len(line) <= LIMIT
    assert line == " ".join(line.split())
