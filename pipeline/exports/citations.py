"""The files of citations: those of each set and each paper, and what a page joins others of."""

import json
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from ..written.paper_ids import PaperId, file_stem
from .cited import Cited
from .formats import FORMATS, Format
from .sets import Exported

CITATIONS: Final = "citations"
"""The folder, below a language's, of what a page joins files of."""

_Entries: TypeAlias = Mapping[PaperId, str]


class Citations:
    """The files of citations, each entry made once: it is the same in all languages."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[tuple[str, Cited], str] = {}

    def files(self, exported: Exported) -> Iterator[tuple[str, str]]:
        """The files of one language, by their paths."""
        known = [paper for paper in exported.papers.values() if paper.is_known]
        cited = {paper.id: Cited.of(paper) for paper in known}
        for name, form in FORMATS.items():
            entries = {each: self._entry(name, cited[each]) for each in cited}
            for each in exported.sets:
                held = [entries[paper.id] for paper in each.papers if paper.id in entries]
                yield f"{each.place}.{form.ending}", form.joined(held)
            for paper_id, entry in entries.items():
                yield f"papers/{file_stem(paper_id)}.{form.ending}", form.joined([entry])
            yield f"{CITATIONS}/{name}.js", _script(name, form, entries)

    def _entry(self, name: str, cited: Cited) -> str:
        key = name, cited
        if key not in self._made:
            self._made[key] = FORMATS[name].entry(cited)
        return self._made[key]


def _script(name: str, form: Format, entries: _Entries) -> str:
    """What a page loads to join a file, by the papers' pages: one from file:// may not fetch."""
    data = {
        "start": form.start,
        "between": form.between,
        "end": form.end,
        "entries": {file_stem(paper_id): entry for paper_id, entry in entries.items()},
    }
    return f"shoroku.citations({json.dumps(name)}, {json.dumps(data, ensure_ascii=False)});\n"
