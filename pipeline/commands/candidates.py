"""Choose candidates from a list of titles, and queue them for a collection."""

import argparse
import contextlib
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from ..arxiv import options as fetching
from ..files.atomic import write_if_changed
from ..text.signs import written_out
from ..written.fields import read_day
from ..written.paper_list import (
    PATH,
    Collection,
    Listing,
    Selection,
    Sought,
    listing_in,
    read_paper_list,
)
from ..written.queues import MAX_BYTES, queue_path
from ..written.settings import read_settings
from ..written.validation import KEY_PATTERN, nearest
from . import resolving
from .outcome import Exit, ProblemsFoundError, or_problems, say

if TYPE_CHECKING:
    from ..candidates.matching import Asked, Found
    from ..candidates.queue import Merged
    from ..candidates.selection import Origin

_DIALECTS: Final = ("duckdb", "spark", "bigquery", "trino")
_LONGEST_QUERY: Final = 500


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the options of this command."""
    parser.add_argument(
        "list",
        nargs="?",
        metavar="LIST",
        help="a file of titles: JSON, JSON lines, CSV, TSV, Parquet, BibTeX, RIS, or a title a"
        " line, packed or not; - for standard input",
    )
    parser.add_argument("--pattern", metavar="PATTERN", help="what titles hold: 'rnn|time series'")
    parser.add_argument("--collection", metavar="ID", help="the collection that they are for")
    parser.add_argument("--word", action="store_true", help="match whole words only")
    parser.add_argument(
        "--field",
        type=Sought,
        choices=list(Sought),
        default=Sought.TITLE,
        help="where to look (default: title)",
    )
    parser.add_argument("--exclude", metavar="PATTERN", help="leave out what holds this")
    parser.add_argument(
        "--sql",
        nargs="?",
        choices=_DIALECTS,
        const=_DIALECTS[0],
        help="print the question as SQL, and do nothing else",
    )
    arxiv = parser.add_argument_group("in place of a list")
    arxiv.add_argument(
        "--arxiv", metavar="QUERY", help="what arXiv finds: 'cat:cs.LG AND ti:recurrent'"
    )
    arxiv.add_argument(
        "--since", type=_day, metavar="DATE", help="submitted on that day or later: 2026-01-31"
    )
    arxiv.add_argument(
        "--refresh", action="store_true", help="ask again, though arXiv answered within a day"
    )
    arxiv.add_argument(
        "--budget",
        type=fetching.seconds,
        default="15m",
        metavar="TIME",
        help="the most time for asking: 90 (seconds), 15m, 1h (default: 15m)",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")
    resolving.add_options(parser)


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run(options: argparse.Namespace) -> int:
    """Find what a pattern selects from a list, and merge it into a collection's queue."""
    if misuse := _misuse(options):
        say(misuse)
        return Exit.USAGE
    status = Exit.DONE if _only_resolves(options) else _run(options)
    return resolving.run(options) if options.resolve and status == Exit.DONE else status


def _run(options: argparse.Namespace) -> int:
    # A database is loaded here, which no other command has to wait for.
    from ..candidates.failures import ListError, PatternError  # noqa: PLC0415
    from ..files.yaml_edits import NotEditableError  # noqa: PLC0415

    try:
        asked = _asked(options)
        return _print_sql(asked, options.sql) if options.sql else _choose(options, asked)
    except PatternError as error:
        say(written_out(str(error)))
        return Exit.USAGE
    except NotEditableError as error:
        say(written_out(f"{error.path}: {error}"))
        return Exit.PROBLEMS
    except ListError as error:
        say(written_out(f"{options.list or 'arXiv'} {error}"))
        return Exit.PROBLEMS


def _only_resolves(options: argparse.Namespace) -> bool:
    return options.resolve and options.pattern is options.list is options.arxiv is None


def _misuse(options: argparse.Namespace) -> str:
    """What is missing or too much; empty where nothing is."""
    query = options.arxiv
    chooses = not _only_resolves(options)
    wrong = {
        "name a list, - for standard input, or a query by --arxiv": chooses
        and not options.sql
        and (options.list is None) == (query is None),
        "say by --pattern what titles are to hold, as in --pattern 'rnn|time series'": (
            chooses and options.pattern is None
        ),
        "say by --collection which collection the titles are for": not options.sql
        and options.collection is None,
        "--sql asks for nothing, so leave out --resolve": bool(options.sql) and options.resolve,
        "--since is for --arxiv; a list tells no dates": options.since and query is None,
        f"--arxiv takes a query of up to {_LONGEST_QUERY} characters, as in cat:cs.LG": (
            query is not None and not 0 < len(query.strip()) <= _LONGEST_QUERY
        ),
    }
    return next((message for message, is_so in wrong.items() if is_so), "")


