"""What a page shows of papers and collections, put into words and shape by a template."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

from docutils import nodes
from docutils.nodes import SkipNode
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import SphinxTranslator
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from ..exports.bibtex import bibtex
from ..exports.cited import Cited
from ..exports.feeds import FEED, feed_of_entry
from ..exports.formats import FORMATS
from ..exports.identity import doi_address
from ..exports.references import STYLES
from ..exports.sets import citations_place, entry_place, place_of
from ..pages.answers import ASKED
from ..pages.data import (
    AUTHORS_OF,
    MOST_AUTHORS,
    CandidateData,
    EntryData,
    PaperData,
    QuestionData,
    ReviewData,
)
from ..pages.indexes import anchor
from ..pages.queues import FOLDER as QUEUES
from ..text import tex
from ..text.signs import without_unseen
from ..words.catalogue import Words
from ..words.language import language_of, tag
from ..written.fields import RATINGS
from ..written.file_names import review_path
from ..written.paper_ids import PaperId, file_stem
from ..written.queues import STATES, queue_path
from ..written.reviews import DEPTHS
from ..written.skeleton import bare_skeleton, skeleton
from .configuration import THEME_FOLDER, repository, words_at
from .domain import paper_domain, paper_link
from .gathering import Mention, gathered
from .mathematics import rendered
from .templates import kept_templates
from .zotero import offer

_NO_ID: Final = PaperId("ID")
"""Stands for the id in the name of a review's file, where nobody knows it yet."""

TEMPLATES: Final = THEME_FOLDER / "shown"


class shown(nodes.General, nodes.Element):  # noqa: N801 (docutils finds visitors by the class's name)
    """What a template shows: its name in `template`, and what it is about in `about`.

    Its children are the links that lead elsewhere, for builders that follow them.
    """


def register(app: Sphinx) -> None:
    """Register the nodes and their visitors."""
    nothing = (_skip, None)
    app.add_node(shown, html=(_visit_shown, None), latex=nothing, text=nothing, man=nothing)
    app.add_node(paper_link, html=(_visit_link, _depart_link))


def rated(rating: int, words: Words) -> str:
    """A rating as readers see it."""
    return words("{rating} of 5, {meaning}", rating=rating, meaning=words(RATINGS[rating]))


def language_classes(language: str | None) -> list[str]:
    """The classes that docutils' writers turn into a `lang` attribute."""
    return [f"language-{tag(language)}"] if language else []


