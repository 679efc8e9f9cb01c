"""Lists that DuckDB does not read, written as JSON lines: plain lines, BibTeX, RIS, an object.

BibTeX and RIS are read as references are that people paste, one entry at a time.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from ..resolving import bibtex, ris
from ..resolving.reference import Fields, UnreadableError
from ..resolving.works import doi_in
from ..text import tex
from ..written.paper_ids import nearest_arxiv_id
from .columns import has_titles
from .failures import ListError
from .kinds import Kind
from .spool import Spooled

MAX_OBJECT: Final = 64 * 2**20
"""In bytes: the whole is held in memory, many times its size."""
MAX_ENTRY: Final = 2_000_000
MAX_ENTRIES: Final = 1_000_000
"""Of BibTeX or RIS: so many take minutes."""

_Record = Mapping[str, object]


def converted(given: Spooled, folder: Path) -> Path:
    """The list as a file of JSON lines in `folder`; raises ListError."""
    target = folder / "converted.jsonl"
    with target.open("x", encoding="utf-8") as file:
        for record in _RECORDS[given.kind](given.path):
            file.write(json.dumps(record, ensure_ascii=True) + "\n")
    if not target.stat().st_size:
        message = "holds no record"
        raise ListError(message)
    return target


def _lines(path: Path) -> Iterator[str]:
    # Not as Python breaks lines, which is at form feeds too.
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        yield from (line.rstrip("\r\n") for line in file)


def _plain(path: Path) -> Iterator[_Record]:
    for number, line in enumerate(_lines(path)):
        title = line.strip()
        if title and not (number == 0 and has_titles([title])):
            yield {"title": title}


_ENTRY: Final = re.compile(r"[ \t]*@[ \t]*(?P<kind>\w+)[ \t]*[{(]")
_NO_ENTRIES: Final = frozenset({"comment", "preamble", "string"})


def _bibtex(path: Path) -> Iterator[_Record]:
    for began, entry in _entries(path, _ENTRY):
        form = _ENTRY.match(entry)
        if form and form["kind"].lower() not in _NO_ENTRIES:
            yield from _read(bibtex.references_in(entry), began)


def _ris(path: Path) -> Iterator[_Record]:
    for began, entry in _entries(path, ris.BEGINNING):
        if not ris.END.search(entry):
            message = f"has an entry on line {began} that does not end, by ER  -"
            raise ListError(message)
        yield from _read(ris.references_in(entry), began)


def _entries(path: Path, beginning: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The line and text of each entry; it lasts to the next line that begins one."""
    began, size, count = 0, 0, 0
    gathered: list[str] = []
    for number, line in enumerate(_lines(path), 1):
        if beginning.match(line):
            if began:
                yield began, "\n".join(gathered)
            began, size, count, gathered = number, 0, count + 1, []
        if began:
            gathered.append(line)
            size += len(line)
        if count > MAX_ENTRIES:
            message = f"has more than {MAX_ENTRIES:,} entries; give it as CSV or JSON lines"
            raise ListError(message)
        if size > MAX_ENTRY:
            message = f"has an entry on line {began} with more than {MAX_ENTRY:,} characters"
            raise ListError(message)
    if began:
        yield began, "\n".join(gathered)


def _read(found: Iterable[Fields | UnreadableError], began: int) -> Iterator[_Record]:
    """The records of an entry that begins on a line; one that gives none is none."""
    each = None
    for each in found:
        if isinstance(each, UnreadableError):
            message = f"has an entry on line {began + each.line - 1} that {each}"
            raise ListError(message)
        yield _record(each)
    if each is None:
        message = f"has an entry on line {began} that is no BibTeX that can be read"
        raise ListError(message)


def _record(fields: Fields) -> _Record:
    return {
        "title": _without_braces(fields.title),
        "abstract": _without_braces(fields.abstract),
        "authors": list(map(_without_braces, fields.authors)),
        "url": fields.url,
        "arxiv": next(filter(None, map(nearest_arxiv_id, fields.ids)), ""),
        "doi": next(filter(None, map(doi_in, fields.ids)), ""),
    }


def _without_braces(text: str) -> str:
    """The text without the braces that keep capitals as they are."""
    plain = tex.plain(text) if "\\" in text or "$" in text else text
    return plain if "$" in plain else plain.replace("{", "").replace("}", "")


def _object(path: Path) -> Iterator[_Record]:
    """The records in the only list that a JSON object holds."""
    if path.stat().st_size > MAX_OBJECT:
        message = (
            f"is one JSON object of more than {MAX_OBJECT >> 20} MB;"
            " write its list alone, an entry a line"
        )
        raise ListError(message)
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except RecursionError as error:
        message = "is JSON of lists within lists, too deep to be records"
        raise ListError(message) from error
    except ValueError as error:
        message = f"is no JSON: {error}"
        raise ListError(message) from error
    yield from _records(_only_list(value))


def _only_list(value: Mapping[str, object]) -> list[object]:
    lists = {name: each for name, each in value.items() if isinstance(each, list)}
    if len(lists) == 1:
        return next(iter(lists.values()))
    names = ", ".join(repr(name[:40]) for name in (lists or value))[:400]
    what = "more than one list" if lists else "no list"
    message = f"is a JSON object that holds {what} ({names or 'nothing'}); give the one of papers"
    raise ListError(message)


def _records(values: Iterable[object]) -> Iterator[_Record]:
    for number, each in enumerate(values, 1):
        if isinstance(each, str):
            yield {"title": each}
        elif isinstance(each, dict):
            yield each
        else:
            message = f"holds a record, number {number}, that is neither an object nor a title"
            raise ListError(message)


_RECORDS: Final = {
    Kind.PLAIN: _plain,
    Kind.RIS: _ris,
    Kind.BIBTEX: _bibtex,
    Kind.JSON_OBJECT: _object,
}
NEEDED: Final = frozenset(_RECORDS)
