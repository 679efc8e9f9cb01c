"""Queue the paper that an issue names: what `refresh --capture` does.

The issue is a stranger's.  Of it nothing is used but the id of a paper, which has the form of one,
and what arXiv says of that.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Final

from ..arxiv.records import DamagedRecordError, Record, RecordStore
from ..candidates.titles import clean
from ..checking.sources import Sources, read_sound_sources
from ..files.atomic import write_atomically
from ..upkeep.captured import NoPaperError, captured
from ..upkeep.quoting import paper_link, quoted
from ..written.list_editing import queued
from ..written.paper_ids import PaperId
from ..written.paper_list import CONTRIBUTED
from ..written.queues import queue_in, queue_path
from . import reading, steps
from .outcome import Exit, or_problems, say

_MAX_BYTES: Final = 5_000_000  # an issue has 65,536 characters, and an event says more than that
_AUTHORS: Final = 50


def run(options: argparse.Namespace) -> int:
    """Queue the paper; the body of the pull request, or why there is none, goes to `--body`."""
    root: Path = options.root
    try:
        paper_id = captured(_issue(options.capture))
        found = or_problems(read_sound_sources(root, reading.today()))
        _refuse_known(paper_id, found)
        record = _record(paper_id, found, options)
        path = _queue(root, paper_id, record, found)
    except NoPaperError as error:
        _tell(options, f"This issue was not taken: {error}.\n")
        say(error)
        return Exit.PROBLEMS
    title = quoted(record.title) if record else "arXiv could not be asked what it is called"
    _tell(options, f"{paper_link(paper_id)}: {title}.\n\nIt waits in {quoted(path)} then.\n")
    print(f"{path}: {paper_id} waits there")
    return Exit.DONE


def _issue(file: Path) -> str:
    """The body of the issue of an event, as GitHub writes it to a file; raises NoPaperError."""
    message = "the event has no issue that can be read"
    if file.stat().st_size > _MAX_BYTES:
        raise NoPaperError(message)
    try:
        body = json.loads(file.read_bytes())["issue"]["body"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NoPaperError(message) from error
    if not isinstance(body, str):
        raise NoPaperError(message)
    return body


def _refuse_known(paper_id: PaperId, found: Sources) -> None:
    if paper_id in found.named():
        message = f"{paper_id} is among the papers of this site"
        raise NoPaperError(message)
    if any(each.id == paper_id for queue in found.queues.values() for each in queue.papers):
        message = f"{paper_id} is in a queue of this site"
        raise NoPaperError(message)


def _record(paper_id: PaperId, found: Sources, options: argparse.Namespace) -> Record | None:
    """What arXiv says of the paper, None where it could not be asked; raises NoPaperError.

    Papers that wait have no record in the site, so what is fetched is not kept.
    """
    with tempfile.TemporaryDirectory() as folder:
        elsewhere = argparse.Namespace(**{**vars(options), "root": Path(folder)})
        steps.fetch({paper_id: ("the issue", 1)}, found.settings, elsewhere)
        store = RecordStore(Path(folder))
        if store.unknown_path(paper_id).exists():
            message = f"arXiv does not know {paper_id}"
            raise NoPaperError(message)
        try:
            return store.record(paper_id)
        except DamagedRecordError:
            return None


def _queue(root: Path, paper_id: PaperId, record: Record | None, found: Sources) -> str:
    """Write the entry behind all others of its queue; the queue's path.  Raises NoPaperError."""
    path = queue_path(_collection(found))
    file = root / path
    text = file.read_bytes().decode() if file.exists() else ""
    entry = {
        "title": clean(record.title) if record else f"arXiv:{paper_id}",
        **({"authors": [clean(each) for each in record.authors[:_AUTHORS]]} if record else {}),
        "id": str(paper_id),
    }
    try:
        longer = queued(text, entry)
    except ValueError as error:
        message = f"{path} cannot be added to: {error}"
        raise NoPaperError(message) from error
    queue, _, problems = queue_in(path, longer)
    if problems or queue is None or queue.papers[-1].id != paper_id:
        message = f"{path} cannot be added to; add {paper_id} by hand"
        raise NoPaperError(message)
    write_atomically(file, longer)
    return path


def _collection(found: Sources) -> str:
    """The last collection that was not selected from a list, else that of contributed papers."""
    collections = found.listing.papers.collections
    return next((each.id for each in reversed(collections) if not each.selection), CONTRIBUTED)


def _tell(options: argparse.Namespace, text: str) -> None:
    if options.body:
        write_atomically(options.body, text)
