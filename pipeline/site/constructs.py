"""`{construct}` of the guide: what a review may hold, as it is written and as it is shown."""

from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ..written.reviews import Body
from .review_parser import parse_review


def register(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("construct", _ConstructDirective)


class _ConstructDirective(SphinxDirective):
    """Shows its content twice: the source, and what the parser of reviews makes of it."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        source = nodes.literal_block(text, text, language="none")
        path = str(self.env.doc2path(self.env.docname))
        result = parse_review(Body(text, self.lineno + 1), path, self.state.document)
        shown = nodes.container("", *result.children, classes=["construct"])
        return [source, shown]
