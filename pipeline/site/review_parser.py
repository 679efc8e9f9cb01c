"""The parser of reviews: MyST with everything locked that a stranger's text must not reach.

Each lock holds by itself, so that a mistake in one of them, or in the check, opens nothing:
the syntax that is off (`review_config`), the allow-list where docutils looks up directives and
roles, and what the renderer itself refuses here, because it asks no look-up.
"""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.utils import Reporter
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from myst_parser.warnings_ import MystWarnings, create_warning
from sphinx.util.docutils import CustomReSTDispatcher
from sphinx.util.typing import RoleFunction

from ..checking.allowed import DIRECTIVES, ROLES, is_allowed_address, review_config
from ..checking.anchors import linked_anchor
from ..checking.markup import MAX_DEPTH
from ..syntax.labels import REFERENCES
from ..syntax.reviews import review_parser
from ..written.links import linked_page, linked_paper
from ..written.reviews import Body
from .domain import pending
from .footnotes import make_place
from .numbering import REFERENCE, number
from .review_renderer import ConstructRenderer

ID_PREFIX = "review-"
"""How every id within a review begins, so that none is the theme's or the page's own."""


def parse_review(
    body: Body, path: str, document: nodes.document, reader: str = ""
) -> nodes.section:
    """Parse the Markdown of the review at `path` into a section without a title.

    `reader` keeps ids and footnotes apart where a document holds several reviews.
    """
    root = nodes.section()
    parser = _parser()
    parser.options.update({"document": document, "current_node": root})
    renderer = cast("_ReviewRenderer", parser.renderer)
    renderer.reader = reader
    # No id that docutils makes of words has two hyphens in a row.
    prefix = f"{ID_PREFIX}{reader}--" if reader else ID_PREFIX
    with _read_from(path, document, prefix), _AllowList():
        renderer.setup_render(cast("dict[str, Any]", parser.options), {})
        renderer.nested_render_text(body.text, body.first_line - 1)
        renderer.resolve_inner_links()
        renderer.name_theorems(root)
        number(root, document, renderer.sphinx_env.config.numfig_format)
    make_place(root, path)
    return root


@cache  # making one takes as long as reading a short review; `setup_render` forgets the one before
def _parser() -> MarkdownIt:
    return review_parser(review_config(), _ReviewRenderer)


class _AllowList(CustomReSTDispatcher):
    """Where docutils looks up directives and roles, in place of all that Sphinx has."""

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        """Give a directive as reviews have it, or one that shows its source."""
        return DIRECTIVES.get(directive_name, _ShownDirective), []

    def role(
        self, role_name: str, language_module: ModuleType, lineno: int, reporter: Reporter
    ) -> tuple[RoleFunction, list[nodes.system_message]]:
        """Give a role that reviews may use, or one that shows its source."""
        if role_name in REFERENCES:
            return _reference_role, []
        if role_name in ROLES:
            return super().role(role_name, language_module, lineno, reporter)
        return _shown_role, []


class _ShownDirective(Directive):
    """A refused directive: readers see what was written."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        return [nodes.literal_block(self.block_text, self.block_text, language="none")]


def _shown_role(
    _name: str, source: str, *_: object, **__: object
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Show a refused role as it was written."""
    return [nodes.literal(source, source)], []


