"""Lists that DuckDB does not read, written as JSON lines: plain lines, BibTeX, RIS, an object.

The forms are those of https://www.bibtex.org/Format/ and
https://en.wikipedia.org/wiki/RIS_(file_format), as far as lists of papers need them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from ..text import tex
from .columns import has_titles
from .failures import ListError
from .kinds import Kind
from .spool import Spooled

MAX_OBJECT: Final = 64 * 2**20
"""In bytes: the whole is held in memory, many times its size."""
MAX_ENTRY: Final = 2_000_000

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


_TAG: Final = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?")
_RIS: Final = {"T1": "title", "TI": "title", "AB": "abstract", "N2": "abstract", "UR": "url"}


def _ris(path: Path) -> Iterator[_Record]:
    record: dict[str, str] = {}
    authors: list[str] = []
    last, began = "", 0
    for number, line in enumerate(_lines(path), 1):
        form = _TAG.fullmatch(line.rstrip())
        if form is None:
            if last and line.strip():
                record[last] = f"{record[last]} {line.strip()}"
            continue
        tag, value = form[1], (form[2] or "").strip()
        if tag == "TY":
            _refuse_open(began)
            record, authors, last, began = {}, [], "", number
        elif tag == "ER":
            yield {**record, "authors": authors}
            record, authors, last, began = {}, [], "", 0
        elif tag in {"AU", "A1"}:
            authors.append(value)
            last = ""
        else:
            last = _RIS.get(tag, {"DO": "doi"}.get(tag, ""))
            if last in record:
                last = ""
            elif last:
                record[last] = value
    _refuse_open(began)


def _refuse_open(began: int) -> None:
    if began:
        message = f"has an entry on line {began} that does not end, by ER  -"
        raise ListError(message)


_ENTRY: Final = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t\r]*[{(]", re.MULTILINE)
_NO_ENTRIES: Final = frozenset({"comment", "preamble", "string"})
_FIELD: Final = re.compile(r"\s*,?\s*([A-Za-z][\w:+./-]*)\s*=\s*")
_BARE: Final = re.compile(r"[^\s,#{}()\"]+")
_JOIN: Final = re.compile(r"\s*#\s*")
_BRACES: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTE: Final = re.compile(r"\\.|[{}\"]", re.DOTALL)


def _bibtex(path: Path) -> Iterator[_Record]:
    for number, kind, entry in _entries(path):
        if kind.lower() not in _NO_ENTRIES:
            fields = dict(_fields(entry, number))
            if fields:
                yield fields


def _entries(path: Path) -> Iterator[tuple[int, str, str]]:
    """The line, kind and text of each entry; it lasts to the next line that begins one."""
    kind, began, size = "", 0, 0
    gathered: list[str] = []
    for number, line in enumerate(_lines(path), 1):
        if form := _ENTRY.match(line):
            if kind:
                yield began, kind, "\n".join(gathered)
            kind, began, gathered, size = form[1], number, [line[form.end() :]], 0
        elif kind:
            gathered.append(line)
        size += len(line)
        if size > MAX_ENTRY:
            message = f"has an entry on line {began} with more than {MAX_ENTRY:,} characters"
            raise ListError(message)
    if kind:
        yield began, kind, "\n".join(gathered)


def _fields(entry: str, number: int) -> Iterator[tuple[str, object]]:
    """The fields of an entry, their names in lower case."""
    place = entry.find(",") + 1  # behind the key
    while place and (form := _FIELD.match(entry, place)):
        value, place = _value(entry, form.end(), number)
        name = form[1].lower()
        text = _without_braces(" ".join(value.split()))
        yield name, _people(text) if name == "author" else text
    rest = entry[place:].strip(" \t\r\n,") if place else "}"
    if not rest.startswith(("}", ")")):
        message = f"has an entry on line {number} that is no BibTeX: a brace or a quote is open"
        raise ListError(message)


def _without_braces(text: str) -> str:
    """The text without the braces that keep capitals as they are."""
    plain = tex.plain(text) if "\\" in text or "$" in text else text
    return plain if "$" in plain else plain.replace("{", "").replace("}", "")


def _people(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"\band\b", text) if name.strip()]


def _value(entry: str, place: int, number: int) -> tuple[str, int]:
    """A value of parts joined by #, and where it ends."""
    parts: list[str] = []
    while True:
        part, place = _part(entry, place, number)
        parts.append(part)
        join = _JOIN.match(entry, place)
        if join is None:
            return "".join(parts), place
        place = join.end()


def _part(entry: str, place: int, number: int) -> tuple[str, int]:
    sign = entry[place : place + 1]
    if sign in {"{", '"'}:
        end = _end(entry, place, _BRACES if sign == "{" else _QUOTE)
        if end is not None:
            return entry[place + 1 : end - 1], end
    elif form := _BARE.match(entry, place):
        return form[0], form.end()
    message = f"has an entry on line {number} that is no BibTeX: a brace or a quote is open"
    raise ListError(message)


def _end(entry: str, place: int, signs: re.Pattern[str]) -> int | None:
    """Where what begins at `place`, by a brace or a quote, ends."""
    depth = int(entry[place] == "{")
    for form in signs.finditer(entry, place + 1):
        depth += (form[0] == "{") - (form[0] == "}")
        if depth == 0 and form[0] == ("}" if entry[place] == "{" else '"'):
            return form.end()
    return None


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
