"""What a record keeps of what it said before, so that a review can be told what changed since."""

from datetime import date
from typing import Final

from .entries import Paper
from .records import MAX_HISTORY, Past, Record, sha256

_TOLD: Final = ("version", "title", "abstract_sha256", "withdrawn", "journal_ref", "doi")
"""What may matter to a review; a comment or a category does not."""


def remembering(paper: Paper, held: Record | None, today: date) -> Record:
    """The new record of a paper with what `held`, the one before, said and had kept."""
    new = paper.record
    if held is None or held.version > new.version:
        return new
    past = _past(held, paper, today)
    moved = any(getattr(past, field) != getattr(new, field) for field in _TOLD)
    history = (*held.history, past) if moved else held.history
    return new.model_copy(update={"history": history[-MAX_HISTORY:]})


def _past(held: Record, paper: Paper, today: date) -> Past:
    """What the record said; where only this program reads it otherwise now, what it reads now."""
    new, fields = paper.record, {field: getattr(held, field) for field in _TOLD}
    if " ".join(held.title.split()) == " ".join(new.title.split()):
        fields["title"] = new.title
    if held.abstract_sha256 == sha256(" ".join(paper.abstract.split())):
        fields["abstract_sha256"] = new.abstract_sha256
    if held.version == new.version:
        # A withdrawal is a version of its own.
        fields["withdrawn"] = new.withdrawn
    until = max([today, *(past.until for past in held.history)])
    return Past(**fields, updated=held.updated, until=until)
