"""Pages as a browser shows them once their scripts have had their say."""

from playwright.sync_api import Page

# An observer of sizes is told after the first frame is laid out, and a frame may wait for long.
_TWO_FRAMES = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"


def settled(page: Page) -> Page:
    """Return the page once it is drawn, and its scripts know what is wider than its place."""
    page.evaluate(_TWO_FRAMES)
    return page
