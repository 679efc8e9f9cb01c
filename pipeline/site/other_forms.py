"""Where pages lead to what is exported of them: feeds, and their text as Markdown."""

from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..exports.atom import TYPE
from ..exports.feeds import FEED, feed_of
from ..exports.page_text import has_text

_ENDING: Final = ".atom"


def register(app: Sphinx) -> None:
    """Register the handler."""
    app.connect("html-page-context", _add_forms)


def _add_forms(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    assert isinstance(app.builder, StandaloneHTMLBuilder)  # noqa: S101 (an HTML builder's event)
    places = [*filter(None, [tree and feed_of(page)]), FEED]
    context["feed_type"] = TYPE
    context["feeds"] = [_relative(app.builder, page, f"{place}{_ENDING}") for place in places]
    context["page_text"] = f"{page.rpartition('/')[2]}.md" if tree and has_text(page) else ""


def _relative(builder: StandaloneHTMLBuilder, page: str, path: str) -> str:
    root = builder.get_relative_uri(page, "index").removesuffix(builder.get_target_uri("index"))
    return root + path
