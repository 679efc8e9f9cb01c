"""The summary, `docs/<lang>/index.md`: it speaks of every reviewed paper of its collections.

A collection belongs to the summary when the page shows its `{overview}`.
Each of its reviewed papers is cited with `{paper}`, or stands under `uncited:` in the page's
front matter.
A theme is a section (`##`) before the first overview that holds a paragraph; it cites a paper.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import takewhile

from ..files.yaml_source import YamlSource, read_yaml
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.paper_list import Listing
from .markup import Piece
from .references import cited_paper

UNCITED = Code(
    "uncited",
    translatable("The summary on the front page does not mention a reviewed paper."),
    translatable(
        "cite it with `` {paper}`1706.03762` ``, or name it under `uncited:` in the front"
        " matter of `docs/en/index.md`."
    ),
)
THEME = Code(
    "theme",
    translatable("A theme of the summary mentions no paper."),
    translatable("a section cites nobody; cite a paper there, or merge it with the section above."),
)

_OVERVIEW = re.compile(r"\{overview\}\s+(?P<collection>[a-z0-9-]+)\s*", re.ASCII)


@dataclass(slots=True)
class _Section:
    """What stands below a heading of the second level."""

    line: int
    title: str
    holds_prose: bool = False
    cites: bool = False
    overviews: list[tuple[str, int]] = field(default_factory=list)


def check_summary(
    pieces: Sequence[Piece], path: str, listing: Listing, reviewed: AbstractSet[str]
) -> Iterator[Problem]:
    """What the summary at `path` leaves out of the papers that are `reviewed`."""
    cited = {paper for piece in pieces if (paper := _citation(piece)) is not None}
    sections = list(_sections(pieces))
    for section in takewhile(lambda each: not each.overviews, sections):
        if _has_overview(sections) and section.holds_prose and not section.cites:
            message = f"the theme {section.title!r} mentions no paper; cite one with {{paper}}`…`"
            yield Problem(path, section.line, message, THEME)
    missing = reviewed - cited - declared_uncited(pieces)
    due = {collection.id: collection.papers for collection in listing.papers.collections}
    for shelf, line in (each for section in sections for each in section.overviews):
        for entry in due.get(shelf, ()):
            if entry.id in missing:
                message = (
                    f"{entry.id} is reviewed but not mentioned; cite it with {{paper}}`{entry.id}`,"
                    " or name it under uncited: in the front matter"
                )
                # Who brings a review need not rewrite the summary.
                yield Problem(path, line, message, UNCITED, is_note=True)


def _citation(piece: Piece) -> str | None:
    token = piece.token
    if token.type == "myst_role" and token.meta["name"] == "paper":
        return cited_paper(token.content)
    return None


def declared_uncited(pieces: Sequence[Piece]) -> set[str]:
    """The ids under `uncited:` in a page's front matter."""
    declared = front_matter(pieces).get("uncited")
    return (
        {each for each in declared if isinstance(each, str)}
        if isinstance(declared, list)
        else set()
    )


def front_matter(pieces: Sequence[Piece]) -> dict[str, object]:
    """The fields at the top of a page; none where there are none, or they are no YAML."""
    if not pieces or pieces[0].token.type != "front_matter":
        return {}
    source = read_yaml("", pieces[0].token.content)
    return source.value if isinstance(source, YamlSource) and isinstance(source.value, dict) else {}


def _sections(pieces: Sequence[Piece]) -> Iterator[_Section]:
    # What stands before the first theme is a lead, for which nothing is asked.
    section = _Section(1, "")
    for place, piece in enumerate(pieces):
        token = piece.token
        if token.type == "heading_open" and token.tag == "h2":
            if section.title:
                yield section
            title = "".join(each.token.content for each in pieces[place + 1 : place + 2])
            section = _Section(piece.line, title)
        section.holds_prose |= token.type == "paragraph_open"
        section.cites |= _citation(piece) is not None
        if overview := _OVERVIEW.fullmatch(token.info):
            section.overviews.append((overview["collection"], piece.line))
    yield section


def _has_overview(sections: Sequence[_Section]) -> bool:
    return any(section.overviews for section in sections)
