"""Take the README's pictures of a made-up site: `nox -s pictures`."""

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from tests import kinds
from tests.sites import Site

FOLDER = Path(__file__).parents[1] / ".github" / "pictures"
PAGES = {"front": "index", "paper": f"papers/{kinds.PLAIN}"}
MOST_BYTES = 150_000
_SIZE: ViewportSize = {"width": 840, "height": 540}
_QUALITY = 45


def main() -> None:
    """Take each picture in light and dark; all together are small."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        html = kinds.build(Site.create(Path(folder) / "site", kinds.SOURCE))
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport=_SIZE, color_scheme=scheme)
            for name, address in PAGES.items():
                page.goto((html / "en" / f"{address}.html").as_uri())
                file = FOLDER / f"{name}-{scheme}.jpg"
                page.screenshot(path=file, type="jpeg", quality=_QUALITY)
        browser.close()
    size = sum(file.stat().st_size for file in FOLDER.iterdir())
    print(f"{FOLDER}: {size:,} bytes")
    assert size <= MOST_BYTES, f"more than {MOST_BYTES:,} bytes"


if __name__ == "__main__":
    main()
