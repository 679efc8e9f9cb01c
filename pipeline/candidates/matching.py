"""What a pattern finds in a list: titles, figures, accidents, near misses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import duckdb

from ..resolving.titles import spelling
from ..written.paper_list import Part, Sought
from .accidents import Match, is_accident
from .engine import is_refused, quoted
from .failures import ListError, PatternError
from .patterns import LETTERS, NOTHING, Pattern
from .people import authors
from .tables import Table
from .titles import clean

MOST: Final = 20_000
"""So many titles make a queue; more are no reading list."""
MOST_LISTED: Final = 50_000_000
_MANY: Final = 100
"""From so many titles on, a pattern that matches all of them was not meant."""
_NEIGHBOURS: Final = r"[\p{L}\p{M}\p{N}]"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for."""

    pattern: Pattern
    exclude: Pattern | None = None
    sought: Sought = Sought.TITLE

    def patterns(self) -> Iterator[tuple[str, Pattern]]:
        """Each by the option that gives it."""
        yield "--pattern", self.pattern
        if self.exclude:
            yield "--exclude", self.exclude


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that matches, or all but does."""

    title: str
    authors: tuple[str, ...]
    url: str
    arxiv: str
    doi: str
    parts: tuple[bool, ...]
    """Which alternatives it holds."""
    inside: str | None = None
    """The alternative that is there only inside another word, where that is all that matched."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a list gave."""

    listed: int
    """Records with a title."""
    untitled: int
    unsearchable: int
    """Records with a title and without the abstract that was to be searched."""
    hits: tuple[Hit, ...]
    """In the order of the list, each paper once."""
    doubles: tuple[str, ...]
    """Titles that stood in the list again, by the same authors."""
    excluded: int
    as_words: int
    """How many of the hits hold the pattern as whole words."""
    as_written: int
    """How many of the hits hold the pattern with its capitals."""
    parts: tuple[Part, ...]
    missed: tuple[tuple[str, str], ...]
    """Titles that a part of the pattern all but matched, each with that part."""


def check_patterns(connection: duckdb.DuckDBPyConnection, asked: Asked) -> None:
    """Raise PatternError where RE2 refuses a pattern, or where it is in every title."""
    ask = connection.execute
    for option, pattern in asked.patterns():
        for part in (pattern.text, *pattern.parts):
            if why := is_refused(part, ask):
                message = f"{option}: {part!r} is no expression of RE2 ({why})"
                raise PatternError(message)
        for part in pattern.parts:
            is_in = partial(_is_match, connection, pattern.part(part))
            if any(map(is_in, NOTHING)) or all(map(is_in, LETTERS)):
                message = f"{option}: {part!r} is in every title; write what sets some apart"
                raise PatternError(message)


def _is_match(connection: duckdb.DuckDBPyConnection, expression: str, sample: str) -> bool:
    row = connection.execute("SELECT regexp_matches(?, ?)", [sample, expression]).fetchone()
    return bool(row and row[0])


def found_in(connection: duckdb.DuckDBPyConnection, table: Table, asked: Asked) -> Found:
    """What the list holds of what is asked; raises ListError or PatternError."""
    listed, titled, searchable = _counted(connection, table, asked)
    if not titled:
        message = "holds no title"
        raise ListError(message)
    rows = connection.execute(_query(table, asked)).fetchall()
    if len(rows) > MOST:
        message = f"more than {MOST:,} titles match; write a narrower --pattern"
        raise PatternError(message)
    hits, excluded, doubles = _parted(rows, asked)
    everything = len(hits) + len(doubles) + excluded
    if everything == titled >= _MANY:
        message = f"--pattern matches every one of {titled:,} titles; write a narrower one"
        raise PatternError(message)
    return Found(
        listed=titled,
        untitled=listed - titled,
        unsearchable=titled - searchable,
        hits=tuple(row.hit for row in hits),
        doubles=tuple(doubles),
        excluded=excluded,
        as_words=sum(row.as_words for row in hits),
        as_written=sum(row.as_written for row in hits),
        parts=tuple(_figures([row.hit for row in hits], asked.pattern.parts)),
        missed=tuple(_missed(rows, asked.pattern.parts)),
    )


def _counted(
    connection: duckdb.DuckDBPyConnection, table: Table, asked: Asked
) -> tuple[int, int, int]:
    """How many records there are, with a title, and with what is searched besides."""
    title = f"nullif(trim({table.columns['title']}), '')"
    sought = table.columns[asked.sought.value]
    # One pass, which reads all of the list: what is wrong anywhere in it shows here.
    row = connection.execute(
        f"SELECT count(*), count({title}), count(*) FILTER (WHERE {title} IS NOT NULL"
        f" AND nullif(trim({sought}), '') IS NOT NULL) FROM {table.relation}"
    ).fetchone()
    listed, titled, searchable = row or (0, 0, 0)
    if listed > MOST_LISTED:
        message = f"has {listed:,} records; take the question elsewhere by --sql"
        raise ListError(message)
    if titled and not searchable:
        message = f"has no {asked.sought.value}s to look into"
        raise ListError(message)
    return listed, titled, searchable