def _asked(options: argparse.Namespace) -> "Asked":
    from ..candidates.matching import Asked  # noqa: PLC0415
    from ..candidates.patterns import checked  # noqa: PLC0415

    return Asked(
        pattern=checked(options.pattern, "--pattern", word=options.word),
        exclude=None
        if options.exclude is None
        else checked(options.exclude, "--exclude", word=options.word),
        sought=options.field,
    )


def _print_sql(asked: "Asked", dialect: str) -> int:
    from ..candidates.sql import described, queries  # noqa: PLC0415

    print(*described(asked), sep="\n")
    print(*(f"{query};" for query in queries(asked, dialect)), sep="\n\n")
    return Exit.DONE


@dataclass(frozen=True, slots=True)
class _Target:
    """The collection that a queue is of."""

    listing: Listing
    number: int

    @property
    def collection(self) -> Collection:
        return self.listing.papers.collections[self.number]


def _choose(options: argparse.Namespace, asked: "Asked") -> int:
    """Everything that is asked for but SQL: read, match, tell, write."""
    from ..arxiv.searching import SearchError  # noqa: PLC0415
    from ..candidates.report import figures  # noqa: PLC0415

    listing = or_problems(read_paper_list(options.root))
    try:
        with _workspace() as folder:
            found, origin = _found(options, asked, folder)
    except SearchError as error:
        say(written_out(f"{error}; nothing is changed"))
        return Exit.INCOMPLETE
    if not options.quiet:
        print(*map(written_out, figures(found, asked)), sep="\n")
    target = _target(listing, options.collection)
    if target is None:
        say(*_beginning(options.collection, listing, found))
        return Exit.PROBLEMS
    change = _change(options.root, asked, found, origin, target)
    change.write()
    if not options.quiet:
        print(*map(written_out, change.told()), sep="\n")
    return Exit.DONE


def queued_anew(root: Path, *, budget_s: float) -> Iterator[tuple[str, str]]:
    """Ask arXiv again what collections were selected from: each title that is new in a queue.

    It comes with its collection.  Nothing is written of a collection that has none, or of which
    arXiv could not be asked, which is said.
    """
    from ..arxiv.searching import SearchError  # noqa: PLC0415
    from ..candidates.failures import ListError, PatternError  # noqa: PLC0415
    from ..files.yaml_edits import NotEditableError  # noqa: PLC0415

    for collection in or_problems(read_paper_list(root)).papers.collections:
        if not (collection.selection and collection.selection.arxiv):
            continue
        options = _asked_before(root, collection.selection, budget_s)
        try:
            change = _changed_by(options, collection.id)
        except (SearchError, ListError, PatternError, NotEditableError) as error:
            why = f"arXiv {error}" if isinstance(error, ListError) else error
            say(written_out(f"the candidates of {collection.id} are as they were: {why}"))
            continue
        if change.merged.added:
            change.write()
        yield from ((collection.id, title) for title in change.merged.added)


def _asked_before(root: Path, selection: Selection, budget_s: float) -> argparse.Namespace:
    """The options by which a selection came about."""
    return argparse.Namespace(
        root=root,
        list=None,
        arxiv=selection.arxiv,
        since=None,
        refresh=True,
        budget=budget_s,
        quiet=True,
        pattern=selection.pattern,
        word=selection.word,
        field=selection.field,
        exclude=selection.exclude,
    )


def _changed_by(options: argparse.Namespace, name: str) -> "_Change":
    asked = _asked(options)
    with _workspace() as folder:
        found, origin = _found(options, asked, folder)
    # The one before may have changed the list.
    listing = or_problems(read_paper_list(options.root))
    target = _target(listing, name)
    assert target is not None  # noqa: S101 (it was read from the list)
    return _change(options.root, asked, found, origin, target)


