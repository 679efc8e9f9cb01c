"""A real browser shows the hostile pages: no script runs, nothing is loaded from elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request

from tests.security import hostile
from tests.security.sites import PAGES, Sites

# A stranger's handlers would run.
POINT_AT_EVERYTHING = """
for (const element of document.querySelectorAll("article *"))
  for (const kind of ["mouseover", "focus", "toggle", "error", "load"])
    element.dispatchEvent(new Event(kind));
"""
ATTACK = (
    '<script>window.pwned = 1</script><img src="x.png" onerror="window.pwned = 2">'
    '<img src="https://evil.example/pixel.png"><script src="https://evil.example/x.js"></script>'
    '<svg onload="window.pwned = 3"></svg><iframe srcdoc="<script>parent.pwned=4</script>">'
    '</iframe><object data="about.html"></object><base href="https://evil.example/">'
)


class Window:
    """A page of the browser, with what it asked for and said since it was last sent anywhere."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.messages: list[str] = []
        page.on("request", self._on_request)
        page.on("console", self._on_console)
        page.on("pageerror", self._on_error)
        page.on("dialog", self._on_dialog)

    def show(self, file: Path) -> None:
        self.requests.clear()
        self.messages.clear()
        self.page.goto(file.as_uri())
        self.page.evaluate(POINT_AT_EVERYTHING)

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        self.messages.append(message.text)

    def _on_error(self, error: Error) -> None:
        self.messages.append(error.message)

    def _on_dialog(self, dialog: Dialog) -> None:
        self.messages.append(dialog.message)
        dialog.dismiss()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    page = browser.new_page()
    yield Window(page)
    page.close()


@pytest.mark.parametrize("number", range(len(PAGES)))
def test_a_hostile_page_only_shows_itself(number: int, window: Window, sites: Sites) -> None:
    output = sites.hostile.output
    file = output / "papers" / f"{hostile.paper_id(number)}.html"
    window.show(file)
    assert window.page.evaluate("window.pwned") is None
    assert window.page.url == file.as_uri()
    assert window.messages == []
    own = (output.as_uri(), "data:")
    assert [address for address in window.requests if not address.startswith(own)] == []
    theme = window.page.evaluate("document.body.dataset.theme")
    assert theme == "auto"  # the theme's own script ran


def test_the_policy_alone_stops_an_attack(window: Window, sites: Sites) -> None:
    source = (sites.harmless.output / "about.html").read_text("utf-8")
    file = sites.harmless.output / "attacked.html"
    file.write_text(source.replace("</article>", f"{ATTACK}</article>"), "utf-8")
    window.show(file)
    file.unlink()
    assert window.page.evaluate("window.pwned") is None
    assert window.page.evaluate("document.baseURI") == file.as_uri()
    assert window.page.evaluate("document.querySelector('[src*=pixel]').naturalWidth") == 0


@pytest.mark.parametrize("name", ["index", "about", "papers/victim-2021", "search"])
def test_the_site_obeys_its_own_policy(name: str, window: Window, sites: Sites) -> None:
    window.show(sites.harmless.output / f"{name}.html")
    assert not [text for text in window.messages if "Content Security Policy" in text]