@dataclass(frozen=True, slots=True)
class _Page:
    """The page that is being written."""

    builder: StandaloneHTMLBuilder
    docname: str
    previews: Iterator[int]
    """Numbers for the ids of the page's previews."""
    offered: set[PaperId]
    """The papers that the page has offered to Zotero and its like."""

    @property
    def leading_nowhere(self) -> "_Page":
        """The same page, for what it shows of papers that are made up."""
        return _Specimen(self.builder, self.docname, self.previews, self.offered)

    @property
    def description(self) -> str:
        """What the site is, in a line."""
        said: str = self.builder.config.shoroku_description
        return said

    def link(self, name: str) -> str:
        """The address of a page of this language's site, or of a place on one: `page#anchor`."""
        page, mark, place = name.partition("#")
        return self.builder.get_relative_uri(self.docname, page) + mark + quote(place)

    def paper_link(self, paper: PaperData | Mention) -> str:
        """The address of a paper's page."""
        return self.link(f"papers/{file_stem(paper.id)}")

    def authors_link(self, paper: PaperData) -> str:
        """The address of the page that names all authors of a paper."""
        return self.link(f"{AUTHORS_OF}/{file_stem(paper.id)}")

    def tag_link(self, tag: str) -> str:
        """The address of the list of papers with a tag."""
        return self.link(f"papers/by/tag#{anchor('tag', tag)}")

    def feed_link(self, entry: EntryData) -> str | None:
        """The address of the feed of an entry of an index: of a tag or a reviewer."""
        place = feed_of_entry(entry.anchor)
        if not place:
            return None
        folder, _, name = place.rpartition("/")
        root = self.link("index").removesuffix("index.html")
        return f"{root}{folder}/{quote(name)}.atom"

    @property
    def feed(self) -> str:
        """The address of the feed of new reviews."""
        return self.link("index").removesuffix("index.html") + f"{FEED}.atom"

    def question(self, paper: PaperData, review: ReviewData, number: int) -> str:
        """The id of a question on its paper's page, by its number among its review's."""
        return f"{paper.questions_of(review).replace('questions', 'question', 1)}-{number}"

    def asked(self, question: QuestionData) -> Markup:
        """An `id` attribute for a question that others name."""
        return Markup(' id="{}-{}"').format(ASKED, question.id) if question.id else Markup()

    def question_link(self, paper: PaperData, review: ReviewData, question: QuestionData) -> str:
        """The address of a question on its paper's page."""
        number = review.questions.index(question) + 1
        by_number = self.question(paper, review, number)
        place = f"{ASKED}-{question.id}" if question.id else by_number
        return self.link(f"papers/{file_stem(paper.id)}#{place}")

    def in_language(self, paper: PaperData, review: ReviewData) -> str:
        """The address of the review that another one follows, in its own language's site."""
        assert review.followed  # noqa: S101 (asked for where there is one)
        return self.file(f"{review.followed.language}/papers/{file_stem(paper.id)}.html")

    def bibtex(self, paper: PaperData) -> str:
        """How to cite a paper."""
        return bibtex(paper, MOST_AUTHORS)

    def whole_bibtex(self, paper: PaperData) -> str:
        """How to cite a paper, with all its authors."""
        return bibtex(paper)

    def references(self, paper: PaperData) -> dict[str, str]:
        """How to cite a paper in words, by the style."""
        cited = Cited.of(paper)
        return {style: written(cited) for style, written in STYLES.items()}

    def coins(self, paper: PaperData) -> Markup:
        """What Zotero reads of a paper: once on a page, and on a paper's page of that alone."""
        domain = paper_domain(self.builder.env)
        own = domain.paper_on(self.docname)
        if not paper.is_known or paper.id in self.offered or (own or paper).id != paper.id:
            return Markup()
        self.offered.add(paper.id)
        return Markup(domain.offers[paper.id])  # noqa: S704 (escaped already)

    def whole_coins(self, paper: PaperData) -> Markup:
        """As `coins`, with all authors."""
        return offer(paper) if paper.is_known else Markup()

    @property
    def place(self) -> str:
        """The place of the files of the papers that the page lists."""
        return place_of(self.docname)

    def entry_place(self, entry: EntryData) -> str:
        """The place of the files of the papers of an entry of the page."""
        return entry_place(self.docname, entry.anchor)

    def citation_files(self, place: str) -> list[tuple[str, str, str]]:
        """The files of citations at a place: the format, its name, and the file's address."""
        place = citations_place(place, self.builder.config.language)
        return [
            (form, each.name, self.file(f"{place}.{each.ending}")) for form, each in FORMATS.items()
        ]

    def file(self, path: str) -> str:
        """The address of the file at `path` below `build/html`."""
        page = self.builder.get_target_uri(self.docname)
        return relative_uri(f"{self.builder.config.language}/{page}", quote(path))

    def new_preview(self) -> str:
        """An id for one more preview."""
        return f"preview-{next(self.previews)}"

    def edit(self, path: str) -> str | None:
        """Where a file of the site is edited."""
        place = repository(self.builder.config)
        return place.edit_address(path) if place else None

    def new_review(self, paper: PaperData) -> str | None:
        """Where a review of the paper is begun."""
        place = repository(self.builder.config)
        words = words_at(self.builder.env)
        path = review_path(paper.id, words.language)
        text = skeleton(tex.plain(paper.title), words, paper.topics, day=None)
        return place.new_file_address(path, text) if place else None

    def queue_link(self, collection: str) -> str:
        """The address of the page of a collection's queue."""
        return self.link(f"{QUEUES}{collection}")

    def queue_file(self, collection: str) -> str:
        """Where the queue of a collection lies."""
        return queue_path(collection)

    def begin_review(self, candidate: CandidateData) -> str | None:
        """As `new_review`, for a title of a queue, whose id need not be known."""
        place = repository(self.builder.config)
        path = review_path(candidate.id or _NO_ID, self.builder.config.language)
        text = bare_skeleton(tex.plain(candidate.title))
        return place.new_file_address(path, text) if place else None

    def arxiv_search(self, candidate: CandidateData) -> str:
        """Where arXiv looks for a title: https://info.arxiv.org/help/search.html."""
        query = {"searchtype": "title", "query": tex.plain(candidate.title)}
        return f"https://arxiv.org/search/?{urlencode(query)}"

    def render(self, template: str, **facts: object) -> Markup:
        """What a template makes of the facts."""
        env = self.builder.env
        words = words_at(env)
        environment = _environment(tuple(_folders(self.builder)))
        context: Mapping[str, Any] = {
            "words": words,
            "counted": words.counted,
            "page": self,
            "depths": {depth: words(text) for depth, text in DEPTHS.items()},
            "order": list(DEPTHS),
            "states": {state: words(text) for state, text in STATES.items()},
            "ratings": {rating: rated(rating, words) for rating in RATINGS},
            "lang": partial(_lang, words.language),
            "own": partial(_own, words.language),
            **facts,
        }
        shown_text = environment.get_template(f"{template}.html").render(context)
        return Markup(shown_text)  # noqa: S704 (the template has escaped what is not its own)


