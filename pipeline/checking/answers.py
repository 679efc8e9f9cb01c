"""The questions that reviews answer, and the ids by which these are named."""

from collections.abc import Iterable, Iterator, Mapping

from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.questions import QuestionName, ids_among
from ..written.reviews import Review, Reviews, Written
from ..written.validation import DUPLICATE, nearest

UNKNOWN_QUESTION = Code(
    "unknown-question",
    translatable("A review answers a question that no review asks, or that it asks itself."),
    translatable("`answers: [1706.03762#paralel]` is to be `answers: [1706.03762#parallel]`."),
)


def answer_problems(reviews: Reviews) -> Iterator[Problem]:
    """Every name of a question that stands for none, and every id that two questions have."""
    asked = _asked(reviews.written)
    yield from _shared_ids(reviews.sound)
    for review in reviews.sound:
        own = {each.id for each in review.front.questions if each.id}
        for i, text in enumerate(review.front.answers):
            name = QuestionName.read(text)
            if name is None:
                continue
            if name.paper == review.paper_id and name.question in own:
                message = f"{name} is asked in this review itself; remove the one or the other"
                yield review.problem("answers", i, message, UNKNOWN_QUESTION)
            elif name not in asked:
                message = f"{name} is no question of this site{_right(name, asked, reviews)}"
                yield review.problem("answers", i, message, UNKNOWN_QUESTION)


def _asked(reviews: Iterable[Written]) -> Mapping[QuestionName, None]:
    """The names of all questions that have one."""
    return {
        QuestionName(review.paper_id, name): None
        for review in reviews
        if isinstance(review.source.value, dict)
        for name in ids_among(review.source.value.get("questions"))
    }


def _right(name: QuestionName, asked: Iterable[QuestionName], reviews: Reviews) -> str:
    """What is to be written instead, or to be done, as a clause."""
    if same := [str(each) for each in asked if each.paper == name.paper]:
        return nearest(str(name), same) or f"; that paper has {', '.join(same)}"
    if namesake := next((each for each in asked if each.question == name.question), None):
        return f"; did you mean {namesake}?"
    of_paper = (each for each in reviews.sound if each.paper_id == name.paper)
    nameless = (each.path for each in of_paper if each.front.questions)
    path = next(nameless, "")
    return f"; in {path}, give the question an id beside its ask" if path else ""


def _shared_ids(reviews: Iterable[Review]) -> Iterator[Problem]:
    """Ids that two reviewers of a paper have given to their questions in one language."""
    first: dict[tuple[str, str, str], Review] = {}
    for review in sorted(reviews, key=lambda each: each.reader):
        for i, question in enumerate(review.front.questions):
            if not question.id:
                continue
            key = review.paper_id, review.language, question.id
            before = first.setdefault(key, review)
            if before is not review:
                message = f"a question of {before.path} has the id {question.id!r}; choose another"
                yield review.source.problem(("questions", i, "id"), message, DUPLICATE)
