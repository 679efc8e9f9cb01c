"""What the templates need to know of a page: its other language, and which scripts it loads."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ..words.languages import Language

# Sphinx's scripts for its own search, and one whose `new Function` the policy forbids.
_LEFT_OUT = {f"_static/{name}.js" for name in ("doctools", "sphinx_highlight", "translations")}


def register(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("html-page-context", _add_other_language)
    app.connect("html-page-context", _leave_out_scripts)


def _add_other_language(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.Node | None
) -> None:
    other = Language(app.config.language).other
    context["other_language"] = other.value
    context["other_language_page"] = f"../{other}/{app.builder.get_target_uri(pagename)}"


def _leave_out_scripts(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.Node | None
) -> None:
    scripts = context["script_files"]
    context["script_files"] = [file for file in scripts if str(file.filename) not in _LEFT_OUT]
