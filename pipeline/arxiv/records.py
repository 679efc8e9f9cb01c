"""What arXiv says of a paper, kept as one file a paper.

The record is committed; the abstract, its authors' words, stays in a cache outside git
unless the settings say `keep_abstracts = true`, which puts it into the record.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from ..files.atomic import remove_leftovers, write_if_changed
from ..files.gate import read_any_text, text_problems
from ..files.memory import Memory
from ..problems.problem import Code, Problem
from ..text.mathml import shows_nothing
from ..text.signs import named, unseen
from ..words.catalogue import translatable
from ..written.paper_ids import PaperId, file_stem, is_arxiv_id

RECORD = Code(
    "record",
    translatable("The record of a paper is damaged."),
    translatable(
        "half of `reviews/records/1706.03762.json` is missing; delete it and run `nox -s fetch`."
    ),
)

MAX_BYTES = 1_000_000
"""How large a record's file may be: some thousands of authors."""
_OLDEST = datetime(1986, 1, 1, tzinfo=UTC)  # arXiv began in 1991, and took over some older papers
_MONTH = re.compile(r"(?P<year>\d\d)(?P<month>\d\d)\.", re.ASCII)
MAX_TITLE = 1_000
"""How long a title may be: each page that cites the paper shows it."""
MAX_HISTORY = 200
"""How often a record may have changed; no paper comes near."""
MAX_NAME = 500
"""How long an author's name may be, which may be a collaboration's."""


def _arxiv_id(text: str) -> PaperId:
    if not is_arxiv_id(text):
        message = "is no arXiv id"
        raise ValueError(message)
    return PaperId(text)


def _seen(text: str) -> str:
    if signs := unseen(text):
        message = f"holds the invisible {named(signs[0])}"
        raise ValueError(message)
    return text


def _shown(text: str) -> str:
    if shows_nothing(text):
        message = "shows nothing"
        raise ValueError(message)
    return text


Seen = Annotated[str, AfterValidator(_seen)]
Shown = Annotated[Seen, AfterValidator(_shown)]
_Name = Annotated[Shown, Field(max_length=MAX_NAME)]


class Past(BaseModel):
    """What a record said before arXiv moved on: of that, what may matter to a review."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Annotated[int, Field(ge=1, le=9_999)]
    updated: AwareDatetime | None = None
    title: Annotated[Shown, Field(max_length=MAX_TITLE)]
    abstract_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    withdrawn: bool = False
    journal_ref: Seen | None = None
    doi: Seen | None = None
    until: date
    """The day on which arXiv was found to say something else."""


class Record(BaseModel):
    """What arXiv says of one version of a paper, as arXiv writes it: TeX stands.

    A field that arXiv did not give is None (or empty, for the categories).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[PaperId, AfterValidator(_arxiv_id)]
    version: Annotated[int, Field(ge=1, le=9_999)]
    title: Annotated[Shown, Field(max_length=MAX_TITLE)]
    authors: Annotated[tuple[_Name, ...], Field(min_length=1)]
    abstract_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    abstract: Seen | None = None
    categories: tuple[Seen, ...] = ()
    primary_category: Seen | None = None
    published: AwareDatetime | None = None
    updated: AwareDatetime | None = None
    comment: Seen | None = None
    journal_ref: Seen | None = None
    doi: Seen | None = None
    withdrawn: bool = False
    history: Annotated[tuple[Past, ...], Field(max_length=MAX_HISTORY)] = ()
    """What it said before, the oldest first."""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.abstract is not None and sha256(self.abstract) != self.abstract_sha256:
            message = "abstract_sha256 is the digest of another abstract"
            raise ValueError(message)
        if self.published and self.published < _OLDEST:
            message = f"published is before {_OLDEST.year}, when arXiv had no papers yet"
            raise ValueError(message)
        if self.published and self.updated and self.updated < self.published:
            message = "updated is before published"
            raise ValueError(message)
        if self.published and self.published > _last_day(self.id):
            message = f"published is after the month in which arXiv gave the id {self.id}"
            raise ValueError(message)
        if not self._is_in_order():
            message = "history is not in the order of its versions and days"
            raise ValueError(message)
        return self

    def _is_in_order(self) -> bool:
        versions = [*(past.version for past in self.history), self.version]
        moments = [past.updated for past in self.history] + [self.updated]
        known = [moment for moment in moments if moment]
        days = [past.until for past in self.history]
        return all(each == sorted(each) for each in (versions, known, days))

    def as_json(self) -> str:
        """The record as its file holds it: sorted keys, one trailing newline."""
        fields = self.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(fields, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _last_day(paper_id: PaperId) -> datetime:
    """When a paper with this id was submitted at the latest.

    Ids of 2007 and before are not bound to a month so closely: older papers were taken over.
    """
    form = _MONTH.match(paper_id)
    if form is None:
        return datetime.max.replace(tzinfo=UTC)
    year, month = 2000 + int(form["year"]), int(form["month"])
    # The time zones of all the world, and whatever else may keep a paper over the end of a month.
    return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC) + timedelta(days=3)


