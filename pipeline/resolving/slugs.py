"""Names for papers that are not on arXiv: `lee-2021-attention`."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import count
from typing import Final

from ..text import tex
from ..text.names import names
from ..written.paper_ids import MAX_LENGTH, PaperId, is_paper_id, nearest_arxiv_id
from .persons import ascii_words
from .works import Work

_LONGEST: Final = 24
"""Letters of each part."""
_EMPTY: Final = frozenset(
    {"about", "an", "and", "are", "as", "at", "based", "by", "can", "do", "does", "for", "from"}
    | {"how", "in", "into", "is", "it", "its", "new", "of", "on", "or", "over", "some", "the"}
    | {"their", "to", "toward", "towards", "under", "using", "via", "we", "what", "when", "why"}
    | {"with", "without", "your"}
)


def slug_for(work: Work, taken: AbstractSet[str]) -> PaperId:
    """A name made of the first author, the year and the first word that says something.

    It is none of `taken`, and nothing that could be read as an id of arXiv.
    """
    return next(
        PaperId(slug)
        for slug in _slugs(work)
        if slug not in taken and is_paper_id(slug) and nearest_arxiv_id(slug) is None
    )


def _slugs(work: Work) -> Iterator[str]:
    family = [name.family for name in names(map(tex.plain, work.authors[:1]))]
    author = "".join(ascii_words("".join(family)))[:_LONGEST]
    telling = [word for word in ascii_words(tex.plain(work.title)) if _tells(word)] or ["paper"]
    start = [author if author[:1].isalpha() else "paper", *([str(work.year)] if work.year else [])]
    for number in range(1, min(len(telling), 3) + 1):
        yield "-".join([*start, *(word[:_LONGEST] for word in telling[:number])])[:MAX_LENGTH]
    first = "-".join([*start, telling[0][:_LONGEST]])
    yield from (f"{first}-{number}" for number in count(2))


def _tells(word: str) -> bool:
    return len(word) > 1 and word not in _EMPTY
