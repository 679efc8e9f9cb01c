"""What kind of list a file is, by how it begins; its name counts for tables only."""

import csv
import json
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from .columns import has_titles
from .failures import ListError


class Kind(StrEnum):
    """A form in which lists come."""

    JSON_ARRAY = "json"
    JSON_OBJECT = "object.json"
    JSON_LINES = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    SEMICOLONS = "semicolons.csv"
    PARQUET = "parquet"
    BIBTEX = "bib"
    RIS = "ris"
    PLAIN = "txt"

    @property
    def is_text(self) -> bool:
        """Whether it is to be UTF-8."""
        return self is not Kind.PARQUET

    @property
    def is_of_lines(self) -> bool:
        """Whether a record takes whole lines, and so no line is of great length."""
        return self not in {Kind.PARQUET, Kind.JSON_ARRAY, Kind.JSON_OBJECT}


DELIMITERS: Final = {Kind.CSV: ",", Kind.TSV: "\t", Kind.SEMICOLONS: ";"}
_TABLES: Final = frozenset({".csv", ".tsv", ".tab"})
_OF_LINES: Final = frozenset({".jsonl", ".ndjson"})
_BOM: Final = b"\xef\xbb\xbf"


def kind_of(head: bytes, name: str) -> Kind:
    """The kind of a list that begins with `head` and is called `name`; raises ListError."""
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    ending = PurePath(name).suffix.lower()
    if ending == ".parquet":
        message = "is called .parquet and is none"
        raise ListError(message)
    text = head.removeprefix(_BOM).decode("utf-8", errors="replace").lstrip()
    if ending in _TABLES:
        return _table(text) or (Kind.CSV if ending == ".csv" else Kind.TSV)
    kind = _marked(text, ending)
    if ending in {".json", *_OF_LINES} and kind is Kind.PLAIN:
        message = "is called .json and is none: it begins with neither [ nor {"
        raise ListError(message)
    return kind


def _marked(text: str, ending: str) -> Kind:
    """The kind by the marks at the beginning."""
    if text.startswith("{"):
        return Kind.JSON_LINES if ending in _OF_LINES else _of_objects(text)
    if text.startswith("["):
        return Kind.JSON_ARRAY
    if text.startswith("<"):
        message = "is a web page or XML; give a list of titles"
        raise ListError(message)
    if text.startswith("TY  -"):
        return Kind.RIS
    first = text.partition("\n")[0]
    if _begins_bibtex(text):
        return Kind.BIBTEX
    return _table(first) or Kind.PLAIN


def _begins_bibtex(text: str) -> bool:
    """Whether an entry begins a line, after comments, and before anything that is none."""
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith("@"):
            return "{" in bare or "(" in bare
        if bare and not bare.startswith("%"):
            return False
    return False


def _of_objects(text: str) -> Kind:
    """Whether objects stand one a line, or one holds them all."""
    first, _, rest = text.partition("\n")
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return Kind.JSON_OBJECT
    is_record = rest.strip().startswith("{") or has_titles(value)
    return Kind.JSON_LINES if is_record else Kind.JSON_OBJECT


def _table(text: str) -> Kind | None:
    """A table by its first line, None where none of its columns is of titles."""
    first = text.partition("\n")[0].rstrip("\r")
    for kind, delimiter in DELIMITERS.items():
        try:
            names = next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:
            continue
        if has_titles(names) and len(names) > 1:
            return kind
    return None
