"""The body of the pull request: what changed, with a reason on every line, and what it comes to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

MOST: Final = 65_000
"""In bytes; GitHub takes 65,536 characters."""
_REST: Final = 80
"""Bytes of the line that counts what is left out."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines below it, each an item of a list."""

    title: str
    items: Sequence[str]

    @property
    def size(self) -> int:
        """In bytes, without the heading."""
        return sum(map(_size, self.items))


def body(sections: Sequence[Section]) -> str:
    """The sections that hold something, in at most `MOST` bytes, with counts of what is left out.

    Where they do not fit, each has as much room as any other that does not.
    """
    shown = [each for each in sections if each.items]
    room = MOST - sum(len(_head(each).encode()) + _REST for each in shown)
    room_of: dict[str, int] = {}
    for others, section in enumerate(sorted(shown, key=attrgetter("size"))):
        room_of[section.title] = min(section.size, room // (len(shown) - others))
        room -= room_of[section.title]
    return "\n".join("".join(_written(each, room_of[each.title])) for each in shown)


def _written(section: Section, room: int) -> Iterator[str]:
    yield _head(section)
    for place, item in enumerate(section.items):
        room -= _size(item)
        if room < 0:
            yield f"- … and {len(section.items) - place:,} more, for which there is no room here\n"
            return
        yield f"- {item}\n"


def _head(section: Section) -> str:
    return f"## {section.title}\n\n"


def _size(item: str) -> int:
    return len(f"- {item}\n".encode())
