"""The steps that several commands take: fetching, joining, emitting."""

import argparse
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from ..arxiv.records import RecordStore
from ..checking.sources import Sources
from ..exports.files import exports
from ..exports.on_disk import replace_files
from ..files.atomic import write_if_changed
from ..files.memory import Memory
from ..guide.pages import guide_pages
from ..library.library import Library
from ..library.loading import load_library
from ..pages import news, tree, upkeep
from ..pages.all_pages import drafts
from ..pages.contents import Contents
from ..written.paper_ids import PaperId
from ..written.schemas import schemas
from ..written.settings import Settings
from .codes import CODES
from .outcome import ProblemsFoundError, or_problems, say
from .reading import today
from .revisions import changes

_REPLACEABLE: Final = frozenset({f"{news.PAGE}.md", f"{upkeep.PAGE}.md"})
"""Generated pages that a site may replace by its own, as it had such before they were made."""


def library(root: Path, found: Sources, memory: Memory | None = None) -> Library:
    """The sources joined with the records; raises ProblemsFoundError where that cannot be."""
    return _drafted(root, found, memory).contents.library


@dataclass(frozen=True, slots=True)
class _Drafted:
    """The library, the pages that are to be, and what stands in their places."""

    contents: Contents
    pages: Mapping[str, Callable[[], str]]
    tree: Mapping[str, str | None]


def _drafted(root: Path, found: Sources, memory: Memory | None) -> _Drafted:
    joined = or_problems(load_library(root, found, today(), memory))
    contents = Contents(joined, memory or Memory())
    there = tree.read_tree(root / "docs")
    pages = {
        path: text
        for path, text in drafts(contents).items()
        if there.get(path, "") is not None or path.partition("/")[2] not in _REPLACEABLE
    }
    if problems := list(tree.foreign_files(root / "docs", there, pages)):
        raise ProblemsFoundError(*problems)
    return _Drafted(contents, pages, there)


@dataclass(frozen=True, slots=True)
class Emitted:
    """The library whose pages were written, and how many files that changed."""

    contents: Contents
    changes: tree.Changes


def emit(root: Path, found: Sources, memory: Memory | None = None) -> Emitted:
    """Write the pages that Sphinx reads, and the schemas that editors read."""
    drafted = _drafted(root, found, memory)
    pages = {**drafted.pages, **_guide(drafted.tree, found.settings)}
    changes = tree.write_pages(root / "docs", drafted.tree, pages)
    for name, text in schemas().items():
        write_if_changed(root / "build" / "schemas" / name, text, durable=False)
    return Emitted(drafted.contents, changes)


def export(root: Path, contents: Contents, settings: Settings) -> None:
    """Write what is taken away beside the pages that were built, unless it is there already."""
    replace_files(root / "build", exports(contents, settings, root))


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


def _guide(there: Mapping[str, str | None], settings: Settings) -> dict[str, Callable[[], str]]:
    """The guide in each language, but for the pages that the site replaces by its own."""
    return {
        path: partial(str, text)
        for language in settings.languages
        for name, text in guide_pages(language, settings, CODES).items()
        if there.get(path := f"{language}/{name}.md", "") is not None
    }
