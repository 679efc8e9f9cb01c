"""What is new, and the state of upkeep: told by what the site holds, remembered by a browser."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pipeline.library.library import Library
from pipeline.pages import news as news_pages
from pipeline.pages.news import MOST, news
from pipeline.pages.upkeep import upkeep
from pipeline.written.queues import Candidate, Queue, State
from pipeline.written.reviews import Review, review_in
from tests.serving import serving
from tests.sites import Site

MARKS = ".news strong:visible"
BLOCKED = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
}
"""
FORGOTTEN = """
() => {
  for (const key of Object.keys(localStorage)) localStorage[key] = localStorage[key].slice(8);
}
"""
STORED = """
() => [localStorage, sessionStorage].flatMap((each) => Object.entries(each)).flat()
  .reduce((sum, text) => sum + 2 * text.length, 0)
"""


def review(day: str, updated: str = "", language: str = "en", follows: str = "") -> Review:
    more = f"updated: {updated}\n" if updated else ""
    more += f"follows: {follows}\n" if follows else ""
    front = f"---\nread: full\ndate: {day}\ntopics: []\ntldr: It is.\n{more}---\nText.\n"
    found = review_in(front, f"reviews/2101.00001.{language}.md")
    assert isinstance(found, Review)
    return found


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Site.create(tmp_path_factory.mktemp("news") / "site").library()


def holding(library: Library, *reviews: Review) -> Library:
    """The library with one paper, of which these are reviews."""
    shelf = library.shelves[0]
    by_language = {each.language: (each,) for each in reviews}
    paper = replace(shelf.papers[0], reviews=by_language)
    return replace(library, shelves=(replace(shelf, papers=(paper,)),))


def test_reviews_stand_below_their_months_the_newest_first(library: Library) -> None:
    shelf = library.shelves[0]
    days = [review("2026-01-31"), review("2025-12-01", "2026-02-01"), review("2026-01-02")]
    papers = tuple(replace(shelf.papers[0], reviews={"en": (each,)}) for each in days)
    found = news(replace(library, shelves=(replace(shelf, papers=papers),)), "en")
    assert {month: [each.day.day for each in of] for month, of in found.months.items()} == {
        "2026-02": [1],
        "2026-01": [31, 2],
    }
    assert [each.is_update for of in found.months.values() for each in of] == [True, False, False]
    assert found.older == 0


def test_the_page_is_bounded_and_counts_the_rest(library: Library) -> None:
    shelf = library.shelves[0]
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(MOST + 7)]
    papers = tuple(replace(shelf.papers[0], reviews={"en": (review(str(day)),)}) for day in days)
    found = news(replace(library, shelves=(replace(shelf, papers=papers),)), "en")
    entries = [each for of in found.months.values() for each in of]
    assert [each.day for each in entries] == days[: -MOST - 1 : -1]
    assert found.older == 7
    assert len({each.name for each in entries}) == MOST


def test_a_review_has_another_name_when_it_changed(library: Library) -> None:
    before, after = (
        next(iter(news(holding(library, each), "en").months.values()))[0].name
        for each in (review("2026-01-31"), review("2026-01-31", "2026-02-01"))
    )
    assert before != after


def test_upkeep_tells_what_lags_what_is_missing_and_what_waits(library: Library) -> None:
    shelf = library.shelves[0]
    behind = [review("2026-01-01", "2026-03-01"), review("2026-02-01", language="ja", follows="en")]
    only = {"en": (review("2026-03-01"),)}
    papers = tuple(
        replace(paper, reviews=reviews, known=known, abstract=None)
        for paper, reviews, known in zip(
            shelf.papers,
            ({each.language: (each,) for each in behind}, only, {}),
            (True, False, False),
            strict=False,
        )
    )
    queue = Queue(papers=(Candidate(title="A"), Candidate(title="B", state=State.READ)))
    suggested = Queue(papers=(Candidate(title="C", id="2102.00007"), Candidate(title="D")))
    shelves = (replace(shelf, papers=papers, queue=queue),)
    data = upkeep(replace(library, shelves=shelves, contributed=suggested), "en")
    [covered] = data.collections
    assert (covered.papers, covered.reviewed) == (len(papers), 2)
    assert covered.newest == date(2026, 3, 1)
    assert covered.states == {"waiting": 1, "read": 1}
    assert [(each.language, each.day) for each in data.lagging] == [("ja", date(2026, 3, 1))]
    assert data.untranslated == {"ja": (papers[1].id,), "en": ()}
    assert data.unread == tuple(paper.id for paper in papers[1:])
    assert data.without_abstract == (papers[0].id,)
    assert [each.address for each in data.waiting] == ["https://arxiv.org/abs/2102.00007", None]


@pytest.fixture(scope="module")
def address(html: Path) -> Iterator[str]:
    """The page as readers have it: of files, Chromium at times forgets what a page has stored."""
    with serving(html) as address:
        yield f"{address}/en/{news_pages.PAGE}.html"


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def visited(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    stacks: list[str] = []
    page.on("pageerror", lambda error: stacks.append(error.stack or ""))
    page.goto(address)
    assert "news.js" not in "".join(stacks)
    return page


def test_a_reader_who_returns_finds_marked_what_came_since(
    visitor: BrowserContext, address: str
) -> None:
    page = visited(visitor, address)
    expect(page.locator("#remembers")).to_be_visible()
    expect(page.locator(MARKS)).to_have_count(0)
    page.evaluate(FORGOTTEN)
    page.close()
    page = visited(visitor, address)
    expect(page.locator(MARKS)).to_have_count(2)
    page.reload()
    expect(page.locator(MARKS)).to_have_count(2)
    assert page.evaluate(STORED) <= 2_000
    page.close()
    expect(visited(visitor, address).locator(MARKS)).to_have_count(0)


def test_where_nothing_can_be_remembered_the_list_is_plain(
    visitor: BrowserContext, address: str
) -> None:
    visitor.add_init_script(BLOCKED)
    page = visited(visitor, address)
    expect(page.locator("#remembers")).to_be_hidden()
    expect(page.locator(MARKS)).to_have_count(0)
    expect(page.locator(".news > li").first).to_be_visible()


def test_the_list_needs_no_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = visited(context, address)
    expect(page.locator("#remembers")).to_be_hidden()
    expect(page.locator(".news > li").first).to_be_visible()
    context.close()


def test_the_script_is_on_that_page_alone(html: Path) -> None:
    having = [file.stem for file in html.glob("en/*.html") if "news.js" in file.read_text("utf-8")]
    assert having == [news_pages.PAGE]
