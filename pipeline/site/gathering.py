"""What each template shows of other pages: gathered when a page is written.

Sphinx knows nothing of this, so `freshness` asks here too what a page would show.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from ..pages.data import CollectionData, PaperData, QueueData, ReviewData
from ..written.paper_ids import PaperId
from .arcs import picture
from .domain import PaperDomain

Facts: TypeAlias = Mapping[str, Any]

_TO_DO: Final = 50
"""How many papers a list names of those for which something is to be done."""


class Mention(NamedTuple):
    """A paper where hardly more than its title is shown."""

    id: PaperId
    title: str
    label: str
    year: int | None


def gathered(template: str, domain: PaperDomain, docname: str, about: Sequence[Any]) -> Facts:
    """What a template on the page `docname` is to show.  `about` is what its directive names."""
    return _GATHERERS[template](domain, docname, about)


def shows_others(template: str) -> bool:
    """Whether a template shows more than what its own page says."""
    return _GATHERERS[template] not in _OF_ITS_OWN


def _own_paper(domain: PaperDomain, docname: str, _about: Sequence[Any]) -> Facts:
    return {"paper": domain.paper_on(docname)}


def _head(domain: PaperDomain, docname: str, _about: Sequence[Any]) -> Facts:
    paper = domain.paper_on(docname)
    # With several reviews, each tells of itself.
    only = paper.reviews[0] if paper and len(paper.reviews) == 1 else None
    return {"paper": paper, "review": only}


def _reading(domain: PaperDomain, docname: str, about: Sequence[Any]) -> Facts:
    [path] = about
    paper = domain.paper_on(docname)
    found = (review for review in paper.reviews if review.path == path) if paper else ()
    return {"paper": paper, "review": next(iter(found), None)}


def _paper_authors(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    [paper] = _papers(domain, about)
    return {"paper": paper}


def _related(domain: PaperDomain, docname: str, _about: Sequence[Any]) -> Facts:
    paper = domain.paper_on(docname)
    return {
        "papers": _papers(domain, paper.related if paper else ()),
        # Of those that nobody named, a page shows no more than what seldom changes.
        "cited": _mentions(domain, paper.cited if paper else ()),
        "cited_by": _mentions(domain, paper.cited_by if paper else ()),
        "alike": _mentions(domain, paper.alike if paper else ()),
    }


def _neighbours(domain: PaperDomain, docname: str, _about: Sequence[Any]) -> Facts:
    paper = domain.paper_on(docname)
    previous, following = (paper.previous, paper.next) if paper else (None, None)
    return {
        "previous": _papers(domain, [previous] if previous else []),
        "following": _papers(domain, [following] if following else []),
    }


def _listed(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    return {"papers": _papers(domain, about)}


def _questions(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    which, *ids = about
    return {"which": which, "papers": _papers(domain, ids), "count": len(ids)}


def _collection(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    [name] = about
    _, collection = domain.collections[name]
    papers = _papers(domain, collection.papers)
    return {"collection": collection, "papers": papers, **_counted(papers)}


def _arcs(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    [name] = about
    _, collection = domain.collections[name]
    drawn = picture(collection.papers, collection.named)
    mentions = _mentions(domain, [row.paper for row in drawn.rows])
    return {"picture": drawn, "mentions": {each.id: each for each in mentions}}


def _overview(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    [name] = about
    found = domain.collections.get(name)
    return {"papers": _papers(domain, found[1].papers) if found else []}


def _about(_domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    return {"about": about}


def _narrowing(_domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    [kind] = about
    return {"kind": kind}


def _specimen(_domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    template, data = about
    if isinstance(data, CollectionData):
        return {"part": template, "collection": data}
    if isinstance(data, QueueData):
        return {"part": template, "about": [data]}
    papers = [data]
    return {
        "part": template,
        "paper": data,
        "review": data.review,
        **dict.fromkeys(("papers", "previous", "following"), papers),
        **{name: list(papers) for name in ("cited", "cited_by", "alike")},
        "which": "open",
        **_counted(papers),
    }


def _browse(_domain: PaperDomain, docname: str, about: Sequence[Any]) -> Facts:
    return {"pages": about, "here": docname}


def _entries(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    kind, *entries = about
    # Of an author's papers there is no file, and many authors share theirs.
    listed = [paper for entry in entries for paper in entry.papers if kind != "author"]
    return {
        "entries": [(entry, _mentions(domain, entry.papers)) for entry in entries],
        "cited": {paper.id: paper for paper in _papers(domain, listed)},
    }


def _mentioned(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    return {"papers": _papers(domain, about)}


def _counts(domain: PaperDomain, _docname: str, _about: Sequence[Any]) -> Facts:
    return _counted([paper for _, paper in domain.papers.values()])


def _counted(papers: Sequence[PaperData]) -> Facts:
    return {"count": len(papers), "reviewed": sum(paper.review is not None for paper in papers)}


def _front(domain: PaperDomain, docname: str, about: Sequence[Any]) -> Facts:
    reviews = _reviews(domain)
    return {
        "count": len(domain.papers),
        "reviews": len(reviews),
        "questions": sum(len(review.open_questions) for review in reviews),
        "overview": {name: _overview(domain, docname, [name])["papers"] for name in about},
        **_last_changed(domain, docname, ()),
    }


def _news_month(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    papers = {each.id: each for each in _papers(domain, [entry.paper for entry in about])}
    return {"entries": list(about), "papers": papers}


def _upkeep_languages(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    lagging, *untranslated = about
    found = _mentions(domain, [each.paper for each in lagging[:_TO_DO]])
    named = {each.id: each for each in found}
    return {
        "lagging": [(each, named[each.paper]) for each in lagging if each.paper in named],
        "untranslated": _to_do(domain, untranslated),
    }


def _upkeep_records(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    return {"lacking": _to_do(domain, about)}


def _to_do(
    domain: PaperDomain, kinds: Sequence[tuple[str, Sequence[str]]]
) -> list[tuple[str, int, list[Mention]]]:
    """By kind, how many papers there are, and the first of them."""
    return [(kind, len(ids), _mentions(domain, ids[:_TO_DO])) for kind, ids in kinds if ids]


def _last_changed(domain: PaperDomain, _docname: str, _about: Sequence[Any]) -> Facts:
    return {"day": max((each.changed for each in _reviews(domain)), default=None)}


def _reviews(domain: PaperDomain) -> list[ReviewData]:
    return [review for _, paper in domain.papers.values() for review in paper.reviews]


def _mentions(domain: PaperDomain, ids: Sequence[str]) -> list[Mention]:
    return [Mention(each.id, each.title, each.label, each.year) for each in _papers(domain, ids)]


def _papers(domain: PaperDomain, ids: Sequence[str]) -> list[PaperData]:
    found = (domain.papers.get(PaperId(each)) for each in ids)
    return [each[1] for each in found if each]


_GATHERERS: Final[Mapping[str, Callable[[PaperDomain, str, Sequence[str]], Facts]]] = {
    "abstract": _own_paper,
    "arcs": _arcs,
    "breadcrumb": _about,
    "book": _collection,
    "browse": _browse,
    "collection": _collection,
    "counts": _counts,
    "entries": _entries,
    "front": _front,
    "head": _head,
    "letters": _about,
    "last-changed": _last_changed,
    "neighbours": _neighbours,
    "news": _about,
    "news-month": _news_month,
    "open-questions": _questions,
    "mentions": _mentioned,
    "missed": _about,
    "narrowing": _narrowing,
    "overview": _overview,
    "paper-authors": _paper_authors,
    "papers": _listed,
    "questions": _reading,
    "queue": _about,
    "queue-figures": _collection,
    "reading": _reading,
    "related": _related,
    "reply": _reading,
    "selection": _collection,
    "specimen": _specimen,
    "summary": _collection,
    "topics": _about,
    "upkeep-covered": _about,
    "upkeep-languages": _upkeep_languages,
    "upkeep-open": _about,
    "upkeep-records": _upkeep_records,
    "upkeep-waiting": _about,
}

_OF_ITS_OWN: Final = frozenset(
    {_about, _browse, _head, _narrowing, _own_paper, _reading, _specimen},
)
