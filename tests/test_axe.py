"""axe finds nothing on any kind of page: https://github.com/dequelabs/axe-core, all its rules."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests import kinds
from tests.looking import settled
from tests.serving import serving
from tests.sites import LANGUAGES

# The rule on the size of targets is not on by itself; in the dark, colours alone are others.
SCHEMES: dict[Literal["light", "dark"], dict[str, Any]] = {
    "light": {"rules": {"target-size": {"enabled": True}}},
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},
}
WIDTHS = (360, 1280)
_SHORT = 50_000  # bytes
PAGES = (
    *("index", "about", "search", "questions", "new", "upkeep", "papers/index"),
    "collections/shore",
    "collections/shore.print",
    *("topics/index", "topics/kernel-methods", "guide/index", "guide/reviews", "guide/problems"),
    *(
        f"papers/{paper_id}"
        for paper_id in (kinds.PLAIN, kinds.ELSEWHERE, kinds.WITHDRAWN, kinds.CROWD, kinds.BARE)
    ),
    f"papers/{kinds.UNREVIEWED}",
)
RUN = """
(options) => axe.run({ resultTypes: ["violations"], ...options })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(" ")}`)))
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(AXE_SCRIPT)
    yield context.new_page()
    context.close()


def looked_at(page: Page, where: str) -> Iterator[str]:
    """What axe finds on the page that is open, in light and dark."""
    for scheme, options in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        found: Any = settled(page).evaluate(RUN, options)
        yield from (f"{each} ({where}, {scheme})" for each in found)


def findings(page: Page, address: str) -> list[str]:
    page.goto(address)
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += looked_at(page, str(width))
    return found


@pytest.mark.parametrize(("language", "name"), [*product(LANGUAGES, PAGES)])
def test_axe_finds_nothing_on_a_page(page: Page, html: Path, language: str, name: str) -> None:
    found = findings(page, (html / language / f"{name}.html").as_uri())
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["index", "404"])
def test_axe_finds_nothing_above_the_languages(page: Page, html: Path, name: str) -> None:
    # It leads on to the reader's language.
    page.route("**/landing.js", lambda route: route.abort())
    with serving(html) as address:  # 404.html is of a server's root
        found = findings(page, f"{address}/{name}.html")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_pages_of_other_folders(
    page: Page, html: Path, language: str
) -> None:
    root = html / language
    others: dict[Path, list[Path]] = {}
    for file in sorted(root.rglob("*.html"), key=lambda file: file.stat().st_size):
        folder = file.relative_to(root).parent
        if folder not in {Path(name).parent for name in PAGES} and "_static" not in folder.parts:
            others.setdefault(folder, []).append(file)
    # On a list of thousands axe takes a minute, and has the same to say as on a short one.
    short = [
        file
        for files in others.values()
        for file in files
        if file == files[0] or file.stat().st_size < _SHORT
    ]
    assert {file.name: found for file in short if (found := findings(page, file.as_uri()))} == {}


@pytest.mark.parametrize(("language", "width"), [*product(LANGUAGES, WIDTHS)])
def test_axe_finds_nothing_while_the_search_box_is_open(
    page: Page, html: Path, language: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((html / language / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("kernel")
    page.get_by_role("option").first.wait_for()
    assert list(looked_at(page, "box")) == []


@pytest.mark.parametrize(("language", "width"), [*product(LANGUAGES, WIDTHS)])
def test_axe_finds_nothing_among_results(page: Page, html: Path, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{(html / language / 'search.html').as_uri()}?q=kernel")
    page.locator("#search-follow a").wait_for()
    assert list(looked_at(page, "results")) == []


def test_axe_finds_nothing_where_the_search_has_failed(page: Page, html: Path) -> None:
    with serving(html) as address:
        page.route("**/search/shards/*", lambda route: route.abort())
        page.goto(f"{address}/en/search.html?q=kernel")
        page.locator("#search-again").wait_for()
        assert list(looked_at(page, "failed")) == []
        page.goto(f"{address}/en/about.html")
        page.get_by_label("Search", exact=True).fill("kernel")
        page.locator(".search-popup .search-again").wait_for()
        assert list(looked_at(page, "box failed")) == []
    page.unroute("**/search/shards/*")
