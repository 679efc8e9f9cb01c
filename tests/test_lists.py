"""Lists of papers, by year, author, tag and reviewer; a browser narrows and sorts them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock
from urllib.parse import unquote, urlsplit

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html
from playwright.sync_api import Browser, Page, expect

from pipeline.pages import authors, lists
from pipeline.pages.data import MOST_AUTHORS, IndexData
from pipeline.site import assets
from tests.sites import Built, Site, texts

CROWD = 2831
"""How many authors the largest collaborations have."""
CROWDED = "papers/2101.00004"
DEPTHS = ("abstract", "skimmed", "full")
PAPERS = [
    {
        "id": f"made-up-{number}",
        "title": f"Made-up Paper {number:02}",
        "authors": [
            "Žofie Łukasz" if number % 2 else "Zofie Łukasz",
            f"{chr(122 - number)}. Author",
        ],
        "year": 2000 + number,
        "url": f"https://example.org/{number}",
    }
    for number in range(1, 11)
]
REVIEW = """\
---
read: {depth}
date: 2026-01-{day:02}
topics: [one]
tags: [C#, "A  tag"]
reviewer: {{name: Ann "The" Reviewer}}
tldr: In a sentence.
---

It is about something.
"""


def add(site: Site) -> None:
    """Add ten papers, three of them reviewed, and give another one a crowd of authors."""
    listed = {"id": "more", "title": "More papers", "papers": PAPERS}
    # YAML holds JSON.
    site.edit("reviews/papers.yaml", "collections:\n", f"collections:\n  - {json.dumps(listed)}\n")
    crowd = ["Žofie Łukasz", *(f"A. Member{number}" for number in range(1, CROWD - 13))]
    lines = "".join(f'    "{name}",\n' for name in crowd)
    site.edit("reviews/records/2101.00004.json", '    "A. Group",\n', lines)
    for number, depth in enumerate(DEPTHS, 1):
        review = site.root / f"reviews/made-up-{number}.en.md"
        review.write_text(REVIEW.format(depth=depth, day=20 - number), "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = Site.create(tmp_path_factory.mktemp("lists") / "site")
    add(site)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "MOST_IN_A_ROW", 3)
        built = site.build()
    assert built.warnings == []
    return built


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Site.create(tmp_path_factory.mktemp("small") / "site").build()


def below(page: html.HtmlElement, anchor: str) -> list[str]:
    """What an entry of an index lists."""
    return texts(page.get_element_by_id(anchor), "ul/li/a")


# By year


def test_all_papers_are_listed_by_year_the_newest_first(built: Built) -> None:
    page = built.page("papers/by/year")
    years = page.xpath("//article/section/section/@id")
    assert years[:2] == ["year-2021", "year-2020"]
    assert texts(page, "//*[@id='year-2007']//li/a") == ["Made-up Paper 07"]
    listed = texts(page, "//section/ul/li/a")
    assert len(listed) == len(PAPERS) + 6


def test_a_topic_of_many_papers_goes_year_by_year(built: Built) -> None:
    page = built.page("topics/one")
    assert texts(page, "//h1") == ["Topic one¶"]
    assert page.xpath("//article/section/section/@id") == [
        *("year-2021", "year-2003", "year-2002", "year-2001")
    ]
    assert texts(page, "//*[@id='year-2002']//p[1]") == ["Made-up Paper 02"]


# By author


def test_an_author_has_all_papers_whatever_marks_the_name_has(built: Built) -> None:
    page = built.page("papers/by/author-l")
    titles = [paper["title"] for paper in PAPERS]
    assert below(page, "author-łukasz-zofie") == [*titles, "Many authors"]
    assert texts(page, "//article//li/p") == ["Łukasz, Žofie"]


def test_a_letter_of_the_authors_leads_to_the_other_lists_too(built: Built) -> None:
    other, letters = built.page("papers/by/author-l").xpath("//article//nav")
    assert other.xpath(".//a[@href='author.html']")
    assert texts(letters, ".//a[@aria-current='page']") == ["L"]


def test_many_authors_are_listed_letter_by_letter(built: Built) -> None:
    page = built.page("papers/by/author")
    counts = texts(page, "//nav[last()]//li")
    assert "L 1" in counts
    assert "M 2,817" in counts
    assert not page.xpath("//ul[contains(@class, 'entries')]")


def test_few_authors_are_on_one_page(small: Built) -> None:
    page = small.page("papers/by/author")
    assert texts(page, "//section[@id='letter-a']/h2") == ["A¶"]
    assert below(page, "author-author-d") == ["Many authors", "A paper that arXiv does not have"]
    assert [name for name in small.pages() if name.startswith("papers/by/author-")] == []


def test_an_author_leads_to_the_other_papers_and_nowhere_if_there_are_none(built: Built) -> None:
    names = built.page("papers/made-up-1").xpath("//p[@class='authors']")[0]
    assert texts(names, "a") == ["Žofie Łukasz"]
    assert names.xpath("a/@href") == ["by/author-l.html#author-%C5%82ukasz-zofie"]
    assert names.text_content() == "Žofie Łukasz, y. Author"


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        *(("Ørsted, H.", "o"), ("Łukasz", "l"), ("van der Maaten, L.", "v"), ("王 小明", "other")),
        *(("Ω Group", "other"), ("Достоевский", "other"), ("3D Team", "d")),
    ],
)
def test_an_author_stands_below_the_first_letter_of_the_family(
    tmp_path: Path, name: str, letter: str
) -> None:
    site = Site.create(tmp_path / "site")
    site.edit("reviews/papers.yaml", "[D. Author, E. Author]", json.dumps([name]))
    found = IndexData.from_json(authors.Authors.of(site.library()).listed[""]).parts
    assert "by-hand" in [paper for entry in found[letter] for paper in entry.papers]


# By tag and reviewer


def test_a_tag_has_its_papers_and_reviews_lead_there(built: Built) -> None:
    page = built.page("papers/by/tag")
    titles = [paper["title"] for paper in PAPERS[:3]]
    assert texts(page, "//article//li/p") == ["A tag Feed", "C# Feed"]
    assert below(page, "tag-c#") == below(page, "tag-a-tag") == titles
    links = built.page("papers/made-up-1").xpath("//dd/a[text()='C#']/@href")
    assert links == ["by/tag.html#tag-c%23"]


def test_a_reviewer_has_all_papers_that_they_reviewed(built: Built) -> None:
    page = built.page("papers/by/reviewer")
    assert 'Ann "The" Reviewer Feed' in texts(page, "//article//li/p")
    titles = [paper["title"] for paper in PAPERS[:3]]
    assert below(page, 'reviewer-ann-"the"-reviewer') == titles


def test_lists_that_hold_nothing_say_so_and_no_other_list_leads_there(small: Built) -> None:
    page = small.page("papers/by/tag")
    assert "There is nothing here yet." in texts(page, "//article//p")
    ways = texts(small.page("papers/index"), "//nav[@class='browse']//a")
    assert ways == ["All papers", "Years", "Authors", "Topics", "Reviewers", "Open questions"]
    [here] = texts(small.page("papers/index"), "//nav[@class='browse']//a[@aria-current]")
    assert here == "All papers"


# A crowd of authors


def test_a_crowd_of_authors_costs_its_page_nothing(built: Built) -> None:
    page = built.page(CROWDED)
    [named] = texts(page, "//p[@class='authors']")
    assert named.startswith("Žofie Łukasz, A. Member1, ")
    assert named.endswith("A. Member11 and 2,819 more authors")
    [entry] = texts(page, "//pre")
    assert f"Member{MOST_AUTHORS - 1}, A. and others" in entry
    few = (built.output / "papers/2101.00002.html").stat().st_size
    assert (built.output / f"{CROWDED}.html").stat().st_size < few + 5_000


def test_all_of_a_crowd_have_a_page(built: Built) -> None:
    [address] = built.page(CROWDED).xpath("//p[@class='authors']/a[@class='more']/@href")
    assert address == "authors-of/2101.00004.html"
    page = built.page("papers/authors-of/2101.00004")
    named = texts(page, "//ol[@class='all-authors']/li")
    assert (len(named), named[-1]) == (CROWD, "N. Author")
    [entry] = texts(page, "//pre")
    assert entry.count(" and ") == CROWD - 1
    assert texts(page, "//h1") == ["Authors of Łukasz et al.¶"]


# All of them


def test_every_place_that_a_page_leads_to_is_there(built: Built) -> None:
    ids: dict[Path, set[str]] = {}
    for name in built.pages():
        folder = (built.output / name).parent
        for address in built.page(name).xpath("//article//a/@href"):
            parts = urlsplit(address)
            if parts.fragment and parts.path and not parts.scheme:
                target = (folder / unquote(parts.path)).resolve()
                if target not in ids:
                    ids[target] = set(html.parse(target).xpath("//@id"))
                assert unquote(parts.fragment) in ids[target], f"{name}: {address}"


# In the browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def shown(page: Page) -> list[str]:
    """The titles that a reader sees, in their order."""
    titles = page.locator(".papers .title")
    return [title.inner_text() for title in titles.all() if title.is_visible()]


def test_a_list_is_narrowed_as_one_types(page: Page, built: Built) -> None:
    page.goto((built.output / "collections/more.html").as_uri())
    assert len(shown(page)) == len(PAPERS)
    page.get_by_label("Filter").fill("07  MÁDE-up")
    assert shown(page) == ["Made-up Paper 07"]
    expect(page.locator("output")).to_have_text("1 of 10 shown")
    page.get_by_label("Filter").fill("")
    expect(page.locator("output")).to_be_empty()


def test_a_list_is_sorted_and_put_back(page: Page, built: Built) -> None:
    page.goto((built.output / "collections/more.html").as_uri())
    listed = shown(page)
    order = page.get_by_label("Sort by")
    order.select_option("day of the review")
    assert shown(page)[:3] == [f"Made-up Paper 0{number}" for number in (1, 2, 3)]
    order.select_option("depth of reading")
    assert shown(page)[:3] == [f"Made-up Paper 0{number}" for number in (3, 2, 1)]
    order.select_option("year")
    assert shown(page) == listed[::-1]
    order.select_option("author")
    assert len(shown(page)) == len(listed)
    order.select_option("order of the list")
    assert shown(page) == listed


def test_a_part_of_a_list_that_shows_nothing_hides_its_heading(page: Page, built: Built) -> None:
    page.goto((built.output / "papers/index.html").as_uri())
    page.get_by_label("Filter").fill("made-up 07")
    expect(page.get_by_role("heading", name="More papers")).to_be_visible()
    expect(page.get_by_role("heading", name="First collection")).to_be_hidden()


@pytest.mark.parametrize("name", ["collections/more", "questions", "papers/by/year", "topics/one"])
def test_without_javascript_a_list_is_plain(browser: Browser, built: Built, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.output / f"{name}.html").as_uri())
    expect(page.locator("form.narrowing")).to_be_hidden()
    expect(page.locator(".narrowed").first).to_be_visible()
    context.close()


def test_a_short_list_cannot_be_narrowed(page: Page, small: Built) -> None:
    page.goto((small.output / "collections/first.html").as_uri())
    expect(page.locator("form.narrowing")).to_be_hidden()


@pytest.mark.parametrize(("count", "says"), [(500, True), (501, False)])
def test_a_list_of_very_many_leaves_out_what_each_review_says(count: int, *, says: bool) -> None:
    folder = Path(assets.__file__).parent / "theme" / "shoroku" / "shown"
    parts = Environment(loader=FileSystemLoader(folder), autoescape=True)
    parts.filters["tex"] = str
    paper = MagicMock(title="Long", reviews=[])
    paper.review.configure_mock(tldr="It says this.", read="full")
    macros: Any = parts.get_template("parts.html").module
    text = macros.list([paper] * count, MagicMock(), str, str, str, {"full": "in full"}, ["full"])
    assert text.count("Long") >= count
    assert ("It says this." in text) is says
