"""Pages that speak another language than the site around them: `lang:` in their front matter."""

from docutils import nodes
from sphinx.application import Sphinx

from .shown import language_classes


def register(app: Sphinx) -> None:
    """Register the handler."""
    app.connect("doctree-read", _mark)


def _mark(app: Sphinx, doctree: nodes.document) -> None:
    language = app.env.metadata[app.env.docname].get("lang")
    if isinstance(language, str):
        for section in doctree.findall(nodes.section):
            if section.parent is doctree:
                section["classes"] += language_classes(language)
