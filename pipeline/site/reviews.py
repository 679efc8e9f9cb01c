"""Reviews on the pages that include them: their language, and where warnings say they are."""

import logging
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from pipeline.languages import Language
from pipeline.site.blocks import language_classes

_REVIEW = re.compile(r"reviews/[^/]+\.(?P<language>[a-z]{2})\.md$")


def register(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("doctree-read", _mark_borrowed_review)
    app.connect("include-read", _note_review)
    logger = logging.getLogger("sphinx.myst_parser.warnings_")
    relocate = _Relocation(app)
    logger.addFilter(relocate)
    app.connect("build-finished", lambda *_: logger.removeFilter(relocate))


class _Relocation(logging.Filter):
    """MyST names the page that includes a review, with the review's line: name the review."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app

    def filter(self, record: logging.LogRecord) -> bool:
        location = getattr(record, "location", None)
        if isinstance(location, tuple) and (path := _current_review(self._app)):
            # Sphinx takes a path and a line from a node only.
            place = nodes.Element()
            place.source, place.line = path, location[1]
            record.__dict__["location"] = place
        return True


def _note_review(app: Sphinx, path: Path, _parent: str, _content: list[str]) -> None:
    if _REVIEW.search(path.as_posix()):
        app.env.temp_data["shoroku_review"] = str((Path(app.srcdir) / path).resolve())


def _current_review(app: Sphinx) -> str | None:
    # A page includes one review, and nothing that it holds besides can be warned of.
    path: str | None = app.env.temp_data.get("shoroku_review")
    return path


def _mark_borrowed_review(app: Sphinx, doctree: nodes.document) -> None:
    """Give the parts of a review in the other language their `lang` attribute."""
    page = next(iter(doctree.findall(nodes.section)), nodes.section())
    for child in page.children:
        review = _REVIEW.search(str(getattr(child, "source", None) or ""))
        if isinstance(child, nodes.Element) and review:
            language = Language(review["language"])
            if language != app.config.language:
                child["classes"] += language_classes(language)
