"""Mathematics as MathML, made while building: no script, no font from elsewhere."""

from html import escape

from docutils import nodes
from docutils.nodes import SkipNode
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from ..text.mathml import mathml

RENDERER = "mathml"
"""The value of Sphinx's `html_math_renderer` that chooses this."""


def register(app: Sphinx) -> None:
    """Offer the renderer to Sphinx."""
    app.connect("doctree-read", _keep_within_paragraphs)
    app.add_html_math_renderer(
        RENDERER, inline_renderers=(_visit_math, None), block_renderers=(_visit_math_block, None)
    )


def formula(tex: str, *, display: bool) -> nodes.math:
    """A formula within a line of text."""
    return nodes.math(tex, tex, display=display)


def _keep_within_paragraphs(_app: Sphinx, doctree: nodes.document) -> None:
    # MyST makes a block of `$$…$$` within a paragraph too, which HTML would have end there.
    for block in list(doctree.findall(nodes.math_block)):
        if isinstance(block.parent, nodes.TextElement):
            block.replace_self(formula(block.astext(), display=True))


def _visit_math(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(rendered(node.astext(), display=bool(node.get("display"))))
    raise SkipNode


def _visit_math_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    formula_html = rendered(node.astext(), display=True)
    if "eqno" in node:
        # The formula alone scrolls where it is wider than the page.
        eqno = escape(node["eqno"])
        formula_html = f'<div class="formula">{formula_html}</div><span class="eqno">{eqno}</span>'
    translator.body.append(formula_html)
    translator.body.append("</div>\n")
    raise SkipNode


def rendered(source: str, *, display: bool) -> str:
    """A formula as HTML."""
    # What cannot be read is mostly a macro of the authors' own: its source says the most.
    return mathml(source, display=display) or f'<code class="math">{escape(source)}</code>'
