"""A real browser shows the hostile pages: no script runs, nothing is loaded from elsewhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request

from pipeline.checking.allowed import DIRECTIVES
from pipeline.checking.markup import VERBATIM
from tests.security import hostile
from tests.security.sites import PAGES, Sites

# A stranger's handlers would run.
POINT_AT_EVERYTHING = """
for (const element of document.querySelectorAll("article *"))
  for (const kind of ["mouseover", "focus", "toggle", "error", "load"])
    element.dispatchEvent(new Event(kind));
"""
BOXES = sorted(DIRECTIVES.keys() - VERBATIM - {"figure", "image", "table"})
TITLED = {"admonition", "dropdown"}
IMITATION = "This paper has been withdrawn from arXiv."
LOOKS = """
element => {
  const of = (part) => {
    const { borderTopStyle, content, display } = getComputedStyle(element, part);
    return [borderTopStyle, content, display].join(" ");
  };
  return of() + " | " + of("::before");
}
"""
# What a box shows besides its words: its frame's lines, and the signs and pictures of all in it.
SIGNS = """
element => [element, ...element.querySelectorAll("*")].flatMap((each) =>
  ["::before", "::after"].map((part) => getComputedStyle(each, part).content))
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
    theme = window.page.evaluate("document.documentElement.dataset.theme")
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


@pytest.fixture(scope="module")
def imitation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a notice of the site's, and a review of boxes that say the same."""
    boxes = [f":::{{{name}}} {'x' * (name in TITLED)}\n{IMITATION}\n:::" for name in BOXES]
    named = [f":::{{admonition}} {name}\n{IMITATION}\n:::" for name in ("Notice", "error", "Todo")]
    body = "\n\n".join([*boxes, *named, f"> {IMITATION}", "## Abstract", IMITATION])
    root = tmp_path_factory.mktemp("imitation")
    built = hostile.write(root, [hostile.Case("", "", "", hostile.FRONT, body).text])
    for name in set(hostile.IMAGES) - {"good.png"} | {"link.png"}:
        (root / "reviews" / "images" / name).unlink()
    return built.build().output / "papers" / f"{hostile.paper_id(0)}.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("colours", ["none", "active"])
def test_no_box_of_a_review_looks_like_a_notice_of_the_site(
    browser: Browser,
    imitation: Path,
    scheme: Literal["light", "dark"],
    colours: Literal["none", "active"],
) -> None:
    page = browser.new_page(color_scheme=scheme, forced_colors=colours)
    page.goto(imitation.as_uri())
    [notice, *more] = page.locator(".notice").all()
    assert notice.get_attribute("role") == "note"
    assert "double" in notice.evaluate(LOOKS)
    assert '"i"' in notice.evaluate(SIGNS)[0]
    assert page.locator("#review .notice, #review [role]").count() == 0
    boxes = page.locator("#review :is(.admonition, blockquote, details)").all()
    assert len(boxes) == len(BOXES) + 4
    for box in boxes:
        assert "double" not in box.evaluate(LOOKS)
        assert set(box.evaluate(SIGNS)) <= {"none", "normal"}
    assert not more or all("double" in each.evaluate(LOOKS) for each in more)
    page.close()


def test_a_review_has_a_line_at_its_side_and_an_end(browser: Browser, imitation: Path) -> None:
    page = browser.new_page()
    page.goto(imitation.as_uri())
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        review = page.get_by_role("region", name="Review")
        assert review.evaluate("e => getComputedStyle(e).borderLeftStyle") == "solid"
        assert review.locator("> p.end").inner_text() == "End of the review"
    assert page.get_by_role("heading", name="Abstract", exact=True, level=2).count() == 0
    page.close()
