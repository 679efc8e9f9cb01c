"""Begin a review, and list its paper where arXiv does not know it."""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from ..arxiv import options as fetching
from ..arxiv.records import DamagedRecordError, RecordStore
from ..checking.catalogues import check_catalogues
from ..files.atomic import write_atomically
from ..text import tex
from ..words.catalogue import words_of
from ..written.file_names import is_reader, review_path
from ..written.list_editing import Metadata, list_paper
from ..written.paper_ids import PaperId, is_arxiv_id, is_paper_id, nearest_arxiv_id, why_no_id
from ..written.paper_list import PATH, Listing, read_paper_list
from ..written.settings import Settings, read_settings, site_catalogues
from ..written.skeleton import skeleton
from . import steps, taking
from .outcome import Exit, ProblemsFoundError, or_problems, say

_AUTHORS_SHOWN = 10

_ADDRESS = re.compile(r"https?://|doi:|10\.\d{4,9}/", re.ASCII | re.IGNORECASE)
_OF_ARXIV = re.compile(
    r"https?://(?:[a-z]+\.)?arxiv\.org/|.*10\.48550/", re.ASCII | re.IGNORECASE | re.DOTALL
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the options of this command."""
    parser.add_argument(
        "paper", nargs="?", help="an arXiv id, the address of a paper's page, or a slug of your own"
    )
    parser.add_argument("--lang", metavar="CODE", help="default: the site's first language")
    parser.add_argument(
        "--name", metavar="NAME", default="", help="yours, where others review the paper too"
    )
    parser.add_argument("--offline", action="store_true", help="ask nothing of arXiv")
    elsewhere = parser.add_argument_group("for a paper that is not on arXiv")
    elsewhere.add_argument("--title", default="")
    elsewhere.add_argument(
        "--author", action="append", default=[], metavar="NAME", help="once for each"
    )
    elsewhere.add_argument("--year", default="")
    elsewhere.add_argument("--url", default="")
    elsewhere.add_argument(
        "--from-bibtex",
        dest="references",
        metavar="FILE",
        help="take title, authors, year and address from BibTeX, RIS or CSL-JSON; - reads a paste",
    )
    taking.add_options(parser)
    fetching.add_options(parser)


def run(options: argparse.Namespace) -> int:
    """Begin a review of a paper, or make reviews of notes."""
    given = (options.paper, options.notes, options.references)
    if sum(each is not None for each in given) != 1:
        say("name a paper, or notes by --from, or references by --from-bibtex: one of these")
        say("where notes do not tell their paper, --paper does")
        return Exit.USAGE
    return _take(options) if options.notes else _new(options)


def _take(options: argparse.Namespace) -> int:
    settings = or_problems(read_settings(options.root)).settings
    language = options.lang or settings.languages[0]
    if misuse := _misuse(language, options.name, settings.languages):
        say(misuse)
        return Exit.USAGE
    return taking.take(options, settings)


def _new(options: argparse.Namespace) -> int:
    paper_id = nearest_arxiv_id(options.paper or "") or PaperId(options.paper or "")
    is_elsewhere = options.references is not None or _is_address(paper_id)
    if not is_elsewhere and not is_paper_id(paper_id):
        told = (
            f"{options.paper!r} is neither an arXiv id or address nor a slug such as my-paper-2021"
        )
        say("; ".join(filter(None, [told, why_no_id(options.paper)])))
        return Exit.USAGE
    settings = or_problems(read_settings(options.root)).settings
    if problems := list(check_catalogues(options.root, settings.languages)):
        raise ProblemsFoundError(*problems)
    language = options.lang or settings.languages[0]
    if misuse := _misuse(language, options.name, settings.languages):
        say(misuse)
        return Exit.USAGE
    if is_elsewhere:
        # Loading what asks and reads takes a while.
        from . import elsewhere  # noqa: PLC0415

        return elsewhere.begin(options, settings, partial(_begun, options, settings, language))
    return _begun(options, settings, language, paper_id)


def _is_address(text: str) -> bool:
    """Whether this is a DOI, or the address of a page but for those of arXiv, which name an id."""
    return _ADDRESS.match(text) is not None and _OF_ARXIV.match(text) is None


def _begun(
    options: argparse.Namespace,
    settings: Settings,
    language: str,
    paper_id: PaperId,
    metadata: Metadata | None = None,
) -> int:
    path = review_path(paper_id, language, options.name)
    if (options.root / path).exists():
        further = "another --name" if options.name else "--name and your name"
        say(f"{path} is there already; edit it, or begin a further review with {further}")
        return Exit.PROBLEMS
    listing = or_problems(read_paper_list(options.root))
    is_asked = False
    if is_arxiv_id(paper_id):
        is_asked = not options.offline and _ask(options, paper_id, path, settings)
    elif paper_id not in listing.lines and not _list(options, paper_id, settings, metadata):
        return Exit.USAGE
    if not _begin(options.root, paper_id, language, options.name, is_asked=is_asked):
        say(f"{path} is not begun: arXiv has not told yet what {paper_id} is")
        return Exit.INCOMPLETE
    print(f"{path} awaits your review; `nox -s check` tells what it lacks")
    return Exit.DONE


def _misuse(language: str, reader: str, languages: Sequence[str]) -> str:
    """What keeps a review from having such a file; empty where nothing does."""
    if language not in languages:
        return f"{language!r} is none of the site's languages, {', '.join(languages)}"
    if reader and (not is_reader(reader) or reader in languages):
        right = "lower-case letters, digits and hyphens, as in ann-lee"
        return f"--name {reader!r} cannot stand in a file's name; write up to 64 {right}"
    return ""


def begin_review(  # noqa: PLR0913 (what the file is named after and what it begins with)
    root: Path,
    paper_id: PaperId,
    language: str,
    day: date,
    reader: str = "",
    *,
    is_newest: bool = False,
) -> bool:
    """Write the file of a new review; False where nothing is known of the paper.

    `reader` names a further review of the same paper.
    `is_newest` tells that the paper's record is of what arXiv has on this day.

    Raises DamagedRecordError where the paper's record is one.
    """
    listing = or_problems(read_paper_list(root))
    name = _name(root, paper_id, listing)
    if name is not None:
        words = words_of(language, site_catalogues(root))
        version = _version(root, paper_id) if is_newest else None
        text = skeleton(name, words, listing.papers.topics, day, version)
        write_atomically(root / review_path(paper_id, language, reader), text)
    return name is not None


def _ask(options: argparse.Namespace, paper_id: PaperId, path: str, settings: Settings) -> bool:
    """Ask arXiv for the paper, even where its record is there: the version read is the newest."""
    RecordStore(options.root).forget_unknown(paper_id)
    refresh = 0 if options.refresh is None else options.refresh
    asking = argparse.Namespace(**{**vars(options), "refresh": refresh})
    return steps.fetch({paper_id: (path, 1)}, settings, asking) == Exit.DONE


def _version(root: Path, paper_id: PaperId) -> int | None:
    """The version to be read, None where it is a notice that the paper was withdrawn."""
    record = RecordStore(root).record(paper_id) if is_arxiv_id(paper_id) else None
    return record.version if record and not record.withdrawn else None


def _begin(root: Path, paper_id: PaperId, language: str, reader: str, *, is_asked: bool) -> bool:
    today = date.today()  # noqa: DTZ011 (the writer's day)
    try:
        return begin_review(root, paper_id, language, today, reader, is_newest=is_asked)
    except DamagedRecordError as error:
        raise ProblemsFoundError(error.problem(root)) from error


def _list(
    options: argparse.Namespace, paper_id: PaperId, settings: Settings, metadata: Metadata | None
) -> bool:
    given = Metadata(options.title, tuple(options.author), options.year, options.url)
    metadata = metadata or asked_metadata(given)
    if metadata is None:
        say(f"{paper_id} is not on arXiv: give --title, --author, --year and --url")
        return False
    try:
        list_paper(options.root, paper_id, metadata, settings.languages)
    except ValueError as error:
        say(f"{PATH}: {error}")
        return False
    return True


def asked_metadata(given: Metadata) -> Metadata | None:
    """What is given, completed by the person at the terminal; None where something stays open."""
    if sys.stdin.isatty():
        given = Metadata(
            title=given.title or _asked("Title"),
            authors=given.authors or tuple(_parted(_asked("Authors, parted by commas"))),
            year=given.year or _asked("Year"),
            url=given.url or _asked("Address"),
        )
    return given if given.is_whole else None


def _asked(what: str) -> str:
    try:
        return input(f"{what}: ").strip()
    except EOFError:
        return ""


def _parted(names: str) -> Iterator[str]:
    return (name.strip() for name in names.split(",") if name.strip())


def _name(root: Path, paper_id: PaperId, listing: Listing) -> str | None:
    record = RecordStore(root).record(paper_id) if is_arxiv_id(paper_id) else None
    listed = (entry for entry in listing.papers.entries if entry.id == paper_id)
    known = record or next(listed, None)
    if known is None:
        return None
    authors = [tex.plain(name) for name in known.authors[:_AUTHORS_SHOWN]]
    more = ["et al."] if len(known.authors) > _AUTHORS_SHOWN else []
    title = tex.plain(known.title or paper_id)
    return f"{title} ({', '.join(authors + more)})" if authors else title
