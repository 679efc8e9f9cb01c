"""DuckDB, with little memory, two threads, and no way to the network."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Final

import duckdb

from ..text.signs import written_out
from .failures import ListError

MEMORY: Final = "600MB"
THREADS: Final = 2
LONGEST_S: Final = 600
"""A query that takes longer is of no list that this program is made for."""

_LONGEST_TOLD: Final = 200
# What DuckDB says, in part, and what a person is told; the line where it tells one.
_WORDS: Final = {
    "Expected Number of Columns": "{line} has another number of columns than the first",
    "unterminated quote": "{line} begins a quote that does not end",
    "quoted value": "{line} has a quote in the middle of a value; double it, or put all in quotes",
    "Maximum line size": "{line} is longer than a record is",
    "not utf-8": "{line} is not UTF-8; save it as UTF-8",
    "state machine": "is no table that can be read; its lines may end in more than one way",
    "maximum_object_size": "holds a record that is longer than a record is",
    "recursion depth": "holds lists within lists, too deep to be records",
    "Expected record": "holds records that are no objects",
    "No magic bytes": "is no Parquet, or is cut off",
    "Footer length error": "is no Parquet, or is cut off",
    "too small to be a Parquet": "is no Parquet, or is cut off",
}
_PREFIX: Final = re.compile(r"^[\w ]*Error: ")
_LINE: Final = re.compile(r"\b[Ll]ine:? (\d+)")


@contextmanager
def connected(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that puts what does not fit into memory into `folder`.

    What goes wrong with a query is raised as ListError.
    """
    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "threads": THREADS,
            "temp_directory": str(folder / "spilled"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    timer = Timer(LONGEST_S, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield connection
    except duckdb.Error as error:
        raise ListError(_told(error)) from error
    except RuntimeError as error:
        if "interrupted" not in str(error):
            raise
        raise KeyboardInterrupt from error  # which DuckDB tells in its own way
    finally:
        timer.cancel()
        connection.close()


def _told(error: duckdb.Error) -> str:
    if isinstance(error, duckdb.InterruptException):
        return f"took longer than {LONGEST_S // 60} minutes to read"
    if isinstance(error, duckdb.OutOfMemoryException):
        return "takes more memory than any list of titles; its records are too long"
    said = str(error)
    line = _LINE.search(said)
    where = f"line {line[1]}" if line else "a line"
    for words, right in _WORDS.items():
        if words.casefold() in said.casefold():
            return right.format(line=where)
    if "Malformed JSON" in said:
        _, _, where_and_why = said.rpartition('", ')
        return f"is no JSON: {_brief(where_and_why)}"
    return f"cannot be read: {_brief(_PREFIX.sub('', said))}"


def _brief(said: str) -> str:
    return written_out(said.partition("\n")[0].strip().rstrip("."))[:_LONGEST_TOLD]


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def named(column: str) -> str:
    """A column's name as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'


def is_refused(text: str, ask: Callable[[str], object]) -> str | None:
    """What RE2 says of an expression that it does not take."""
    try:
        ask(f"SELECT regexp_matches('', {quoted(text)})")
    except duckdb.Error as error:
        return _brief(_PREFIX.sub("", str(error)))
    return None
