"""What all tests share: the settings of generated examples, and one browser."""

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

# The same examples each time: a failure here is a failure elsewhere.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: `$CHROMIUM`, or the machine's."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert program, "the browser tests need Chromium: install it, or name it in $CHROMIUM"
    with sync_playwright() as playwright:
        # Its sandbox needs rights that containers do not give, and the pages are our own.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
