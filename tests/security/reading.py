"""One review on one page, read by Sphinx with no check before it and no HTML behind it."""

import warnings
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.deprecation import RemovedInSphinx11Warning
from sphinx.environment import BuildEnvironment
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.security import hostile

PAGE = "papers/2102.00000"
INDEX = f"# Front page\n\n```{{toctree}}\nabout\n{PAGE}\n```\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What Sphinx knows after it has read the pages."""

    environment: BuildEnvironment
    parsed: nodes.document
    kept: nodes.document
    warnings: str


def read(root: Path, text: str, builder: str = "dummy") -> Reading:
    """Read `text`, a review with its front matter; `parsed` is its page before the scrub."""
    _write(root, text)
    docs, said = root / "docs", StringIO()
    parsed: dict[str, nodes.document] = {}
    with warnings.catch_warnings(), patch_docutils(docs), docutils_namespace():
        # myst-parser 5.2 is not yet ready for Sphinx 11, which this is to be told of.
        warnings.filterwarnings("ignore", category=RemovedInSphinx11Warning, module="myst")
        app = Sphinx(
            srcdir=docs / "en",
            confdir=docs,
            outdir=root / "build",
            doctreedir=root / "doctrees",
            buildername=builder,
            confoverrides={"language": "en"},
            status=None,
            warning=said,
            freshenv=True,
        )
        app.connect(
            "doctree-read",
            lambda app, tree: parsed.__setitem__(app.env.docname, tree.deepcopy()),
            priority=0,
        )
        app.build(force_all=True)
    return Reading(
        environment=app.env,
        parsed=parsed[PAGE],
        kept=app.env.get_doctree(PAGE),
        warnings=strip_colors(said.getvalue()),
    )


def _write(root: Path, text: str) -> None:
    pages = root / "docs" / "en"
    (pages / "papers").mkdir(parents=True, exist_ok=True)
    (root / "reviews" / "images").mkdir(parents=True, exist_ok=True)
    (root / "reviews" / "images" / "good.png").write_bytes(hostile.PNG)
    (root / "secret.txt").write_text(hostile.SECRET, "utf-8")
    (root / "reviews" / "2102.00000.en.md").write_text(text, "utf-8")
    (pages / "index.md").write_text(INDEX, "utf-8")
    (pages / "about.md").write_text(hostile.ABOUT, "utf-8")
    review = "# A paper\n\n```{review} reviews/2102.00000.en.md\n```\n\n## Afterwards\n\nText.\n"
    (pages / f"{PAGE}.md").write_text(review, "utf-8")
    hostile.configure(root)
