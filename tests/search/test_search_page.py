"""What the page of results shows, and how it behaves while the network does not."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.search.conftest import FIXTURE
from tests.search.loading import LOAD
from tests.search.test_browser import JAPANESE, answer, replaced
from tests.sites import Site

Search: TypeAlias = Callable[[str], None]

SHARDS = "**/search/shards/*"
SLOW, LATE, FAILED = "Searching …", "slow to come", "could not be loaded"
MOST_MARKS = 500
SECTION = "What the lamp does not reach"
IN_SECTION = "similar shape"
"""What stands there alone."""


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def results(page: Page) -> Locator:
    return page.locator(".search-result")


def field(page: Page) -> Locator:
    return page.get_by_role("searchbox")


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@contextmanager
def held(page: Page, pattern: str = SHARDS) -> Iterator[list[Route]]:
    """As long as it lasts, what is asked for does not come; then it does."""
    routes: list[Route] = []
    page.route(pattern, lambda route: routes.append(route))  # noqa: PLW0108 (its signature is read)
    yield routes
    for route in routes:
        route.continue_()
    page.unroute(pattern)


@pytest.fixture
def opened(search_page: Page) -> Page:
    """A search page that shows the results for "kernel"."""
    field(search_page).fill("kernel")
    expect(results(search_page).first).to_be_visible()
    return search_page


# While there is no answer


def test_a_query_that_takes_long_is_said_to_be_under_way(search_page: Page) -> None:
    with held(search_page):
        field(search_page).fill("memory")
        expect(status(search_page)).to_have_text(SLOW)
        expect(search_page.locator("#search-results")).to_have_attribute("aria-busy", "true")

    expect(results(search_page).first).to_contain_text("memory", ignore_case=True)
    expect(search_page.locator("#search-results")).to_have_attribute("aria-busy", "false")
    expect(status(search_page)).to_contain_text("page")


def test_a_query_does_not_stand_above_the_hits_of_another(opened: Page) -> None:
    with held(opened):
        field(opened).fill("memory")
        expect(status(opened)).to_have_text(SLOW)
        expect(results(opened)).to_have_count(0)
        expect(opened.get_by_role("button", name="Show more")).to_be_hidden()
        expect(opened.locator("#search-filters")).to_be_hidden()


def test_a_query_does_not_wait_for_the_one_before(opened: Page) -> None:
    with held(opened) as routes:
        field(opened).fill("memory")
        expect(status(opened)).to_have_text(SLOW)
        with opened.expect_event("requestfailed", lambda request: "shards" in request.url):
            field(opened).fill("kernel")
        expect(results(opened).first).to_be_visible()
        expect(status(opened)).to_contain_text("page")
        routes.clear()  # they are given up


def test_a_file_that_two_queries_need_is_asked_for_once(search_page: Page) -> None:
    with held(search_page) as routes:
        field(search_page).press_sequentially("memory")
        expect(status(search_page)).to_have_text(SLOW)
        asked = [route.request.url for route in routes]
    expect(results(search_page).first).to_be_visible()
    assert len(asked) == len(set(asked))


def test_what_does_not_come_can_be_asked_for_again(search_page: Page) -> None:
    search_page.clock.install()
    search_page.route(SHARDS, lambda _: None)
    field(search_page).fill("memory")
    expect(status(search_page)).to_have_text(SLOW)
    search_page.clock.fast_forward(15_000)
    expect(status(search_page)).to_contain_text(LATE)
    search_page.route(SHARDS, lambda route: route.continue_())
    search_page.get_by_role("button", name="Try again").click()

    expect(results(search_page).first).to_be_visible()
    expect(search_page.get_by_role("button", name="Try again")).to_be_hidden()


@pytest.mark.parametrize("pattern", [SHARDS, "**/search/index.js*", "**/search/pages/*"])
def test_a_failure_is_said_and_can_be_tried_again(page: Page, served: str, pattern: str) -> None:
    page.route(pattern, lambda route: route.abort())
    page.goto(f"{served}/en/search.html?q=kernel")
    expect(status(page)).to_contain_text(FAILED)
    expect(page.locator("#search-results")).to_have_attribute("aria-busy", "false")
    page.unroute(pattern)
    page.get_by_role("button", name="Try again").press("Enter")

    expect(results(page).first).to_be_visible()
    expect(status(page)).to_contain_text("page")


def test_an_answer_that_is_no_file_of_an_index_is_a_failure(page: Page, served: str) -> None:
    page.route(SHARDS, lambda route: answer(route, "<p>Log in first</p>"))
    page.goto(f"{served}/en/search.html?q=kernel")

    expect(status(page)).to_contain_text(FAILED)


def test_the_box_says_that_it_works_and_can_be_tried_again(page: Page, served: str) -> None:
    page.goto(f"{served}/en/about.html")
    box, said = page.get_by_label("Search", exact=True), page.locator(".search-status")
    with held(page):
        box.fill("kernel")
        expect(said).to_have_text(SLOW)
        expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("option").first).to_be_visible()
    page.route(SHARDS, lambda route: route.abort())
    box.fill("memory")
    expect(said).to_contain_text(FAILED)
    page.unroute(SHARDS)
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("option").first).to_contain_text("memory", ignore_case=True)
    expect(box).to_be_focused()


def test_pages_that_have_the_words_come_before_those_that_have_others(
    page: Page, served: str
) -> None:
    page.goto(f"{served}/ja/search.html")
    other = page.evaluate(
        """async () => {
          const index = await shoroku.openIndex();
          const [shard] = index.namesOf(["ノイズ*", "ノイズ*"]);
          return shard;
        }"""
    )
    with held(page, f"**/search/{other}.js*"):
        field(page).fill("noise")
        expect(results(page).first).to_contain_text("Noise in the Gates")
        expect(page.locator("#search-results")).to_have_attribute("aria-busy", "true")
    others = results(page).filter(has_text=JAPANESE("also: {words}", words="雑音"))
    expect(others.first).to_contain_text("Tidal Mixtures")


# What is typed


def test_what_an_input_method_composes_reaches_neither_address_nor_index(
    page: Page, served: str
) -> None:
    asked: list[str] = []
    page.goto(f"{served}/ja/search.html")
    page.on("request", lambda request: asked.append(request.url))
    typed = page.get_by_role("searchbox")
    typed.focus()
    session = page.context.new_cdp_session(page)
    for text in ("ち", "ちゅう", "ちゅうい"):
        composed = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        session.send("Input.imeSetComposition", composed)
        expect(typed).to_have_value(text)
    assert urlsplit(page.url).query == ""
    assert not [url for url in asked if "/search/" in url]
    session.send("Input.insertText", {"text": "注意"})

    expect(results(page).first).to_be_visible()
    assert query_of(page)["q"] == ["注意"]


def test_a_phone_shows_the_field_without_a_drawer(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{served}/en/papers/2101.00001.html")
    box = page.get_by_label("Search", exact=True)
    expect(box).to_be_in_viewport()
    expect(page.locator(".menu")).to_be_hidden()
    box.fill("kernel")
    popup = page.locator(".search-popup")

    expect(page.get_by_role("option").first).to_be_in_viewport(ratio=1)
    expect(popup).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


# The order


def years_shown(page: Page) -> list[int]:
    year_of = {paper.title.split(":")[0]: paper.year for paper in Site(FIXTURE).library().papers}
    shown = [title.split(":")[0] for title in page.locator(".search-title").all_inner_texts()]
    return [year_of[title] or 0 for title in shown if title in year_of]


def test_results_are_sorted_by_the_paper_s_year(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=the")
    order = page.get_by_label("Sort by")
    expect(results(page).first).to_be_visible()
    first = page.locator(".search-title").first.inner_text()
    order.select_option("year")
    expect(page.locator(".search-title").first).not_to_have_text(first)

    years = years_shown(page)
    assert years == sorted(years, reverse=True)
    assert query_of(page) == {"q": ["the"], "sort": ["year"]}
    page.go_back()
    expect(page.locator(".search-title").first).to_have_text(first)
    expect(order).to_have_value("")


def test_results_are_sorted_by_the_day_of_the_newest_review(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=kernel&sort=reviewed")
    titles = page.locator(".search-title")

    expect(page.get_by_label("Sort by")).to_have_value("reviewed")
    expect(titles.nth(0)).to_contain_text("Lanternformer")  # 31 January
    expect(titles.nth(1)).to_contain_text("Is a Recurrent Network")  # 29 January


def test_a_filter_keeps_the_order(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=kernel&sort=year")
    page.locator("#search-filters").get_by_role("link", name="Kernel methods").click()

    expect(page.get_by_label("Sort by")).to_have_value("year")


# What there is around the results


@pytest.mark.parametrize(("width", "is_open"), [(1280, True), (1000, False), (360, False)])
def test_filters_stand_open_beside_the_results_where_there_is_room(
    page: Page, served: str, width: int, *, is_open: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    page.goto(f"{served}/en/search.html?q=kernel")
    expect(results(page).first).to_be_visible()
    filters, first = page.locator("#search-filters"), results(page).first
    expect(filters).to_be_visible()
    box = "(element) => element.getBoundingClientRect()"
    is_beside = filters.evaluate(box)["left"] >= first.evaluate(box)["right"]

    assert (is_beside, filters.evaluate("(box) => box.open")) == (is_open, is_open)


@pytest.mark.parametrize(
    ("query", "feed"),
    [
        ("Kernel methods", "topics/kernel-methods.atom"),
        ("topic:kernel-methods", "topics/kernel-methods.atom"),
        ("papers from a shore", "collections/shore.atom"),
        ("topic:kernel-methods year:2021", "feed.atom"),
        ("kernel", "feed.atom"),
        ("zzzzqqqq", "feed.atom"),
    ],
)
def test_a_query_can_be_followed_by_the_feed_that_fits(
    page: Page, served: str, query: str, feed: str
) -> None:
    page.goto(f"{served}/en/search.html?q={query}")
    link = page.locator("#search-follow a")

    expect(link).to_have_attribute("href", re.compile(f"/?{re.escape(feed)}$"))
    is_own = feed != "feed.atom"
    expect(link).to_contain_text("Follow by feed:" if is_own else "no feed of its own")


# What a result says, and where it leads


@pytest.mark.parametrize(
    ("query", "kind", "title"),
    [
        ("lanternformer", "Paper", "Lanternformer"),
        ("kernel methods", "Topic", "Kernel methods"),
        ("papers from a shore", "Collection", "Papers from a shore"),
        ("open questions", "Open questions", "Open questions"),
        ("reviews", "Guide", "review"),
        ("all papers", "List", "All papers"),
        ("about these notes", "Page", "About these notes"),
    ],
)
def test_a_result_says_what_kind_of_page_it_is(
    page: Page, served: str, query: str, kind: str, title: str
) -> None:
    page.goto(f"{served}/en/search.html?q={query}")
    found = results(page).filter(has=page.locator(".search-what", has_text=re.compile(f"^{kind}$")))

    expect(found.locator(".search-title").first).to_contain_text(title, ignore_case=True)


def test_a_result_leads_to_the_section_that_has_the_words(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 700, "height": 300})
    page.goto(f"{served}/en/search.html?q={IN_SECTION}")
    result = results(page).filter(has_text="Lanternformer")
    expect(result.locator(".search-section")).to_have_text(SECTION)
    result.locator(".search-title").click()

    expect(page).to_have_url(re.compile("#review-what-the-lamp-does-not-reach$"))
    expect(page.locator("#review-what-the-lamp-does-not-reach mark").first).to_be_in_viewport()


def test_a_result_leads_to_the_open_question_that_has_the_words(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 700, "height": 300})
    page.goto(f"{served}/en/search.html?q=columns chosen while the sequence is being written")
    page.locator(".search-title", has_text="Lanternformer").click()

    expect(page).to_have_url(re.compile("#questions$"))
    expect(page.locator("#questions mark").first).to_be_in_viewport()


def test_a_result_whose_title_has_the_words_leads_to_the_page_s_beginning(
    page: Page, served: str
) -> None:
    page.goto(f"{served}/en/search.html?q=lanternformer")
    page.locator(".search-title").first.click()

    expect(page.locator("article h1 mark")).to_have_text("Lanternformer")
    assert urlsplit(page.url).fragment == ""
    assert page.evaluate("scrollY") == 0


def test_the_page_is_moved_to_the_first_mark_where_no_section_has_it(
    page: Page, served: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 300})
    page.goto(f"{served}/en/papers/2101.00001.html?q=spectral+norm")

    expect(page.locator("mark").first).to_be_in_viewport()


@pytest.mark.parametrize(
    ("query", "marked"), [("ぐらつく", "Jittery"), ("gatse", "Gates"), ("steadi jitery", "Jittery")]
)
def test_the_page_marks_what_was_found_for_what_was_typed(
    page: Page, served: str, query: str, marked: str
) -> None:
    page.goto(f"{served}/en/search.html?q={query}")
    page.locator(".search-title", has_text="Noise in the Gates").click()

    expect(page.locator("article h1 mark", has_text=marked)).to_be_visible()


def test_a_page_has_no_more_marks_than_can_be_laid_out(page: Page, served: str, site: Path) -> None:
    text = (site / "en/papers/2101.00001.html").read_text("utf-8")
    long = text.replace("</h1>", f"</h1>{'<p>the the the the</p>' * 1_000}", 1)
    page.route("**/papers/2101.00001.html*", lambda route: route.fulfill(body=long))
    page.goto(f"{served}/en/papers/2101.00001.html?q=the")

    expect(page.locator("mark")).to_have_count(MOST_MARKS)


@pytest.mark.parametrize(
    ("language", "query", "title"),
    [
        ("en", "papers for the tests", "Papers from a shore"),  # a collection's summary
        ("en", "2026-01-31", "Lanternformer"),
        ("en", "31 January 2026", "Lanternformer"),
        ("en", "Jan 31st, 2026", "Lanternformer"),
        ("en", "2026/1/31", "Lanternformer"),
        ("ja", "2026年1月31日", "Lanternformer"),
        ("en", "Dune Workshop 2019", "A Drawer of Notes"),
    ],
)
def test_what_a_page_shows_is_found(
    page: Page, served: str, language: str, query: str, title: str
) -> None:
    page.goto(f"{served}/{language}/search.html?q={query}")

    expect(page.locator(".search-title").first).to_contain_text(title)


# Going back


def test_who_goes_back_is_where_they_were(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=the&sort=year")
    more = page.get_by_role("button", name="Show more")
    expect(results(page)).to_have_count(4)
    more.press("Enter")
    expect(results(page)).to_have_count(8)
    link = page.locator(".search-title").nth(6)
    title = link.inner_text()
    link.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    link.click()
    page.wait_for_url(re.compile(r"/(papers|topics|guide|about)"))
    page.go_back()

    expect(page.locator(".search-title").nth(6)).to_have_text(title)
    expect(field(page)).to_have_value("the")
    expect(page.get_by_label("Sort by")).to_have_value("year")
    page.wait_for_function("(place) => scrollY === place", arg=place)


def test_without_scripts_the_search_page_says_what_to_do(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/en/search.html?q=kernel")

    expect(page.get_by_role("link", name="Look through the list of papers")).to_be_visible()
    for part in ("form.search-page", "#search-sorting", "#search-again", "#search-citations"):
        expect(page.locator(part)).to_be_hidden()
    context.close()


def test_results_of_an_index_that_is_replaced_meanwhile_are_of_the_new_one(
    opened: Page, site: Path
) -> None:
    opened.route("**/search/**", lambda route: answer(route, replaced(route, site)))
    opened.get_by_label("Sort by").select_option("reviewed")

    expect(opened.locator(".search-title").first).to_contain_text("Lanternformer")


@pytest.mark.parametrize("width", [360, 1280])
def test_six_files_are_asked_for_before_the_results_are_there(
    page: Page, served: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}/en/about.html")
    page.evaluate(LOAD)
    page.evaluate("async () => (await shoroku.search('kernel methods', 4)).pages.length")

    assert len([url for url in asked if "/en/search/" in url]) <= 6


def test_of_a_long_phrase_few_parts_are_looked_up_and_it_is_found(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html")
    long, sentence = page.evaluate(
        """async () => {
          const { clauses } = shoroku.parseQuery(`"${"the ".repeat(240)}"`);
          const atoms = shoroku.atoms(clauses[0].units, clauses[0]);
          const [text] = (await shoroku.loadAll(["pages/0"]))[0].texts[4].split("\\n");
          const { hits } = await shoroku.search(`"${text.replaceAll('"', " ").slice(0, 900)}"`);
          return [atoms.length, hits.map(({ page }) => page)];
        }"""
    )

    assert long == 24
    assert sentence == [0]
