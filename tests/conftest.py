"""What all tests share: generated examples, one browser, and what they keep away from."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests import kinds

# The same examples each time: a failure here is a failure elsewhere.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

# What the program remembers of a site lies with the person; that of a test's is thrown away.
_CACHE = tempfile.TemporaryDirectory()
os.environ["XDG_CACHE_HOME"] = _CACHE.name

_PROJECT = Path(__file__).parents[1]
_CONTENTS = tuple(f"{_PROJECT / name}{os.sep}" for name in ("docs", "reviews"))


def _keep_out(event: str, arguments: tuple[object, ...]) -> None:
    """Fail whatever opens this repository's own reviews or pages: another site may stand there."""
    if event == "open" and isinstance(arguments[0], str):
        # A path is mostly absolute, and to make it so takes time.
        path = arguments[0] if arguments[0][:1] == os.sep else os.path.abspath(arguments[0])  # noqa: PTH100
        assert not path.startswith(_CONTENTS), f"a test opens {path}"


sys.addaudithook(_keep_out)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is seen in a browser."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with every kind of page."""
    return kinds.build(kinds.write(tmp_path_factory.mktemp("kinds") / "site"))


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
