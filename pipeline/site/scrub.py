"""The last look at what a paper's page was read into, before Sphinx takes anything from it.

Whatever got past the check and the parser: only what such a page needs is kept.
"""

from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from ..checking.allowed import is_allowed_address
from ..checking.images import FOLDER, read_image
from ..syntax.shapes import dropdown, summary
from ..text.signs import unseen, without_unseen
from .shown import shown

# Sphinx's own collectors, which copy the files that a page names, have priority 500.
_BEFORE_COLLECTORS: Final = 1
PAGES: Final = "papers/"

# MyST writes line breaks and the boxes of tasks as raw HTML, and these line breaks as raw LaTeX.
_RAW: Final = frozenset(
    {
        "<br />\n",
        "\\\\\n",
        (
            '<input class="task-list-item-checkbox" checked="checked" disabled="disabled"'
            ' type="checkbox">'
        ),
        '<input class="task-list-item-checkbox" disabled="disabled" type="checkbox">',
    }
)
# Attributes that are read out or shown upon a hover.
_TOLD: Final = frozenset({"alt", "explanation", "reftitle", "title"})
_KEPT: Final = (
    *(nodes.document, nodes.section, nodes.title, nodes.rubric, nodes.transition),
    *(nodes.paragraph, nodes.block_quote, nodes.literal_block, nodes.math_block, nodes.container),
    *(nodes.bullet_list, nodes.enumerated_list, nodes.list_item, nodes.footnote, nodes.label),
    *(nodes.definition_list, nodes.definition_list_item, nodes.term, nodes.definition),
    *(nodes.field_list, nodes.field, nodes.field_name, nodes.field_body, shown),
    *(nodes.table, nodes.tgroup, nodes.colspec, nodes.thead, nodes.tbody, nodes.row, nodes.entry),
    *(
        dropdown,
        summary,
        nodes.Admonition,
        nodes.figure,
        nodes.caption,
        nodes.legend,
        nodes.docinfo,
    ),
    *(nodes.Text, nodes.emphasis, nodes.strong, nodes.literal, nodes.inline, nodes.math),
    nodes.system_message,  # Sphinx has told it, and takes it out itself
    *(nodes.subscript, nodes.superscript, nodes.abbreviation, nodes.footnote_reference),
)


def register(app: Sphinx) -> None:
    """Register the handler."""
    app.connect("doctree-read", _scrub, priority=_BEFORE_COLLECTORS)


def _scrub(app: Sphinx, doctree: nodes.document) -> None:
    if not app.env.docname.startswith(PAGES):
        return
    folder = app.srcdir.parents[1] / FOLDER  # above docs/<lang>
    page = app.env.doc2path(app.env.docname).parent
    for node in list(doctree.findall()):
        if not _is_kept(node, folder, page) and node.parent is not None:
            node.parent.replace(node, _words(node))
    for node in list(doctree.findall()):
        _remove_unseen(node)


def _remove_unseen(node: nodes.Node) -> None:
    if isinstance(node, nodes.Text) and unseen(node):
        node.parent.replace(node, nodes.Text(without_unseen(node)))
    elif isinstance(node, nodes.Element):
        for name in _TOLD & node.attributes.keys():
            node[name] = without_unseen(node[name])


def _is_kept(node: nodes.Node, folder: Path, page: Path) -> bool:
    match node:
        case nodes.raw():
            return node.astext() in _RAW
        case nodes.image():
            file = page / node["uri"]
            return (
                file.parent.resolve() == folder.resolve()
                and read_image(folder, file.name).flaw is None
            )
        case addnodes.download_reference():
            return False
        case nodes.reference():
            return "refuri" not in node or is_allowed_address(node["refuri"])
        case addnodes.pending_xref():
            return bool(node.get("refdomain") == "paper")
        case _:
            return isinstance(node, _KEPT)


def _words(node: nodes.Node) -> nodes.Element:
    """What remains of a node: its words, as text that does nothing."""
    text = node.astext()
    if isinstance(node, nodes.Inline) and isinstance(node.parent, nodes.TextElement):
        return nodes.literal(text, text)
    return nodes.literal_block(text, text, language="none")
