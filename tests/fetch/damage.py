"""Answers damaged at random, and whether the loss of anything goes unseen."""

import random
from collections import Counter
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from pipeline.arxiv.client import Client
from pipeline.arxiv.entries import Paper
from pipeline.arxiv.failures import AnswerError
from pipeline.arxiv.layout import clean
from pipeline.arxiv.transport import Question, Transport
from pipeline.written.paper_ids import PaperId
from tests.fetch.made_up import PAPERS, Dialect, feed

THREE = PAPERS[:3]
_ATOM = "{http://www.w3.org/2005/Atom}"


class Canned(Transport):
    """Answers every question with the same bytes."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.requests = 0

    def read(self, question: Question) -> bytes:
        assert "id_list" in question.url
        return self.body


def tally(count: int, seed: int) -> Counter[str]:
    """How `count` damaged answers of three papers fared.

    Raises AssertionError where a paper was lost or its text changed without a word.
    """
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    sound = {dialect: feed(THREE, dialect).encode() for dialect in Dialect}
    return Counter(_fate(_damaged(chance, sound[dialect])) for dialect in _dialects(chance, count))


def _dialects(chance: random.Random, count: int) -> list[Dialect]:
    return chance.choices(list(Dialect), k=count)


def _fate(body: bytes) -> str:
    ids = [PaperId(paper.id) for paper in THREE]
    try:
        found = Client(Canned(body), "http://127.0.0.1").ask(ids, by_post=False).papers
    except AnswerError:
        return "refused"
    _check_texts(found, body)
    # What is not in `found` is asked for again, and said to be missing at the end.
    return "whole" if len(found) == len(ids) else "seen to lack a paper"


def _check_texts(found: Mapping[PaperId, Paper], body: bytes) -> None:
    """What is believed is all that another reader finds in the same bytes."""
    root = ET.fromstring(body.decode())  # noqa: S314 (the answer was found sound)
    said = [_texts(entry) for entry in root.iter(f"{_ATOM}entry")]
    for paper in found.values():
        record = paper.record
        texts = (record.title, record.authors, " ".join(paper.abstract.split()))
        assert texts in said, body


def _texts(entry: ET.Element) -> tuple[str, tuple[str, ...], str]:
    def text(element: ET.Element | None) -> str:
        if element is None:
            return ""  # of an entry that was not believed
        return " ".join(clean("".join(element.itertext())).split())

    names = tuple(text(author.find(f"{_ATOM}name")) for author in entry.iter(f"{_ATOM}author"))
    return text(entry.find(f"{_ATOM}title")), names, text(entry.find(f"{_ATOM}summary"))


def _damaged(chance: random.Random, body: bytes) -> bytes:
    spoil = chance.choice((_flipped, _cut, _without, _doubled, _with_markup, _overwritten))
    return spoil(chance, body)


def _flipped(chance: random.Random, body: bytes) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] + bytes([body[at] ^ (1 << chance.randrange(8))]) + body[at + 1 :]


def _cut(chance: random.Random, body: bytes) -> bytes:
    return body[: chance.randrange(len(body))]


def _without(chance: random.Random, body: bytes) -> bytes:
    at, size = chance.randrange(len(body)), chance.choice((1, 10, 400))
    return body[:at] + body[at + size :]


def _doubled(chance: random.Random, body: bytes) -> bytes:
    at, size = chance.randrange(len(body)), chance.choice((1, 10, 400))
    return body[: at + size] + body[at:]


def _with_markup(chance: random.Random, body: bytes) -> bytes:
    at = chance.randrange(len(body))
    extra = chance.choice(
        (b"&", b"<", b"<b>x</b>", b"<!-- -->", b"&eacute;", b"\0", b"\xff", b"]]>")
    )
    return body[:at] + extra + body[at:]


def _overwritten(chance: random.Random, body: bytes) -> bytes:
    at, size = chance.randrange(len(body)), chance.choice((1, 10, 100))
    return body[:at] + chance.randbytes(size) + body[at + size :]
