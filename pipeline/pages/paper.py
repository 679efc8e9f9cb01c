"""The page of one paper."""

from collections.abc import Iterator

from ..text import tex
from ..library.bibtex import bibtex
from .blocks import (
    Block,
    Code,
    Fact,
    Facts,
    Fold,
    Items,
    Notice,
    PaperCard,
    Paragraph,
    Span,
    Topic,
)
from ..words.languages import Language
from ..library.library import Library, Paper, Shelf
from . import markdown
from .spans import (
    foreign,
    joined,
    link,
    page_link,
    pieces,
    review_language,
    review_text,
    source_text,
    span_of,
    title_link,
    words,
)
from ..written.reviews import Review
from ..written.skeleton import new_file_address, review_path, skeleton
from ..words.words import WORDS, Words

_AUTHORS_SHOWN = 12


def paper_page(paper: Paper, shelf: Shelf, library: Library, language: Language) -> str:
    """The page of `paper` in `language`, as MyST."""
    return markdown.page(tex.plain(paper.title), *_parts(paper, shelf, library, language))


def _parts(paper: Paper, shelf: Shelf, library: Library, language: Language) -> Iterator[str]:
    say = WORDS[language]
    review = paper.review(language)
    yield markdown.paper(_card(paper, library, language))
    yield markdown.blocks(*_head(paper, shelf, library, language))
    if review is not None:
        yield markdown.review(review.path)
        yield from _questions(review, language)
    if library.repository and review is not None:
        address = f"{library.repository}/edit/main/{review.path}"
        yield markdown.blocks(Paragraph(spans=(link(say.edit_review, address),), style="edit"))
    yield markdown.heading(say.abstract)
    yield markdown.blocks(*_abstract(paper, language))
    if paper.known:
        yield markdown.heading(say.cite)
        yield markdown.blocks(Code(text=bibtex(paper), syntax="bibtex"))
    yield markdown.heading(say.neighbours)
    yield markdown.blocks(_neighbours(paper, shelf, language))


def _card(paper: Paper, library: Library, language: Language) -> PaperCard:
    review = paper.review(language)
    front = review.front if review else None
    topics = front.topics if front else ()
    details = (*paper.categories, paper.comment, paper.doi)
    return PaperCard(
        id=paper.id,
        label=paper.label,
        title=pieces(paper.title),
        title_language=foreign(paper.title, language),
        tldr=front.tldr if front else None,
        tldr_language=review_language(review, language) if review else None,
        authors=tuple(tex.plain(name) for name in paper.authors),
        year=paper.year,
        venue=paper.venue,
        topics=tuple(Topic(key=key, label=library.topics[key][language]) for key in topics),
        read=front.read if front else None,
        details=tuple(tex.plain(detail) for detail in details if detail),
    )


def _head(paper: Paper, shelf: Shelf, library: Library, language: Language) -> Iterator[Block]:
    say = WORDS[language]
    review = paper.review(language)
    if paper.authors:
        yield from _authors(paper, say)
    if paper.withdrawn:
        yield Notice(spans=(words(say.withdrawn),))
    if not paper.known:
        yield Notice(spans=(words(say.not_fetched),))
    if any((paper.id, each) in library.left_out for each in Language):
        yield Notice(spans=(words(say.left_out),))
    elif review is None:
        yield Notice(spans=(words(f"{say.no_review} "), *_ways_to_review(paper, library, language)))
    if review is not None:
        yield Paragraph(spans=(review_text(review.front.tldr, review, language),), style="tldr")
    yield Facts(facts=tuple(_facts(paper, shelf, library, language)))
    if review is not None and review.language is not language:
        spoken = say.review_language[review.language]
        yield Notice(spans=(words(say.borrowed_review.format(spoken)),))


def _ways_to_review(paper: Paper, library: Library, language: Language) -> tuple[Span, ...]:
    say = WORDS[language]
    ways = [page_link(say.how_to_review, "contribute")]
    if library.repository:
        path = review_path(paper.id, language)
        text = skeleton(tex.plain(paper.title), language, library.topics, day=None)
        ways.insert(0, link(say.write_review, new_file_address(library.repository, path, text)))
    return joined(ways, say.comma)


def _authors(paper: Paper, say: Words) -> Iterator[Block]:
    names = [tex.plain(name) for name in paper.authors]
    shown, folded = names[:_AUTHORS_SHOWN], names[_AUTHORS_SHOWN:]
    yield Paragraph(spans=(words(", ".join(shown)),), style="authors")
    if folded:
        rest = Paragraph(spans=(words(", ".join(folded)),), style="authors")
        yield Fold(summary=say.all_authors.format(len(folded)), content=rest)


