"""Breaks (`---`) of a review, of which docutils knows fewer than Markdown has."""

from docutils import nodes
from docutils.transforms.misc import Transitions
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from .scrub import PAGES


def register(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(_DropStrayBreaks)


class _DropStrayBreaks(SphinxTransform):
    """Drops each break that parts nothing, or stands in a quote, list or note.

    It is ordinary Markdown there, but docutils would warn of it, and no warning passes a build.
    """

    default_priority = Transitions.default_priority - 1

    def apply(self, **_: object) -> None:
        if self.env.docname.startswith(PAGES):
            for node in list(self.document.findall(nodes.transition)):
                if _is_stray(node):
                    node.parent.remove(node)


def _is_stray(node: nodes.transition) -> bool:
    previous = node.previous_sibling()
    return not isinstance(node.parent, nodes.document | nodes.section) or isinstance(
        previous, nodes.title | nodes.transition | None
    )
