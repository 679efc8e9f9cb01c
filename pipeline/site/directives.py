"""The directives of generated pages: each says what is shown, and a template says how."""

from collections.abc import Sequence
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ..files.yaml_text import from_yaml
from ..pages.bibtex import bibtex
from ..pages.data import CollectionData, PaperData, ReviewData, TopicsData
from ..text import tex
from ..words.catalogue import Words
from ..words.language import language_of
from .configuration import words_at
from .domain import PaperDomain, paper_domain
from .mathematics import formula
from .review_directive import review_section
from .shown import language_classes, shown

_PAGE = "paper"


def register(app: Sphinx) -> None:
    """Register the directives."""
    for name, directive in _DIRECTIVES.items():
        app.add_directive(name, directive)


class _Directive(SphinxDirective):
    """What all of them share: words, the domain, and the shapes of what they return."""

    has_content: ClassVar[bool] = True

    @property
    def words(self) -> Words:
        return words_at(self.env)

    @property
    def domain(self) -> PaperDomain:
        return paper_domain(self.env)

    @property
    def text(self) -> str:
        return "\n".join(self.content)

    def shown(self, template: str, about: Sequence[object] = ()) -> shown:
        """A node that the template fills when the page is written."""
        node = shown("", template=template, about=tuple(about))
        self.set_source_info(node)
        return node

    def section(self, name: str, title: str, *content: nodes.Node) -> nodes.section:
        """A section with an id of its own, whatever the language of its title."""
        section = nodes.section("", nodes.title("", title), *content, ids=[name], names=[name])
        self.set_source_info(section)
        self.state.document.note_implicit_target(section, section)
        return section

    def entitle(self, *title: nodes.Node) -> None:
        """Give the page its title, and an id that no section's title or theme has.

        What stands as the title in Markdown is plain, or a name for people who read that.
        """
        heading = _heading(self.state.document)
        _identify(heading.parent, self.state.document)
        heading[:] = title


class _Paper(_Directive):
    """Says that this page is a paper's, and shows what there is to know before its review."""

    def run(self) -> list[nodes.Node]:
        paper = PaperData.from_yaml(self.text)
        self.domain.declare(self.env.docname, paper)
        title = nodes.inline("", "", *_text_nodes(paper.title))
        language = language_of(paper.title, self.words.language)
        title["classes"] += language_classes(language if language != self.words.language else None)
        self.entitle(title)
        head = self.shown("head")
        addresses = [paper.address, *_doi_addresses(paper)]
        head += [nodes.reference("", "", refuri=address) for address in addresses]
        return [head]


class _Edit(_Directive):
    """The way to correct the file at a path."""

    required_arguments = 1
    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        return [self.shown("edit", self.arguments)]


class _OfReview(_Directive):
    """What belongs to the review at a path."""

    required_arguments = 1
    has_content: ClassVar[bool] = False

    @property
    def review(self) -> ReviewData:
        paper = self.domain.paper_on(self.env.docname)
        [path] = self.arguments
        [found] = [each for each in (paper.reviews if paper else ()) if each.path == path]
        return found

    def questions(self, name: str) -> nodes.section:
        content = self.shown("questions", self.arguments)
        return self.section(name, self.words("Open questions"), content)

    def reply(self, name: str) -> nodes.section:
        section = self.section(
            name, self.words("An author's reply"), self.shown("reply", self.arguments)
        )
        section["classes"].append("reply")
        return section


class _Questions(_OfReview):
    def run(self) -> list[nodes.Node]:
        return [self.questions("questions")]


class _Reply(_OfReview):
    def run(self) -> list[nodes.Node]:
        return [self.reply("reply")]


class _Reading(_OfReview):
    """One of several reviews: a section with all that belongs to it."""

    def run(self) -> list[nodes.Node]:
        [path] = self.arguments
        review = self.review
        head: list[nodes.Node] = [self.shown("reading", [path])]
        tail: list[nodes.Node] = [self.shown("edit", [path])]
        if review.questions:
            tail.append(self.questions("-".join(filter(None, ("questions", review.reader)))))
        made: list[nodes.Node] = [
            review_section(self, path, head=head, tail=tail, is_one_of_several=True)
        ]
        # What an author answers is no part of the review.
        if review.reply:
            made.append(self.reply("-".join(filter(None, ("reply", review.reader)))))
        return made