def _reference_role(
    name: str, _source: str, label: str, *_: object, **__: object
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Refer to a label of the same review, once all of them are known."""
    reference = nodes.reference(internal=True)
    reference[REFERENCE] = (name, label)
    return [reference], []


class _ReviewRenderer(ConstructRenderer):
    reader = ""
    """Whose review is read, where the page has several."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Keep the review's headings, of whichever level, below the page's own heading."""
        super().setup_render(options, env)
        root = cast("nodes.section", self.current_node)
        self._level_to_section = {0: root, 1: root}
        self._depth = 0

    def render_footnote_ref(self, token: SyntaxTreeNode) -> None:
        """Refer to a footnote of this review."""
        self._name_footnote(token)
        super().render_footnote_ref(token)

    def render_footnote_reference(self, token: SyntaxTreeNode) -> None:
        """Render a footnote, which may be called as one of another review is."""
        self._name_footnote(token)
        super().render_footnote_reference(token)

    def generate_heading_target(
        self, token: SyntaxTreeNode, level: int, node: nodes.Element, title_node: nodes.Element
    ) -> None:
        """Name a heading by its words, though one of another review on the page has the same."""
        # docutils takes the name from both, and counts; it does not do so in all versions.
        words = nodes.make_id(f"x{nodes.fully_normalize_name(title_node.astext())}")[1:]
        wanted = f"{self.document.settings.id_prefix}{words}"
        if words and wanted not in self.document.ids:
            node["ids"].append(wanted)
        super().generate_heading_target(token, level, node, title_node)

    def _name_footnote(self, token: SyntaxTreeNode) -> None:
        # A label has no space in it, so that none reads as this.
        if self.reader:
            token.meta["label"] = f"{self.reader} {token.meta['label']}"

    def render_list_item(self, token: SyntaxTreeNode) -> None:
        """Render a task without words as any item: MyST has no place for its box, and warns."""
        if not token.children or token.children[0].type != "paragraph":
            token.meta.pop("checked", None)
        super().render_list_item(token)

    def render_directive(
        self,
        token: SyntaxTreeNode,
        name: str,
        arguments: str,
        *,
        additional_options: dict[str, str] | None = None,
    ) -> None:
        """Render directives within directives, but not so many that Python gives up."""
        if self._depth > MAX_DEPTH:
            self._show(token)
            return
        self._depth += 1
        try:
            super().render_directive(token, name, arguments, additional_options=additional_options)
        except (ValueError, OverflowError, UnboundLocalError):
            # MyST fails at an escape that names no character, docutils at a figure of which the
            # text is nothing but definitions.
            self._show(token)
        self._depth -= 1

    def create_warning(
        self,
        message: str,
        subtype: MystWarnings | str,
        *,
        wtype: str | None = None,
        line: int | None = None,
        append_to: nodes.Element | None = None,
    ) -> nodes.system_message | None:
        """Warn of the review by its own path; MyST would name the page that shows it."""
        place = nodes.Element()
        place.source, place.line = self.document["source"], line
        return create_warning(
            self.document, message, subtype, wtype=wtype, node=place, append_to=append_to
        )

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Show `{eval-rst}` as it was written: its targets and comments ask no look-up."""
        self._show(token)

    def _show(self, token: SyntaxTreeNode) -> None:
        self.current_node += nodes.literal_block(token.content, token.content, language="none")

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Link to what a review may link to; of any other link the text remains."""
        address = str(token.attrGet("href") or "")
        docname = self.sphinx_env.docname
        if (anchor := linked_anchor(address)) is not None:
            self.link_within(token, anchor)
        elif paper := linked_paper(address):
            self._link(token, pending("paper", paper, docname))
        elif page := linked_page(address):
            self._link(token, pending("page", page, docname))
        elif is_allowed_address(address):
            self.render_link_url(token)
        else:
            self.render_children(token)

    def _link(self, token: SyntaxTreeNode, link: nodes.Element) -> None:
        self.add_line_and_source_path(link, token)
        text = nodes.inline()
        link += text
        self.current_node += link
        with self.current_node_context(text):
            self.render_children(token)


@contextmanager
def _read_from(path: str, document: nodes.document, prefix: str) -> Iterator[None]:
    """Have docutils name `path` in what it says, and prefix the ids that it makes."""
    reporter, settings = document.reporter, document.settings
    before = document["source"], reporter.source, settings.id_prefix
    find_line = reporter.__dict__.get("get_source_and_line")
    document["source"] = reporter.source = path
    settings.id_prefix = prefix
    reporter.get_source_and_line = lambda line: (path, line)
    try:
        yield
    finally:
        document["source"], reporter.source, settings.id_prefix = before
        del reporter.get_source_and_line
        if find_line:
            reporter.get_source_and_line = find_line
