"""A list that arXiv answers a query with, kept for a day."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..arxiv.entries import Paper
from ..files.atomic import write_atomically

_FRESH_S: Final = 86_400  # arXiv announces new papers once a day


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the answer to a query is kept, below a site's root."""

    root: Path
    query: str

    @property
    def path(self) -> Path:
        """The file of JSON lines."""
        name = sha256(self.query.encode()).hexdigest()[:16]
        return self.root / ".cache" / "arxiv" / f"query-{name}.jsonl"

    def is_fresh(self) -> bool:
        """Whether arXiv has nothing new to say yet."""
        try:
            return 0 <= time.time() - self.path.stat().st_mtime < _FRESH_S
        except OSError:
            return False

    def keep(self, papers: Sequence[Paper]) -> None:
        """Write the answer; raises OSError."""
        lines = (
            json.dumps(
                {
                    "title": paper.record.title,
                    "authors": paper.record.authors,
                    "arxiv_id": paper.record.id,
                    "abstract": paper.abstract,
                }
            )
            for paper in papers
        )
        write_atomically(self.path, "".join(f"{line}\n" for line in lines), durable=False)
