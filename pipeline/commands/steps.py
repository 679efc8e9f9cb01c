"""The steps that several commands take: reading, fetching, joining, emitting."""

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from ..arxiv.records import RecordStore
from ..checking.sources import Sources, read_sound_sources, read_sources
from ..exports import on_disk
from ..exports.books import book_files
from ..exports.files import export_files
from ..files.atomic import write_if_changed
from ..guide.pages import guide_pages
from ..library.library import Library
from ..library.loading import load_library
from ..pages import tree
from ..pages.all_pages import pages, paths
from ..written.hand_written import is_by_hand
from ..written.paper_ids import PaperId
from ..written.schemas import schemas
from ..written.settings import Settings, site_catalogues
from .codes import CODES
from .outcome import ProblemsFoundError, or_problems, say
from .revisions import changes


def add_keep_going(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the option that `sources` reads."""
    text = "leave out reviews that have problems; their pages say so"
    parser.add_argument("--keep-going", action="store_true", help=text)


def sources(options: argparse.Namespace) -> Sources:
    """What people wrote, without the reviews that have problems if that is asked for."""
    read = read_sound_sources if options.keep_going else read_sources
    found = or_problems(read(options.root, today()))
    if found.left_out:
        say(*found.left_out, "warning: what is wrong with these reviews keeps them out")
    return found


def today() -> date:
    """The day, where it begins first: a reviewer there is not ahead of the time."""
    return datetime.now(timezone(timedelta(hours=14))).date()


def library(root: Path, found: Sources) -> Library:
    """The sources joined with the records; raises ProblemsFoundError where that cannot be."""
    joined = or_problems(load_library(root, found, today()))
    if problems := list(tree.foreign_files(root / "docs", paths(joined))):
        raise ProblemsFoundError(*problems)
    return joined


@dataclass(frozen=True, slots=True)
class Emitted:
    """The library whose pages were written, and how many files that changed."""

    library: Library
    changes: tree.Changes


def emit(root: Path, found: Sources) -> Emitted:
    """Write the pages that Sphinx reads, and the schemas that editors read."""
    joined = library(root, found)
    texts = pages(joined) | _guide(root, found.settings)
    changes = tree.write_pages(root / "docs", texts)
    for name, text in schemas().items():
        write_if_changed(root / "build" / "schemas" / name, text, durable=False)
    return Emitted(joined, changes)


def export(root: Path, joined: Library, settings: Settings) -> None:
    """Write what is taken away beside the pages that were built."""
    books = book_files(joined, settings, root / "build" / "html", site_catalogues(root))
    on_disk.replace_files(root / "build", {**export_files(joined), **books})


def tell(changes: tree.Changes) -> None:
    """Say how many pages were written."""
    print(
        f"pages: {changes.written} written, {changes.removed} removed,"
        f" {changes.unchanged} as they were"
    )


def fetch(
    named: Mapping[PaperId, tuple[str, int]], settings: Settings, options: argparse.Namespace
) -> int:
    """Ask arXiv for the papers, each with the place that names it; the exit status."""
    # Half a second of loading that no other command has to wait for.
    from ..arxiv import fetching  # noqa: PLC0415

    wanted = [
        fetching.Wanted(id=paper_id, path=path, line=line)
        for paper_id, (path, line) in named.items()
    ]
    return fetching.fetch(
        wanted,
        RecordStore(options.root),
        keep_abstracts=settings.keep_abstracts,
        contact=settings.forge.address if settings.forge else None,
        verified=_to_verify(named, options),
        options=options,
    )


def _to_verify(named: Iterable[PaperId], options: argparse.Namespace) -> frozenset[PaperId]:
    """The papers whose records are to be verified: all where nobody knows what changed."""
    if options.verify is None:
        return frozenset()
    store = RecordStore(options.root)
    there = {each: store.record_path(each) for each in named if store.record_path(each).exists()}
    if not options.verify:
        return frozenset(there)
    try:
        changed = {
            options.root / path
            for _, path in changes(options.root, options.verify, "--verify", "--relative")
        }
    except ValueError as error:
        say(f"{error}; every record is verified")
        return frozenset(there)
    return frozenset(paper_id for paper_id, path in there.items() if path in changed)


def _guide(root: Path, settings: Settings) -> dict[str, str]:
    """The guide in each language, but for the pages that the site replaces by its own."""
    return {
        path: text
        for language in settings.languages
        for name, text in guide_pages(language, settings, CODES).items()
        if not is_by_hand(root / "docs" / (path := f"{language}/{name}.md"))
    }
