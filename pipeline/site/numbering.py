"""Numbers of what has a label in a review, and the references to them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from docutils import nodes

from ..syntax.labels import KEPT, REFERENCES, without_tags

REFERENCE = "review_reference"
"""Where a reference keeps its role and label until all labels are numbered."""


def number(section: nodes.section, document: nodes.document, formats: Mapping[str, str]) -> None:
    """Number the formulas, figures and tables of a review, and resolve what refers to them.

    `formats` says how each kind is named in the language of the page, as in `Fig. %s`.
    """
    kinds = {node: kind for node in section.findall(nodes.Element) if (kind := _kind(node))}
    tags = {node: _tag(node) for node, kind in kinds.items() if kind == "equation"}
    numbers = {kind: _numbers(tags.values()) for kind in kinds.values()}
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for node, kind in kinds.items():
        tag = tags.get(node, "")
        label = node.attributes.pop(KEPT, None)
        if not tag and label is None:
            continue
        shown = formats.get(kind, "(%s)") % (tag or next(numbers[kind]))
        place = _show(node, kind, shown)
        for name in (label or "").split():
            known[kind, name] = (document.set_id(place), shown)
    for node in list(section.findall(nodes.reference)):
        if REFERENCE in node:
            _resolve(node, known)


def _numbers(tags: Iterable[str]) -> Iterator[int]:
    """The numbers from one, but for those that a writer has given."""
    taken = set(tags)
    return (number for number in count(1) if str(number) not in taken)


def _kind(node: nodes.Element) -> str | None:
    match node:
        case nodes.math_block():
            return "equation"
        case nodes.figure():
            return "figure"
        case nodes.table():
            return "table"
    return None


def _tag(node: nodes.Element) -> str:
    tex, tag = without_tags(node.astext())
    if tag:
        node.children = [nodes.Text(tex.strip())]
    return tag


def _show(node: nodes.Element, kind: str, shown: str) -> nodes.Element:
    """Show the number; give what a reference leads to."""
    if kind != "equation":
        for caption in node.children:
            if isinstance(caption, nodes.caption | nodes.title):
                caption.insert(0, nodes.inline("", f"{shown} ", classes=["caption-number"]))
        return node
    if isinstance(node.parent, nodes.TextElement):  # such a formula becomes part of its line
        mark = nodes.inline("", shown, classes=["eqno"])
        node.parent.insert(node.parent.index(node) + 1, mark)
        return mark
    node["eqno"] = shown
    return node


def _resolve(node: nodes.reference, known: Mapping[tuple[str, str], tuple[str, str]]) -> None:
    role, label = node.attributes.pop(REFERENCE)
    for kind in REFERENCES[role]:
        if (kind, label) in known:
            node["refid"], shown = known[kind, label]
            node += nodes.Text(shown)
            return
    node.replace_self(nodes.literal(label, label))
