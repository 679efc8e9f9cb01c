"""The directives of generated pages: each says what is shown, and a template says how."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ..exports.identity import doi_address
from ..files.yaml_text import from_yaml
from ..pages.authors import OTHER
from ..pages.data import (
    AskedData,
    CollectionData,
    EntryData,
    IndexData,
    LettersData,
    NewsData,
    NewsEntryData,
    PaperData,
    QueueData,
    ReviewData,
    ShelfData,
    TopicsData,
    UpkeepData,
    YearsData,
)
from ..text import tex
from ..words.catalogue import Words, translatable
from ..words.language import language_of
from ..written.paper_ids import PaperId
from .configuration import words_at
from .domain import PaperDomain, paper_domain
from .mathematics import formula
from .review_directive import review_section
from .shown import language_classes, shown

_PAGE = "paper"
_MADE_UP: Final[Mapping[str, type[CollectionData | QueueData]]] = {
    **dict.fromkeys(("queue-figures", "selection", "summary"), CollectionData),
    **dict.fromkeys(("missed", "queue"), QueueData),
}
"""What a specimen is of, by its template, where it is no paper."""
_TITLES: Final = {
    "author": translatable("Papers by author"),
    "reviewer": translatable("Papers by reviewer"),
    "tag": translatable("Papers by tag"),
}


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

    def lead_back(self, collection: ShelfData) -> None:
        """Say which collection the page belongs to.

        Before the title, but behind the page's metadata, which Sphinx looks for at the start.
        """
        document = self.state.document
        way = self.shown("breadcrumb", [collection])
        document.insert(document.index(_heading(document).parent), way)


class _Paper(_Directive):
    """Says that this page is a paper's, and shows what there is to know before its review."""

    def run(self) -> list[nodes.Node]:
        paper = PaperData.from_json(self.text)
        self.domain.declare(self.env.docname, paper)
        title = nodes.inline("", "", *_text_nodes(paper.title))
        language = language_of(paper.title, self.words.language)
        title["classes"] += language_classes(language if language != self.words.language else None)
        self.entitle(title)
        self.lead_back(paper.collection)
        head = self.shown("head")
        addresses = [paper.address, *map(doi_address, paper.dois)]
        head += [nodes.reference("", "", refuri=address) for address in addresses]
        return [head]


class _OfReview(_Directive):
    """What belongs to the review at a path."""

    required_arguments = 1
    has_content: ClassVar[bool] = False

    @property
    def review(self) -> ReviewData:
        [path] = self.arguments
        [found] = [each for each in self.paper.reviews if each.path == path]
        return found

    @property
    def paper(self) -> PaperData:
        paper = self.domain.paper_on(self.env.docname)
        assert paper is not None  # noqa: S101 (a page with a review is its paper's)
        return paper

    def questions(self) -> nodes.section:
        content = self.shown("questions", self.arguments)
        name = self.paper.questions_of(self.review)
        are_open = self.review.open_questions
        title = self.words("Open questions") if are_open else self.words("Answered questions")
        return self.section(name, title, content)

    def reply(self) -> nodes.section:
        content = self.shown("reply", self.arguments)
        name = self.paper.reply_to(self.review)
        section = self.section(name, self.words("An author's reply"), content)
        section["classes"].append("reply")
        return section


class _Questions(_OfReview):
    def run(self) -> list[nodes.Node]:
        return [self.questions()]


class _Reply(_OfReview):
    def run(self) -> list[nodes.Node]:
        return [self.reply()]


class _Reading(_OfReview):
    """One of several reviews: a section with all that belongs to it."""

    def run(self) -> list[nodes.Node]:
        [path] = self.arguments
        review = self.review
        head: list[nodes.Node] = [self.shown("reading", [path])]
        tail = [self.questions()] if review.questions else []
        made: list[nodes.Node] = [
            review_section(self, path, head=head, tail=tail, is_one_of_several=True)
        ]
        # What an author answers is no part of the review.
        if review.reply:
            made.append(self.reply())
        return made


class _Abstract(_Directive):
    def run(self) -> list[nodes.Node]:
        title = self.words("The authors' abstract")
        return [self.section("abstract", title, self.shown("abstract"))]


class _Related(_Directive):
    def run(self) -> list[nodes.Node]:
        title = self.words("Related papers")
        return [self.section("related", title, self.shown("related"))]


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
        narrowing = [self.shown("narrowing", ["papers"])] if self.content else []
        return [*narrowing, *super().run()]


