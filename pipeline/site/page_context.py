"""What the templates need to know of a page: where it stands in the other language."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from pipeline.languages import Language


def register(app: Sphinx) -> None:
    """Register the handler."""
    app.connect("html-page-context", _add_other_language)


def _add_other_language(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.Node | None
) -> None:
    other = Language(app.config.language).other
    context["other_language"] = other.value
    context["other_language_page"] = f"../{other}/{app.builder.get_target_uri(pagename)}"