def _query(table: Table, asked: Asked) -> str:
    """One row for each record that matches or all but does, in the order of the list."""
    pattern, text = asked.pattern, "sought"
    near = [pattern.near(part) for part in pattern.parts]
    test = partial(_test, text)
    either = " OR ".join(test(each) for each in (pattern.whole, *near) if each)
    exclude = test(asked.exclude.whole) if asked.exclude else "false"
    columns = ", ".join(f"{of} AS {role}" for role, of in table.columns.items())
    lists = (
        _list(test(pattern.part(part)) for part in pattern.parts),
        _list(test(each) if each else "false" for each in near),
        _list(_extracted(pattern.of(part), 0) for part in pattern.parts),
        _list(_extracted(pattern.of(part), 1) for part in pattern.parts),
        _list(_extracted(pattern.of(part), 2) for part in pattern.parts),
    )
    return (
        f"SELECT title, authors, url, arxiv, doi, {exclude}, {test(pattern.whole)},"
        f" {test(Pattern(pattern.text, word=True).whole)},"
        f" {_test(text, pattern.of(pattern.text))}, {', '.join(lists)}"
        f" FROM (SELECT *, {asked.sought.value} AS sought"
        f" FROM (SELECT {columns} FROM {table.relation}))"
        f" WHERE nullif(trim(title), '') IS NOT NULL AND ({either}) LIMIT {MOST + 1}"
    )


def _test(text: str, expression: str) -> str:
    return f"coalesce(regexp_matches({text}, {quoted(expression)}), false)"


def _extracted(part: str, group: int) -> str:
    """Of each match of a part: all of its word or words, what comes before it, and itself."""
    expression = f"(?is)({_NEIGHBOURS}*?)({part}){_NEIGHBOURS}*"
    return f"coalesce(regexp_extract_all(sought, {quoted(expression)}, {group}), [])"


def _list(expressions: Iterator[str]) -> str:
    return f"[{', '.join(expressions)}]"


@dataclass(frozen=True, slots=True)
class _Row:
    hit: Hit
    as_words: bool
    as_written: bool


def _parted(rows: Sequence[tuple[object, ...]], asked: Asked) -> tuple[list[_Row], int, list[str]]:
    """The rows that match, the number of those left out by --exclude, and what stood there twice.

    Two papers may have one title, by other authors.
    """
    kept: dict[tuple[str, frozenset[str]], _Row] = {}
    doubles: list[str] = []
    excluded = 0
    for row in rows:
        is_excluded, matches = row[5], row[6]
        if not matches:
            continue
        if is_excluded:
            excluded += 1
            continue
        read = _row(row, asked)
        name = spelling(read.hit.title), frozenset(map(spelling, read.hit.authors))
        if name in kept:
            doubles.append(read.hit.title)
        else:
            kept[name] = read
    return list(kept.values()), excluded, doubles


def _row(row: Sequence[object], asked: Asked) -> _Row:
    title, people, url, arxiv, doi, _, _, as_words, as_written, parts, _, *matches = row
    assert isinstance(parts, list)  # noqa: S101 (as the query asks for it)
    hit = Hit(
        title=clean(str(title)),
        authors=authors(people if isinstance(people, str) else None),
        url=str(url or "").strip(),
        arxiv=str(arxiv or "").strip(),
        doi=str(doi or "").strip(),
        parts=tuple(parts),
        inside=None if asked.pattern.word else _inside(asked.pattern.parts, parts, matches),
    )
    return _Row(hit, bool(as_words), bool(as_written))


def _inside(parts: Sequence[str], held: Sequence[bool], matches: Sequence[object]) -> str | None:
    """The first part that is held by accident, where no part is held otherwise."""
    wholes, befores, texts = matches
    first = None
    for part, is_held, *of_part in zip(parts, held, wholes, befores, texts, strict=True):  # type: ignore[call-overload]
        if not is_held:
            continue
        around = [
            Match(before, text, whole[len(before) + len(text) :])
            for whole, before, text in zip(*of_part, strict=True)
        ]
        if not is_accident(around):
            return None
        first = first or part
    return first


def _figures(hits: Sequence[Hit], parts: Sequence[str]) -> Iterator[Part]:
    for number, part in enumerate(parts):
        caught = [hit for hit in hits if hit.parts[number]]
        alone = sum(sum(hit.parts) == 1 for hit in caught)
        yield Part(pattern=part, caught=len(caught), alone=alone)


def _missed(rows: Sequence[Sequence[object]], parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for row in rows:
        title, is_excluded, matches, near = clean(str(row[0])), row[5], row[6], row[10]
        assert isinstance(near, list)  # noqa: S101 (as the query asks for it)
        if matches or is_excluded or spelling(title) in seen:
            continue
        seen.add(spelling(title))
        yield title, parts[near.index(True)]
