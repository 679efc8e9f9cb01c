"""What each template shows of other pages: gathered when a page is written.

Sphinx knows nothing of this, so `freshness` asks here too what a page would show.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from ..pages.data import PaperData, ReviewData
from ..written.paper_ids import PaperId
from .domain import PaperDomain

Facts: TypeAlias = Mapping[str, Any]


def gathered(template: str, domain: PaperDomain, docname: str, about: Sequence[Any]) -> Facts:
    """What a template on the page `docname` is to show.  `about` is what its directive names."""
    return _GATHERERS[template](domain, docname, about)


def _own_paper(domain: PaperDomain, docname: str, _about: Sequence[Any]) -> Facts:
    return {"paper": domain.paper_on(docname)}


def _head(domain: PaperDomain, docname: str, _about: Sequence[Any]) -> Facts:
    paper = domain.paper_on(docname)
    # With several reviews, each tells of itself.
    only = paper.reviews[0] if paper and len(paper.reviews) == 1 else None
    return {"paper": paper, **_of_review(domain, only)}


def _reading(domain: PaperDomain, docname: str, about: Sequence[Any]) -> Facts:
    [path] = about
    paper = domain.paper_on(docname)
    found = (review for review in paper.reviews if review.path == path) if paper else ()
    return _of_review(domain, next(iter(found), None))


def _of_review(domain: PaperDomain, review: ReviewData | None) -> Facts:
    return {"review": review, "related": _papers(domain, review.related if review else ())}


def _edit(_domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    [path] = about
    return {"path": path}


def _neighbours(domain: PaperDomain, docname: str, _about: Sequence[Any]) -> Facts:
    paper = domain.paper_on(docname)
    previous, following = (paper.previous, paper.next) if paper else (None, None)
    return {
        "previous": _papers(domain, [previous] if previous else []),
        "following": _papers(domain, [following] if following else []),
    }


def _listed(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    return {"papers": _papers(domain, about)}


def _collection(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    [name] = about
    _, collection = domain.collections[name]
    papers = _papers(domain, collection.papers)
    return {"collection": collection, "papers": papers, **_counted(papers)}


def _overview(domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    [name] = about
    found = domain.collections.get(name)
    return {"papers": _papers(domain, found[1].papers) if found else []}


def _topics(_domain: PaperDomain, _docname: str, about: Sequence[Any]) -> Facts:
    return {"topics": about}


def _counts(domain: PaperDomain, _docname: str, _about: Sequence[Any]) -> Facts:
    return _counted([paper for _, paper in domain.papers.values()])


def _counted(papers: Sequence[PaperData]) -> Facts:
    return {"count": len(papers), "reviewed": sum(paper.review is not None for paper in papers)}


def _last_changed(domain: PaperDomain, _docname: str, _about: Sequence[Any]) -> Facts:
    reviews = [review for _, paper in domain.papers.values() for review in paper.reviews]
    return {"day": max(map(_changed, reviews), default=None)}


def _changed(review: ReviewData) -> date:
    return max(review.date, review.updated or review.date)


def _papers(domain: PaperDomain, ids: Sequence[str]) -> list[PaperData]:
    found = (domain.papers.get(PaperId(each)) for each in ids)
    return [each[1] for each in found if each]


_GATHERERS: Final[Mapping[str, Callable[[PaperDomain, str, Sequence[str]], Facts]]] = {
    "abstract": _own_paper,
    "collection": _collection,
    "counts": _counts,
    "edit": _edit,
    "head": _head,
    "last-changed": _last_changed,
    "neighbours": _neighbours,
    "open-questions": _listed,
    "overview": _overview,
    "papers": _listed,
    "questions": _reading,
    "reading": _reading,
    "reply": _reading,
    "selection": _collection,
    "summary": _collection,
    "topics": _topics,
}
