"""What a reader can do with a paper, in Chromium: cite it, and pass its address on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sites import Built, Site

PAPER = "papers/2101.00001.html"
READ_COPY = "navigator.clipboard.readText()"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Site.create(tmp_path_factory.mktemp("actions") / "site").build()


@pytest.fixture
def page(browser: Browser, built: Built) -> Iterator[Page]:
    """A paper's page in a browser that lets it copy."""
    context = browser.new_context(viewport={"width": 360, "height": 720})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto((built.output / PAPER).as_uri())
    yield page
    context.close()


def test_a_citation_is_copied_by_keyboard_and_said_to_be(page: Page) -> None:
    page.get_by_text("Cite", exact=True).focus()
    page.keyboard.press("Enter")
    entry = page.locator("#bibtex")
    expect(entry).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".actions [role=status]")).to_have_text("The BibTeX entry is copied.")
    assert page.evaluate(READ_COPY) == entry.inner_text()


def test_the_menu_closes_as_menus_do(page: Page) -> None:
    summary, entry = page.get_by_text("Cite", exact=True), page.locator("#bibtex")
    summary.click()
    page.keyboard.press("Escape")
    expect(entry).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    page.locator("h1").click()
    expect(entry).to_be_hidden()


def test_an_address_that_names_the_citation_opens_it(page: Page, built: Built) -> None:
    page.goto((built.output / "about.html").as_uri())
    page.goto(f"{(built.output / PAPER).as_uri()}#bibtex")
    expect(page.locator("#bibtex")).to_be_visible()


def test_the_address_that_is_shared_is_the_site_s(page: Page) -> None:
    page.get_by_role("button", name="Share").click()
    status = page.locator(".actions [role=status]")
    expect(status).to_have_text("The address of this page is copied.")
    assert page.evaluate(READ_COPY) == f"https://example.org/notes/en/{PAPER}"


def test_where_nothing_can_be_copied_the_address_is_shown(browser: Browser, built: Built) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto((built.output / PAPER).as_uri())
    page.get_by_role("button", name="Share").click()
    address = f"https://example.org/notes/en/{PAPER}"
    expect(page.locator(".actions [role=status]")).to_have_text(address)
    assert page.evaluate("getSelection().toString()") == address
    context.close()


def test_without_javascript_there_is_no_button_but_the_citation(
    browser: Browser, built: Built
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.output / PAPER).as_uri())
    expect(page.get_by_role("button", name="Share")).to_be_hidden()
    page.get_by_text("Cite", exact=True).click()
    expect(page.locator("#bibtex")).to_be_visible()
    expect(page.get_by_role("button", name="Copy BibTeX")).to_be_hidden()
    context.close()
