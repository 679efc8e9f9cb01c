"""Writing what was found into a queue, leaving all else in it as a person wrote it."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..files.yaml_edits import Document, Edit, pairs
from ..written.queues import Candidate, Queue, queue_in

_PLAIN: Final = re.compile(r"\w[\w./:%()&=?~+;-]*[\w/)]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of an entry now."""

    title: str
    authors: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    """Keys that the entry lacks, and their values."""

    def is_left_open_by(self, entry: Candidate) -> bool:
        """Whether the entry, which may have been changed since, still lacks all of this."""
        return all(getattr(entry, key) is None for key, _ in self.values)


def with_findings(path: str, text: str, findings: Sequence[Finding]) -> str:
    """The queue's text with more lines in the entries that the findings are of.

    Raises ValueError where the text is no queue, or would be none then.
    """
    queue, _, problems = queue_in(path, text)
    if queue is None or problems:
        message = f"{path} was changed meanwhile, and is no queue any more"
        raise ValueError(message)
    document = Document(text)
    text = document.edited(_edits(document, queue, findings))
    queue, _, problems = queue_in(path, text)
    if queue is None or problems:
        message = f"{path}: {'; '.join(str(each) for each in problems)}"
        raise ValueError(message)
    return text


def _edits(document: Document, queue: Queue, findings: Sequence[Finding]) -> Iterator[Edit]:
    """What is found, behind the authors of its entry, or behind the title."""
    if not queue.papers:
        return
    left = {(each.title, each.authors): each for each in findings}
    _, papers = pairs(document.root)["papers"]
    for entry, node in zip(queue.papers, papers.value, strict=True):
        finding = left.get((entry.title, entry.authors))
        if finding is not None and finding.is_left_open_by(entry):
            there = pairs(node)
            _, last = there.get("authors") or there["title"]
            lines = [f"{key}: {_written(value)}" for key, value in finding.values]
            yield document.further_keys(node, last, lines)
            del left[entry.title, entry.authors]


def _written(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
