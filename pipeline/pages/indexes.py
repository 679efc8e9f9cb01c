"""The pages that list papers, and the snippets that the hand-written front page includes."""

from collections.abc import Sequence

from .blocks import Fact, Facts, Items, Paragraph, Span
from ..words.languages import Language
from ..library.library import Library, Paper, Shelf
from . import markdown
from .spans import joined, page_link, paper_page, review_text, title_link, words
from ..written.paper_list import Selection
from ..words.words import WORDS


def papers_page(library: Library, language: Language) -> str:
    """All papers, collection by collection."""
    say = WORDS[language]
    parts = [_count(say.papers_lead, library.papers)]
    for shelf in library.shelves:
        parts += [markdown.heading(shelf.title[language]), _listed(shelf.papers, language)]
    return markdown.page(say.papers, *parts)


def collection_page(shelf: Shelf, language: Language) -> str:
    """A collection: what it is about, how its papers were chosen, and the papers."""
    say = WORDS[language]
    listed = shelf.listed
    parts = []
    if listed and listed.summary:
        parts.append(markdown.blocks(Paragraph(spans=(words(listed.summary[language]),))))
    if listed and listed.selection:
        parts += [
            markdown.heading(say.selection),
            markdown.blocks(_selection(listed.selection, language)),
        ]
    parts += [
        markdown.heading(say.papers),
        _count(say.collection_counts, shelf.papers),
        _listed(shelf.papers, language, ordered=True),
    ]
    return markdown.page(shelf.title[language], *parts)


def topics_page(library: Library, language: Language) -> str:
    """All topics, with how many papers each has."""
    say = WORDS[language]
    rows = [
        (
            page_link(label[language], f"topics/{key}"),
            words(f" {say.topic_count.format(len(_on_topic(library, key)))}", style="count"),
        )
        for key, label in library.topics.items()
    ]
    items = Items(items=tuple((Paragraph(spans=row),) for row in rows), style="compact")
    lead = Paragraph(spans=(words(say.topics_lead),))
    content = markdown.blocks(lead, items)
    return markdown.page(say.topics, content, markdown.toctree(*library.topics))


def topic_page(key: str, library: Library, language: Language) -> str:
    """The papers of one topic."""
    papers = _on_topic(library, key)
    empty = markdown.blocks(Paragraph(spans=(words(WORDS[language].topic_empty),)))
    content = _listed(papers, language) if papers else empty
    return markdown.page(library.topics[key][language], content)


def questions_page(library: Library, language: Language) -> str:
    """What the reviews left open."""
    say = WORDS[language]
    asked = [
        (paper, review)
        for paper in library.papers
        if (review := paper.review(language)) and review.front.questions
    ]
    lead = say.questions_lead if asked else say.questions_none
    items = tuple(
        (
            Paragraph(spans=(title_link(paper, language),)),
            *(
                Paragraph(spans=(review_text(question, review, language),))
                for question in review.front.questions
            ),
        )
        for paper, review in asked
    )
    return markdown.page(
        say.questions,
        markdown.blocks(Paragraph(spans=(words(lead),)), Items(items=items, style="papers")),
    )


def changed_snippet(library: Library, language: Language) -> str:
    """The day on which the newest review was written or corrected."""
    days = [review.last_changed for paper in library.papers for review in paper.reviews.values()]
    say = WORDS[language]
    text = say.last_changed.format(say.day(max(days))) if days else say.nothing_yet
    return markdown.snippet(markdown.blocks(Paragraph(spans=(words(text),), style="changed")))


def overview_snippet(shelf: Shelf, language: Language) -> str:
    """A collection at a glance: what each paper is called, who wrote it, what it says."""
    items = tuple(_overview(paper, language) for paper in shelf.papers)
    return markdown.snippet(markdown.blocks(Items(items=items, ordered=True, style="overview")))


def _overview(paper: Paper, language: Language) -> tuple[Paragraph, ...]:
    name = (
        Span(pieces=(paper.short,), page=paper_page(paper.id), style="title")
        if paper.short
        else title_link(paper, language)
    )
    first = Paragraph(spans=(name, words(" "), words(paper.label, style="label")))
    return (first, *_tldr(paper, language))


def _listed(papers: Sequence[Paper], language: Language, *, ordered: bool = False) -> str:
    items = tuple(_entry(paper, language) for paper in papers)
    return markdown.blocks(Items(items=items, ordered=ordered, style="papers"))


def _entry(paper: Paper, language: Language) -> tuple[Paragraph, ...]:
    say = WORDS[language]
    review = paper.review(language)
    depth = say.depth[review.front.read] if review else say.unreviewed
    facts = [words(text) for text in (paper.label, paper.venue or str(paper.year), depth) if text]
    return (
        Paragraph(spans=(title_link(paper, language),)),
        Paragraph(spans=joined(facts, " · "), style="about"),
        *_tldr(paper, language),
    )


def _tldr(paper: Paper, language: Language) -> tuple[Paragraph, ...]:
    review = paper.review(language)
    if review is None:
        return ()
    return (Paragraph(spans=(review_text(review.front.tldr, review, language),)),)


def _count(sentence: str, papers: Sequence[Paper]) -> str:
    reviewed = sum(bool(paper.reviews) for paper in papers)
    return markdown.blocks(Paragraph(spans=(words(sentence.format(len(papers), reviewed)),)))


def _selection(selection: Selection, language: Language) -> Facts:
    say = WORDS[language]
    facts = {
        say.selection_source: words(selection.source[language]),
        say.selection_titles: words(f"{selection.titles:,}"),
        say.selection_pattern: words(selection.pattern, style="code"),
        say.selection_matched: words(f"{selection.matched:,}"),
        say.selection_read: words(f"{selection.read:,}"),
    }
    return Facts(facts=tuple(Fact(term=term, spans=(span,)) for term, span in facts.items()))


def _on_topic(library: Library, key: str) -> list[Paper]:
    return [
        paper
        for paper in library.papers
        if any(key in review.front.topics for review in paper.reviews.values())
    ]
