"""What each command does, from its options to its exit status."""

import argparse
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from enum import IntEnum
from pathlib import Path
from typing import TypeVar

from ..pages import tree
from ..library.library import Library
from ..checking.sources import Sources, load_library, read_sound_sources, read_sources
from .new import Metadata, asked_metadata, begin_review, list_paper
from ..pages import pages, paths
from ..written.paper_ids import PaperId, is_arxiv_id, is_paper_id, nearest_arxiv_id
from ..written.paper_list import PATH, Listing, read_paper_list
from ..problems.formats import Format, as_json
from ..problems.problem import Code, Problem
from ..arxiv.records import DamagedRecordError, RecordStore
from .serving import serve_site, source_changes
from ..written.skeleton import review_path
from ..site.build import build_site, site_builder

_T = TypeVar("_T")


class Exit(IntEnum):
    """What the exit status says."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    INCOMPLETE = 3  # some papers could not be fetched
    INTERRUPTED = 130  # as shells report SIGINT


class ProblemsFoundError(Exception):
    """The input is not as it should be; every problem found is an argument."""


def fetch(options: argparse.Namespace) -> int:
    """Ask arXiv for what is missing."""
    sources = _or_problems(read_sources(options.root))
    return _fetch(sources.named(), sources.listing, options)


def check(options: argparse.Namespace) -> int:
    """Name every problem, or say that there is none."""
    sources = _or_problems(read_sources(options.root, _today()))
    library = _library(options.root, sources)
    if options.format is Format.JSON:
        print(as_json([]))
    else:
        print(f"{len(sources.reviews)} reviews of {len(library.papers)} papers: no problem found")
    return Exit.DONE


def emit(options: argparse.Namespace) -> int:
    """Write the pages that Sphinx reads."""
    _emit(options.root, _sources(options))
    return Exit.DONE


def build(options: argparse.Namespace) -> int:
    """Fetch, check, emit, and build the site."""
    sources = _sources(options)
    if not options.offline:
        # What could not be had is told, and does not keep the rest from being shown.
        _fetch(sources.named(), sources.listing, options)
    _warn_of_missing_abstracts(_emit(options.root, sources))
    front_page = build_site(options.root)
    if front_page is None:
        return Exit.PROBLEMS
    print(f"The front page is {front_page.resolve().as_uri()}")
    return Exit.DONE


def serve(options: argparse.Namespace) -> int:
    """Show the site, and build it anew upon every change; asks nothing of the network."""
    html = options.root / "build" / "html"
    changes = source_changes(options.root)
    with site_builder(options.root) as build_again:
        serve_site(html, options.port, changes, lambda: _rebuild(options.root, build_again))
    return Exit.DONE


def new(options: argparse.Namespace) -> int:
    """Begin a review of a paper."""
    paper_id = nearest_arxiv_id(options.paper) or PaperId(options.paper)
    if not is_paper_id(paper_id):
        _say(
            f"{options.paper!r} is neither an arXiv id or address nor a slug such as my-paper-2021"
        )
        return Exit.USAGE
    path = review_path(paper_id, options.lang)
    if (options.root / path).exists():
        _say(f"{path} is there already; edit it")
        return Exit.PROBLEMS
    listing = _or_problems(read_paper_list(options.root))
    if is_arxiv_id(paper_id):
        _fetch({paper_id: (path, 1)}, listing, options)
    elif paper_id not in listing.lines and not _list(options, paper_id):
        return Exit.USAGE
    if not _begin(options, paper_id):
        _say(f"{path} is not begun: arXiv has not told yet what {paper_id} is")
        return Exit.INCOMPLETE
    print(f"{path} awaits your review; `nox -s check` tells what it lacks")
    return Exit.DONE


def _sources(options: argparse.Namespace) -> Sources:
    """What people wrote, without the reviews that have problems if that is asked for."""
    read = read_sound_sources if options.keep_going else read_sources
    sources = _or_problems(read(options.root, _today()))
    if sources.left_out:
        _say(*sources.left_out, "warning: what is wrong with these reviews keeps them out")
    return sources


def _today() -> date:
    # Where the day begins first: a reviewer there is not ahead of the time.
    return datetime.now(timezone(timedelta(hours=14))).date()


def _emit(root: Path, sources: Sources) -> Library:
    library = _library(root, sources)
    changes = tree.write_pages(root / "docs", pages(library))
    print(
        f"pages: {changes.written} written, {changes.removed} removed,"
        f" {changes.unchanged} as they were"
    )
    return library


def _begin(options: argparse.Namespace, paper_id: PaperId) -> bool:
    today = date.today()  # noqa: DTZ011 (the writer's day)
    try:
        return begin_review(options.root, paper_id, options.lang, today)
    except DamagedRecordError as error:
        path = error.path.relative_to(options.root).as_posix()
        raise ProblemsFoundError(Problem(path, error.line, str(error), Code.RECORD)) from error


def _list(options: argparse.Namespace, paper_id: PaperId) -> bool:
    given = Metadata(options.title, tuple(options.author), options.year, options.url)
    metadata = asked_metadata(given)
    if metadata is None:
        _say(f"{paper_id} is not on arXiv: give --title, --author, --year and --url")
        return False
    try:
        list_paper(options.root, paper_id, metadata)
    except ValueError as error:
        _say(f"{PATH}: {error}")
        return False
    return True


def _rebuild(root: Path, build_again: Callable[[], object]) -> None:
    try:
        _emit(root, _or_problems(read_sources(root)))
    except ProblemsFoundError as error:
        _say(*error.args)
        return
    build_again()


def _library(root: Path, sources: Sources) -> Library:
    library = _or_problems(load_library(root, sources))
    if problems := list(tree.foreign_files(root / "docs", paths(library))):
        raise ProblemsFoundError(*problems)
    return library


def _or_problems(result: _T | list[Problem]) -> _T:
    if isinstance(result, list):
        raise ProblemsFoundError(*result)
    return result


def _fetch(
    named: dict[PaperId, tuple[str, int]], listing: Listing, options: argparse.Namespace
) -> int:
    # Half a second of loading that no other command has to wait for.
    from ..arxiv import cli as fetching  # noqa: PLC0415

    wanted = [
        fetching.Wanted(id=paper_id, path=path, line=line)
        for paper_id, (path, line) in named.items()
    ]
    return fetching.fetch(
        wanted,
        RecordStore(options.root),
        keep_abstracts=listing.papers.keep_abstracts,
        contact=str(listing.papers.repository) if listing.papers.repository else None,
        options=options,
    )


def _warn_of_missing_abstracts(library: Library) -> None:
    missing = sum(paper.on_arxiv and paper.abstract is None for paper in library.papers)
    if missing:
        _say(f"warning: the abstracts of {missing} papers are not here; `nox -s fetch` gets them")


def _say(*messages: object) -> None:
    print(*messages, sep="\n", file=sys.stderr)
