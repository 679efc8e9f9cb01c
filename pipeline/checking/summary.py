"""The summary, `docs/<lang>/index.md`: it speaks of every reviewed paper of its collections.

A collection belongs to the summary when the page includes its overview, `includes/<id>.inc`.
Each of its reviewed papers is cited with `{paper}`, or stands under `uncited:` in the page's
front matter.
A theme is a section (`##`) before the first overview that holds a paragraph; it cites a paper.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from .body import cited_paper
from .markup import Markup, Piece
from ..words.languages import Language
from ..written.paper_list import Listing
from ..problems.problem import Code, Problem
from ..written.reviews import Review
from ..written.validation import nearest
from ..files.yaml_source import read_yaml

_OVERVIEW = re.compile(r"\{include\}\s+includes/(?P<collection>[a-z0-9-]+)\.inc\s*", re.ASCII)


@dataclass(slots=True)
class _Section:
    """What stands below a heading of the second level."""

    line: int
    title: str
    holds_prose: bool = False
    cites: bool = False
    overviews: list[tuple[str, int]] = field(default_factory=list)


def check_summaries(root: Path, listing: Listing, reviews: Sequence[Review]) -> Iterator[Problem]:
    """Everything that the summary of each language names wrongly or leaves out."""
    reviewed = {review.paper_id for review in reviews}
    for language in Language:
        path = f"docs/{language}/index.md"
        if (root / path).is_file():
            text = (root / path).read_text(encoding="utf-8")
            yield from _check_summary(text, path, listing, reviewed)


def _check_summary(
    text: str, path: str, listing: Listing, reviewed: AbstractSet[str]
) -> Iterator[Problem]:
    pieces = list(Markup({}).pieces(text, 1))
    papers = listing.lines.keys() | reviewed
    cited = {paper: piece.line for piece in pieces if (paper := _citation(piece)) is not None}
    uncited = _declared(pieces)
    for paper, line in cited.items() | dict.fromkeys(uncited, 1).items():
        if paper not in papers:
            offer = nearest(paper, papers)
            yield Problem(
                path, line, f"{paper} is no paper of this site{offer}", Code.UNKNOWN_PAPER
            )
    sections = list(_sections(pieces))
    for section in takewhile(lambda each: not each.overviews, sections):
        if _has_overview(sections) and section.holds_prose and not section.cites:
            message = f"the theme {section.title!r} mentions no paper; cite one with {{paper}}`…`"
            yield Problem(path, section.line, message, Code.THEME)
    due = {collection.id: collection.papers for collection in listing.papers.collections}
    for shelf, line in (each for section in sections for each in section.overviews):
        for entry in due.get(shelf, ()):
            if entry.id in reviewed - cited.keys() - uncited:
                message = (
                    f"{entry.id} is reviewed but not mentioned; cite it with {{paper}}`{entry.id}`,"
                    " or name it under uncited: in the front matter"
                )
                yield Problem(path, line, message, Code.UNCITED)


def _citation(piece: Piece) -> str | None:
    token = piece.token
    if token.type == "myst_role" and token.meta["name"] == "paper":
        return cited_paper(token.content)
    return None


def _declared(pieces: Sequence[Piece]) -> set[str]:
    """The ids under `uncited:` in the front matter."""
    if not pieces or pieces[0].token.type != "front_matter":
        return set()
    source = read_yaml("", pieces[0].token.content)
    fields = {} if isinstance(source, list) else source.value
    declared = fields.get("uncited") if isinstance(fields, dict) else None
    return set(declared) if isinstance(declared, list) else set()


def _sections(pieces: Sequence[Piece]) -> Iterator[_Section]:
    # What stands before the first theme is a lead, for which nothing is asked.
    section = _Section(1, "")
    for place, piece in enumerate(pieces):
        token = piece.token
        if token.type == "heading_open" and token.tag == "h2":
            if section.title:
                yield section
            section = _Section(piece.line, pieces[place + 1].token.content)
        section.holds_prose |= token.type == "paragraph_open"
        section.cites |= _citation(piece) is not None
        if overview := _OVERVIEW.fullmatch(token.info):
            section.overviews.append((overview["collection"], piece.line))
    yield section


def _has_overview(sections: Sequence[_Section]) -> bool:
    return any(section.overviews for section in sections)
