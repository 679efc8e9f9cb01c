"""What programs that are not ours read in files of citations."""

import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import rispy
from bibtexparser.entrypoint import parse_string as parse_bibtex
from citeproc.source.json import CiteProcJSON
from pybtex.database import Entry, Person, parse_string

from pipeline.text.names import Name
from tests.test_bibtex import read


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A paper as a program sees it; a name is family, given name and suffix."""

    key: str
    title: str
    names: list[tuple[str, str, str]]
    year: str
    fields: Mapping[str, str] = field(default_factory=dict)
    """All of them, by the names that the format gives them; authors too."""


def letters(text: str) -> str:
    """What two ways to write the same have in common."""
    text = text.replace("ˆ", "^")  # as the reader of TeX has it, which is a letter by Unicode
    return "".join(sorted(filter(str.isalnum, unicodedata.normalize("NFKC", text))))


def name_parts(name: Name) -> tuple[str, str, str]:
    return name.family, name.given, name.suffix


def by_pybtex(text: str) -> Iterator[Seen]:
    for key, entry in parse_string(text, "bibtex").entries.items():
        yield _from_bibtex(key, entry)


def _from_bibtex(key: str, entry: Entry) -> Seen:
    fields = {name.lower(): str(value) for name, value in entry.fields.items()}
    people = entry.persons.get("author", [])
    if people:
        fields["author"] = " and ".join(map(str, people))
    return Seen(
        key=key,
        title=read(fields.get("title", "")),
        names=[_from_person(each) for each in people],
        year=fields.get("year", fields.get("date", "")),
        fields=fields,
    )


def _from_person(person: Person) -> tuple[str, str, str]:
    family = " ".join([*person.prelast_names, *person.last_names])
    given = " ".join([*person.first_names, *person.middle_names])
    return read(family), read(given), read(" ".join(person.lineage_names))


def by_bibtexparser(text: str) -> Iterator[Seen]:
    library = parse_bibtex(text)
    assert library.failed_blocks == []
    assert len(library.blocks) == len(library.entries)
    for entry in library.entries:
        fields = {each.key.lower(): str(each.value) for each in entry.fields}
        yield Seen(
            key=entry.key,
            title=read(fields.get("title", "")),
            names=[],
            year=fields.get("year", fields.get("date", "")),
            fields=fields,
        )


def by_rispy(text: str) -> Iterator[Seen]:
    for record in rispy.loads(text):
        fields = {name: value for name, value in record.items() if isinstance(value, str)}
        fields |= {name: "\n".join(value) for name, value in record.items() if name not in fields}
        yield Seen(
            key=fields["id"],
            title=fields.get("title", ""),
            names=[_from_ris(author) for author in record.get("authors", ())],
            year=fields.get("year", ""),
            fields=fields,
        )


def _from_ris(author: str) -> tuple[str, str, str]:
    family, given, suffix, *rest = [*map(str.strip, author.split(",")), "", ""]
    assert not any(rest)
    return family, given, suffix


def by_citeproc(text: str) -> Iterator[Seen]:
    items = json.loads(text)
    source = CiteProcJSON(items)
    for item in items:
        reference = source[item["id"]]
        yield Seen(
            key=item["id"],
            title=str(reference.get("title", "")),
            names=[_from_csl(author) for author in item.get("author", ())],
            year=str(item.get("issued", {}).get("date-parts", [[""]])[0][0]),
            fields={name: _told(value) for name, value in item.items()},
        )


def _told(value: Any) -> str:  # noqa: ANN401 (what JSON holds)
    return value if isinstance(value, str) else json.dumps(value)


def _from_csl(author: Mapping[str, str]) -> tuple[str, str, str]:
    family = author.get("literal", author.get("family", ""))
    return family, author.get("given", ""), author.get("suffix", "")


READERS: Final[Mapping[str, tuple[Callable[[str], Iterator[Seen]], ...]]] = {
    "bibtex": (by_pybtex, by_bibtexparser),
    "biblatex": (by_pybtex, by_bibtexparser),
    "ris": (by_rispy,),
    "csl-json": (by_citeproc,),
}
"""By the format."""
FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "bibtex": frozenset(
        {"title", "author", "journal", "booktitle", "volume", "number", "pages", "year", "eprint"}
        | {"archiveprefix", "primaryclass", "doi", "url", "note"}
    ),
    "biblatex": frozenset(
        {"title", "author", "journaltitle", "booktitle", "volume", "number", "pages", "date"}
        | {"eprint", "eprinttype", "eprintclass", "doi", "url", "note"}
    ),
    "ris": frozenset(
        {"type_of_reference", "id", "title", "authors", "year", "secondary_title", "volume"}
        | {"number", "start_page", "end_page", "publisher", "accession_number", "doi", "urls"}
        | {"notes"}
    ),
    # https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json
    "csl-json": frozenset(
        {"id", "type", "title", "author", "issued", "container-title", "volume", "issue", "page"}
        | {"publisher", "number", "DOI", "URL", "note"}
    ),
}
"""The fields that an entry of each format may have."""
