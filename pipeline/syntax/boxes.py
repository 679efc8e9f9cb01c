"""Directives that docutils and Sphinx do not have."""

from typing import ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import Directive

from ..words.catalogue import translatable
from .shapes import dropdown, summary

THEOREMS: Final = {
    "theorem": translatable("Theorem"),
    "lemma": translatable("Lemma"),
    "proposition": translatable("Proposition"),
    "corollary": translatable("Corollary"),
    "definition": translatable("Definition"),
    "proof": translatable("Proof"),
    "remark": translatable("Remark"),
    "example": translatable("Example"),
    "assumption": translatable("Assumption"),
    "conjecture": translatable("Conjecture"),
    "algorithm": translatable("Algorithm"),
}
"""The boxes of mathematical texts, and what each is called."""


class Theorem(Directive):
    """A box of `THEOREMS`, perhaps with a title; who renders it says what it is."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Give the node, which keeps its kind in `theorem`."""
        title = nodes.title()
        messages: list[nodes.system_message] = []
        if self.arguments:
            words, messages = self.state.inline_text(self.arguments[0], self.lineno)
            title += [nodes.Text(" ("), *words, nodes.Text(")")]
        node = nodes.admonition("", title, classes=["theorem"], theorem=self.name)
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node, *messages]


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
