"""How a command ends, and how it says so."""

import sys
from enum import IntEnum
from typing import TypeVar

from ..arxiv import outcomes
from ..problems.problem import Problem

_T = TypeVar("_T")


class Exit(IntEnum):
    """What the exit status says."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    INCOMPLETE = outcomes.INCOMPLETE  # some papers could not be fetched
    UNVERIFIED = outcomes.UNVERIFIED  # a record could not be verified, and nothing was built
    INTERRUPTED = 130  # as shells report SIGINT


class ProblemsFoundError(Exception):
    """The input is not as it should be; every problem found is an argument."""


def or_problems(result: _T | list[Problem]) -> _T:
    """The result, or ProblemsFoundError where it is all that is wrong."""
    if isinstance(result, list):
        raise ProblemsFoundError(*result)
    return result


def count(number: int, noun: str) -> str:
    """A number of things: "1 paper", "2 papers"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def say(*messages: object) -> None:
    """Tell the person at the terminal, a line each."""
    print(*messages, sep="\n", file=sys.stderr)
