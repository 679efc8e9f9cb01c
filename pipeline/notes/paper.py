"""The paper that a note is about, by its fields, its name, its title and its first lines."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ..written.paper_ids import PaperId, mentioned_arxiv_ids, nearest_arxiv_id
from . import called, plain
from .fields import Note

_TOP: Final = 12
"""The lines with words that are a note's first; what stands below may be of other papers."""
_SIGNS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """The papers that a note may be about: one where it is told, several where it is not clear.

    `words` are where the only mention of it stands that is not at the top.
    """

    papers: tuple[PaperId, ...] = ()
    words: str = ""


def bare_title(title: str) -> str:
    """A title as titles are compared: letters and digits alone."""
    return _SIGNS.sub(" ", plain.plain(title).lower()).strip()


def paper_of(note: Note, stem: str, titles: Mapping[str, PaperId]) -> Found:
    """The paper that a note is about, whose file's name is `stem`.

    `titles` has the papers of the site by their bare titles.
    """
    first: tuple[PaperId, ...] = ()
    for place in _places(note, stem):
        ids = _named(place)
        first = first or ids
        if len(ids) == 1:
            return Found(ids)
    told = (note.first("title"), plain.title(note.text), stem)
    if same := [titles[bare] for each in told if (bare := bare_title(each)) in titles]:
        return Found((same[0],))
    if first:
        return Found(first)
    lines = list(plain.lines_of(note.text))
    anywhere = _named(lines)
    return Found(anywhere, next((line for line in lines if _named([line])), ""))


def is_of(title: str, note: Note, stem: str) -> bool:
    """Whether a note may be of the paper with a title: half of its words stand above the note."""
    told = " ".join((note.first("title"), plain.title(note.text), stem))
    words = set(bare_title(title).split())
    return 2 * len(words & set(bare_title(told).split())) >= len(words)


def _places(note: Note, stem: str) -> Iterator[list[str]]:
    yield from (list(note.fields.get(key, ())) for key in called.PAPER)
    yield [stem]
    lines = plain.first_lines(note.text)
    yield [line for line in lines if plain.heading(line)][:1]
    yield plain.labelled(note.text).get("paper", [])
    yield from ([line] for line in lines[:_TOP])
    yield lines[:_TOP]


def _named(texts: Iterable[str]) -> tuple[PaperId, ...]:
    ids = (
        each
        for text in texts
        for each in (mentioned_arxiv_ids(text) or filter(None, [nearest_arxiv_id(text)]))
    )
    return tuple(dict.fromkeys(ids))