class _OpenQuestions(_Directive):
    """The open questions of papers, and the answered ones of others, by the papers' ids as JSON."""

    def run(self) -> list[nodes.Node]:
        self.entitle(nodes.Text(self.words("Open questions")))
        asked = AskedData.from_json(self.text)
        found: list[nodes.Node] = [self.shown("open-questions", ["open", *asked.open])]
        if asked.answered:
            answered = self.shown("open-questions", ["answered", *asked.answered])
            title = self.words("Answered questions")
            found.append(self.section("answered-questions", title, answered))
        return found


class _AllPapers(_Directive):
    """How many papers there are, before the collections."""

    def run(self) -> list[nodes.Node]:
        self.entitle(nodes.Text(self.words("All papers")))
        return [self.shown("counts"), self.shown("narrowing", ["papers"])]


class _ByYear(_Directive):
    """Papers below their years, as YAML."""

    template = "mentions"
    kind = "entries"

    def run(self) -> list[nodes.Node]:
        self.entitle(*self.title())
        years = YearsData.from_json(self.text).years
        if not years:
            return [nodes.paragraph("", self.words("There are no papers here yet."))]
        sections = [self._year(year, papers) for year, papers in years.items()]
        return [self.shown("narrowing", [self.kind]), *sections]

    def title(self) -> Sequence[nodes.Node]:
        return [nodes.Text(self.words("Papers by year"))]

    def _year(self, year: str, papers: Sequence[PaperId]) -> nodes.section:
        title = year or self.words("Without a year")
        return self.section(f"year-{year or 'none'}", title, self.shown(self.template, papers))


class _TopicByYear(_ByYear):
    """As `_Topic`, for one of many papers."""

    template = "papers"
    kind = "papers"

    def title(self) -> Sequence[nodes.Node]:
        return _heading(self.state.document).children


class _Entries(_Directive):
    """Names with the papers of each, as YAML; the argument says whose names these are."""

    optional_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        for kind in self.arguments:
            self.entitle(nodes.Text(self.words(_TITLES[kind])))
        parts = IndexData.from_json(self.text).parts if self.content else {}
        if not parts:
            return [nodes.paragraph("", self.words("There is nothing here yet."))]
        sections = (self._part(name, entries) for name, entries in parts.items())
        return [self.shown("narrowing", ["entries"]), *sections]

    def _part(self, letter: str, entries: Sequence[EntryData]) -> nodes.Node:
        content = self.shown("entries", [*(self.arguments or ["author"]), *entries])
        title = _letter(letter, self.words)
        return self.section(f"letter-{letter}", title, content) if letter else content


class _Letters(_Directive):
    """The letters that lead to the authors, with how many there are, as YAML.

    The argument is the letter of this page, if it is that of one.
    """

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        letters = LettersData.from_json(self.text).letters
        here = "".join(self.arguments)
        title = self.words(_TITLES["author"])
        named = self.words("{title}: {part}", title=title, part=_letter(here, self.words))
        self.entitle(nodes.Text(named if here else title))
        about = [(each, _letter(each, self.words), count) for each, count in letters.items()]
        return [self.shown("letters", [here, about])]


class _Browse(_Directive):
    """The way to other lists, by the names of their pages."""

    def run(self) -> list[nodes.Node]:
        return [self.shown("browse", list(self.content))]


class _PaperAuthors(_Directive):
    """All authors of the paper with this id; the content is the paper's label."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        self.entitle(nodes.Text(self.words("Authors of {label}", label=self.text)))
        return [self.shown("paper-authors", self.arguments)]


class _Shelf(_Directive):
    """The papers of one collection, below its title."""

    def run(self) -> list[nodes.Node]:
        data = CollectionData.from_json(self.text)
        title = data.title or self.words("Unsorted")
        return [self.section(f"collection-{data.id}", title, self.shown("papers", data.papers))]


class _Collection(_Directive):
    """Says that this page is a collection's, and shows what it is and its papers."""

    def run(self) -> list[nodes.Node]:
        data = CollectionData.from_json(self.text)
        self.domain.declare(self.env.docname, data)
        self.entitle(nodes.Text(data.title or self.words("Unsorted")))
        found: list[nodes.Node] = [self.shown("summary", [data.id])] if data.summary else []
        if data.has_book:
            found.append(self.shown("book", [data.id]))
        queue = [self.shown("queue-figures", [data.id])] if data.queue else []
        if data.selection:
            chosen = self.shown("selection", [data.id]), *queue
            found.append(self.section("selection", self.words("How they were chosen"), *chosen))
        else:
            found += queue
        papers = self.shown("collection", [data.id])
        found.append(self.section("papers", self.words("Papers"), papers))
        if data.named:
            title = self.words("How they hang together")
            found.append(self.section("arcs", title, self.shown("arcs", [data.id])))
        return found


