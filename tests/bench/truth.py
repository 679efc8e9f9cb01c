"""Which pages are to be found: those whose text holds what is typed."""

import re
from collections.abc import Iterable, Sequence

from pipeline.search.text import fold, normalise
from tests.bench.corpus import MadeUpPaper

_CHUNK = re.compile(r'"([^"]*)"|(\S+)')
_JOINTS = re.compile(r"[-' ・]+")
_LETTER_BEFORE = r"(?<![a-z0-9])"


def comparable_text(paper: MadeUpPaper) -> str:
    """The paper's text as it is compared: one line a block, accents folded, hyphens as spaces."""
    topics = [f"主題{topic.removeprefix('t')}" for topic in paper.topics]
    details = [paper.id, f"Made-up {paper.year}", str(paper.year)]
    blocks = (
        *(paper.title, *paper.authors, *topics, paper.tldr, *paper.review.split("\n\n")),
        *(paper.abstract, *details),
    )
    return "\n".join(_comparable(block) for block in blocks)


def holders(query: str, texts: Iterable[tuple[str, str]]) -> set[str]:
    """The names of the texts that hold every word or quoted phrase; a word may go on."""
    patterns = [_pattern(quoted or bare) for quoted, bare in _CHUNK.findall(query)]
    return {name for name, text in texts if _holds(text, patterns)}


def _holds(text: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    return all(pattern.search(text) for pattern in patterns)


def _pattern(chunk: str) -> re.Pattern[str]:
    text = _comparable(chunk)
    start = _LETTER_BEFORE if text[:1].isascii() and text[:1].isalnum() else ""
    return re.compile(start + re.escape(text))


def _comparable(text: str) -> str:
    # `fold` drops hyphens, which here are as good as spaces.
    return fold(_JOINTS.sub(" ", normalise(text)))
