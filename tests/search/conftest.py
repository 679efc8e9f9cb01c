from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.serving import serving
from tests.sites import LANGUAGES, Site

FIXTURE = Path(__file__).parent / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of made-up papers, in both languages."""
    made = Site.create(tmp_path_factory.mktemp("site") / "site", FIXTURE)
    for language in LANGUAGES:
        built = made.build(language)
        assert built.warnings == []
    return built.output.parent


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the site on a server."""
    with serving(site) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh browser's page."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def search_page(page: Page, served: str) -> Page:
    """The English search page."""
    page.goto(f"{served}/en/search.html")
    return page
