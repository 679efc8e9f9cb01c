"""What `new` does with the address of a page, and with references that were pasted."""

import argparse
import shlex
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from ..arxiv.failures import OutOfTimeError
from ..arxiv.records import RecordStore
from ..arxiv.service import SettingsError
from ..problems.problem import Code, Problem
from ..resolving import pasted, titles
from ..resolving.asking import Asker, NotAskedError
from ..resolving.codes import DOUBTFUL, PASTED
from ..resolving.persons import Agreement, agreement
from ..resolving.reference import Reference, UnreadableError
from ..resolving.resolve import address_of, described, find_on_arxiv
from ..resolving.slugs import slug_for
from ..resolving.works import Work, doi_in
from ..text.signs import one_line, written_out
from ..written.list_editing import Metadata
from ..written.paper_ids import PaperId
from ..written.paper_list import ListedPaper, read_paper_list
from ..written.settings import Settings
from .outcome import Exit, or_problems, say


class _Begin(Protocol):
    def __call__(self, paper_id: PaperId, metadata: Metadata | None = None) -> int: ...


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a work was told of: an address, or a line of a file."""

    path: str
    line: int | None = None

    def told(self, message: str, code: Code, options: argparse.Namespace) -> None:
        if self.line is None:
            say(written_out(f"{self.path}: {message}"))
        else:
            is_note = code is DOUBTFUL
            options.tell([Problem(self.path, self.line, message, code, is_note=is_note)])


def begin(options: argparse.Namespace, settings: Settings, begin_review: _Begin) -> int:
    """Begin a review of the paper at an address, or of each that a text refers to."""
    contact = settings.forge.address if settings.forge else None
    try:
        asker = Asker(options.root, contact=contact, budget_s=options.budget)
    except SettingsError as error:
        say(error)
        return Exit.USAGE
    if options.references is not None:
        return _from_references(options, asker, begin_review)
    return _from_address(options, asker, begin_review)


def _from_address(options: argparse.Namespace, asker: Asker, begin_review: _Begin) -> int:
    place = _Place(one_line(options.paper))
    if options.offline:
        place.told(
            f"a page is not read offline; {_to_type(_completed(None, options))}", PASTED, options
        )
        return Exit.USAGE
    try:
        work = _told_at(options.paper.strip(), asker)
    except (NotAskedError, OutOfTimeError) as error:
        place.told(f"{error}; {_to_type(_completed(None, options))}", PASTED, options)
        return Exit.INCOMPLETE
    if work is None and not options.title:
        message = f"does not say what paper it is of; {_to_type(_completed(None, options))}"
        place.told(message, PASTED, options)
        return Exit.PROBLEMS
    return _take(_completed(work, options), place, options, asker, begin_review)


def _told_at(address: str, asker: Asker) -> Work | None:
    """What is told of the paper at an address or DOI; raises as `asker` does."""
    if doi := doi_in(address):
        told = asker.of_doi(doi) or asker.on_page(f"https://doi.org/{doi}")
    else:
        told = asker.on_page(f"https:{address[5:]}" if address[:5].lower() == "http:" else address)
    return next(iter(told), None)


def _from_references(options: argparse.Namespace, asker: Asker, begin_review: _Begin) -> int:
    path = options.references
    try:
        found = list(pasted.references_in(_text(path)))
    except UnreadableError as error:
        options.tell([Problem(path, error.line, str(error), PASTED)])
        return Exit.PROBLEMS
    if len(found) > 1 and (options.title or options.author or options.year or options.url):
        say("--title, --author, --year and --url complete one reference, not several")
        return Exit.USAGE
    statuses = [_from_reference(each, path, options, asker, begin_review) for each in found]
    return max(statuses)


def _from_reference(
    found: Reference | UnreadableError,
    path: str,
    options: argparse.Namespace,
    asker: Asker,
    begin_review: _Begin,
) -> int:
    if isinstance(found, UnreadableError):
        options.tell([Problem(path, found.line, str(found), PASTED)])
        return Exit.PROBLEMS
    place = _Place(path, found.line)
    if paper_id := found.work.paper_id:
        status = begin_review(paper_id)
        record = RecordStore(options.root).record(paper_id) if status == Exit.DONE else None
        if record and not titles.are_same(record.title, found.work.title):
            message = f"names {paper_id}, which arXiv calls “{record.title}”; is it that paper?"
            place.told(message, DOUBTFUL, options)
        return status
    status = _take(_completed(found.work, options), place, options, asker, begin_review)
    if status == Exit.DONE and found.is_cut:
        message = "names no further authors than these; add the others to the list"
        place.told(message, DOUBTFUL, options)
    return status


def _text(path: str) -> str:
    """The text of a file, or of standard input; raises UnreadableError and OSError."""
    if path == "-":
        if sys.stdin.isatty():
            say("paste the reference, then press Ctrl-D on a line of its own")
        content = sys.stdin.buffer.read(pasted.MAX_BYTES + 1)
    else:
        with Path(path).open("rb") as file:
            content = file.read(pasted.MAX_BYTES + 1)
    if len(content) > pasted.MAX_BYTES:
        message = f"has more than the {pasted.MAX_BYTES:,} bytes that are allowed"
        raise UnreadableError(message)
    try:
        return content.decode().replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 at byte {error.start}"
        raise UnreadableError(message) from error


def _completed(work: Work | None, options: argparse.Namespace) -> Work:
    """The work, with what the person says of it."""
    told = work or Work(title="")
    year = options.year.strip()
    changes = {
        "title": one_line(options.title),
        "authors": tuple(map(one_line, options.author)),
        "year": int(year) if year.isascii() and year.isdigit() else None,
        "url": one_line(options.url),
    }
    return told.model_copy(update={key: value for key, value in changes.items() if value})


def _take(
    work: Work,
    place: _Place,
    options: argparse.Namespace,
    asker: Asker,
    begin_review: _Begin,
) -> int:
    """Begin a review of the work: of what arXiv has of it, or by a name of its own."""
    listed = or_problems(read_paper_list(options.root)).papers.entries
    if known := _known(work, listed):
        return begin_review(known)
    if not options.offline:
        found = _on_arxiv(work, asker)
        if len(found.ids) == 1:
            return begin_review(next(iter(found.ids)))
        if found.unasked:
            message = f"nobody could be asked whether arXiv has it ({'; '.join(found.unasked)})"
            place.told(f"{message}; {_else(work, options)}", PASTED, options)
            return Exit.INCOMPLETE
        doubts = [*((each, _SEVERAL) for each in found.ids.values()), *found.doubts]
        for other, why in doubts[:_SHOWN]:
            message = f"“{work.title}” may be {described(other)}: {why}"
            place.told(message, DOUBTFUL, options)
    metadata = _metadata(work)
    if not metadata.is_whole:
        lacking = [name for name in _NEEDED if not getattr(metadata, name)]
        message = f"does not tell: {', '.join(lacking)}; {_to_type(work)}"
        place.told(message, PASTED, options)
        return Exit.PROBLEMS
    taken = {str(entry.id) for entry in listed} | _reviewed(options.root)
    return begin_review(slug_for(work, taken), metadata)


_NEEDED: Final = ("title", "authors", "year", "url")
_SEVERAL: Final = "arXiv has several with this title and these authors"
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class _OnArxiv:
    ids: dict[PaperId, Work]
    doubts: list[tuple[Work, str]]
    unasked: list[str]


def _on_arxiv(work: Work, asker: Asker) -> _OnArxiv:
    claims = [work.paper_id] if work.paper_id else []
    try:
        known = find_on_arxiv(work, claims, asker)
    except OutOfTimeError as error:
        return _OnArxiv({}, [], [str(error)])
    return _OnArxiv(known.ids, known.doubts, known.unasked)


def _known(work: Work, listed: Iterable[ListedPaper]) -> PaperId | None:
    """The name under which the list has the work already."""
    for entry in listed:
        if not entry.title:
            continue
        same_place = (work.doi and work.doi.lower() == (entry.doi or "").lower()) or (
            work.url and work.url.rstrip("/") == str(entry.url).rstrip("/")
        )
        same_work = (
            titles.are_same(work.title, entry.title)
            and agreement(work.authors, entry.authors) is Agreement.SAME
            and work.year == entry.year
        )
        if (same_place and titles.likeness(work.title, entry.title) >= titles.NEAR) or same_work:
            return PaperId(entry.id)
    return None


def _reviewed(root: Path) -> set[str]:
    return {file.name.partition(".")[0] for file in (root / "reviews").glob("*.md")}


def _metadata(work: Work) -> Metadata:
    return Metadata(
        title=work.title,
        authors=work.authors,
        year=str(work.year or ""),
        url=work.url or address_of(work),
        doi=work.doi,
        venue=work.venue,
    )


def _to_type(work: Work) -> str:
    """What a person may type instead."""
    metadata = _metadata(work)
    slug = slug_for(work, frozenset()) if work.title else "NAME-YEAR-WORD"
    parts = [
        *("new", slug, "--title", metadata.title or "…"),
        *(part for name in metadata.authors or ("…",) for part in ("--author", name)),
        *("--year", metadata.year or "…", "--url", metadata.url or "…"),
    ]
    return f"type what it is: {shlex.join(parts)}"


def _else(work: Work, options: argparse.Namespace) -> str:
    if options.references is not None:
        return "try later, or list it all the same by --offline"
    return f"try later, or {_to_type(work)}"