def sha256(abstract: str) -> str:
    """The digest that ties an abstract to its record."""
    return hashlib.sha256(abstract.encode()).hexdigest()


class DamagedRecordError(Exception):
    """A record's file does not hold a record; the message says how and the way out."""

    def __init__(self, path: Path, why: str, line: int = 1) -> None:
        """Keep the file and the line beside the reason."""
        super().__init__(f"{why}; delete the file and run `nox -s fetch` to get it anew")
        self.path = path
        self.line = line

    def problem(self, root: Path) -> Problem:
        """The problem as `check` tells it, for a site at `root`."""
        return Problem(self.path.relative_to(root).as_posix(), self.line, str(self), RECORD)


@dataclass(frozen=True, slots=True)
class RecordStore:
    """The records and abstracts below a root that holds `reviews/`."""

    root: Path
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)

    def record_path(self, paper_id: PaperId) -> Path:
        """Where the paper's record is, or would be."""
        return self.root / "reviews" / "records" / f"{file_stem(paper_id)}.json"

    def abstract_path(self, record: Record) -> Path:
        """Where the abstract is cached, or would be.

        Its name tells the version of the text, so that a new abstract takes no old one away
        from a record that could not be replaced.
        """
        name = f"{file_stem(record.id)}.{record.abstract_sha256[:16]}.txt"
        return self.root / ".cache" / "arxiv" / name

    def asked_path(self, paper_id: PaperId) -> Path:
        """An empty file, as old as arXiv's last answer about the paper."""
        return self.root / ".cache" / "arxiv" / f"{file_stem(paper_id)}.asked"

    def unknown_path(self, paper_id: PaperId) -> Path:
        """An empty file, as old as arXiv's last word that it does not know the paper."""
        return self.asked_path(paper_id).with_suffix(".unknown")

    def record(self, paper_id: PaperId) -> Record | None:
        """The paper's record, None where there is none.

        Raises DamagedRecordError where the file holds something else.
        """
        path = self.record_path(paper_id)
        try:
            text = read_any_text(path, path.name, MAX_BYTES)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if isinstance(text, list):
            raise DamagedRecordError(path, text[0].message, text[0].line)
        return self.memory.answer(
            ("record", paper_id), text, partial(_record, text, path, paper_id)
        )

    def abstract(self, record: Record) -> str | None:
        """The abstract that belongs to `record`, None where it is not here or is another one's."""
        text = record.abstract if record.abstract is not None else self._cached(record)
        return text if text is not None and sha256(text) == record.abstract_sha256 else None

    def save(self, record: Record, abstract: str) -> None:
        """Write what arXiv said: the abstract first, so that a record never waits for it.

        Files that hold this already are left alone.
        Raises OSError where a folder cannot be written; the record is then the old one.
        """
        if record.abstract is None:
            write_if_changed(self.abstract_path(record), abstract, durable=False)
        write_if_changed(self.record_path(record.id), record.as_json(), durable=True)
        _touch(self.asked_path(record.id))
        self.forget_unknown(record.id)

    def note_unknown(self, paper_id: PaperId) -> None:
        """Remember that arXiv does not know the paper; raises OSError."""
        _touch(self.unknown_path(paper_id))

    def forget_unknown(self, paper_id: PaperId) -> None:
        """Let arXiv be asked for the paper as if it never had been."""
        self.unknown_path(paper_id).unlink(missing_ok=True)

    def tidy(self, *, before: float) -> None:
        """Remove what runs left that were killed `before` (in seconds since the epoch)."""
        for folder in (self.root / "reviews" / "records", self.root / ".cache" / "arxiv"):
            remove_leftovers(folder, before=before)

    def _cached(self, record: Record) -> str | None:
        try:
            return self.abstract_path(record).read_bytes().decode()
        except (FileNotFoundError, UnicodeDecodeError):
            return None


def _record(text: str, path: Path, paper_id: PaperId) -> Record:
    for problem in text_problems(text, path.name):
        raise DamagedRecordError(path, problem.message, problem.line)
    try:
        record = Record.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        what = first["msg"].removeprefix("Value error, ")
        where = ".".join(map(str, first["loc"]))
        raise DamagedRecordError(path, f"{where} {what}".strip()) from error
    if record.id != paper_id:
        raise DamagedRecordError(path, f"holds the record of {record.id}")
    # git may write the ends of lines in the way of Windows.
    if text.replace("\r\n", "\n") != record.as_json():
        line = _first_difference(text, record.as_json())
        raise DamagedRecordError(path, "is not as `fetch` writes it", line)
    return record


def _first_difference(text: str, right: str) -> int:
    pairs = enumerate(zip(text.splitlines(), right.splitlines(), strict=False), 1)
    return next((number for number, (line, other) in pairs if line != other), 1)


def _touch(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
