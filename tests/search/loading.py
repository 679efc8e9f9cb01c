"""How tests open pages that are to be asked, and load the search where one asks by itself."""

from collections.abc import Iterator

from playwright.sync_api import Browser, Page

LOAD = """
() => new Promise((resolve) => {
  const script = document.createElement("script");
  script.src = document.querySelector(".search-box").dataset.script;
  script.onload = resolve;
  document.head.append(script);
})
"""
"""A page's search without the focus in its box, which asks for the index before all else."""


def kept_open(browser: Browser, address: str) -> Iterator[Page]:
    """A page that stays open, for queries that leave nothing behind."""
    page = browser.new_page()
    page.goto(address)
    yield page
    page.close()
