"""The files of citations: those of each set and each paper, and what a page joins others of."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, TypeAlias

from ..written.paper_ids import PaperId, file_stem
from .cited import Cited
from .formats import FORMATS, Format
from .sets import Exported, PaperSet

CITATIONS: Final = "citations"
"""The folder, below a language's, of what a page joins files of."""

_Entries: TypeAlias = Mapping[PaperId, str]


def citation_files(made: Sequence[Exported]) -> Iterator[tuple[str, str]]:
    """Path below `build/html` → text, for all languages; no entry is made twice."""
    written = {name: cache(form.entry) for name, form in FORMATS.items()}
    for exported in made:
        known = [paper for paper in exported.papers.values() if paper.is_known]
        cited = {paper.id: Cited.of(paper) for paper in known}
        for name, form in FORMATS.items():
            entries = {paper_id: written[name](each) for paper_id, each in cited.items()}
            for path, text in _files(name, form, entries, exported.sets):
                yield f"{exported.language}/{path}", text


def _files(
    name: str, form: Format, entries: _Entries, sets: Sequence[PaperSet]
) -> Iterator[tuple[str, str]]:
    """The files of one language and format, by their paths below the language's folder."""
    for each in sets:
        held = [entries[paper.id] for paper in each.papers if paper.id in entries]
        yield f"{each.place}.{form.ending}", form.joined(held)
    for paper_id, entry in entries.items():
        yield f"papers/{file_stem(paper_id)}.{form.ending}", form.joined([entry])
    yield f"{CITATIONS}/{name}.js", _script(name, form, entries)


def _script(name: str, form: Format, entries: _Entries) -> str:
    """What a page loads to join a file, by the papers' pages: one from file:// may not fetch."""
    data = {
        "start": form.start,
        "between": form.between,
        "end": form.end,
        "entries": {file_stem(paper_id): entry for paper_id, entry in entries.items()},
    }
    return f"shoroku.citations({json.dumps(name)}, {json.dumps(data, ensure_ascii=False)});\n"