class _Queue(_Directive):
    """What became of the titles that a collection began with."""

    def run(self) -> list[nodes.Node]:
        data = QueueData.from_json(self.text)
        of = data.collection.title or data.collection.id
        title = self.words("{title}: {part}", title=of, part=self.words("Queue"))
        self.entitle(nodes.Text(title))
        self.lead_back(data.collection)
        told = self.words("What became of each title that the pattern matched.")
        found: list[nodes.Node] = [nodes.paragraph("", told), self.shown("queue", [data])]
        if data.missed:
            title = self.words("Nearly matched")
            found.append(self.section("missed", title, self.shown("missed", [data])))
        return found


class _Topics(_Directive):
    def run(self) -> list[nodes.Node]:
        self.entitle(nodes.Text(self.words("Topics")))
        topics = TopicsData.from_json(self.text) if self.content else TopicsData()
        return [self.shown("topics", tuple(topics.topics.items()))]


class _Overview(_Directive):
    """A collection at a glance, on a page by hand."""

    required_arguments = 1
    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        return [self.shown("overview", self.arguments)]


class _Front(_Directive):
    """What the site is, on its front page; beside it a collection at a glance, if one is named."""

    optional_arguments = 1
    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        return [self.shown("front", self.arguments)]


class _Specimen(_Directive):
    """A part of a page, named by its template, of something made up, as YAML."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        [template] = self.arguments
        kind = _MADE_UP.get(template, PaperData)
        return [self.shown("specimen", [template, kind.model_validate(from_yaml(self.text))])]


class _News(_Directive):
    """The reviews that came or changed last, a section a month."""

    def run(self) -> list[nodes.Node]:
        self.entitle(nodes.Text(self.words("What is new")))
        data = NewsData.from_json(self.text) if self.content else NewsData()
        months = [self._month(month, entries) for month, entries in data.months.items()]
        return [self.shown("news", [bool(months), data.older]), *months]

    def _month(self, month: str, entries: Sequence[NewsEntryData]) -> nodes.section:
        title = self.words.month(date.fromisoformat(f"{month}-01"))
        return self.section(f"month-{month}", title, self.shown("news-month", entries))


class _Upkeep(_Directive):
    """What is done, and what is to be done, a section a kind."""

    def run(self) -> list[nodes.Node]:
        self.entitle(nodes.Text(self.words("State of upkeep")))
        data = UpkeepData.from_json(self.text) if self.content else UpkeepData()
        lacking = {
            "unread": data.unread,
            "without_abstract": data.without_abstract,
            "withdrawn": data.withdrawn,
            "drifted": data.drifted,
        }
        parts: dict[str, tuple[str, Sequence[object]]] = {
            "covered": (self.words("What is covered, and until when"), data.collections),
            "waiting": (self.words("Papers that wait for a collection"), data.waiting),
            "languages": (self.words("Translations"), [data.lagging, *data.untranslated.items()]),
            "open": (self.words("Open questions"), [data.questions, data.answered]),
            "records": (self.words("What arXiv says"), tuple(lacking.items())),
        }
        return [
            self.section(name, title, self.shown(f"upkeep-{name}", about))
            for name, (title, about) in parts.items()
            if name != "waiting" or about
        ]


class _LastChanged(_Directive):
    """The day on which the newest review was written or corrected, on a page by hand."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        return [self.shown("last-changed")]


def _letter(letter: str, words: Words) -> str:
    return words("Other scripts") if letter == OTHER else letter.upper()


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


_DIRECTIVES: dict[str, type[_Directive]] = {
    "abstract": _Abstract,
    "all-papers": _AllPapers,
    "browse": _Browse,
    "by-year": _ByYear,
    "collection": _Collection,
    "entries": _Entries,
    "front": _Front,
    "last-changed": _LastChanged,
    "letters": _Letters,
    "neighbours": _Neighbours,
    "news": _News,
    "open-questions": _OpenQuestions,
    "overview": _Overview,
    "paper": _Paper,
    "paper-authors": _PaperAuthors,
    "questions": _Questions,
    "queue": _Queue,
    "reading": _Reading,
    "related": _Related,
    "reply": _Reply,
    "shelf": _Shelf,
    "specimen": _Specimen,
    "topic": _Topic,
    "topic-by-year": _TopicByYear,
    "topics": _Topics,
    "upkeep": _Upkeep,
}
