"""Citations: the role that cites a paper, and the warning of one that cites none."""

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole

from ..written.numbers import NUMBERS, is_number, label
from ..written.validation import nearest
from .domain import PaperDomain, pending

_logger = logging.getLogger(__name__)


def register(app: Sphinx) -> None:
    """Register the domain, the role and the handler."""
    app.add_domain(PaperDomain)
    app.add_role("paper", _PaperRole(innernodeclass=nodes.inline, warn_dangling=True))
    for kind in NUMBERS:
        app.add_role(kind, _NumberRole(kind))
    app.connect("warn-missing-reference", _warn_of_unknown_paper)


class _PaperRole(XRefRole):
    """`{paper}` without its domain's name, for it is written in every review."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        self.name = "paper:paper"
        return super().run()


class _NumberRole(ReferenceRole):
    """A citation by a number: a link to the paper, here or where the number leads."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if not is_number(self._kind, self.target):
            return [nodes.literal(self.rawtext, self.text)], []
        words = self.title if self.has_explicit_title else label(self._kind, self.target)
        link = pending(self._kind, self.target, self.env.docname)
        link["refexplicit"] = self.has_explicit_title
        self.set_source_info(link)
        link += nodes.inline(words, words)
        return [link], []


def _warn_of_unknown_paper(app: Sphinx, domain: Domain, node: addnodes.pending_xref) -> bool | None:
    if not isinstance(domain, PaperDomain) or node["reftype"] != "paper":
        return None
    target = node["reftarget"]
    offer = nearest(target, domain.papers)
    _logger.warning(
        "%s is no paper of this site%s", target, offer, location=node, type="ref", subtype="paper"
    )
    return True
