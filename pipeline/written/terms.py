"""`reviews/terms.yaml`: what readers may call a thing, a line for each, in any language.

    terms:
      - [noise, ノイズ, 雑音]

A search for one of them finds the others too.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from ..files.gate import read_with_problems
from ..files.yaml_source import YamlSource, read_yaml
from ..problems.problem import Problem
from .concept import Concept
from .validation import DUPLICATE, validated

PATH = "reviews/terms.yaml"
MAX_BYTES = 1_000_000
_LEAST_NAMES = 2


def _spoken(term: str) -> str:
    if not any(map(str.isalnum, term)):
        message = f"{term!r} has no letter; write a word that readers may type"
        raise ValueError(message)
    return term


def _several(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) < _LEAST_NAMES:
        message = f"{', '.join(names)} stands alone; write at least two names of the same thing"
        raise ValueError(message)
    return names


Term = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80),
    AfterValidator(_spoken),
]


class Terms(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: Annotated[
        tuple[Annotated[tuple[Term, ...], Field(max_length=30), AfterValidator(_several)], ...],
        Field(max_length=5_000),
    ]


def read_terms(root: Path) -> tuple[tuple[Concept, ...], list[Problem]]:
    """What the site below `root` says, nothing where it has no such file; every problem in it."""
    try:
        text, problems = read_with_problems(root / PATH, PATH, MAX_BYTES)
    except FileNotFoundError:
        return (), []
    found = [] if text is None else terms_in(PATH, text)
    return ((), [*problems, *found]) if isinstance(found, list) else (found, problems)


def terms_in(path: str, text: str) -> tuple[Concept, ...] | list[Problem]:
    """The concepts that a text of this form names, or every problem in it."""
    source = read_yaml(path, text)
    if isinstance(source, list):
        return source
    read = validated(Terms, source)
    if isinstance(read, list):
        return read
    return list(_doubles(read, source)) or read.terms


def _doubles(read: Terms, source: YamlSource) -> Iterator[Problem]:
    for i, concept in enumerate(read.terms):
        seen: set[str] = set()
        for j, term in enumerate(concept):
            if term.casefold() in seen:
                message = f"{term!r} stands twice in this line; remove one"
                yield source.problem(("terms", i, j), message, DUPLICATE)
            seen.add(term.casefold())
