"""Directives that docutils and Sphinx do not have."""

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive

from .shapes import dropdown, summary


class Dropdown(Directive):
    """What readers unfold, below its title; sphinx-design calls it so."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Give the node."""
        title, messages = self.state.inline_text(self.arguments[0], self.lineno)
        node = dropdown("", summary("", "", *title), classes=["dropdown"])
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        if "open" in self.options:
            node["open"] = True
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node, *messages]
