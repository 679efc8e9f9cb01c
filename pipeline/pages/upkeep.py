"""The state of upkeep: what is covered until when, and what is to be done."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from ..library.library import Library, Paper, Shelf
from ..upkeep.drifting import drifted
from ..upkeep.lagging import lags
from ..written.paper_ids import PaperId, is_arxiv_id
from . import markdown
from .data import CoverageData, LagData, UpkeepData, WaitingData
from .paper import shelf_data
from .queues import Read, figures, read_papers

PAGE: Final = "upkeep"


def upkeep_page(library: Library, language: str) -> str:
    """What is done, and what is to be done, in a site that speaks a language."""
    content = markdown.directive("upkeep", content=upkeep(library, language).as_json())
    return markdown.page("upkeep", content)


def upkeep(library: Library, language: str) -> UpkeepData:
    """What the page says; all of it follows from what the site holds, and nothing from a clock."""
    papers = library.papers
    read = read_papers(library)
    asked = Counter(
        library.is_answered(review, question)
        for paper in papers
        for review in paper.readings(language)
        for question in review.front.questions
    )
    return UpkeepData(
        collections=tuple(_coverage(shelf, library, read, language) for shelf in library.shelves),
        waiting=tuple(
            WaitingData(title=each.title, address=_address(each.id) or (each.url and str(each.url)))
            for each in library.contributed.papers
        ),
        lagging=tuple(
            LagData(
                paper=lag.behind.paper_id,
                language=lag.behind.language,
                ahead=lag.ahead.language,
                day=lag.ahead.changed,
            )
            for lag in lags(library)
        ),
        untranslated={code: _untranslated(papers, code) for code in library.languages},
        questions=asked[False],
        answered=asked[True],
        unread=tuple(paper.id for paper in papers if not paper.known),
        without_abstract=tuple(each.id for each in papers if _lacks_abstract(each)),
        withdrawn=tuple(paper.id for paper in papers if paper.withdrawn),
        drifted=tuple(dict.fromkeys(review.paper_id for review, _ in drifted(library))),
    )


def _coverage(shelf: Shelf, library: Library, read: Read, language: str) -> CoverageData:
    listed = shelf.listed
    days = [
        review.changed
        for paper in shelf.papers
        for found in paper.reviews.values()
        for review in found
    ]
    return CoverageData(
        **shelf_data(shelf, library, language).model_dump(),
        venue=listed.venue if listed else None,
        listed=listed.selection.date if listed and listed.selection else None,
        papers=len(shelf.papers),
        reviewed=sum(bool(paper.reviews) for paper in shelf.papers),
        newest=max(days, default=None),
        states=queue.states if (queue := figures(shelf, read)) else {},
    )


def _untranslated(papers: Iterable[Paper], language: str) -> tuple[PaperId, ...]:
    return tuple(each.id for each in papers if each.reviews and language not in each.reviews)


def _lacks_abstract(paper: Paper) -> bool:
    return paper.on_arxiv and paper.known and paper.abstract is None


def _address(paper_id: str | None) -> str | None:
    is_there = paper_id is not None and is_arxiv_id(paper_id)
    return f"https://arxiv.org/abs/{paper_id}" if is_there else None
