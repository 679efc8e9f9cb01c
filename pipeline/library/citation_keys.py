"""By what a paper is cited in BibTeX and its like: `gu2021combining`, no two alike."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from anyascii import anyascii

from ..text.names import Name, each_name
from ..written.paper_ids import PaperId, is_arxiv_id
from .labels import letters

_SMALL_WORDS = {"a", "an", "the", "on", "of", "for", "in", "is", "to", "and", "with"}
_NO_LETTER = re.compile("[^a-z0-9]")
# How these are read depends on the language and, in names, on the person.
_IDEOGRAPHS = re.compile(
    r"[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_OF_A_GROUP = re.compile(r"^the\s|\s(?:collaborations?|consortium|team)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """What a key is made of: names and title as plain text, first author first."""

    id: PaperId
    authors: Iterable[str]
    """They are gone through once, as far as need be."""
    year: int | None
    title: str


def citation_keys(papers: Sequence[Keyed]) -> dict[PaperId, str]:
    """A key for each paper: lower-case ASCII letters and digits.

    Of papers with the same author, year and word, the one whose id comes first has the bare key,
    so that it keeps it when a newer one is added.
    """
    groups: dict[str, list[PaperId]] = defaultdict(list)
    for paper in papers:
        groups[_key(paper)].append(paper.id)
    keys = {min(group, key=_by_age): base for base, group in groups.items()}
    taken = set(groups)
    for base, group in groups.items():
        for paper_id in sorted(group, key=_by_age)[1:]:
            lettered = (base + letters(index) for index in count(1))
            keys[paper_id] = next(key for key in lettered if key not in taken)
            taken.add(keys[paper_id])
    return keys


def _key(paper: Keyed) -> str:
    words = (_ascii(word.split("-")[0]) for word in paper.title.split())
    word = next((word for word in words if word and word not in _SMALL_WORDS), "")
    if author := next((_author(name) for name in each_name(paper.authors)), ""):
        return f"{author}{paper.year or ''}{word}"
    return f"{'arxiv' if is_arxiv_id(paper.id) else ''}{_ascii(paper.id)}{word}"


def _author(name: Name) -> str:
    return _ascii(_OF_A_GROUP.sub("", name.family) if name.is_group else name.family)


def _ascii(word: str) -> str:
    return _NO_LETTER.sub("", anyascii(_IDEOGRAPHS.sub("", word)).lower())


def _by_age(paper_id: PaperId) -> tuple[bool, str]:
    # Ids of the old style hold a slash; all of them are older than those of the new one.
    return "/" not in paper_id, paper_id
