"""Answers that are not found a second time: what follows from the same text stays the same.

A memory can be lost or thrown away at any time; it saves work, and nothing else.
"""

import gc
import hashlib
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from .atomic import write_bytes_atomically
from .program import program_digest

_Answer = TypeVar("_Answer")
_Answers = dict[tuple[str, ...], tuple[bytes, Any]]
"""The digest of the question and the answer, by the name of what was asked about."""


@dataclass(slots=True)
class _Kind:
    """The answers whose names begin with the same word."""

    answers: _Answers
    asked: set[tuple[str, ...]] = field(default_factory=set)
    has_new: bool = False


class Memory:
    """What was answered to which question, by the name of what was asked about.

    Each kind of answers, by the first word of their names, has a file of its own, which is read
    when one of them is asked for, and written where something else was answered.
    """

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._file: Path | None = None
        self._kinds: dict[str, _Kind] = {}

    def answer(self, name: tuple[str, ...], question: str, find: Callable[[], _Answer]) -> _Answer:
        """What `find` returns, without the work of it where `question` is as it was.

        The answer must follow from the name, the question and the program alone, and nobody may
        change it afterwards.
        """
        kind = self._kind(name[0])
        digest = hashlib.sha256(question.encode()).digest()
        asked, answer = kind.answers.get(name, (b"", None))
        if asked != digest:
            answer = find()
            kind.answers[name] = digest, answer
            kind.has_new = True
        kind.asked.add(name)
        found: _Answer = answer
        return found

    def renewed(self, name: tuple[str, ...], renew: Callable[[_Answer | None], _Answer]) -> _Answer:
        """What `renew` returns, which is given what it returned last; None at first.

        It may save work by that, and nothing else.
        """
        kind = self._kind(name[0])
        _, before = kind.answers.get(name, (b"", None))
        answer = renew(before)
        kind.answers[name] = b"", answer
        kind.asked.add(name)
        kind.has_new = True
        return answer

    def read(self, file: Path) -> None:
        """Take over what the same program wrote to files of this name, once it is asked for."""
        self._file = file

    def write(self, file: Path) -> None:
        """Write what was asked for since the memory was made to files of this name.

        Those whose answers are the same stay as they are.  Raises OSError.
        """
        for name, kind in self._kinds.items():
            if kind.answers.keys() != kind.asked:
                kind.answers = {each: kind.answers[each] for each in sorted(kind.asked)}
                kind.has_new = True
            if kind.has_new:
                content = pickle.dumps((program_digest(), kind.answers), pickle.HIGHEST_PROTOCOL)
                write_bytes_atomically(_of_kind(file, name), content, durable=False)
                kind.has_new = False

    def _kind(self, name: str) -> _Kind:
        if name not in self._kinds:
            self._kinds[name] = _Kind(_read(_of_kind(self._file, name)) if self._file else {})
        return self._kinds[name]


def _of_kind(file: Path, kind: str) -> Path:
    return file.with_suffix(f".{kind}{file.suffix}")


def _read(file: Path) -> _Answers:
    """What the same program wrote; whatever else the file holds is no answer."""
    gc.disable()  # what is remembered is no garbage: to look for some takes as long again
    try:
        program, answers = pickle.loads(file.read_bytes())  # noqa: S301 (the person's own file)
    except Exception:  # noqa: BLE001 (a damaged pickle raises anything)
        return {}
    finally:
        gc.freeze()
        gc.enable()
    found: _Answers = answers if program == program_digest() else {}
    return found