class _Specimen(_Page):
    """A page on which what is shown leads nowhere."""

    __slots__ = ()

    def link(self, name: str) -> str:
        return "#"

    def file(self, path: str) -> str:
        return "#"

    def coins(self, paper: PaperData) -> Markup:
        return Markup()


def _visit_shown(translator: HTML5Translator, node: shown) -> None:
    page = _page(translator)
    facts = gathered(node["template"], paper_domain(page.builder.env), page.docname, node["about"])
    translator.body.append(page.render(node["template"], **facts))
    raise SkipNode


def _visit_link(translator: HTML5Translator, node: paper_link) -> None:
    page = _page(translator)
    node["described"] = page.new_preview()
    attributes = {"href": node["refuri"], "aria-describedby": node["described"]}
    start = translator.starttag(node, "a", "", CLASS="reference", **attributes)
    translator.body.append(f'<span class="citation">{start}')


def _depart_link(translator: HTML5Translator, node: paper_link) -> None:
    page = _page(translator)
    _, paper = paper_domain(page.builder.env).papers[node["paper"]]
    preview = page.render("preview", paper=paper, name=node["described"])
    translator.body.append(f"</a>{preview}</span>")


def _skip(_translator: SphinxTranslator, _node: shown) -> None:
    raise SkipNode


def _page(translator: HTML5Translator) -> _Page:
    builder = translator.builder
    assert isinstance(builder, StandaloneHTMLBuilder)  # noqa: S101 (an HTML translator's)
    previews = vars(translator).setdefault("shoroku_previews", itertools.count())
    offered = vars(translator).setdefault("shoroku_offered", set())
    return _Page(builder, builder.current_docname, previews, offered)


def _folders(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Where templates are looked for: a site's own `shown/` first."""
    for folder in builder.config.templates_path:
        yield str(Path(builder.confdir) / folder / "shown")
    yield str(TEMPLATES)


@lru_cache
def _environment(folders: tuple[str, ...]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=kept_templates(),
    )
    environment.filters |= {"tex": _tex, "plain": tex.plain, "paragraphs": _paragraphs}
    environment.filters |= {"file_stem": file_stem, "doi_address": doi_address}
    return environment


def _tex(source: str) -> Markup:
    """Text that may hold TeX, as HTML."""
    return _pieces(tex.parse(source))


def _paragraphs(source: str) -> list[Markup]:
    return [_pieces(pieces) for pieces in tex.paragraphs(source)]


def _pieces(pieces: tuple[tex.Piece, ...]) -> Markup:
    return Markup().join(
        escape(without_unseen(piece.text))
        if isinstance(piece, tex.Text)
        else Markup(rendered(piece.tex, display=piece.display))  # noqa: S704 (made by us)
        for piece in pieces
    )


def _lang(page_language: str, language: str) -> Markup:
    """A `lang` attribute where a text is not in the page's language."""
    if language == page_language:
        return Markup()
    return Markup(' lang="{}"').format(tag(language))


def _own(page_language: str, text: str) -> Markup:
    """A `lang` attribute for a paper's own text."""
    return _lang(page_language, language_of(text, page_language))
