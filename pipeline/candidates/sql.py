"""The question as SQL for another engine, for lists that outgrow one machine."""

from collections.abc import Iterator
from typing import Final

from ..written.paper_list import Sought
from .engine import quoted
from .matching import Asked

TABLE: Final = "titles"
"""What the table is called, whose columns are `title` and, if it is sought, `abstract`."""


def queries(asked: Asked, dialect: str) -> Iterator[str]:
    """Two queries: the figures, in one row, and the titles that match."""
    import sqlglot  # noqa: PLC0415 (half a second, for one option)

    for query in (_figures(asked), _titles(asked)):
        (written,) = sqlglot.transpile(query, read="duckdb", write=dialect, pretty=True)
        # Java's expressions know the case of ASCII alone unless they are told.
        yield written.replace("'(?i)", "'(?iu)") if dialect == "spark" else written


def _figures(asked: Asked) -> str:
    parts = asked.pattern.parts
    counts = [
        "COUNT(*) AS listed",
        f"COUNT(CASE WHEN {_kept(asked)} THEN 1 END) AS matched",
        *(
            f"COUNT(CASE WHEN is_{n} AND {_kept(asked)} THEN 1 END) AS caught_{n}"
            for n in range(1, len(parts) + 1)
        ),
        *(
            f"COUNT(CASE WHEN is_{n} AND held = 1 AND {_kept(asked)} THEN 1 END) AS alone_{n}"
            for n in range(1, len(parts) + 1)
        ),
    ]
    tests = [
        f"{_test(asked, asked.pattern.part(part))} AS is_{n}" for n, part in enumerate(parts, 1)
    ]
    held = " + ".join(f"CASE WHEN is_{n} THEN 1 ELSE 0 END" for n in range(1, len(parts) + 1))
    excluded = _test(asked, asked.exclude.whole) if asked.exclude else "FALSE"
    return (
        f"SELECT {', '.join(counts)} FROM (SELECT *, {held} AS held FROM"
        f" (SELECT {_test(asked, asked.pattern.whole)} AS is_match, {excluded} AS is_excluded,"
        f" {', '.join(tests)} FROM {TABLE} WHERE TRIM(title) <> '') AS tested) AS counted"
    )


def _kept(asked: Asked) -> str:
    return "is_match AND NOT is_excluded" if asked.exclude else "is_match"


def _titles(asked: Asked) -> str:
    exclude = f" AND NOT {_test(asked, asked.exclude.whole)}" if asked.exclude else ""
    return f"SELECT * FROM {TABLE} WHERE {_test(asked, asked.pattern.whole)}{exclude}"


def _test(asked: Asked, expression: str) -> str:
    return f"REGEXP_MATCHES({asked.sought.value}, {quoted(expression)})"


def described(asked: Asked) -> Iterator[str]:
    """Comments: what the queries ask of, and which alternative each number in the figures is."""
    columns = "title" if asked.sought is Sought.TITLE else "title and abstract"
    yield f"-- {TABLE} is a table with the columns {columns}."
    for number, part in enumerate(asked.pattern.parts, 1):
        yield f"-- caught_{number}, alone_{number}: {part}"
