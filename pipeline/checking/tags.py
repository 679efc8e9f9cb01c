"""Tags that are written one way here and another there, so that neither finds the other's."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.reviews import Review

SPELLING = Code(
    "spelling",
    translatable("A tag is written otherwise than in another review."),
    translatable("`tags: [Long-context]` beside `tags: [long context]`; write them the same way."),
)

# Shorter words that differ in one letter are most often two words.
_LEAST_LENGTH: Final = 6
_SEPARATORS = re.compile(r"[\s_./'’-]+")
_DIGITS = re.compile(r"\d+")


def tag_notes(reviews: Sequence[Review]) -> Iterator[Problem]:
    """A note for each tag that nearly is one which more reviews have, or an earlier one."""
    uses = Counter(tag for review in reviews for tag in review.front.tags)
    usual = _usual_spellings(uses)
    for review in reviews:
        for i, tag in enumerate(review.front.tags):
            if (other := usual[tag]) != tag:
                message = f"the tag {tag!r} is {other!r} elsewhere; write it the same way"
                line = review.source.line(("tags", i))
                yield Problem(review.path, line, message, SPELLING, is_note=True)


def _usual_spellings(uses: Mapping[str, int]) -> Mapping[str, str]:
    """For each tag the one that is most used among those that are nearly the same."""
    order = {tag: place for place, tag in enumerate(uses)}
    near: dict[str, list[str]] = defaultdict(list)
    for tag in uses:
        for key in _keys(tag):
            near[key].append(tag)
    return {
        tag: min(
            (other for key in _keys(tag) for other in near[key]),
            key=lambda other: (-uses[other], order[other]),
        )
        for tag in uses
    }


def _keys(tag: str) -> Iterable[str]:
    """What a tag has in common with those that differ in one letter, in case or in hyphens.

    The text without one of its letters, as in https://github.com/wolfgarbe/SymSpell.
    """
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", tag).casefold())
    yield plain
    if len(plain) >= _LEAST_LENGTH:
        numbers = " ".join(_DIGITS.findall(plain))  # GPT-2 and GPT-3 are two things
        for i in range(len(plain)):
            yield f"{plain[:i]}{plain[i + 1 :]} {numbers}"
        yield f"{plain} {numbers}"
