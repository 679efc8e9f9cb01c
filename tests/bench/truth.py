"""Which pages are to be found: those whose text holds what is typed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.library.library import Library, Paper
from pipeline.search.text import fold, normalise
from pipeline.text import tex
from pipeline.written.localized import in_language
from pipeline.written.paper_ids import PaperId
from tests.bench import corpus

_CHUNK = re.compile(r'"([^"]*)"|(\S+)')
_MARKUP = re.compile(r"\{paper\}`(?P<cited>[^`]+)`|`(?P<code>[^`]+)`|\$(?P<formula>[^$]+)\$")
_JOINTS = re.compile(r"[-' ・]+")
_LETTER_BEFORE = r"(?<![a-z0-9])"
_LETTER_AFTER = r"(?![a-z0-9])"
_LAST_LETTER = re.compile(r" [a-z]$")


def texts(fixture: Library, drawn: Iterable[corpus.MadeUpPaper]) -> Iterator[tuple[str, str]]:
    """The page and the text of each paper, as it is compared: accents folded, hyphens as spaces.

    A paragraph is a line, so that no phrase goes from one to the next.
    """
    for paper in fixture.papers:
        yield _page(paper.id), "\n".join(map(_comparable, paragraphs(paper, fixture)))
    for each in drawn:
        yield _page(each.id), "\n".join(map(_comparable, _drawn_paragraphs(each)))


def paragraphs(paper: Paper, library: Library) -> Iterator[str]:
    """What the page of a paper of the fixture says."""
    yield from map(tex.plain, [paper.title, *paper.authors])
    if review := paper.review(corpus.LANGUAGE):
        front = review.front
        for topic in front.topics:
            yield in_language(library.topics[topic], corpus.LANGUAGE, library.languages)
        labels = {each.id: each.label for each in library.papers}
        written = re.split(r"\n\n+", review.body.text)
        yield from [
            front.tldr,
            *(_read(each, labels) for each in written),
            *(each.ask for each in front.questions),
        ]
    yield from map(tex.reading, tex.paragraphs(paper.abstract or ""))
    yield from [paper.id, str(paper.year), *paper.categories]
    yield from filter(None, [paper.venue, paper.comment, paper.doi])


def _read(markdown: str, labels: Mapping[PaperId, str]) -> str:
    """A paragraph as it is read; the reviews of the fixture have no other markup than this."""

    def read(markup: re.Match[str]) -> str:
        if cited := markup["cited"]:
            return labels[PaperId(cited)]
        return markup["code"] or tex.plain(rf"\({markup['formula']}\)")

    return " ".join(_MARKUP.sub(read, markdown.lstrip("# ")).split())


def _drawn_paragraphs(paper: corpus.MadeUpPaper) -> Iterator[str]:
    yield from [paper.title, *paper.authors, *map(corpus.topic_label, paper.topics)]
    yield from [paper.tldr, *paper.review.split("\n\n"), paper.abstract]
    yield from [paper.id, paper.venue, str(paper.year)]


def _page(paper_id: str) -> str:
    return f"papers/{paper_id}.html"


def holders(query: str, texts: Iterable[tuple[str, str]]) -> set[str]:
    """The names of the texts that hold every word or quoted phrase.

    A word may go on, but for one letter after other words: "write a" is not in "write about".
    """
    patterns = [_pattern(quoted or bare) for quoted, bare in _CHUNK.findall(query)]
    return {name for name, text in texts if _holds(text, patterns)}


def _holds(text: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    return all(pattern.search(text) for pattern in patterns)


def _pattern(chunk: str) -> re.Pattern[str]:
    text = _comparable(chunk)
    start = _LETTER_BEFORE if text[:1].isascii() and text[:1].isalnum() else ""
    end = _LETTER_AFTER if _LAST_LETTER.search(text) else ""
    return re.compile(start + re.escape(text) + end)


def _comparable(text: str) -> str:
    # `fold` drops hyphens, which here are as good as spaces.
    return fold(_JOINTS.sub(" ", normalise(text)))
