"""Which papers are about the same, by the words of their titles, abstracts and reviews.

Words weigh by TF-IDF (https://nlp.stanford.edu/IR-book/html/htmledition/tf-idf-weighting-1.html),
in whole numbers throughout, so that no order of adding decides.
How rare a word is counts by powers of two: so one review that is corrected, or one paper more,
leaves the weights of all others as they were, and with them the pages that show what is near.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from ..files.memory import Memory
from ..text import tex
from ..written.paper_ids import PaperId
from .library import Library, Paper

MOST_NEAR: Final = 3
"""How many papers are told as near to one."""

_MOST_WORDS: Final = 64
"""How many of a paper's words count: those that weigh most."""
_MOST_PAPERS: Final = 200
"""A word of more papers tells none from others; so each word costs a bounded time."""
_FEWEST_WORDS: Final = 16
"""A paper of fewer words is as far from others as if it had so many that are half as rare as a
word can be: chance joins short texts."""
_FEWEST_SHARED: Final = 6
"""Papers that share fewer words are not alike, however rare the words are."""
_WHOLE: Final = 10_000
_LEAST_LIKENESS: Final = 400
"""The square of the cosine between two papers that are alike, in parts of `_WHOLE`: 0.2."""
_CANDIDATES: Final = 4 * MOST_NEAR

_TITLE: Final = 3
_SENTENCE: Final = 2
_TEXT: Final = 1
"""For how many a word counts, by where it stands."""

# Scripts that are written without spaces, where pairs of signs stand for words.  Hiragana are
# left out: they are endings and particles, not things.
_SIGNS: Final = "\u3005-\u3007\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_FIRST_SIGN: Final = "\u3005"
_WORD: Final = re.compile(rf"[{_SIGNS}]{{2,}}|[^\W\d_\u3041-\u309f{_SIGNS}]{{3,}}")
_NO_WORDS: Final = re.compile(r"https?://\S+|\{[a-z:-]+\}|\\[A-Za-z]+|\S+\.md\b")

_Weights: TypeAlias = Sequence[tuple[str, int]]
"""Words with their weights, the heaviest first."""
_Column: TypeAlias = npt.NDArray[np.int64]
_Holders: TypeAlias = tuple[_Column, _Column]
"""The places of the papers that a word stands in, and what it weighs there."""


def nearest(library: Library, memory: Memory | None = None) -> Mapping[PaperId, Sequence[PaperId]]:
    """The papers that each is most like, the nearest first, at most `MOST_NEAR`.

    A paper that is like none has none.
    All reviews of a paper count, whatever their language, so that all languages show the same.
    """
    memory = memory or Memory()
    papers = library.papers
    weights = _weights([_words(paper, memory) for paper in papers])
    found = memory.answer(("nearest",), repr(weights), lambda: list(_nearest(weights)))
    return {
        paper.id: tuple(papers[place].id for place in near)
        for paper, near in zip(papers, found, strict=True)
    }


def _words(paper: Paper, memory: Memory) -> Mapping[str, int]:
    """How often each word stands in the texts of a paper."""
    texts = list(_texts(paper))
    question = "\0".join(f"{times}{text}" for times, text in texts)
    return memory.answer(("words", paper.id), question, lambda: _counted(texts))


def _counted(texts: Iterable[tuple[int, str]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for times, text in texts:
        for word, count in Counter(words(text)).items():
            # Of a word of many papers, a memory keeps one.
            found[sys.intern(word)] += times * count
    return dict(found)


def _texts(paper: Paper) -> Iterator[tuple[int, str]]:
    yield _TITLE, tex.plain(paper.title)
    yield _TEXT, paper.abstract or ""
    for readings in paper.reviews.values():
        for review in readings:
            yield _SENTENCE, review.front.tldr
            yield _TEXT, review.body.text


def words(text: str) -> Iterator[str]:
    """The words of a text, and the pairs of signs where words have no spaces between them."""
    for word in _WORD.findall(_NO_WORDS.sub(" ", text.lower())):
        if word[0] >= _FIRST_SIGN:
            yield from (word[i : i + 2] for i in range(len(word) - 1))
        else:
            yield _singular(word)


def _singular(word: str) -> str:
    """A word without the ending by which many languages count."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _weights(papers: Sequence[Mapping[str, int]]) -> Sequence[_Weights]:
    """The words of each paper that count."""
    holders = Counter(word for paper in papers for word in paper)
    most = 1 << len(papers).bit_length()
    rarity = {
        word: (most // count).bit_length() - 1
        for word, count in holders.items()
        if 2 <= count <= min(_MOST_PAPERS, len(papers) // 2)  # noqa: PLR2004 (one is shared with none)
    }
    return [
        # By negative weights, so that plain sorting puts the heaviest first.
        [
            (word, -weight)
            for weight, word in sorted(
                [
                    (-(2 * count.bit_length() - 1) * rarity[word], word)
                    for word, count in paper.items()
                    if word in rarity
                ]
            )[:_MOST_WORDS]
        ]
        for paper in papers
    ]


def _nearest(papers: Sequence[_Weights]) -> Iterator[Sequence[int]]:
    """The places of those nearest to each."""
    holders = _holders(papers)
    least = _FEWEST_WORDS * len(papers).bit_length() ** 2 // 4
    squares = np.array([max(least, sum(weight**2 for _, weight in each)) for each in papers])
    words_of = [frozenset(word for word, _ in weights) for weights in papers]
    for place, weights in enumerate(papers):
        products = _products(weights, holders, len(papers))
        products[place] = 0
        likeness = products**2 * _WHOLE // (squares[place] * squares)
        alike = np.flatnonzero(likeness >= _LEAST_LIKENESS).tolist()
        near = nsmallest(_CANDIDATES, ((-int(likeness[other]), other) for other in alike))
        yield [
            other for _, other in near if len(words_of[place] & words_of[other]) >= _FEWEST_SHARED
        ][:MOST_NEAR]


def _holders(papers: Sequence[_Weights]) -> Mapping[str, _Holders]:
    """The papers that each word stands in."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, weights in enumerate(papers):
        for word, weight in weights:
            found[word].append((place, weight))
    return {word: _columns(held) for word, held in found.items()}


def _columns(held: Sequence[tuple[int, int]]) -> _Holders:
    places, weights = zip(*held, strict=True)
    return np.array(places), np.array(weights)


def _products(weights: _Weights, holders: Mapping[str, _Holders], count: int) -> _Column:
    """For each of `count` papers, the product of its weights with those of one paper."""
    if not weights:
        return np.zeros(count, np.int64)
    places = np.concatenate([holders[word][0] for word, _ in weights])
    added = np.concatenate([holders[word][1] * weight for word, weight in weights])
    # Sums of whole numbers are exact in floating point as far as 2**53.
    return np.bincount(places, added, count).astype(np.int64)
