"""A document of keys and values that knows the line of each."""

from typing import Protocol, TypeAlias

from ..problems.problem import Code, Problem

Location: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and indices from the root."""


class Source(Protocol):
    """What a file says, and where."""

    @property
    def path(self) -> str:
        """What problems call the file."""

    @property
    def value(self) -> object:
        """The document: str, list, dict and what else its format has, nested."""

    def line(self, location: Location) -> int:
        """The line of the value at `location`, or of the nearest thing around it that exists."""

    def problem(self, location: Location, message: str, code: Code) -> Problem:
        """A problem with the value at `location`."""
