"""What becomes of the syntax that only reviews have."""

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

from ..syntax.shapes import drawn


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

    def _within(self, node: nodes.Element, token: SyntaxTreeNode) -> None:
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            self.render_children(token)
