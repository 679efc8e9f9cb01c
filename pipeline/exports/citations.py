"""The files of citations: those of each set and each paper, and what a page joins others of.

A paper is cited alike in all languages.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from ..written.paper_ids import PaperId, file_stem
from .cited import Cited
from .formats import FORMATS, Format
from .parts import Part
from .sets import Exported, citations_place

CITATIONS: Final = "citations"
"""The folder, below `build/html`, of what a page joins files of."""

_Entries: TypeAlias = Mapping[PaperId, str]


def citations(made: Sequence[Exported]) -> Part:
    """The files of all languages."""
    papers = [
        paper.model_dump_json(exclude={"reviews"})  # whose writers change nothing of a citation
        for paper in made[0].papers.values()
    ]
    return Part("\n".join([*papers, repr(_sets(made))]), citation_files(made))


def citation_files(made: Sequence[Exported]) -> Iterator[tuple[str, str]]:
    """The files of all languages, path below `build/html` → text."""
    papers = made[0].papers.values()
    cited = {paper.id: Cited.of(paper) for paper in papers if paper.is_known}
    for name, form in FORMATS.items():
        entries = {paper_id: form.entry(each) for paper_id, each in cited.items()}
        for paper_id, entry in entries.items():
            yield f"papers/{file_stem(paper_id)}.{form.ending}", form.joined([entry])
        for place, ids in _sets(made).items():
            held = [entries[each] for each in ids if each in entries]
            yield f"{place}.{form.ending}", form.joined(held)
        yield f"{CITATIONS}/{name}.js", _script(name, form, entries)


def _sets(made: Iterable[Exported]) -> Mapping[str, Sequence[PaperId]]:
    return {
        citations_place(each.place, exported.language): [paper.id for paper in each.papers]
        for exported in made
        for each in exported.sets
    }


def _script(name: str, form: Format, entries: _Entries) -> str:
    """What a page loads to join a file, by the papers' pages: one from file:// may not fetch."""
    data = {
        "start": form.start,
        "between": form.between,
        "end": form.end,
        "entries": {file_stem(paper_id): entry for paper_id, entry in entries.items()},
    }
    return f"shoroku.citations({json.dumps(name)}, {json.dumps(data, ensure_ascii=False)});\n"
