"""`check --outsider REV`: what a pull request changes beyond its reviews, for a maintainer to read.

A review brings the record of its paper; who changes another record may forge a title.
No review asks for a change of a queue, where a line more may lead readers anywhere and a line less
hides a paper: that its paper was read is told by the review.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from ..arxiv.records import MAX_BYTES
from ..files.gate import read_any_text
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.queues import FOLDER
from .revisions import changes

OUTSIDE = Code(
    "outside",
    translatable(
        "A pull request by somebody from outside changes more than reviews, or a record of arXiv "
        "that is there; a maintainer reads it before it is merged."
    ),
    translatable("a review came with a change of `pyproject.toml`; send that on its own."),
)

_REVIEWS: Final = "reviews/"
_RECORDS: Final = "reviews/records/"
_QUEUES: Final = f"{FOLDER}/"
_ADDED: Final = "A"
_HISTORY: Final = '"history":'


def outsider_problems(root: Path, revision: str) -> list[Problem]:
    """Everything that differs between `revision` and HEAD and that no reviewer needs to change.

    `root` is the top of a repository.
    Raises ValueError, with a sentence for people, where git or the revision is not there.
    """
    found = list(changes(root, revision, "--outsider"))
    return [*outside(found), *_remembering(root, found)]


def outside(changes: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """The changes, as git's letter and the path, that a maintainer has to read."""
    for status, path in changes:
        if not path.startswith(_REVIEWS):
            message = "is outside of reviews/, so a maintainer has to read it"
            yield Problem(path, 1, message, OUTSIDE)
        elif path.startswith(_QUEUES):
            message = "changes what is to be read, so a maintainer has to read it"
            yield Problem(path, 1, message, OUTSIDE)
        elif path.startswith(_RECORDS) and status != _ADDED:
            message = "changes a record of arXiv that is there, so a maintainer has to read it"
            yield Problem(path, 1, message, OUTSIDE)


def _remembering(root: Path, changes: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """New records that say what they said before: arXiv cannot be asked whether that is so."""
    for status, path in changes:
        if path.startswith(_RECORDS) and status == _ADDED:
            text = read_any_text(root / path, path, MAX_BYTES)
            if isinstance(text, str) and _HISTORY in text:
                message = "is a new record with a history, so a maintainer has to read it"
                yield Problem(path, 1, message, OUTSIDE)
