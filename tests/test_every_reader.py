"""Every kind of page for those who enlarge it, space its text or choose its colours themselves.

The rules are of https://www.w3.org/TR/WCAG22/: 1.4.4 and 1.4.10 (a window of 1280 pixels enlarged
four times is one of 320), 1.4.11 and 1.4.12.
"""

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import kinds
from tests.sites import LANGUAGES

ENLARGED, DESK = 320, 1280
NAMES = (
    *("index", "about", "search", "questions", "new", "upkeep", "papers/index", "papers/by/year"),
    *("collections/shore", "topics/index", "guide/index", "guide/reviews", "guide/components"),
    *(
        f"papers/{paper_id}"
        for paper_id in (kinds.PLAIN, kinds.ELSEWHERE, kinds.WITHDRAWN, kinds.CROWD, kinds.BARE)
    ),
    *(f"papers/{paper_id}" for paper_id in (kinds.UNREVIEWED, f"authors-of/{kinds.CROWD}")),
)
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
"""

# Elements with words of their own that stick out of what clips them, or of the window, where
# nothing scrolls.  What is a pixel wide is for those who hear it, and each title in a picture is
# whole in the list of papers above it.
CUT = """
() => {
  const found = [];
  const scrolls = (style) => /auto|scroll/.test(style.overflowX + style.overflowY);
  for (const element of document.querySelectorAll("body *")) {
    const words = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!words || element.closest(".unseen, .skip, .said, .arcs, noscript, math")) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(element);
    const text = range.getBoundingClientRect();
    if (!text.width) continue;
    let left = 0, right = innerWidth, isFree = false;
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (scrolls(style)) { isFree = true; break; }
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      const box = at.getBoundingClientRect();
      if (text.bottom > box.bottom + 1 || text.top < box.top - 1) left = Infinity;
      left = Math.max(left, box.left);
      right = Math.min(right, box.right);
    }
    if (!isFree && (text.left < left - 1 || text.right > right + 1))
      found.push(element.outerHTML.slice(0, 120));
  }
  return found;
}
"""
# What one can press or type into and does not stand out: its words are in the colour below them,
# or its sign is in a colour that is not of the reader's choice.
UNSEEN = """
() => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.background = "Canvas";
  const canvas = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const below = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return canvas;
  };
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((c) =>
      c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const contrast = (a, b) => Math.max(light(a) / light(b), light(b) / light(a));
  const found = [];
  const tell = (element, what) => found.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
  for (const element of document.querySelectorAll("a, button, summary, input, select")) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    if (contrast(getComputedStyle(element).color, below(element)) < 4.5) tell(element, "words");
  }
  for (const shape of document.querySelectorAll(".sign *, .funnel circle")) {
    if (!shape.checkVisibility()) continue;
    const { fill, stroke } = getComputedStyle(shape);
    const drawn = [fill, stroke].filter((each) => each !== "none");
    const ground = below(shape.closest("svg"));
    if (!drawn.some((each) => contrast(each, ground) >= 3)) tell(shape, "sign");
  }
  return found;
}
"""
# The marks of how well each paper was read, as they are drawn.
MARKS = """
() => Object.fromEntries([...document.querySelectorAll("[data-depth] .depth, .depth[data-depth]")]
  .filter((each) => each.checkVisibility())
  .map((each) => {
    const style = getComputedStyle(each, "::before");
    return [each.closest("[data-depth]").dataset.depth,
      [style.backgroundImage, style.backgroundColor, style.forcedColorAdjust].join()];
  }))
"""


def opened(browser: Browser, file: Path, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 720})
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize(("language", "name"), [*product(LANGUAGES, NAMES)])
def test_nothing_is_cut_where_a_page_is_enlarged_or_its_text_spaced(
    browser: Browser, html: Path, language: str, name: str
) -> None:
    page = opened(browser, html / language / f"{name}.html", ENLARGED)
    cut = {"enlarged": page.evaluate(CUT)}
    assert page.evaluate("document.documentElement.scrollWidth") == ENLARGED
    page.add_style_tag(content=SPACED)
    cut["both"] = page.evaluate(CUT)
    assert page.evaluate("document.documentElement.scrollWidth") == ENLARGED
    for drawer in page.locator("[popovertarget]:not([popovertargetaction])").all():
        if drawer.is_visible():
            drawer.click()
            cut["drawer"] = page.evaluate(CUT)
            page.keyboard.press("Escape")
    page.set_viewport_size({"width": DESK, "height": 720})
    cut["spaced"] = page.evaluate(CUT)
    page.close()
    assert not any(cut.values()), cut


@pytest.mark.parametrize("name", NAMES)
def test_all_that_one_can_press_is_seen_in_forced_colours(
    browser: Browser, html: Path, name: str
) -> None:
    page = opened(browser, html / "en" / f"{name}.html", DESK)
    unseen = {}
    for scheme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        page.keyboard.press("Tab")
        unseen[scheme] = page.evaluate(UNSEEN)
        outline = page.evaluate(
            "(({ outlineStyle, outlineColor, backgroundColor }) =>"
            " outlineStyle !== 'none' && outlineColor !== backgroundColor)"
            "(getComputedStyle(document.activeElement))"
        )
        assert outline
    page.close()
    assert not any(unseen.values()), unseen


def test_the_marks_of_reading_tell_depths_apart_in_forced_colours(
    browser: Browser, html: Path
) -> None:
    page = opened(browser, html / "en/papers/index.html", DESK)
    page.emulate_media(forced_colors="active")
    marks = page.evaluate(MARKS)
    page.close()
    assert len(marks) > 1
    assert len(set(marks.values())) == len(marks)
    assert all(mark.endswith("none") for mark in marks.values())
