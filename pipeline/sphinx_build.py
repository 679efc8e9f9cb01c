"""Both languages of the site, built side by side."""

import shutil
import subprocess
import sys
from pathlib import Path

from pipeline.languages import Language


def build_site(root: Path) -> Path | None:
    """Build every language below `build/html`, and the page that leads to them.

    Returns the front page, or None where a build failed or warned; Sphinx has then said why.
    """
    builds = [subprocess.Popen(_command(root, language)) for language in Language]  # noqa: S603
    try:
        statuses = [build.wait() for build in builds]
    except KeyboardInterrupt:
        for build in builds:
            build.kill()
        raise
    if any(statuses):
        return None
    output = root / "build" / "html"
    shutil.copyfile(root / "docs" / "_static" / "landing.html", output / "index.html")
    return output / "index.html"


def _command(root: Path, language: Language) -> list[str]:
    docs, build = root / "docs", root / "build"
    return [
        *(sys.executable, "-m", "sphinx", "--nitpicky", "--fail-on-warning", "--keep-going"),
        *("--quiet", "--conf-dir", str(docs), "--define", f"language={language}"),
        *("--doctree-dir", str(build / "doctrees" / language)),
        *(str(docs / language), str(build / "html" / language)),
    ]
