"""A list as DuckDB reads it: one row a record, its columns by what they hold."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from .columns import ROLES, roles
from .converting import NEEDED, converted
from .engine import named, quoted
from .failures import ListError
from .kinds import DELIMITERS, Kind
from .spool import MAX_LINE, Spooled

_PLAIN: Final = "compression = 'uncompressed'"  # whatever its name promises
_LOOKED_AT: Final = 1_000
"""So many records tell which keys there are."""


@dataclass(frozen=True, slots=True)
class Table:
    """A relation, and the expression of each role as text; those of no column are NULL."""

    relation: str
    columns: Mapping[str, str]


def table(connection: duckdb.DuckDBPyConnection, given: Spooled, folder: Path) -> Table:
    """The list as a relation; raises ListError, or what DuckDB raises."""
    path, kind = given.path, given.kind
    if kind in NEEDED:
        path, kind = converted(given, folder), Kind.JSON_LINES
    if kind is Kind.PARQUET:
        return _parquet(connection, path)
    if kind in DELIMITERS:
        return _delimited(path, kind)
    return _json(connection, path, "array" if kind is Kind.JSON_ARRAY else "newline_delimited")


def _json(connection: duckdb.DuckDBPyConnection, path: Path, form: str) -> Table:
    objects = f"read_json_objects({quoted(str(path))}, format = '{form}', {_PLAIN})"
    looked = f"(SELECT json FROM {objects} LIMIT {_LOOKED_AT})"
    kinds = _strings(connection, f"SELECT DISTINCT json_type(json) FROM {looked}")
    if kinds == ["VARCHAR"]:
        return Table(objects, _columns({"title": "json ->> '$'"}))
    if kinds != ["OBJECT"]:
        message = (
            "holds records that are neither objects nor titles" if kinds else "holds no record"
        )
        raise ListError(message)
    keys = _strings(
        connection,
        f"SELECT key FROM (SELECT unnest(json_keys(json)) AS key FROM {looked})"
        " GROUP BY key ORDER BY count(*) DESC, key",
    )
    found = roles(keys)
    _check_titles(connection, looked, found["title"])
    types = {column: "JSON" if role == "authors" else "VARCHAR" for role, column in found.items()}
    columns = ", ".join(f"{quoted(name)}: '{kind}'" for name, kind in types.items())
    relation = (
        f"read_json({quoted(str(path))}, format = '{form}', records = true,"
        f" {_PLAIN}, columns = {{{columns}}})"
    )
    return Table(relation, _columns({role: named(column) for role, column in found.items()}))


def _check_titles(connection: duckdb.DuckDBPyConnection, looked: str, column: str) -> None:
    """Raise ListError where titles are lists or objects, whose text nobody means."""
    value = f"json -> {quoted(column)}"
    query = f"SELECT DISTINCT json_type({value}) FROM {looked} WHERE ({value}) IS NOT NULL"
    for kind in set(_strings(connection, query)) & {"ARRAY", "OBJECT"}:
        message = f"has titles in {column} that are no text but {kind.lower()}s"
        raise ListError(message)


def _strings(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [str(value) for (value,) in connection.execute(query).fetchall()]


def _delimited(path: Path, kind: Kind) -> Table:
    delimiter = DELIMITERS[kind]
    header = _header(path, delimiter)
    # As names of a list that nobody typed, two of them may be the same.
    numbers = {name: f"c{number}" for number, name in reversed(list(enumerate(header)))}
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(header)))
    relation = (
        f"read_csv({quoted(str(path))}, auto_detect = false, header = true, {_PLAIN},"
        f" delim = {quoted(delimiter)}, quote = '\"', escape = '\"', strict_mode = true,"
        f" max_line_size = {MAX_LINE}, columns = {{{columns}}})"
    )
    found = roles(header)
    return Table(relation, _columns({role: numbers[name] for role, name in found.items()}))


def _header(path: Path, delimiter: str) -> Sequence[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            return next(csv.reader(file, delimiter=delimiter, strict=True), [])
        except csv.Error as error:
            message = f"has a first line that names no columns ({error})"
            raise ListError(message) from error


def _parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> Table:
    relation = f"read_parquet({quoted(str(path))})"
    types = dict(
        connection.execute(
            f"SELECT column_name, column_type FROM (DESCRIBE FROM {relation})"
        ).fetchall()
    )
    found = roles(list(types))
    if types[found["title"]] != "VARCHAR":
        message = f"has titles in {found['title']} that are no text but {types[found['title']]}"
        raise ListError(message)
    return Table(relation, _columns({role: _cast(role, name) for role, name in found.items()}))


def _cast(role: str, column: str) -> str:
    return f"to_json({named(column)})" if role == "authors" else named(column)


def _columns(found: Mapping[str, str]) -> dict[str, str]:
    return {
        role: f"CAST({found[role]} AS VARCHAR)" if role in found else "CAST(NULL AS VARCHAR)"
        for role in ROLES
    }
