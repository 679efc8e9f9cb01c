"""What Zotero and its like read of a paper on a page."""

from markupsafe import Markup, escape

from ..exports import coins
from ..exports.cited import Cited
from ..pages.data import PaperData
from ..text import tex
from ..text.signs import one_line


def offer(paper: PaperData, most_authors: int | None = None) -> Markup:
    """An element with a ContextObject."""
    described = one_line(tex.plain(paper.review.tldr)) if paper.review else ""
    said = coins.context_object(Cited.of(paper, most_authors), described)
    # No value holds the sign that parts them, or a semicolon: so it need not be escaped in HTML.
    title = str(escape(said)).replace("&amp;", "&")
    return Markup(f'<span class="{coins.CLASS}" title="{title}"></span>')  # noqa: S704 (escaped)
