"""Whether a record is one that `fetch` can have written, as far as it can be told without arXiv."""

from collections.abc import Iterator
from datetime import date

from ..arxiv.records import RECORD, Record, RecordStore
from ..problems.problem import Problem

_WAY_OUT = "delete the file and run `nox -s fetch` to get it anew"


def record_problems(
    record: Record, store: RecordStore, *, keep_abstracts: bool, today: date
) -> Iterator[Problem]:
    """What `fetch` would never write, so that somebody else wrote it."""
    for key, message in _wrongs(record, keep_abstracts=keep_abstracts, today=today):
        file = store.record_path(record.id)
        path = file.relative_to(store.root).as_posix()
        lines = file.read_text("utf-8").splitlines()
        numbers = (number for number, line in enumerate(lines, 1) if line.startswith(f'  "{key}"'))
        yield Problem(path, next(numbers, 1), f"{message}; {_WAY_OUT}", RECORD)


def _wrongs(record: Record, *, keep_abstracts: bool, today: date) -> Iterator[tuple[str, str]]:
    """The key and what is wrong there."""
    if record.abstract is not None and not keep_abstracts:
        yield "abstract", "holds an abstract, though keep_abstracts is false"
    for key, moment in (("published", record.published), ("updated", record.updated)):
        if moment is not None and moment.date() > today:
            yield key, f"{key} is a day to come"
    if any(past.until > today for past in record.history):
        yield "history", "history tells of a day to come"
