"""Answers that are not found a second time: what follows from the same text stays the same.

A memory can be lost or thrown away at any time; it saves work, and nothing else.
"""

import hashlib
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from .atomic import write_bytes_atomically
from .program import program_digest

_Answer = TypeVar("_Answer")


class Memory:
    """What was answered to which question, by the name of what was asked about."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._answers: dict[tuple[str, ...], tuple[bytes, Any]] = {}
        self._asked: set[tuple[str, ...]] = set()

    def answer(self, name: tuple[str, ...], question: str, find: Callable[[], _Answer]) -> _Answer:
        """What `find` returns, without the work of it where `question` is as it was.

        The answer must follow from the name, the question and the program alone, and nobody may
        change it afterwards.
        """
        digest = hashlib.sha256(question.encode()).digest()
        asked, answer = self._answers.get(name, (b"", None))
        if asked != digest:
            answer = find()
            self._answers[name] = digest, answer
        self._asked.add(name)
        found: _Answer = answer
        return found

    def keep(self, kind: str) -> None:
        """Do not forget the answers whose names begin with this, though nobody asked for them."""
        self._asked |= {name for name in self._answers if name[0] == kind}

    def read(self, file: Path) -> None:
        """Take over what the same program wrote; whatever else the file holds is no answer."""
        try:
            program, answers = pickle.loads(file.read_bytes())  # noqa: S301 (the person's own file)
        except Exception:  # noqa: BLE001 (a damaged pickle raises anything)
            return
        if program == program_digest():
            self._answers = answers

    def write(self, file: Path) -> None:
        """Write what was asked for since the memory was made, if anything was; raises OSError."""
        answers = {name: self._answers[name] for name in sorted(self._asked)}
        content = pickle.dumps((program_digest(), answers), pickle.HIGHEST_PROTOCOL)
        write_bytes_atomically(file, content, durable=False)
