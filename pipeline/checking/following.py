"""Reviews that follow another language's: that it is there, and whether both say the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from ..files.memory import Memory
from ..problems.problem import Code, Problem
from ..text.amounts import is_judged
from ..words.catalogue import translatable
from ..written.paper_ids import PaperId
from ..written.reviews import Review, Reviews
from .said import Said, Thing, said

FOLLOWS: Final = Code(
    "follows",
    translatable(
        "A review follows one that is not there; or a note: it is older than the one that it"
        " follows, or cites, computes, counts or asks something else."
    ),
    translatable(
        "`follows: en` stands in a review whose English one cites one more paper; cite it too."
    ),
)

_MOST_SHOWN: Final = 80
"""How many characters of a formula a note quotes."""
_Key: TypeAlias = tuple[PaperId, str, str]
"""Paper, language and reader: one review."""


def follow_problems(reviews: Reviews) -> Iterator[Problem]:
    """Every `follows` that leads to no review, or back to where it began."""
    there = {(each.paper_id, each.language, each.reader) for each in reviews.written}
    by_key = _by_key(reviews.sound)
    for key, review in by_key.items():
        language = review.front.follows
        if language is None:
            continue
        others = sorted(
            code for paper, code, reader in there if (paper, reader) == (key[0], key[2])
        )
        if language == review.language:
            yield _wrong(review, f"a review does not follow itself; {_choice(others, key)}")
        elif language not in others:
            message = f"no review of this paper in {language!r}{_whose(review)} is there to follow"
            yield _wrong(review, f"{message}; {_choice(others, key)}")
        elif key in _chain(review, by_key):
            message = f"this review and that in {language} follow each other; one leads"
            yield _wrong(review, f"{message}, so remove the line from the older one")


def follow_notes(reviews: Sequence[Review], memory: Memory) -> Iterator[Problem]:
    """What each review that follows another has otherwise."""
    by_key = _by_key(reviews)
    for review in reviews:
        original = by_key.get((review.paper_id, review.front.follows or "", review.reader))
        if original:
            yield from _lag(review, original)
            yield from _differences(review, original, memory)


def _by_key(reviews: Iterable[Review]) -> Mapping[_Key, Review]:
    return {(each.paper_id, each.language, each.reader): each for each in reviews}


def _chain(review: Review, by_key: Mapping[_Key, Review]) -> Iterator[_Key]:
    """The reviews that are followed from one to the next, up to the first for a second time."""
    seen: set[_Key] = set()
    current: Review | None = review
    while current:
        key = current.paper_id, current.front.follows or "", current.reader
        yield key
        current = by_key.get(key) if key not in seen else None
        seen.add(key)


def _wrong(review: Review, message: str) -> Problem:
    return review.source.problem(("follows",), message, FOLLOWS)


def _choice(languages: Iterable[str], key: _Key) -> str:
    others = [code for code in languages if code != key[1]]
    return f"name {' or '.join(others)}, or remove the line" if others else "remove the line"


def _whose(review: Review) -> str:
    return f" by {review.reader}" if review.reader else ""


def _lag(review: Review, original: Review) -> Iterator[Problem]:
    if original.changed > review.changed:
        message = (
            f"{original.path}, which it follows, was revised on {original.changed}; bring this one"
            f" up to date and write `updated:`"
        )
        yield _note(review, review.source.line(("follows",)), message)


def _differences(review: Review, original: Review, memory: Memory) -> Iterator[Problem]:
    mine, theirs = (_said(each, memory) for each in (review, original))
    line = review.source.line(("follows",))
    for kind, extra, missing in _kinds(mine, theirs, review.language, original.language):
        for thing in extra:
            message = f"{kind} {_short(thing)} is not in {original.path}, which this review follows"
            yield _note(review, thing.line, message)
        for thing in missing:
            place = f"{original.path}:{thing.line}, which this review follows"
            yield _note(review, line, f"{kind} {_short(thing)} in {place}, is missing here")
    if len(mine.questions) != len(theirs.questions):
        message = (
            f"the number of its questions is {len(mine.questions)}, and {len(theirs.questions)}"
            f" in {original.path}, which this review follows"
        )
        yield _note(review, line, message)


def _kinds(
    mine: Said, theirs: Said, language: str, original: str
) -> Iterator[tuple[str, Iterator[Thing], Iterator[Thing]]]:
    """What things are called, those of this review alone, and those of the other alone."""
    yield "a citation of", *_apart(mine.cited, theirs.cited)
    yield "the formula", *_apart(mine.formulas, theirs.formulas)
    extra, missing = _unmatched(mine, theirs, original), _unmatched(theirs, mine, language)
    yield "the number", extra, missing
    ours, others = mine.questions, theirs.questions
    if len(ours) == len(others) and all(each.what for each in (*ours, *others)):
        yield "the question", *_apart(ours, others)


def _apart(
    these: Sequence[Thing], those: Sequence[Thing]
) -> tuple[Iterator[Thing], Iterator[Thing]]:
    return _surplus(these, those), _surplus(those, these)


def _short(thing: Thing) -> str:
    text = thing.written
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


def _note(review: Review, line: int, message: str) -> Problem:
    return Problem(review.path, line, message, FOLLOWS, is_note=True)


def _surplus(these: Sequence[Thing], those: Iterable[Thing]) -> Iterator[Thing]:
    """What is among `these` more often than among `those`: the last ones."""
    left = Counter(each.what for each in these) - Counter(each.what for each in those)
    for thing in reversed(these):
        if left[thing.what]:
            left[thing.what] -= 1
            yield thing


def _unmatched(mine: Said, theirs: Said, language: str) -> Iterator[Thing]:
    """Numbers that the other text has neither in digits nor, beyond those of this one, in words."""
    free = Counter(theirs.spelt) - Counter(mine.spelt)
    for thing in _surplus(mine.numbers, theirs.numbers):
        value = Decimal(thing.what)
        spellings = [value, *([1 / value] if 0 < value < 1 else [])]
        word = next((each for each in spellings if free[each.normalize()]), None)
        if word is not None:
            free[word.normalize()] -= 1
        elif is_judged(value, language):
            yield thing


def _said(review: Review, memory: Memory) -> Said:
    question = repr((review.language, review.source, review.body))
    return memory.answer(("said", review.path), question, lambda: said(review))
