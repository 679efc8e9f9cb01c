"""What becomes of the syntax that only reviews have."""

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.locale import admonitionlabels

from ..syntax.callouts import LOOKS, TITLES
from ..syntax.shapes import drawn, dropdown, summary
from .configuration import words_at


class ConstructRenderer(SphinxRenderer):
    """MyST's, and the tokens of `pipeline.syntax`."""

    def render_s(self, token: SyntaxTreeNode) -> None:
        """Strike words out."""
        self._within(drawn(tag="del"), token)

    def render_mark(self, token: SyntaxTreeNode) -> None:
        """Mark words."""
        self._within(drawn(tag="mark"), token)

    def render_sub(self, token: SyntaxTreeNode) -> None:
        """Lower words."""
        self._within(nodes.subscript(), token)

    def render_sup(self, token: SyntaxTreeNode) -> None:
        """Raise words."""
        self._within(nodes.superscript(), token)

    def render_callout(self, token: SyntaxTreeNode) -> None:
        """Show a callout as the admonition that it corresponds to, or as a dropdown."""
        kind, fold = token.meta["kind"], token.meta["fold"]
        look = LOOKS.get(kind, "note")
        node: nodes.Element = dropdown() if fold else nodes.admonition()
        node["classes"] += ["dropdown", look] if fold else [look]
        if fold == "+":
            node["open"] = True
        self.add_line_and_source_path(node, token)
        title = summary() if fold else nodes.title()
        children = list(token.children)
        with self.current_node_context(node, append=True):
            if children and children[0].type == "callout_title":
                self._within(title, children.pop(0))
            else:
                title += nodes.Text(self._title(kind))
                node += title
            for child in children:
                self.rules[f"render_{child.type}"](child)

    def _title(self, kind: str) -> str:
        if kind in TITLES:
            return words_at(self.sphinx_env)(TITLES[kind])
        return str(admonitionlabels.get(kind, kind.capitalize()))

    def _within(self, node: nodes.Element, token: SyntaxTreeNode) -> None:
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            self.render_children(token)