class _Abstract(_Directive):
    def run(self) -> list[nodes.Node]:
        title = self.words("The authors' abstract")
        return [self.section("abstract", title, self.shown("abstract"))]


class _Citation(_Directive):
    def run(self) -> list[nodes.Node]:
        paper = self.domain.paper_on(self.env.docname)
        entry = bibtex(paper) if paper else ""
        code = nodes.literal_block(entry, entry, language="bibtex")
        return [self.section("citation", self.words("How to cite"), code)]


class _Neighbours(_Directive):
    def run(self) -> list[nodes.Node]:
        title = self.words("Neighbours")
        return [self.section("neighbours", title, self.shown("neighbours"))]


class _Papers(_Directive):
    """Papers by their ids, as YAML."""

    template = "papers"

    def run(self) -> list[nodes.Node]:
        ids = from_yaml(self.text) if self.content else []
        return [self.shown(self.template, ids if isinstance(ids, list) else ())]


class _Topic(_Papers):
    """The papers of a topic, of which the page's title is the label."""

    def run(self) -> list[nodes.Node]:
        self.entitle(*_heading(self.state.document).children)
        return super().run()


class _OpenQuestions(_Papers):
    template = "open-questions"

    def run(self) -> list[nodes.Node]:
        self.entitle(nodes.Text(self.words("Open questions")))
        return super().run()


class _AllPapers(_Directive):
    """How many papers there are, before the collections."""

    def run(self) -> list[nodes.Node]:
        self.entitle(nodes.Text(self.words("All papers")))
        return [self.shown("counts")]


class _Shelf(_Directive):
    """The papers of one collection, below its title."""

    def run(self) -> list[nodes.Node]:
        data = CollectionData.from_yaml(self.text)
        title = data.title or self.words("Unsorted")
        return [self.section(f"collection-{data.id}", title, self.shown("papers", data.papers))]


class _Collection(_Directive):
    """Says that this page is a collection's, and shows what it is and its papers."""

    def run(self) -> list[nodes.Node]:
        data = CollectionData.from_yaml(self.text)
        self.domain.declare(self.env.docname, data)
        self.entitle(nodes.Text(data.title or self.words("Unsorted")))
        found: list[nodes.Node] = [self.shown("summary", [data.id])] if data.summary else []
        if data.selection:
            title = self.words("How they were chosen")
            found.append(self.section("selection", title, self.shown("selection", [data.id])))
        papers = self.shown("collection", [data.id])
        return [*found, self.section("papers", self.words("Papers"), papers)]


class _Topics(_Directive):
    def run(self) -> list[nodes.Node]:
        self.entitle(nodes.Text(self.words("Topics")))
        topics = TopicsData.from_yaml(self.text) if self.content else TopicsData()
        return [self.shown("topics", tuple(topics.topics.items()))]


class _Overview(_Directive):
    """A collection at a glance, on a page by hand."""

    required_arguments = 1
    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        return [self.shown("overview", self.arguments)]


class _LastChanged(_Directive):
    """The day on which the newest review was written or corrected, on a page by hand."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        return [self.shown("last-changed")]


def _heading(document: nodes.document) -> nodes.title:
    return next(iter(document.findall(nodes.title)))


def _identify(section: nodes.Element, document: nodes.document) -> None:
    for made in section["ids"]:
        del document.ids[made]
    section["ids"] = [_PAGE]
    document.ids[_PAGE] = section
    document.nameids.update(dict.fromkeys(section["names"], _PAGE))


def _text_nodes(source: str) -> list[nodes.Node]:
    return [
        nodes.Text(piece.text)
        if isinstance(piece, tex.Text)
        else formula(piece.tex, display=piece.display)
        for piece in tex.parse(source)
    ]


def _doi_addresses(paper: PaperData) -> list[str]:
    # arXiv's field can hold several.
    return [f"https://doi.org/{doi}" for doi in (paper.doi or "").split()]


_DIRECTIVES: dict[str, type[_Directive]] = {
    "abstract": _Abstract,
    "all-papers": _AllPapers,
    "citation": _Citation,
    "collection": _Collection,
    "edit": _Edit,
    "last-changed": _LastChanged,
    "neighbours": _Neighbours,
    "open-questions": _OpenQuestions,
    "overview": _Overview,
    "paper": _Paper,
    "questions": _Questions,
    "reading": _Reading,
    "reply": _Reply,
    "shelf": _Shelf,
    "topic": _Topic,
    "topics": _Topics,
}
