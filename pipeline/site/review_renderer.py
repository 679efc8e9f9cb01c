"""What becomes of the syntax that only reviews have."""

from collections.abc import MutableMapping
from typing import Any

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.locale import admonitionlabels

from ..syntax.boxes import THEOREMS
from ..syntax.callouts import LOOKS, TITLES
from ..syntax.headings import ANCHORS
from ..syntax.labels import KEPT
from ..syntax.shapes import drawn, dropdown, summary
from ..words.catalogue import translatable
from .configuration import words_at

DETAILS = translatable("Details")


class ConstructRenderer(SphinxRenderer):
    """MyST's, and the tokens of `pipeline.syntax`."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Begin a review, which knows no headings but its own."""
        super().setup_render(options, env)
        self._anchors: dict[str, nodes.section] = {}
        self._inner_links: list[tuple[nodes.reference, str]] = []

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """Render a heading, and note by which name links lead to it."""
        super().render_heading(token)
        if isinstance(self.current_node, nodes.section):
            for anchor in token.meta.get(ANCHORS, ()):
                self._anchors.setdefault(anchor, self.current_node)

    def link_within(self, token: SyntaxTreeNode, anchor: str) -> None:
        """Link to a heading of the same review, once all of them are known."""
        link = nodes.reference(internal=True)
        self._inner_links.append((link, anchor))
        self._within(link, token)

    def resolve_inner_links(self) -> None:
        """Have the links lead to their headings; of any other, the words remain."""
        for link, anchor in self._inner_links:
            if anchor in self._anchors:
                link["refid"] = self._anchors[anchor]["ids"][0]
            else:
                link.replace_self(nodes.inline("", "", *link.children))

    def name_theorems(self, section: nodes.section) -> None:
        """Say of each theorem, lemma or proof that it is one."""
        words = words_at(self.sphinx_env)
        for box in section.findall(nodes.admonition):
            if kind := THEOREMS.get(box.get("theorem", "")):
                name = words(kind)
                title = next(iter(box.findall(nodes.title)))
                title.insert(0, nodes.Text(name))

    def render_math_block_label(self, token: SyntaxTreeNode) -> None:
        """Render a formula that has a label."""
        self.render_math_block(token)
        self._keep_label(token)

    def render_math_inline_double(self, token: SyntaxTreeNode) -> None:
        """Render a displayed formula within a paragraph, which may have a label."""
        super().render_math_inline_double(token)
        self._keep_label(token)

    def _keep_label(self, token: SyntaxTreeNode) -> None:
        last = self.current_node.children[-1]
        if token.info and isinstance(last, nodes.Element):
            last[KEPT] = token.info

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

    def render_u(self, token: SyntaxTreeNode) -> None:
        """Underline words."""
        self._within(drawn(tag="u"), token)

    def render_kbd(self, token: SyntaxTreeNode) -> None:
        """Show the name of a key."""
        self._within(drawn(tag="kbd"), token)

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Show a tag that means nothing here as it was written."""
        self.current_node += nodes.Text(token.content)

    def render_review_comment(self, token: SyntaxTreeNode) -> None:
        """Show nothing of a comment."""

    def render_callout(self, token: SyntaxTreeNode) -> None:
        """Show a callout as the admonition that it corresponds to, or as a dropdown."""
        kind, fold = token.meta["kind"], token.meta["fold"]
        look = LOOKS.get(kind, "note")
        if fold:
            box: nodes.Element = dropdown(classes=["dropdown", look], open=fold == "+")
            self._box(box, summary(), token, self._title(kind))
        else:
            self._box(nodes.admonition(classes=[look]), nodes.title(), token, self._title(kind))

    def render_dropdown(self, token: SyntaxTreeNode) -> None:
        """Show `<details>` as a dropdown."""
        node = dropdown(classes=["dropdown"], open=token.meta["open"])
        self._box(node, summary(), token, words_at(self.sphinx_env)(DETAILS))

    def _box(
        self, node: nodes.Element, title: nodes.TextElement, token: SyntaxTreeNode, usual: str
    ) -> None:
        """Render what `token` holds into `node`, below its title or else the usual one."""
        self.add_line_and_source_path(node, token)
        children = list(token.children)
        with self.current_node_context(node, append=True):
            if children and children[0].type.endswith("_title"):
                self._within(title, children.pop(0))
            else:
                node += title
                title.append(nodes.Text(usual))
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