def _facts(paper: Paper, shelf: Shelf, library: Library, language: Language) -> Iterator[Fact]:
    say = WORDS[language]
    yield from _publication(paper, language)
    if review := paper.review(language):
        yield Fact(term=say.read, spans=(words(say.depth[review.front.read]),))
        yield from _topics(review, library, language)
        yield from _authorship(review, language)
        yield from _related(review, say)
    collection = page_link(shelf.title[language], f"collections/{shelf.id}")
    yield Fact(term=say.part_of, spans=(collection,))


def _publication(paper: Paper, language: Language) -> Iterator[Fact]:
    say = WORDS[language]
    if where := paper.venue or (str(paper.year) if paper.year else None):
        when = f" ({paper.year})" if paper.year and str(paper.year) not in where else ""
        yield Fact(term=say.published_at, spans=(words(where + when),))
    if paper.on_arxiv:
        addresses = [
            link(paper.id, paper.address),
            link(say.pdf, f"https://arxiv.org/pdf/{paper.id}"),
        ]
        yield Fact(term=say.arxiv, spans=joined(addresses, say.comma))
    else:
        yield Fact(term=say.paper_page, spans=(link(paper.address, paper.address),))
    if paper.version and paper.updated:
        version = say.version.format(paper.version, say.day(paper.updated))
        yield Fact(term=say.versions, spans=(words(version + _first_version(paper, say)),))
    if paper.doi:
        # arXiv's field can hold several.
        dois = [link(doi, f"https://doi.org/{doi}") for doi in paper.doi.split()]
        yield Fact(term=say.doi, spans=joined(dois, say.comma))
    if paper.categories:
        yield Fact(term=say.categories, spans=(words(", ".join(paper.categories)),))
    if paper.comment:
        yield Fact(term=say.arxiv_comment, spans=(source_text(paper.comment, language),))


def _first_version(paper: Paper, say: Words) -> str:
    if paper.published is None or paper.published == paper.updated:
        return ""
    return say.comma + say.first_version.format(say.day(paper.published))


def _topics(review: Review, library: Library, language: Language) -> Iterator[Fact]:
    say = WORDS[language]
    links = [
        page_link(library.topics[topic][language], f"topics/{topic}")
        for topic in review.front.topics
    ]
    if links:
        yield Fact(term=say.topics, spans=joined(links, say.comma))


def _authorship(review: Review, language: Language) -> Iterator[Fact]:
    say = WORDS[language]
    front = review.front
    if front.reviewer:
        name = front.reviewer.name
        who = link(name, str(front.reviewer.link)) if front.reviewer.link else words(name)
        yield Fact(term=say.reviewer, spans=(who,))
    yield Fact(term=say.reviewed, spans=(words(say.day(front.date)),))
    if front.updated:
        yield Fact(term=say.updated, spans=(words(say.day(front.updated)),))


def _related(review: Review, say: Words) -> Iterator[Fact]:
    links = [Span(paper=paper_id) for paper_id in review.front.related]
    if links:
        yield Fact(term=say.related, spans=joined(links, say.comma))


def _questions(review: Review, language: Language) -> Iterator[str]:
    questions = tuple(
        (Paragraph(spans=(review_text(question, review, language),)),)
        for question in review.front.questions
    )
    if questions:
        yield markdown.heading(WORDS[language].questions)
        yield markdown.blocks(Items(items=questions, style="questions"))


def _abstract(paper: Paper, language: Language) -> Iterator[Block]:
    say = WORDS[language]
    if paper.abstract is None:
        lead = say.no_abstract if paper.on_arxiv else say.no_abstract_listed
        yield Paragraph(spans=(link(lead, paper.address),))
        return
    for paragraph in tex.paragraphs(paper.abstract):
        span = span_of(paragraph, foreign(paper.abstract, language))
        yield Paragraph(spans=(span,), style="abstract")


def _neighbours(paper: Paper, shelf: Shelf, language: Language) -> Block:
    say = WORDS[language]
    place = shelf.papers.index(paper)
    found = {say.previous: shelf.papers[:place][-1:], say.next: shelf.papers[place + 1 : place + 2]}
    return Facts(
        facts=tuple(
            Fact(term=term, spans=(title_link(neighbour, language),))
            for term, neighbours in found.items()
            for neighbour in neighbours
        )
    )
