"""The addresses that a site links to, and which of them are dead twice running.

Dead is what answers 404 or 410, in two runs on two days with no sign of life between them.
Other answers, and none, say nothing: a server that refuses programs, or is down, may have the page.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ..checking.markup import Markup, review_markdown
from ..files.atomic import write_if_changed
from ..library.library import Library
from ..written.reviews import Review
from .matters import Matter
from .quoting import quoted

_DEAD: Final = frozenset({404, 410})
_FAILURES: Final = 400
_MEMORY: Final = ".cache/links.json"
_PLACES_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What answers say: the links that are dead, those that live, and the doubtful with a day."""

    dead: frozenset[str]
    alive: frozenset[str]
    doubtful: Mapping[str, date]
    """Those that were dead once, and when."""


def linked(library: Library) -> dict[str, list[str]]:
    """The web addresses in reviews and of papers off arXiv, with the files that name each."""
    found: dict[str, dict[str, None]] = {}
    for address, path in _linked(library):
        if address.startswith(("https://", "http://")):
            found.setdefault(address.partition("#")[0], {})[path] = None
    return {address: list(paths) for address, paths in found.items()}


def judged(answers: Mapping[str, int | None], doubtful: Mapping[str, date], today: date) -> Verdict:
    """What the answers of `today`, address → status, say together with those of days before."""
    gone = {address for address, status in answers.items() if status in _DEAD}
    alive = {each for each, status in answers.items() if status and status < _FAILURES}
    dead = {each for each in gone if doubtful.get(each, today) < today}
    left = {each: day for each, day in doubtful.items() if each not in alive}
    return Verdict(
        dead=frozenset(dead),
        alive=frozenset(alive),
        doubtful=dict.fromkeys(sorted(gone), today) | left,
    )


def dead_matters(addresses: Iterable[str], places: Mapping[str, Sequence[str]]) -> list[Matter]:
    """The dead addresses, each with where it stands."""
    why = "it is gone, as it said twice running"
    return [Matter(each, f"{_stands(each, places)}: {why}") for each in sorted(addresses)]


def revived(addresses: Iterable[str], places: Mapping[str, Sequence[str]]) -> list[Matter]:
    """The addresses that were told to be dead and are there again."""
    why = "it was told to be dead, and answers again"
    return [Matter(each, f"{_stands(each, places)}: {why}") for each in sorted(addresses)]


def read_doubtful(root: Path) -> dict[str, date]:
    """What the last run remembered; nothing where that is lost, which costs a week."""
    try:
        held = json.loads((root / _MEMORY).read_bytes())
        return {str(address): date.fromisoformat(day) for address, day in held.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def write_doubtful(root: Path, doubtful: Mapping[str, date]) -> None:
    """Remember what was dead once; raises OSError."""
    days = {address: day.isoformat() for address, day in doubtful.items()}
    text = json.dumps(days, ensure_ascii=False, indent=1, sort_keys=True)
    write_if_changed(root / _MEMORY, f"{text}\n", durable=False)


def _stands(address: str, places: Mapping[str, Sequence[str]]) -> str:
    files = places[address]
    shown = [quoted(file) for file in files[:_PLACES_SHOWN]]
    more = [f"{len(files) - len(shown):,} more"] if len(files) > len(shown) else []
    return f"{quoted(address)}, in {', '.join(shown + more)}"


def _linked(library: Library) -> Iterator[tuple[str, str]]:
    for paper in library.papers:
        if not paper.on_arxiv:
            yield paper.address, "reviews/papers.yaml"
    for _, review in library.reviews:
        yield from ((address, review.path) for address in _addresses(review))


def _addresses(review: Review) -> Iterator[str]:
    if review.front.reviewer and review.front.reviewer.link:
        yield str(review.front.reviewer.link)
    for piece in Markup(review_markdown()).pieces(f"\n{review.body.text}", 0):
        if piece.token.type == "link_open":
            yield str(piece.token.attrGet("href") or "")
