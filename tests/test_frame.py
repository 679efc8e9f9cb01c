"""The frame of every page, as somebody without a mouse, with a phone or on paper has it."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.looking import settled
from tests.serving import serving
from tests.sites import LANGUAGES, Built, Site, texts

PHONE, DESK = 360, 1280
EACH_WIDTH = pytest.mark.parametrize("width", [PHONE, DESK])
MOST_TABS = 150
BUDGET_BYTES, BUDGET_REQUESTS = 27_000, 5

THEME = "document.documentElement.dataset.theme"

# What has the focus, and whether one sees it: nothing covers its middle, and it is in the window.
FOCUSED = """
() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const [box] = element.getClientRects();
  const hit = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const isSeen = hit && (element.contains(hit) || hit.contains(element));
  const name = element.getAttribute("aria-label") ?? element.textContent.trim();
  return { name, href: element.getAttribute("href") ?? "", isSeen: Boolean(isSeen),
           outline: getComputedStyle(element).outlineStyle };
}
"""

Open: TypeAlias = Callable[..., Page]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Site.create(tmp_path_factory.mktemp("frame") / "site")
    for language in LANGUAGES:
        built = made.build(language)
        assert built.warnings == []
    return made.root / "build/html"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site as readers have it: of files, Chromium at times forgets what a page has stored."""
    with serving(site) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page of the site in a browser of its own, which may be a phone's."""
    contexts = []

    def opened(path: str, *, width: int = DESK, **options: Any) -> Page:  # noqa: ANN401 (Playwright's)
        context = browser.new_context(
            viewport={"width": width, "height": 720}, reduced_motion="reduce", **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/{path}")
        return page

    yield opened
    for context in contexts:
        context.close()


def focused(page: Page) -> dict[str, Any] | None:
    found: dict[str, Any] | None = page.evaluate(FOCUSED)
    return found


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is called so has the focus; on the way, all that has it is seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = focused(page)
        assert at is None or at["isSeen"], at
        if at and at["name"] == name:
            return
    pytest.fail(f"Tab does not lead to {name!r}")


def walk(page: Page) -> list[dict[str, Any]]:
    """All that has the focus as one presses Tab from the beginning to the end."""
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = focused(page)
        if at is None or at in stops[:1]:
            return stops
        stops.append(at)
    pytest.fail("Tab leads to no end")


# Without a mouse


@EACH_WIDTH
def test_a_reader_gets_to_a_review_by_keyboard(opened: Open, width: int) -> None:
    page = opened("en/index.html", width=width)
    if width == PHONE:
        tab_to(page, "Show or hide the navigation")
        page.keyboard.press("Enter")
    tab_to(page, "All papers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/papers/index.html")
    tab_to(page, "Skip to content")
    page.keyboard.press("Enter")
    tab_to(page, "First paper")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/papers/2101.00001.html")
    expect(page.get_by_role("region", name="Review by R. Reviewer")).to_be_visible()


@EACH_WIDTH
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("path", ["ja/index.html", "en/papers/2101.00001.html", "en/search.html"])
def test_nothing_out_of_sight_has_the_focus(
    opened: Open, width: int, path: str, *, scripts: bool
) -> None:
    stops = walk(opened(path, width=width, java_script_enabled=scripts))
    assert len(stops) > 5
    assert [stop for stop in stops if not stop["isSeen"]] == []
    assert {stop["outline"] for stop in stops} <= {"solid", "auto"}


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(
    ("opener", "drawer"),
    [
        ("Show or hide the navigation", ".menu"),
        ("Show or hide the contents", ".page-contents"),
    ],
)
def test_a_drawer_opens_by_keyboard_and_escape_leads_back(
    opened: Open, opener: str, drawer: str, *, scripts: bool
) -> None:
    page = opened("en/papers/2101.00001.html", width=PHONE, java_script_enabled=scripts)
    expect(page.locator(drawer)).to_be_hidden()
    tab_to(page, opener)
    page.keyboard.press("Enter")
    expect(page.locator(drawer)).to_be_in_viewport()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("d => document.querySelector(d).contains(document.activeElement)", drawer)
    page.keyboard.press("Escape")
    expect(page.locator(drawer)).to_be_hidden()
    at = focused(page)
    assert at is not None
    assert at["name"] == opener


def test_a_drawer_closes_when_the_focus_leaves_it(opened: Open) -> None:
    page = opened("en/papers/2101.00001.html", width=PHONE)
    tab_to(page, "Show or hide the navigation")
    page.keyboard.press("Enter")
    menu = page.locator(".menu")
    expect(menu).to_be_visible()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if menu.is_hidden():
            break
        at = focused(page)
        assert at is None or at["isSeen"], at
    expect(menu).to_be_hidden()
    at = focused(page)
    assert at is None or at["isSeen"], at


def test_a_place_in_the_contents_closes_them(opened: Open) -> None:
    page = opened("en/papers/2101.00001.html", width=PHONE)
    page.get_by_label("Show or hide the contents").first.click()
    contents = page.get_by_role("navigation", name="On this page")
    contents.get_by_role("link", name="Open questions").click()
    expect(contents).to_be_hidden()
    expect(page.get_by_role("heading", name="Open questions")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_branch_of_the_menu_opens_and_closes_by_keyboard(opened: Open, *, scripts: bool) -> None:
    page = opened("en/index.html", java_script_enabled=scripts)
    topic = page.locator(".sidebar-tree").get_by_role("link", name="Topic one")
    tab_to(page, "Show or hide the pages of Topics")
    expect(topic).to_be_hidden()
    page.keyboard.press("Enter")
    expect(topic).to_be_visible()
    tab_to(page, "Topic one")
    page.keyboard.press("Enter")
    page.wait_for_url("**/topics/one.html")
    expect(topic).to_be_visible()  # the branch that one is in is open
    expect(topic).to_have_attribute("aria-current", "page")


def test_the_menu_of_a_wide_window_is_no_drawer(opened: Open) -> None:
    page = opened("en/papers/2101.00001.html", width=PHONE)
    page.get_by_label("Show or hide the navigation").first.click()
    page.set_viewport_size({"width": DESK, "height": 720})
    expect(page.locator(".menu")).to_be_visible()
    expect(page.locator(".menu:popover-open")).to_have_count(0)
    expect(page.get_by_label("Show or hide the navigation")).to_have_count(2)
    assert not page.get_by_label("Show or hide the navigation").first.is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_shows_the_search_without_the_menu(opened: Open, *, scripts: bool) -> None:
    page = opened("en/papers/2101.00001.html", width=PHONE, java_script_enabled=scripts)
    expect(page.get_by_label("Search", exact=True)).to_be_in_viewport(ratio=1)
    expect(page.locator(".menu")).to_be_hidden()


def test_a_slash_leads_to_the_search_from_anywhere_on_a_phone(opened: Open) -> None:
    page = opened("en/papers/2101.00001.html", width=PHONE)
    page.evaluate("scrollTo(0, 1e6)")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()  # the search is there
    expect(page.get_by_role("combobox", name="Search")).to_be_in_viewport()


def test_the_languages_of_a_site_of_many_open_and_close_by_keyboard(
    browser: Browser, tmp_path: Path
) -> None:
    site = Site.create(tmp_path / "site")
    site.edit("pyproject.toml", '["ja", "en"]', '["ja", "en", "fr", "de"]')
    for code in ("fr", "de"):
        (site.root / "docs" / code).mkdir()
        (site.root / "docs" / code / "index.md").write_text(
            "# Notes\n\n```{toctree}\nguide/index\n```\n", "utf-8"
        )
    page = browser.new_page()
    page.goto((site.build().output / "index.html").as_uri())
    link = page.get_by_role("link", name="français")
    expect(link).to_be_hidden()
    tab_to(page, "Languages")
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    tab_to(page, "français")
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    at = focused(page)
    assert at is not None
    assert at["name"] == "Languages"
    page.close()


# What is wide, and what is small


def test_what_scrolls_can_have_the_focus_and_what_does_not_cannot(opened: Open) -> None:
    code = (
        "[...document.querySelectorAll('pre')]"
        ".map((each) => [each.scrollWidth > each.clientWidth + 1, each.tabIndex])"
    )
    narrow = settled(opened("en/guide/reviews.html", width=PHONE)).evaluate(code)
    wide = settled(opened("en/papers/by-hand.html", width=1920)).evaluate(code)
    assert [True, 0] in narrow
    assert all(stop == (0 if scrolls else -1) for scrolls, stop in [*narrow, *wide])
    assert [False, -1] in wide


@pytest.mark.parametrize(
    "path",
    [
        *("en/index.html", "en/papers/2101.00003.html", "ja/search.html"),
        "en/collections/queue/first.html",
    ],
)
def test_a_page_is_no_wider_than_a_window_of_320_pixels(opened: Open, path: str) -> None:
    page = opened(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        " word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_what_one_presses_is_large_enough_for_a_finger(opened: Open) -> None:
    page = opened("en/papers/2101.00001.html", width=PHONE)
    for opener in ("Show or hide the contents", "Show or hide the navigation"):
        page.get_by_label(opener).first.click()
    small = page.evaluate(
        "[...document.querySelectorAll('.head :is(a, button, summary), .page-contents a')]"
        ".map((each) => [each.outerHTML, each.getBoundingClientRect()])"
        ".filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([it]) => it)"
    )
    assert small == []


def test_a_reader_who_wants_no_motion_gets_none(opened: Open) -> None:
    page = opened("en/index.html")
    moving = page.evaluate(
        "[getComputedStyle(document.documentElement).scrollBehavior,"
        " ...[...document.querySelectorAll('*')]"
        ".map((each) => getComputedStyle(each).transitionDuration)]"
    )
    assert set(moving) == {"auto", "0s"}


# Colours


def test_the_button_goes_through_the_colours_and_they_stay(opened: Open) -> None:
    page = opened("en/index.html", color_scheme="light")
    button = page.get_by_role("button", name="Light or dark colours")
    seen = []
    for _ in range(3):
        button.press("Enter")
        seen.append((page.evaluate(THEME), button.get_attribute("title")))
    assert seen == [
        ("dark", "Dark colours"),
        ("light", "Light colours"),
        ("auto", "Colours as the device has them"),
    ]
    button.press("Enter")
    assert page.evaluate(THEME) == "dark"
    page.reload()
    assert page.evaluate(THEME) == "dark"


# With a finger


def test_a_first_touch_of_a_citation_shows_its_preview_and_a_second_follows_it(
    opened: Open,
) -> None:
    page = opened("en/index.html", width=PHONE, has_touch=True)
    citation = page.locator(".citation").first
    preview = citation.locator(".preview")
    citation.locator("a").tap()
    expect(preview).to_be_in_viewport()
    page.locator("h1").tap()
    expect(preview).to_be_hidden()
    citation.locator("a").tap()
    expect(preview).to_be_visible()
    citation.locator("a").tap()
    page.wait_for_url("**/papers/2101.00001.html")


def test_a_touch_of_a_preview_follows_its_citation(opened: Open) -> None:
    page = opened("en/index.html", width=PHONE, has_touch=True)
    citation = page.locator(".citation").first
    citation.locator("a").tap()
    citation.locator(".preview").tap()
    page.wait_for_url("**/papers/2101.00001.html")


@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_head_of_a_table_stands_over_its_columns(opened: Open, media: Any) -> None:  # noqa: ANN401 (Playwright's)
    page = opened("en/guide/contribute.html")
    page.emulate_media(media=media)
    lefts = "(cells) => cells.map((cell) => cell.getBoundingClientRect().left)"
    table = page.locator("article table").first
    heads = table.locator("thead th").evaluate_all(lefts)
    assert len(heads) > 1
    assert heads == table.locator("tbody tr").first.locator("td").evaluate_all(lefts)


@pytest.mark.parametrize("width", [PHONE, 768, DESK])
def test_what_is_below_the_text_begins_where_the_text_begins(opened: Open, width: int) -> None:
    page = opened("en/topics/index.html", width=width)
    below, text = page.locator(".made-with"), page.locator("article p").first
    left = "(element) => element.getBoundingClientRect().left"
    assert below.evaluate(left) == text.evaluate(left)


# On paper


def test_on_paper_stands_the_text_and_where_its_links_lead(opened: Open) -> None:
    page = opened("en/papers/2101.00001.html")
    page.emulate_media(media="print")
    for gone in (".skip", ".menu", ".tools", ".page-contents", "nav.neighbours", ".headerlink"):
        for each in page.locator(gone).all():
            expect(each).to_be_hidden()
    told = page.locator("article a[href='https://arxiv.org/abs/2101.00001']").first
    content = told.evaluate("(link) => getComputedStyle(link, '::after').content")
    assert "https://arxiv.org/abs/2101.00001" in content
    assert page.locator("pre").first.evaluate("(e) => getComputedStyle(e).whiteSpace") == "pre-wrap"


def test_on_paper_a_list_has_nothing_to_fill_in_and_tells_depths_apart(opened: Open) -> None:
    page = opened("en/papers/index.html")
    page.emulate_media(media="print")
    for gone in (".narrowing", ".browse"):
        expect(page.locator(gone).first).to_be_hidden()
    adjusted = "(mark) => getComputedStyle(mark, '::before').printColorAdjust"
    assert page.locator(".depth").first.evaluate(adjusted) == "exact"


# What a first visit costs


@pytest.mark.parametrize("path", ["en/index.html", "ja/papers/2101.00001.html"])
def test_a_first_visit_asks_for_few_small_files(browser: Browser, site: Path, path: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0]))
    page.goto(f"{site.as_uri()}/{path}", wait_until="networkidle")
    asked.append(
        (site / path).parents[path.count("/") - 1].joinpath("_static/favicon.svg").as_uri()
    )
    files = [site / url.removeprefix(f"{site.as_uri()}/") for url in dict.fromkeys(asked)]
    assert len(files) <= BUDGET_REQUESTS
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) <= BUDGET_BYTES
    assert not any("search" in file.name for file in files)
    page.close()


def test_only_the_stylesheet_is_waited_for(site: Path) -> None:
    for language in LANGUAGES:
        page = built(site, language).page("papers/2101.00001")
        assert len(page.xpath("//link[@rel='stylesheet']")) == 1
        assert all("defer" in script.attrib for script in page.xpath("//script[@src]"))
        # One below it would wait for it, and all of the page for that one.
        assert not page.xpath("//link[@rel='stylesheet']/following::script[not(@src or @type)]")


# What a browser calls a page


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_are_short_and_tell_the_pages_of_a_language_apart(site: Path, language: str) -> None:
    pages = built(site, language)
    titles = [texts(pages.page(name), "/html/head/title")[0] for name in pages.pages()]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= 70


def test_front_pages_of_two_languages_have_two_titles(site: Path) -> None:
    titles = {texts(built(site, code).page("index"), "/html/head/title")[0] for code in LANGUAGES}
    assert len(titles) == len(LANGUAGES)


def built(site: Path, language: str) -> Built:
    return Built(output=site / language, read=frozenset(), written=frozenset(), warnings=[])
