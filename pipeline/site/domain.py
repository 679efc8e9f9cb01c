"""The `paper` domain: pages declare papers and collections, and any page cites a paper."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import RoleFunction

from ..pages.data import MOST_AUTHORS, CollectionData, PaperData
from ..text import tex
from ..written.numbers import NUMBERS, address, without_version
from ..written.paper_ids import PaperId
from .zotero import offer

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive


class paper_link(nodes.reference):  # noqa: N801 (docutils finds visitors by the class's name)
    """A link to a paper's page, followed by a preview of the paper."""


def pending(kind: str, target: str, docname: str) -> addnodes.pending_xref:
    """A link from `docname` to a `paper` or to a `page`, to be resolved when all are read."""
    return addnodes.pending_xref(
        "",
        refdomain=PaperDomain.name,
        reftype=kind,
        reftarget=target,
        refdoc=docname,
        refexplicit=True,
        refwarn=True,
    )


class PaperDomain(Domain):
    """Papers and collections by id, with what their pages say of them."""

    name = "paper"
    label = "Paper"
    object_types: ClassVar[dict[str, ObjType]] = {"paper": ObjType("paper", "paper")}
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        "paper": XRefRole(innernodeclass=nodes.inline, warn_dangling=True)
    }
    directives: ClassVar[dict[str, type["Directive"]]] = {}
    initial_data: ClassVar[dict[str, Any]] = {
        "papers": {},
        "collections": {},
        "declared": {},
        "offers": {},
    }

    @property
    def papers(self) -> dict[PaperId, tuple[str, PaperData]]:
        """Paper id → its page and what that says."""
        return self.data["papers"]  # type: ignore[no-any-return]

    @property
    def collections(self) -> dict[str, tuple[str, CollectionData]]:
        """Collection id → its page and what that says."""
        return self.data["collections"]  # type: ignore[no-any-return]

    @property
    def offers(self) -> dict[PaperId, str]:
        """Paper id → what Zotero reads of it, if its metadata is known: many lists have it."""
        return self.data["offers"]  # type: ignore[no-any-return]

    def paper_on(self, docname: str) -> PaperData | None:
        """The paper whose page this is, None where it is none's."""
        kind, name = self.data["declared"].get(docname, ("", ""))
        return self.papers[name][1] if kind == "papers" else None

    def collection_on(self, docname: str) -> CollectionData | None:
        """The collection whose page this is, None where it is none's."""
        kind, name = self.data["declared"].get(docname, ("", ""))
        return self.collections[name][1] if kind == "collections" else None

    def declare(self, docname: str, data: PaperData | CollectionData) -> None:
        """Take note that the page is that of a paper or a collection."""
        kind = "papers" if isinstance(data, PaperData) else "collections"
        self.data[kind][data.id] = (docname, data)
        self.data["declared"][docname] = (kind, data.id)
        if isinstance(data, PaperData) and data.is_known:
            self.offers[data.id] = str(offer(data, MOST_AUTHORS))

    def clear_doc(self, docname: str) -> None:
        """Forget what the page declared."""
        kind, name = self.data["declared"].pop(docname, ("", ""))
        if kind and self.data[kind][name][0] == docname:
            del self.data[kind][name]
            if kind == "papers":
                self.offers.pop(name, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for docname in docnames & otherdata["declared"].keys():
            kind, name = otherdata["declared"][docname]
            self.data[kind][name] = otherdata[kind][name]
            self.data["declared"][docname] = (kind, name)
            if kind == "papers" and name in otherdata["offers"]:
                self.offers[name] = otherdata["offers"][name]

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
        paper_id = PaperId(target) if typ == "paper" else self._numbered(typ, target)
        if paper_id not in self.papers:
            if typ in NUMBERS:
                return nodes.reference("", "", contnode, refuri=address(typ, target))
            return None
        page, paper = self.papers[paper_id]
        words = paper.label if typ == "paper" else tex.plain(paper.title)
        text = contnode if node["refexplicit"] else nodes.inline("", words)
        link = make_refnode(builder, fromdocname, page, "", text)
        return paper_link("", "", text, paper=paper_id, **link.attributes)

    def _numbered(self, kind: str, number: str) -> PaperId:
        """The paper of this site that has the number, or else the number itself."""
        if kind == "doi":
            for paper_id, (_, paper) in self.papers.items():
                if number.lower() in map(str.lower, paper.dois):
                    return paper_id
        return PaperId(without_version(number))

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
        for paper_id, (page, paper) in self.papers.items():
            yield paper_id, paper.label, "paper", page, "", 1


def paper_domain(env: BuildEnvironment) -> PaperDomain:
    """The domain of a build."""
    domain = env.domains[PaperDomain.name]
    assert isinstance(domain, PaperDomain)  # noqa: S101 (Sphinx types domains by their base)
    return domain
