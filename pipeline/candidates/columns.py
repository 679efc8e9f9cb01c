"""Which column of a list holds what: by the names in use, never by what stands in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ..text.signs import written_out
from .failures import ListError

ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "papertitle", "articletitle", "primarytitle", "name", "ti", "t1"),
    "abstract": ("abstract", "summary", "paperabstract", "ab"),
    "authors": ("authors", "author", "authornames", "authorlist", "creators", "au"),
    "url": ("url", "link", "paperurl", "href", "ur", "arxivurl", "landingpage"),
    "arxiv": ("arxivid", "arxiv", "eprint", "arxivurl", "id", "paperid"),
    "doi": ("doi", "do"),
}
"""What is looked for, and under which names: the first that is there is taken."""

_MOST_NAMED: Final = 12
_LONGEST_NAMED: Final = 40


def roles(columns: Sequence[str]) -> dict[str, str]:
    """The column of each role that has one; raises ListError where none is of titles."""
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(_bare(column), column)
    found = {
        role: next((by_name[name] for name in names if name in by_name), None)
        for role, names in ROLES.items()
    }
    if found["title"] is None:
        message = f"has no column of titles; call one title. Its columns: {_named(columns)}"
        raise ListError(message)
    return {role: column for role, column in found.items() if column is not None}


def has_titles(columns: Iterable[str]) -> bool:
    """Whether one of the columns is of titles."""
    return not set(ROLES["title"]).isdisjoint(map(_bare, columns))


def _bare(column: str) -> str:
    return re.sub(r"[\W_]+", "", column).casefold()


def _named(columns: Sequence[str]) -> str:
    names = [written_out(each[:_LONGEST_NAMED]) or "(no name)" for each in columns[:_MOST_NAMED]]
    more = ["…"] if len(columns) > _MOST_NAMED else []
    return ", ".join(names + more) or "none"
