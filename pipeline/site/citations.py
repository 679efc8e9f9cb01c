"""The `paper` domain: pages declare their papers, any page cites one by its id."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import RoleFunction
from sphinx.writers.html5 import HTML5Translator

from ..pages.blocks import PaperCard
from .blocks import language_classes, text_nodes
from ..written.validation import nearest

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive

_logger = logging.getLogger(__name__)

_SECTION = "paper"


def register(app: Sphinx) -> None:
    """Register the domain, its nodes and its handlers."""
    app.add_domain(PaperDomain)
    app.add_directive("paper", _PaperDirective)
    app.add_role("paper", _PaperRole(innernodeclass=nodes.inline, warn_dangling=True))
    app.add_node(paper_link, html=(_visit_link, _depart_link))
    app.add_node(paper_preview, html=(_visit_preview, _depart_preview))
    app.add_post_transform(_AddPreviews)
    app.connect("warn-missing-reference", _warn_of_unknown_paper)


class paper_link(nodes.reference):  # noqa: N801 (docutils finds visitors by the class's name)
    """A link to a paper's page; its preview has the id `describedby`."""


class paper_preview(nodes.inline):  # noqa: N801
    """What a citation shows on hover and focus."""


class _PaperRole(XRefRole):
    """`{paper}` without its domain's name, for it is written in every review."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        self.name = "paper:paper"
        return super().run()


class _PaperDirective(SphinxDirective):
    """Says that this page is a paper's, and puts the paper's title into its heading."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        card = PaperCard.model_validate_json("\n".join(self.content))
        domain = self.env.domains["paper"]
        assert isinstance(domain, PaperDomain)  # noqa: S101 (Sphinx types domains by their base)
        domain.papers[card.id] = (self.env.docname, card)
        # The heading that Markdown read is plain text; here come formulas and the language.
        heading = next(iter(self.state.document.findall(nodes.title)))
        _rename(heading.parent, self.state.document)
        title = nodes.inline("", "", *text_nodes(card.title))
        title["classes"] += language_classes(card.title_language)
        heading[:] = [title]
        return []


def _rename(section: nodes.Element, document: nodes.document) -> None:
    """Give the section an id of its own: what a title makes may be the theme's, or a section's."""
    for made in section["ids"]:
        del document.ids[made]
    section["ids"] = [_SECTION]
    document.ids[_SECTION] = section
    document.nameids.update(dict.fromkeys(section["names"], _SECTION))


class PaperDomain(Domain):
    """Papers by id, with what a citation of each shows."""

    name = "paper"
    label = "Paper"
    object_types: ClassVar[dict[str, ObjType]] = {"paper": ObjType("paper", "paper")}
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        "paper": XRefRole(innernodeclass=nodes.inline, warn_dangling=True)
    }
    directives: ClassVar[dict[str, type["Directive"]]] = {}
    initial_data: ClassVar[dict[str, Any]] = {"papers": {}}

    @property
    def papers(self) -> dict[str, tuple[str, PaperCard]]:
        """Paper id → its page and card."""
        return self.data["papers"]  # type: ignore[no-any-return]

    def clear_doc(self, docname: str) -> None:
        """Forget what the page declared."""
        for paper_id in [key for key, (page, _) in self.papers.items() if page == docname]:
            del self.papers[paper_id]

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        self.papers.update(
            {key: value for key, value in otherdata["papers"].items() if value[0] in docnames}
        )

    def resolve_xref(  # noqa: PLR0913, PLR0917 (Sphinx's form)
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """The citation, None where no page declares the paper; or the link to a page.

        Sphinx's own links to pages keep the text of what they show, but no formula or language.
        """
        if typ == "page":
            found = target in env.found_docs
            return make_refnode(builder, fromdocname, target, "", contnode) if found else None
        if target not in self.papers:
            return None
        page, card = self.papers[target]
        text = contnode if node["refexplicit"] else nodes.inline("", card.label)
        link = make_refnode(builder, fromdocname, page, "", text)
        return paper_link("", "", text, paper=target, **link.attributes)

    def resolve_any_xref(  # noqa: PLR0913, PLR0917 (Sphinx's form)
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """As `resolve_xref`, for `{any}`."""
        found = self.resolve_xref(env, fromdocname, builder, "paper", target, node, contnode)
        return [("paper:paper", found)] if found else []

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """The papers, as other projects' intersphinx sees them."""
        for paper_id, (page, card) in self.papers.items():
            yield paper_id, card.label, "paper", page, "", 1


class _AddPreviews(SphinxPostTransform):
    """Puts its preview beside each citation, once references are resolved."""

    default_priority = 900

    def run(self, **_: object) -> None:
        papers = self.env.domains["paper"].data["papers"]
        for number, link in enumerate(list(self.document.findall(paper_link))):
            shown = _preview(papers[link["paper"]][1])
            link["describedby"] = f"preview-{number}"
            shown["ids"] = [link["describedby"]]
            both = nodes.inline("", "", classes=["citation"])
            link.replace_self(both)
            both += [link, shown]


def _preview(card: PaperCard) -> paper_preview:
    # Left out of the search index: the words are those of the paper's own page.
    title = nodes.inline("", "", *text_nodes(card.title), classes=["title"])
    title["classes"] += language_classes(card.title_language)
    shown = paper_preview("", "", title, classes=["no-search", "preview"])
    if card.tldr:
        shown += nodes.inline("", card.tldr, classes=language_classes(card.tldr_language))
    return shown


def _warn_of_unknown_paper(app: Sphinx, domain: Domain, node: addnodes.pending_xref) -> bool | None:
    if not isinstance(domain, PaperDomain) or node["reftype"] != "paper":
        return None
    target = node["reftarget"]
    offer = nearest(target, domain.papers)
    _logger.warning(
        "%s is no paper of this site%s", target, offer, location=node, type="ref", subtype="paper"
    )
    return True


def _visit_link(translator: HTML5Translator, node: paper_link) -> None:
    attributes = {"href": node["refuri"], "aria-describedby": node["describedby"]}
    translator.body.append(translator.starttag(node, "a", "", CLASS="reference", **attributes))


def _depart_link(translator: HTML5Translator, node: paper_link) -> None:
    translator.body.append("</a>")


def _visit_preview(translator: HTML5Translator, node: paper_preview) -> None:
    translator.body.append(translator.starttag(node, "span", "", role="tooltip"))


def _depart_preview(translator: HTML5Translator, node: paper_preview) -> None:
    translator.body.append("</span>")
