"""The `{blocks}` directive: data that becomes text nodes, whatever characters it holds."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from ..pages.blocks import (
    Block,
    Code,
    Facts,
    Fold,
    Items,
    Notice,
    Paragraph,
    Pieces,
    Span,
    from_json,
)
from ..words.languages import Language
from .mathematics import formula


def register(app: Sphinx) -> None:
    """Register the directive and the node that folds."""
    app.add_directive("blocks", _BlocksDirective)
    app.add_node(fold, html=(_visit_fold, _depart_fold))


class fold(nodes.container):  # noqa: N801 (docutils finds visitors by the class's name)
    """Content that opens below its `summary`."""


def language_classes(language: Language | None) -> list[str]:
    """The classes that docutils' writers turn into a `lang` attribute."""
    return [f"language-{language}"] if language else []


def text_nodes(pieces: Pieces) -> list[nodes.Node]:
    """Text and formulas."""
    return [
        nodes.Text(piece) if isinstance(piece, str) else formula(piece.tex, display=piece.display)
        for piece in pieces
    ]


class _BlocksDirective(SphinxDirective):
    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        blocks = from_json("\n".join(self.content))
        found = [_node(block, self.env.docname) for block in blocks]
        for node in found:
            self.set_source_info(node)
        return list(found)


def _node(block: Block, docname: str) -> nodes.Element:
    match block:
        case Paragraph():
            return _paragraph(block, docname)
        case Facts():
            return _facts(block, docname)
        case Items():
            return _items(block, docname)
        case Fold():
            return fold("", _paragraph(block.content, docname), summary=block.summary)
        case Notice():
            paragraph = nodes.paragraph("", "", *_inline(block.spans, docname))
            return nodes.container("", paragraph, classes=["notice"])
        case Code():
            return nodes.literal_block(block.text, block.text, language=block.syntax)


def _paragraph(paragraph: Paragraph, docname: str) -> nodes.paragraph:
    node = nodes.paragraph("", "", *_inline(paragraph.spans, docname))
    node["classes"] += [paragraph.style] if paragraph.style else []
    return node


def _facts(facts: Facts, docname: str) -> nodes.field_list:
    return nodes.field_list(
        "",
        *(
            nodes.field(
                "",
                nodes.field_name("", fact.term),
                nodes.field_body("", nodes.paragraph("", "", *_inline(fact.spans, docname))),
            )
            for fact in facts.facts
        ),
    )


def _items(items: Items, docname: str) -> nodes.Element:
    kind = nodes.enumerated_list if items.ordered else nodes.bullet_list
    node = kind(
        "",
        *(
            nodes.list_item("", *(_paragraph(paragraph, docname) for paragraph in item))
            for item in items.items
        ),
    )
    node["classes"] += [items.style] if items.style else []
    return node


def _inline(spans: Iterable[Span], docname: str) -> Iterator[nodes.Node]:
    for span in spans:
        content = text_nodes(span.pieces)
        classes = [*language_classes(span.language), *([span.style] if span.style else [])]
        if span.style == "code":
            content = [nodes.literal("", "", *content)]
        if target := _link(span, docname):
            yield target
            target += nodes.inline("", "", *content, classes=classes)
        elif classes:
            yield nodes.inline("", "", *content, classes=classes)
        else:
            yield from content


def _link(span: Span, docname: str) -> nodes.Element | None:
    if span.address:
        return nodes.reference("", "", refuri=span.address, internal=False)
    if span.page:
        return pending("page", span.page, docname)
    if span.paper:
        citation = pending("paper", span.paper, docname)
        citation["refexplicit"] = bool(span.pieces)
        return citation
    return None


def pending(kind: str, target: str, docname: str) -> addnodes.pending_xref:
    """A link from `docname` to a `paper` or to a `page`, to be resolved when all are read."""
    return addnodes.pending_xref(
        "",
        refdomain="paper",
        reftype=kind,
        reftarget=target,
        refdoc=docname,
        refexplicit=True,
        refwarn=True,
    )


def _visit_fold(translator: HTML5Translator, node: fold) -> None:
    summary = translator.encode(node["summary"])
    translator.body.append(translator.starttag(node, "details"))
    translator.body.append(f"<summary>{summary}</summary>\n")


def _depart_fold(translator: HTML5Translator, node: fold) -> None:
    translator.body.append("</details>\n")
