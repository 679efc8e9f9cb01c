"""How the shapes of reviews are written as HTML."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from ..syntax.shapes import drawn


def register(app: Sphinx) -> None:
    """Register the nodes and their visitors."""
    app.add_node(drawn, html=(_visit_drawn, _depart_drawn))


def _visit_drawn(translator: HTML5Translator, node: drawn) -> None:
    translator.body.append(translator.starttag(node, node["tag"], ""))


def _depart_drawn(translator: HTML5Translator, node: nodes.Element) -> None:
    translator.body.append(f"</{node['tag']}>")
