"""Questions and the reviews that answer them, each as the other's page names it."""

from collections.abc import Iterator
from typing import Final

from ..library.library import Library, Paper
from ..written.paper_ids import file_stem
from ..written.questions import QuestionName
from ..written.reviews import Review
from .data import AnsweredData, PlaceData, QuestionData

ASKED: Final = "asked"
"""What the anchor of a question with an id begins with."""


def questions(review: Review, library: Library, language: str) -> Iterator[QuestionData]:
    """What a review asks, with the answers that readers of `language` are led to."""
    for each in review.front.questions:
        found = library.answered.get(QuestionName(review.paper_id, each.id))
        places = (_answering(*answer, language) for answer in found.by) if found else ()
        yield QuestionData(ask=each.ask, id=each.id, answers=tuple(dict.fromkeys(places)))


def answered(review: Review, library: Library, language: str) -> Iterator[AnsweredData]:
    """The questions that a review answers, as readers of `language` find them."""
    for name in filter(None, map(QuestionName.read, review.front.answers)):
        found = library.answered.get(name)
        asked = found.asked(name, language) if found else None
        if found and asked:
            is_shown = asked[0] in found.paper.readings(language)
            anchor = f"#{ASKED}-{name.question}" if is_shown else ""
            place = PlaceData(place=f"{_page(found.paper)}{anchor}", label=found.paper.label)
            yield AnsweredData(ask=asked[1].ask, language=asked[0].language, asked=place)


def _answering(paper: Paper, review: Review, language: str) -> PlaceData:
    shown = paper.readings(language)
    # A reader's review in another language has the same place as that in this one.
    is_one_of_several = len(shown) > 1 and review.reader in {each.reader for each in shown}
    anchor = "-".join(filter(None, ("reading", review.reader))) if is_one_of_several else ""
    name = review.name if is_one_of_several else ""
    return PlaceData(
        place="#".join(filter(None, (_page(paper), anchor))), label=paper.label, name=name
    )


def _page(paper: Paper) -> str:
    return f"papers/{file_stem(paper.id)}"
