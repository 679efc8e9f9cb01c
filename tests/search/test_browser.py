"""What a reader does, in Chromium."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from pipeline.words.catalogue import words_of
from tests.search.loading import LOAD

Served: TypeAlias = Callable[[str], str]

LANTERNFORMER = re.compile(r"/papers/2101\.00001\.html")
JAPANESE = words_of("ja")


@pytest.fixture(params=["server", "file"])
def address(request: pytest.FixtureRequest, served: str, site: Path) -> Callable[[str], str]:
    """A page's address, on a server and as a file."""
    root = served if request.param == "server" else site.as_uri()
    return lambda path: f"{root}/{path}"


def query_of(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("q", [""])[0]


def found(count: int) -> str:
    """How a Japanese page says that so many pages were found."""
    return JAPANESE.counted("{count} page", "{count} pages", count)


def titles(page: Page) -> list[str]:
    return page.locator(".search-title").all_inner_texts()


def test_results_come_as_one_types(page: Page, address: Served) -> None:
    page.goto(address("ja/search.html"))
    page.get_by_label(JAPANESE("Search"), exact=True).press_sequentially("潮位予測")

    expect(page.get_by_role("status")).to_have_text(found(5))
    result = page.locator(".search-result").filter(has_text="Tidal Mixtures")
    expect(result.locator(".search-authors")).to_contain_text("J. Autore")
    expect(result.locator(".search-excerpt mark")).to_have_text("潮位予測")
    expect(result.locator(".search-kind")).to_have_text(JAPANESE("tl;dr"))
    kinds = JAPANESE(", ").join(map(JAPANESE, ["topics", "tl;dr", "review"]))
    expect(result.locator(".search-kinds")).to_have_text(
        JAPANESE("Found in: {fields}", fields=kinds)
    )
    assert query_of(page) == "潮位予測"


def test_an_address_holds_a_search(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=gaussian+kernel")

    expect(page.get_by_role("searchbox")).to_have_value("gaussian kernel")
    expect(page.locator(".search-title").first).to_contain_text("Lanternformer")


def test_a_result_says_what_language_its_texts_are_in(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=id:where-commas-go")
    result = page.locator(".search-result")

    expect(result.locator(".search-title span")).to_have_attribute("lang", "ja")
    expect(result.locator(".search-excerpt")).to_have_attribute("lang", "ja")
    page.get_by_role("searchbox").fill("id:folded-matrices")
    expect(result.locator(".search-excerpt")).to_have_attribute("lang", "en")


def test_a_result_leads_to_its_page_where_the_words_are_marked(page: Page, address: Served) -> None:
    page.goto(address("en/search.html?q=gaussian+kernel"))
    page.locator(".search-title").first.click()

    expect(page).to_have_url(LANTERNFORMER)
    expect(page.locator("article h1 mark")).to_have_text(["Gaussian", "Kernel"])


def test_the_box_lists_pages_as_one_types(page: Page, address: Served) -> None:
    page.goto(address("en/index.html"))
    box = page.get_by_role("combobox", name="Search")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("lanternf")

    option = page.get_by_role("option").first
    expect(option).to_contain_text("Lanternformer")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "search-option-0")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(LANTERNFORMER)


def test_escape_closes_the_box_and_keeps_the_words(page: Page, served: str) -> None:
    page.goto(f"{served}/ja/index.html")
    box = page.get_by_role("combobox", name=JAPANESE("Search"))
    page.keyboard.press("Control+k")
    page.keyboard.type("カーネル")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("カーネル")
    expect(box).to_be_focused()


def test_enter_in_the_box_leads_to_the_search_page(page: Page, served: str) -> None:
    page.goto(f"{served}/en/papers/2101.00001.html")
    page.keyboard.press("/")
    page.keyboard.type("kernel")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/en/search\.html\?q=kernel$"))
    expect(page.locator(".search-result").first).to_be_visible()


def test_a_slash_in_a_field_is_a_slash(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html")
    field = page.get_by_role("searchbox")
    field.press_sequentially("a/b")

    expect(field).to_have_value("a/b")


def test_a_slash_leads_to_the_box_on_a_narrow_screen(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{served}/en/index.html")
    page.keyboard.press("/")

    expect(page.get_by_role("combobox", name="Search")).to_be_in_viewport()


def test_arrows_walk_through_the_results(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=kernel")
    field, links = page.get_by_role("searchbox"), page.locator(".search-title")
    expect(links.first).to_be_visible()
    field.focus()
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()


def test_a_filter_is_a_link_that_can_be_gone_back_on(page: Page, address: Served) -> None:
    page.goto(address("ja/search.html?q=attention"))
    before = page.get_by_role("status").inner_text
    link = page.get_by_role("link", name="カーネル法", exact=True)
    count = page.locator("#search-filters li").filter(has=link).locator(".count").inner_text()
    everything = before()
    link.click()

    expect(page.get_by_role("status")).to_have_text(found(int(count)))
    expect(link).to_have_attribute("aria-current", "true")
    assert query_of(page) == "attention topic:kernel-methods"
    link.click()
    expect(page.get_by_role("status")).to_have_text(everything)
    assert query_of(page) == "attention"
    page.go_back()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(everything)


def test_the_rest_of_the_results_comes_with_a_button(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=the")
    results = page.locator(".search-result")
    expect(results).to_have_count(4)
    found = int(page.get_by_role("status").inner_text().split()[0])
    for shown in range(8, found + 4, 4):
        page.get_by_role("button", name="Show more").press("Enter")
        expect(results).to_have_count(min(shown, found))

    expect(page.get_by_role("button", name="Show more")).to_be_hidden()
    assert len(set(titles(page))) == found


@pytest.mark.parametrize(
    "text",
    [
        *("2101.00001", "arXiv:2101.00001v2", "https://arxiv.org/pdf/2101.00001v1"),
        *("[2101.00001] A title", "https://huggingface.co/papers/2101.00001#community"),
        *("ａｒＸｉｖ：２１０１．００００１", "10.48550/arXiv.2101.00001", "<2101.00001>."),
    ],
)
def test_an_arxiv_id_leads_to_its_page(page: Page, served: str, text: str) -> None:
    page.goto(f"{served}/ja/search.html")
    page.get_by_label(JAPANESE("Search"), exact=True).fill(text)
    expect(page.locator(".search-title")).to_have_count(1)
    page.keyboard.press("Enter")

    expect(page).to_have_url(LANTERNFORMER)


@pytest.mark.parametrize(
    "text",
    [
        *("https://example.org/filtering-at-sea", "http://www.example.org/filtering-at-sea/#top"),
        *("https://doi.org/10.1234/drift", "10.1234/drift", "doi:10.1234/DRIFT"),
    ],
)
def test_an_address_that_the_list_knows_leads_to_its_paper(
    page: Page, served: str, text: str
) -> None:
    page.goto(f"{served}/ja/search.html")
    page.get_by_label(JAPANESE("Search"), exact=True).fill(text)
    expect(page.locator(".search-title")).to_have_count(1)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/papers/filtering-at-sea\.html"))


def test_an_address_that_the_list_does_not_know_leads_nowhere(search_page: Page) -> None:
    jump = "async query => (await shoroku.search(query)).isJump"

    assert not search_page.evaluate(jump, "https://example.org/filtering-at")
    assert not search_page.evaluate(jump, "https://example.com/filtering-at-sea")


def test_a_misspelt_word_is_put_right(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=gausian+kernel")
    page.get_by_role("link", name="gaussian kernel", exact=True).click()

    expect(page.get_by_role("searchbox")).to_have_value("gaussian kernel")
    expect(page.locator(".search-result").first).to_be_visible()


def test_a_misspelt_word_is_answered_in_page_and_box(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=gausian+kernel")
    expect(page.locator(".search-title").first).to_contain_text("Gaussian Process")

    page.goto(f"{served}/en/about.html")
    page.get_by_label("Search", exact=True).fill("gausian kernel")
    expect(page.get_by_role("option").first).to_contain_text("Gaussian Process")
    expect(page.locator(".search-status")).to_contain_text("Did you mean: gaussian kernel")


def test_words_that_a_page_lacks_are_named(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=lanternformer+zebra")

    expect(page.locator("#search-suggestions")).to_have_text("On no page: zebra")
    expect(page.locator(".search-result").first).to_contain_text("Without: zebra")
    page.get_by_role("searchbox").fill("lanternformer")
    expect(page.locator("#search-suggestions")).to_have_text("")


def test_a_query_that_finds_nothing_says_so(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=zzzzqqqq")

    expect(page.get_by_role("status")).to_have_text("Nothing found")
    expect(page.locator(".search-result")).to_have_count(0)


def test_without_scripts_the_box_leads_to_the_list_of_papers(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/ja/index.html")
    page.get_by_label(JAPANESE("Search"), exact=True).fill("カーネル")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/ja/search.html"))
    instead = JAPANESE("Look through the list of papers instead")
    page.get_by_role("link", name=instead).click()

    expect(page).to_have_url(f"{served}/ja/papers/index.html")
    context.close()


def test_an_index_that_cannot_be_loaded_is_said_and_tried_again(page: Page, served: str) -> None:
    page.route("**/search/shards/*", lambda route: route.abort())
    page.goto(f"{served}/en/search.html?q=kernel")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    page.unroute("**/search/shards/*")
    page.get_by_role("searchbox").fill("kernels")

    expect(page.locator(".search-result").first).to_be_visible()


def test_files_of_two_states_of_the_index_do_not_mix(page: Page, served: str) -> None:
    page.route("**/search/shards/*", lambda route: answer(route, 'shoroku.receive("other", "");'))
    page.goto(f"{served}/en/index.html")
    page.keyboard.press("/")
    page.keyboard.type("kernel")

    expect(page.locator(".search-status")).to_contain_text("could not be loaded")


def test_an_index_that_is_replaced_while_a_page_is_open_is_read_anew(
    page: Page, served: str, site: Path
) -> None:
    page.goto(f"{served}/en/search.html")
    page.get_by_role("searchbox").fill("kernel")
    expect(page.locator(".search-result").first).to_be_visible()
    page.route("**/search/**", lambda route: answer(route, replaced(route, site)))
    page.get_by_role("searchbox").fill("memory")

    expect(page.locator(".search-result").first).to_contain_text("memory", ignore_case=True)


def test_more_results_of_an_index_that_is_replaced_are_of_the_new_one(
    page: Page, served: str, site: Path
) -> None:
    page.set_viewport_size({"width": 1280, "height": 200})  # the button is out of view
    page.goto(f"{served}/en/search.html?q=the")
    expect(page.locator(".search-result").first).to_be_visible()
    expect(page.locator("#search-results")).not_to_have_attribute("aria-busy", "true")
    page.route("**/search/**", lambda route: answer(route, replaced(route, site)))
    page.get_by_role("button", name="Show more").dispatch_event("click")

    expect(page.locator(".search-result").nth(4)).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("pages")


def test_a_late_file_of_the_former_index_does_no_harm(page: Page, served: str, site: Path) -> None:
    page.goto(f"{served}/en/search.html")
    page.get_by_role("searchbox").fill("kernel")
    expect(page.locator(".search-result").first).to_be_visible()

    shards: list[str] = []

    def mixed(route: Route) -> None:
        shards.extend([route.request.url] if "shards" in route.request.url else [])
        if len(shards) == 2:  # as a browser may have kept it
            route.continue_()
        else:
            answer(route, replaced(route, site))

    page.route("**/search/**", mixed)
    page.get_by_role("searchbox").fill("memory sequence robustness")

    expect(page.get_by_role("status")).to_contain_text("page")


def replaced(route: Route, site: Path) -> str:
    """The file as it is in an index of another version."""
    file = site / urlsplit(route.request.url).path.removeprefix("/")
    return re.sub(r'(?<=receive\(")\w+', "replaced", file.read_text("utf-8"), count=1)


def answer(route: Route, script: str) -> None:
    route.fulfill(content_type="text/javascript", body=script)


def test_while_an_input_method_composes_nothing_is_asked(page: Page, served: str) -> None:
    page.goto(f"{served}/ja/search.html")
    field = page.get_by_label(JAPANESE("Search"), exact=True)
    field.focus()
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition", {"text": "ちゅうい", "selectionStart": 4, "selectionEnd": 4}
    )
    expect(field).to_have_value("ちゅうい")
    assert titles(page) == []
    session.send("Input.insertText", {"text": "注意"})

    expect(page.locator(".search-result").first).to_be_visible()
    expect(field).to_have_value("注意")


TITLE = "Lanternformer Self-Attention as a Gaussian Kernel Thinned by the Nystrom Method"
SENTENCE = "係数が時刻によって変わらないので広げれば一つの畳み込みになり、刻みを細かくすれば"


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("ja", "の"),
        ("ja", "カーネル法"),
        ("ja", SENTENCE),
        ("ja", TITLE),
        ("en", "kernel"),
        ("en", "kernel method"),
        ("en", TITLE),
    ],
)
def test_a_first_query_asks_for_six_files_and_nobody_else(
    page: Page, served: str, language: str, query: str
) -> None:
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{served}/{language}/about.html")
    page.evaluate(LOAD)

    shown = page.evaluate("async query => (await shoroku.search(query, 4)).pages.length", query)

    assert shown > 0
    assert len([url for url in asked if f"/{language}/search/" in url]) <= 6
    assert [url for url in asked if not url.startswith(f"{served}/{language}/")] == []
    assert refused == []


def test_the_box_asks_for_no_more(page: Page, served: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}/en/about.html")
    page.get_by_label("Search", exact=True).fill("kernel")
    expect(page.get_by_role("option").nth(4)).to_be_visible()

    assert len([url for url in asked if "/search/" in url]) <= 6


def test_a_part_of_an_id_leads_nowhere_by_itself(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html")
    jump = "async query => (await shoroku.search(query)).isJump"

    assert page.evaluate(jump, "2101.00003")
    assert not page.evaluate(jump, "2101.0000")


def test_a_switch_of_language_keeps_the_query(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html")
    page.get_by_role("searchbox").fill("カーネル RNN")
    page.locator(".language-switch a[hreflang=ja]").click()

    expect(page).to_have_url(re.compile("/ja/search.html"))
    assert query_of(page) == "カーネル RNN"


def test_what_another_language_has_is_said_with_a_link(page: Page, address: Served) -> None:
    page.goto(address("en/search.html?q=ガウスカーネル"))
    link = page.locator("#search-suggestions a[hreflang=ja]")
    expect(link).to_have_text("日本語: 1 page")
    link.click()

    expect(page).to_have_url(re.compile("/ja/search.html"))
    assert query_of(page) == "ガウスカーネル"
    expect(page.locator(".search-title").first).to_contain_text("Lanternformer")


@pytest.mark.parametrize("query", ["kernel", "zzzzqqqq"])
def test_another_language_is_not_mentioned_without_need(
    page: Page, served: str, query: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}/en/search.html?q={query}")
    page.wait_for_load_state("networkidle")

    expect(page.locator("#search-suggestions a[hreflang]")).to_have_count(0)
    assert query != "kernel" or not [url for url in asked if "/ja/search/" in url]
