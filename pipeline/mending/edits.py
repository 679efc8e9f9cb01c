"""Edits of a text by places, each with what is said of it and the line where that was wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from ..problems.problem import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What was done at a line of the text as it was before."""

    line: int
    message: str
    code: Code


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """`new` in the place of what stands from `start` to `end`.

    Without a `message` it belongs to another edit, which has one.
    `gone` is what a reader saw there and sees no more; the message tells it.
    """

    start: int
    end: int
    new: str
    code: Code
    message: str = ""
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """What stays as it is at `start`, although it is not right, and why."""

    start: int
    message: str
    code: Code


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is being mended, by lines that know which line they were at first."""

    text: str
    origins: tuple[int, ...]

    @classmethod
    def of(cls, text: str, first_line: int = 1) -> "Draft":
        """The text as it is, whose first line is line `first_line` of its file."""
        return cls(text, tuple(range(first_line, first_line + text.count("\n") + 1)))

    def told(self, left: Left) -> Change:
        """What is left, with its line."""
        line = self.origins[self.text.count("\n", 0, left.start)]
        return Change(line=line, message=left.message, code=left.code)

    def edited(self, edits: Iterable[Edit]) -> tuple["Draft", tuple[Change, ...]]:
        """The text with all edits that do not reach into an earlier one, and what was done."""
        parts: list[str] = []
        origins: list[int] = []
        changes: list[Change] = []
        place = line = 0  # how far the text is taken over, and the line there

        def take(start: int) -> None:
            nonlocal place, line
            parts.append(self.text[place:start])
            breaks = self.text.count("\n", place, start)
            origins.extend(self.origins[line : line + breaks])
            place, line = start, line + breaks

        for edit in _apart(edits):
            take(edit.start)
            if edit.message:
                changes.append(
                    Change(line=self.origins[line], message=edit.message, code=edit.code)
                )
            parts.append(edit.new)
            origins.extend([self.origins[line]] * edit.new.count("\n"))
            line += self.text.count("\n", edit.start, edit.end)
            place = edit.end
        take(len(self.text))
        origins.append(self.origins[line])
        return Draft("".join(parts), tuple(origins)), tuple(changes)


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    end = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start >= end:
            yield edit
            end = edit.end


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not reach into each other."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins."""
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))][:-1]
