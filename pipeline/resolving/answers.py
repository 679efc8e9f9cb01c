"""What was answered before, below `.cache/`: whoever asks again asks only what is not known."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from ..files.atomic import write_atomically
from .works import Work

FOLDER: Final = Path(".cache/resolving")
_KEPT_S: Final = 30 * 86_400.0
"""What is not there today may be in a month."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    asked: float
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that were kept for a site, each in a file of its own."""

    root: Path
    today: float
    """Seconds since the epoch."""

    def known(self, question: str) -> tuple[Work, ...] | None:
        """What was answered lately; None where it is to be asked."""
        try:
            kept = _Kept.model_validate_json(self._file(question).read_bytes())
        except (OSError, ValidationError):
            return None
        is_young = 0 <= self.today - kept.asked < _KEPT_S
        return kept.works if kept.question == question and is_young else None

    def keep(self, question: str, works: tuple[Work, ...]) -> None:
        """Keep an answer; raises OSError where it cannot be written."""
        kept = _Kept(question=question, asked=self.today, works=works)
        write_atomically(self._file(question), kept.model_dump_json(), durable=False)

    def _file(self, question: str) -> Path:
        name = hashlib.sha256(question.encode()).hexdigest()[:32]
        return self.root / FOLDER / f"{name}.json"
