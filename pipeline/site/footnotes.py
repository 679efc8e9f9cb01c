"""Footnotes of a review: behind its text, where MyST would put them behind the whole page."""

from docutils import nodes
from docutils.transforms.references import Footnotes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ..syntax.shapes import notes

_AFTER_MYST = Footnotes.default_priority + 4  # MyST's own, which sorts and moves them, has 3


def register(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(_MoveFootnotes)


class _MoveFootnotes(SphinxTransform):
    """Moves the footnotes to the place that the parser of reviews has made for them."""

    default_priority = _AFTER_MYST

    def apply(self, **_: object) -> None:
        places = {place["notes"]: place for place in self.document.findall(notes)}
        for node in list(self.document.children):
            if isinstance(node, nodes.footnote) and node.get("notes") in places:
                self.document.remove(node)
                places[node["notes"]].append(node)
        if places and not any(isinstance(node, nodes.footnote) for node in self.document.children):
            for break_ in list(self.document.findall(nodes.transition)):
                if "footnotes" in break_["classes"]:
                    break_.parent.remove(break_)


def make_place(section: nodes.section, path: str) -> None:
    """Make the place at the end of the review at `path`."""
    found = list(section.findall(nodes.footnote))
    for footnote in found:
        footnote["notes"] = path
    if found:
        place = notes(classes=["footnotes"], notes=path)
        place.source = path
        section += place