@contextmanager
def _workspace() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="shoroku-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _found(options: argparse.Namespace, asked: "Asked", folder: Path) -> "tuple[Found, Origin]":
    from ..candidates import engine, matching, spool, tables  # noqa: PLC0415
    from ..candidates.selection import Origin  # noqa: PLC0415

    with engine.connected(folder) as connection:
        matching.check_patterns(connection, asked)  # before anything long begins
        name, query = _list(options)
        with spool.spooled(name, folder) as given:
            table = tables.table(connection, given, folder)
            found = matching.found_in(connection, table, asked)
        source = f"arXiv: {query}" if query else _source(options.list)
        today = date.today()  # noqa: DTZ011 (the writer's day)
        return found, Origin(source=source, digest=given.digest, day=today, arxiv=query)


def _list(options: argparse.Namespace) -> tuple[str, str | None]:
    """The list's name; where arXiv is asked for it, its copy and the query."""
    if options.arxiv is None:
        return options.list, None
    from ..arxiv.searching import found_by, since  # noqa: PLC0415
    from ..candidates.asking_arxiv import Kept  # noqa: PLC0415
    from ..candidates.failures import ListError  # noqa: PLC0415

    query = since(" ".join(options.arxiv.split()), options.since)
    kept = Kept(options.root, query)
    if options.refresh or not kept.is_fresh():
        settings = or_problems(read_settings(options.root)).settings
        contact = settings.forge.address if settings.forge else None
        answered = found_by(query, budget_s=options.budget, quiet=options.quiet, contact=contact)
        say(*(written_out(f"arXiv: left out: {each}") for each in answered.complaints))
        if not answered.papers:
            message = "finds no paper by this query; nothing is changed"
            raise ListError(message)
        kept.keep(answered.papers)
    return str(kept.path), query


def _source(name: str) -> str:
    return "standard input" if name == "-" else written_out(PurePath(name).name)


def _target(listing: Listing, name: str) -> _Target | None:
    ids = [collection.id for collection in listing.papers.collections]
    return _Target(listing, ids.index(name)) if name in ids else None


def _beginning(name: str, listing: Listing, found: "Found") -> Iterator[str]:
    """How a collection that is not there is begun: a list of papers has at least one."""
    ids = [collection.id for collection in listing.papers.collections]
    yield written_out(f"{PATH} has no collection {name}{nearest(name, ids)}; nothing is changed")
    if not re.fullmatch(KEY_PATTERN, name):
        yield "  and none may be called so: write lower-case letters, digits and hyphens"
        return
    yield "  to begin it, choose its first paper, add this to the file, and run the command again:"
    first = next((hit.arxiv for hit in found.hits if hit.arxiv), "1706.03762")
    yield from (
        f"  - id: {written_out(name)}",
        "    title: what readers are to call it",
        f"    papers: [{written_out(first)}]",
    )


@dataclass(frozen=True, slots=True)
class _Change:
    """What a queue and the list will be, and what they were."""

    root: Path
    path: str
    merged: "Merged"
    is_new: bool
    listing: str

    def write(self) -> None:
        write_if_changed(self.root / self.path, self.merged.text, durable=True)
        write_if_changed(self.root / PATH, self.listing, durable=True)

    def told(self) -> Iterator[str]:
        from ..candidates import report  # noqa: PLC0415

        return report.changes(self.path, self.merged, is_new=self.is_new)


def _change(
    root: Path, asked: "Asked", found: "Found", origin: "Origin", target: _Target
) -> _Change:
    """What is to be written, of which nothing is wrong."""
    from ..candidates import known, queue, selection  # noqa: PLC0415
    from ..files.yaml_edits import naming  # noqa: PLC0415

    path = queue_path(target.collection.id)
    there = _text(root / path, path)
    site = known.known_papers(root, target.listing)
    with naming(path):
        merged = or_problems(queue.merged(path, there, found, site))
    fields = selection.selection(target.collection, asked, found, origin, merged.read)
    old = (root / PATH).read_bytes().decode()
    with naming(PATH):
        new = selection.with_selection(old, target.number, fields)
    or_problems(listing_in(new))  # what was written by hand may be of a form not thought of
    return _Change(root, path, merged, there is None, new)


def _text(file: Path, path: str) -> str | None:
    """The queue as it is, None where there is none; raises ProblemsFoundError."""
    from ..files.gate import read_text  # noqa: PLC0415

    with contextlib.suppress(FileNotFoundError):
        text = read_text(file, path, MAX_BYTES)
        if isinstance(text, list):
            raise ProblemsFoundError(*text)
        return text
    return None
