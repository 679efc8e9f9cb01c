"""What a person is told of a run: figures first, then what to look at."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..text.signs import written_out
from .matching import Asked, Found
from .queue import Merged

_SHOWN: Final = 20
_LONGEST: Final = 160


def figures(found: Found, asked: Asked) -> Iterator[str]:
    """What was listed, what matched, and what of it deserves a look."""
    where = "" if asked.sought.value == "title" else f" in their {asked.sought.value}s"
    yield f"{_titles(found.listed)} listed, {len(found.hits):,} matched{where}" + _otherwise(
        found, asked
    )
    yield from _left_out(found, asked)
    width = max(len(part.pattern) for part in found.parts)
    for part in found.parts:
        yield f"  {part.pattern:<{width}}  {part.caught:>6,} caught, {part.alone:,} alone"
    inside = [f"{_title(hit.title)} ({hit.inside})" for hit in found.hits if hit.inside]
    yield from _named("only inside another word:", inside)
    missed = [f"{_title(title)} ({part})" for title, part in found.missed]
    yield from _named("not matched, and nearly so:", missed)
    doubles = list(dict.fromkeys(map(_title, found.doubles)))
    yield from _named("in the list more than once:", doubles)


def _otherwise(found: Found, asked: Asked) -> str:
    """How many would match under other rules, where that says something."""
    if asked.pattern.word:
        return f" as whole words; {found.as_written:,} if capitals counted"
    return f"; {found.as_words:,} as whole words, {found.as_written:,} if capitals counted"


def _left_out(found: Found, asked: Asked) -> Iterator[str]:
    if asked.exclude:
        yield f"  {found.excluded:,} more are excluded by {asked.exclude.text}"
    if found.untitled:
        yield f"  records without a title, left out: {found.untitled:,}"
    if found.unsearchable:
        yield f"  titles without an {asked.sought.value}, not searched: {found.unsearchable:,}"


def changes(path: str, merged: Merged, *, is_new: bool) -> Iterator[str]:
    """What became of the queue."""
    if is_new:
        yield f"{path}: {_titles(len(merged.added))}, {merged.read:,} of them read"
    elif merged.added or merged.marked:
        yield f"{path}: {_titles(len(merged.added))} added, {len(merged.marked):,} marked as read"
        yield from _named("new:", list(map(_title, merged.added)))
        yield from _named("read by now:", list(map(_title, merged.marked)))
    else:
        yield f"{path}: nothing new"
    gone = list(map(_title, merged.gone))
    yield from _named("in the queue, and not found this time; they stay:", gone)


def _named(what: str, titles: Sequence[str]) -> Iterator[str]:
    if titles:
        yield f"{len(titles):,} {what}"
        yield from _indented(titles[:_SHOWN])
        if len(titles) > _SHOWN:
            yield f"  and {len(titles) - _SHOWN:,} more"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _titles(number: int) -> str:
    return f"{number:,} title{'' if number == 1 else 's'}"


def _title(title: str) -> str:
    """A title that does nothing to a terminal."""
    written = written_out(title)
    return written if len(written) <= _LONGEST else f"{written[: _LONGEST - 1]}…"
