"""What `new --from` does: notes become reviews, or it is told what keeps them from that."""

import argparse
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from ..checking.body import Known, body_problems
from ..checking.images import FOLDER, Image, read_image_file, read_images
from ..checking.references import check_references
from ..checking.site_map import pages_of, papers_of
from ..files.atomic import write_atomically, write_bytes_atomically
from ..files.gate import ENCODING, FILE_KIND, SIZE
from ..mending.place import Paper, Place
from ..mending.review import Mended, mended_review
from ..mending.site import known_paper, topic_names
from ..notes.fields import Note
from ..notes.front import Given
from ..notes.language import language_of_note, named
from ..notes.paper import Found, bare_title, is_of, paper_of
from ..notes.prose import Done
from ..notes.taken import NOT_TAKEN, NOTE, Around, Draft, draft_of, line_of, read_note, summed_up
from ..notes.vault import Vault, home_of, is_obsidian, notes_in
from ..problems.problem import Code, Problem
from ..text.signs import written_out
from ..written.file_names import review_path
from ..written.hand_written import hand_written_pages
from ..written.links import linked_paper
from ..written.paper_ids import PaperId, file_stem, is_arxiv_id, is_paper_id, nearest_arxiv_id
from ..written.paper_list import Listing, read_paper_list
from ..written.reviews import Depth, Review, Reviews, read_reviews, review_in
from ..written.settings import Settings
from . import reading, steps
from .outcome import Exit, count, or_problems, say

MAX_BYTES: Final = 1_000_000
"""A review holds less, but a note may hold what is left out."""


class Ending(StrEnum):
    """How it ended with a note."""

    TAKEN = "taken"
    CHANGED = "taken with changes"
    THERE = "there already"
    LEFT = "to be looked at"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A note, the vault around it, and what it is about as soon as that is known."""

    path: str
    file: Path
    vault: Vault
    text: str = ""
    note: Note = field(default_factory=lambda: Note(""))
    paper: PaperId | None = None
    language: str = ""
    reader: str = ""
    mention: str = ""
    problems: tuple[Problem, ...] = ()
    """Why it cannot be taken."""

    @property
    def stem(self) -> str:
        return self.file.stem

    @property
    def review(self) -> str:
        return review_path(self.paper, self.language, self.reader) if self.paper else ""

    def left(self, message: str, line: int = 1, code: Code = NOT_TAKEN) -> "_Source":
        return replace(self, problems=(*self.problems, Problem(self.path, line, message, code)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """The site for which notes are taken."""

    root: Path
    settings: Settings
    listing: Listing
    reviews: tuple[Review, ...]
    images: Mapping[str, Image]
    papers: Mapping[PaperId, Paper]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """A note as a review that passes the check, or why it does not."""

    source: _Source
    draft: Draft
    mended: Mended
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Others:
    """What a note may name: papers, notes of this run, and images that this run brings."""

    papers: set[PaperId]
    known: Mapping[str, Known]
    """What the check knows of them, by language."""
    links: Mapping[str, _Source]
    coming: Mapping[str, Path]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the options that `take` reads."""
    notes = parser.add_argument_group("for notes that you have already")
    notes.add_argument(
        "--from",
        dest="notes",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="take Markdown notes as reviews, or all of a folder; the notes stay as they are",
    )
    notes.add_argument(
        "--paper", dest="about", metavar="ID", help="the paper, where the note does not tell it"
    )
    notes.add_argument(
        "--read",
        type=Depth,
        choices=list(Depth),
        help="how much of the papers you read (default: what the note says, or abstract)",
    )
    notes.add_argument("--reviewer", default="", metavar="NAME", help="who wrote the notes")


def take(options: argparse.Namespace, settings: Settings) -> int:
    """Make a review of each note that can be one, and tell how it ended with each."""
    files = list(_files(options.notes))
    about = _about(options.about)
    if options.about and (about is None or len(files) != 1):
        say(f"--paper {options.about!r} names no paper" if about is None else _ONE_NOTE)
        return Exit.USAGE
    site = _site(options.root, settings)
    given = _given(options, site)
    notes = (replace(_read(file), reader=options.name) for file in files)
    sources = [_identified(source, site, about, options.lang) for source in notes]
    sources = list(_without_doubles(sources, options.root))
    if not options.offline:
        site = _fetched(site, sources, options)
        sources = [_told_of(source, site) for source in sources]
    taken = {each.source.path: each for each in _taken(sources, site, given)}
    return _reported(options, sources, taken)


_ONE_NOTE: Final = "--paper is for one note; write `arxiv: ID` above each of several"


def _about(text: str | None) -> PaperId | None:
    paper_id = nearest_arxiv_id(text or "") or PaperId(text or "")
    return paper_id if is_paper_id(paper_id) else None


def _files(given: Iterable[Path]) -> Iterator[tuple[Path, Vault]]:
    for place in given:
        vault = Vault(home_of(place))
        is_folder = place.is_dir() and not place.is_symlink()
        yield from ((file, vault) for file in (notes_in(place) if is_folder else [place]))


def _read(found: tuple[Path, Vault]) -> _Source:
    file, vault = found
    source = _Source(path=file.as_posix(), file=file, vault=vault)
    try:
        status = file.lstat()
        if not stat.S_ISREG(status.st_mode):
            return source.left("must be a regular file, not a link or folder", code=FILE_KIND)
        if status.st_size > MAX_BYTES:
            message = f"has {status.st_size:,} bytes; {MAX_BYTES:,} are allowed"
            return source.left(message, code=SIZE)
        text = file.read_bytes().decode()
    except UnicodeDecodeError as error:
        return source.left(f"is not UTF-8 at byte {error.start}", code=ENCODING)
    except OSError as error:
        return source.left(f"cannot be read: {error.strerror}")
    return replace(source, text=text.replace("\r\n", "\n"), note=read_note(text))


def _site(root: Path, settings: Settings) -> _Site:
    listing = or_problems(read_paper_list(root))
    reviews = read_reviews(root, settings.languages).sound
    papers = _papers(root, listing, papers_of(listing, reviews))
    return _Site(
        root=root,
        settings=settings,
        listing=listing,
        reviews=tuple(reviews),
        images=read_images(root / FOLDER),
        papers=papers,
    )


def _papers(root: Path, listing: Listing, ids: Iterable[PaperId]) -> dict[PaperId, Paper]:
    return {paper_id: known_paper(root, paper_id, listing) for paper_id in ids}


def _given(options: argparse.Namespace, site: _Site) -> Given:
    return Given(
        day=date.today(),  # noqa: DTZ011 (the writer's day)
        today=reading.today(),
        topics=topic_names(site.listing),
        read=options.read,
        reviewer=options.reviewer,
    )


def _identified(
    source: _Source, site: _Site, about: PaperId | None, language: str | None
) -> _Source:
    """The source with its paper and its language, or with what keeps it from having one."""
    if source.problems:
        return source
    if not source.note.text.strip():
        return source.left("holds no text of its own")
    titles = {bare_title(paper.title): paper.id for paper in site.papers.values() if paper.title}
    found = Found((about,)) if about else paper_of(source.note, source.stem, titles)
    papers = found.papers if len(found.papers) == 1 else _asked(source, found)
    if len(papers) != 1:
        return source.left(_unclear(found))
    languages = site.settings.languages
    spoken = language or language_of_note(source.note.text, languages)
    if spoken is None:
        message = (
            f"is in {named(source.note.text)}, which is none of the site's languages,"
            f" {', '.join(languages)}; --lang says else"
        )
        return source.left(message)
    return replace(source, paper=papers[0], language=spoken, mention=found.words)


def _asked(source: _Source, found: Found) -> tuple[PaperId, ...]:
    if not sys.stdin.isatty():
        return ()
    among = f" ({', '.join(found.papers[:5])})" if found.papers else ""
    try:
        answer = input(written_out(f"{source.path}: the paper's id or address{among}: "))
    except EOFError:
        return ()
    paper = _about(answer.strip())
    return (paper,) if paper else ()


def _unclear(found: Found) -> str:
    if not found.papers:
        return "names no paper; write `arxiv: ID` above it, or give --paper ID"
    among = ", ".join(found.papers[:5])
    more = ", …" if len(found.papers) > 5 else ""  # noqa: PLR2004 (as many as are read)
    return f"names several papers, {among}{more}; write `arxiv: ID` above it, or give --paper ID"


def _without_doubles(sources: Sequence[_Source], root: Path) -> Iterator[_Source]:
    first: dict[str, str] = {}
    for source in sources:
        if source.problems:
            yield source
        elif source.review in first:
            yield source.left(f"{source.review} is to be made of {first[source.review]}")
        else:
            first[source.review] = source.path
            yield source if not (root / source.review).exists() else _there(source)


def _there(source: _Source) -> _Source:
    further = "another --name" if source.reader else "--name"
    message = f"{source.review} is there already and stays as it is; {further} takes a further one"
    return replace(source, problems=(Problem(source.path, 1, message, NOTE, is_note=True),))


def _fetched(site: _Site, sources: Iterable[_Source], options: argparse.Namespace) -> _Site:
    wanted = {
        source.paper: (source.path, 1)
        for source in sources
        if source.paper and not source.problems and is_arxiv_id(source.paper)
    }
    if not wanted:
        return site
    steps.fetch(wanted, site.settings, options)
    return replace(site, papers={**site.papers, **_papers(site.root, site.listing, wanted)})


def _told_of(source: _Source, site: _Site) -> _Source:
    """The source, or that arXiv has not told yet what its paper is."""
    paper = source.paper
    if source.problems or paper is None or not is_arxiv_id(paper) or paper in site.listing.lines:
        return source
    title = site.papers[paper].title
    if title and source.mention and not is_of(title, source.note, source.stem):
        line = line_of(source.mention, source.text)
        message = f"names {paper} alone, {title!r}, which may be another paper; --paper tells which"
        return source.left(message, line)
    if title:
        return source
    return source.left(f"arXiv has not told yet what {paper} is; --offline takes it all the same")


def _taken(sources: Sequence[_Source], site: _Site, given: Given) -> list[_Taken]:
    """The sources as reviews; those that name one which is none are written without its link."""
    left = [source for source in sources if not source.problems]
    done: dict[str, _Taken] = {}
    while True:
        papers = {*site.papers, *(source.paper for source in left if source.paper)}
        links = _links(left)
        coming: dict[str, Path] = {}
        known = {
            language: _known(site, language, papers)
            for language in dict.fromkeys(source.language for source in left)
        }
        others = _Others(papers=papers, known=known, links=links, coming=coming)
        taken: list[_Taken] = []
        for source in left:
            one = _one(source, site, given, others)
            taken.append(one)
            coming |= {} if one.problems else one.mended.images
        done |= {each.source.path: each for each in taken}
        sound = [each.source for each in taken if not each.problems]
        if len(sound) == len(left):
            return list(done.values())
        left = sound


def _links(sources: Iterable[_Source]) -> dict[str, _Source]:
    """The sources by all that other notes may call them."""
    named: dict[str, _Source] = {}
    for source in sources:
        fields = source.note.fields
        for name in (source.stem, *fields.get("title", ()), *fields.get("aliases", ())):
            named.setdefault(name.lower(), source)
    return named


def _one(
    source: _Source,
    site: _Site,
    given: Given,
    others: _Others,
) -> _Taken:
    folder = source.file.parent.absolute()
    around = Around(
        image_at=lambda address: source.vault.image(folder, address),
        link_to=_link_to(source, others),
        is_obsidian=is_obsidian(source.vault.root),
    )
    draft = draft_of(source.note, source.stem, around, given)
    known = others.known[source.language]
    paper = site.papers.get(source.paper) if source.paper else None
    place = Place(
        paper=paper or Paper(id=source.paper or PaperId("")),
        language=source.language,
        tree=source.vault.root,
        images=site.root / FOLDER,
        topics=given.topics,
        coming=others.coming,
    )
    mended = mended_review(draft.text, known, folder=folder, place=place)
    images = {
        name: read_image_file(file, file.suffix.lower()) for name, file in mended.images.items()
    }
    known = replace(known, images={**known.images, **images})
    found = [*_problems(mended.text, source, site, known)]
    return _Taken(source=source, draft=draft, mended=mended, problems=tuple(found))


def _link_to(source: _Source, others: _Others) -> Callable[[str], str | None]:
    def link_to(name: str) -> str | None:
        if linked_paper(name) in others.papers:
            return name
        bare = unquote(name).partition("#")[0].strip().removesuffix(".md").removesuffix(".html")
        stem = bare.rpartition("/")[2]
        other = others.links.get(bare.lower()) or others.links.get(stem.lower())
        if other and other.paper and other.path != source.path:
            return f"{file_stem(other.paper)}.{other.language}.md"
        paper = nearest_arxiv_id(stem)
        return (
            f"{file_stem(paper)}.{source.language}.md" if paper in others.papers and paper else None
        )

    return link_to


def _known(site: _Site, language: str, papers: set[PaperId]) -> Known:
    pages = pages_of(hand_written_pages(site.root, language), site.listing, papers)
    return Known(papers=papers, pages=pages, images=site.images)


def _problems(text: str, source: _Source, site: _Site, known: Known) -> Iterator[Problem]:
    """What the check will say of the review, told of the note's lines."""
    review = review_in(text, source.review)
    found = (
        review
        if isinstance(review, list)
        else [
            *(
                each
                for each in check_references(site.listing, Reviews([*site.reviews, review]))
                if each.path == source.review
            ),
            *body_problems(review, known),
        ]
    )
    lines = text.split("\n")
    for problem in found:
        if not problem.is_note:
            yield replace(problem, path=source.path, line=_line(lines, problem.line, source.text))


def _line(lines: Sequence[str], number: int, text: str) -> int:
    """The line of a note that became a line of its review, or one shortly above it."""
    own = {line.strip(): place for place, line in reversed(list(enumerate(text.split("\n"), 1)))}
    above = (line.strip() for line in reversed(lines[:number]))
    return next((own[line] for line in above if line and line in own), 1)


def _reported(
    options: argparse.Namespace, sources: Sequence[_Source], taken: Mapping[str, _Taken]
) -> int:
    endings: list[tuple[Ending, _Source]] = []
    for source in sources:
        one = taken.get(source.path)
        if one and not one.problems:
            _write(options.root, one)
        endings.append((_ending(source, one), source))
        options.tell([*source.problems, *(_told(one) if one else ())])
    if len(sources) > 1:
        _tabulate(endings)
    for ending, source in endings[:1] if len(sources) == 1 else ():
        print(written_out(f"{ending}: {source.path if ending is Ending.LEFT else source.review}"))
    if any(ending in {Ending.TAKEN, Ending.CHANGED} for ending, _ in endings) and not options.read:
        say("`read: abstract` stands where a note does not say how much was read; --read says else")
    return Exit.PROBLEMS if any(ending is Ending.LEFT for ending, _ in endings) else Exit.DONE


def _ending(source: _Source, one: _Taken | None) -> Ending:
    if source.problems and all(problem.is_note for problem in source.problems):
        return Ending.THERE
    if one is None or one.problems:
        return Ending.LEFT
    return Ending.CHANGED if one.draft.done or one.mended.changes else Ending.TAKEN


def _told(one: _Taken) -> Iterator[Problem]:
    """What is worth telling of a note, in the order of its lines."""
    source = one.source
    if one.problems:
        yield from one.problems
        return
    done = [*one.draft.told, *one.draft.done]
    if source.mention:
        message = f"took {source.paper} for its paper, as it names no other"
        done.insert(0, Done(source.mention, message))
    for each, number in summed_up(done):
        often = f" ({number} times)" if number > 1 else ""
        line = line_of(each.words, source.text)
        yield Problem(source.path, line, f"{each.message}{often}", NOTE, is_note=True)
    lines = one.draft.text.split("\n")
    for change in one.mended.changes:
        line = _line(lines, change.line, source.text)
        yield Problem(source.path, line, change.message, change.code, is_note=True)


def _write(root: Path, one: _Taken) -> None:
    """The images first, so that no review waits for one."""
    for name, file in one.mended.images.items():
        if not (target := root / FOLDER / name).exists():
            write_bytes_atomically(target, file.read_bytes())
    write_atomically(root / one.source.review, one.mended.text)


def _tabulate(endings: Sequence[tuple[Ending, _Source]]) -> None:
    wide = max(map(len, Ending))
    for ending, source in endings:
        arrow = f" -> {source.review}" if source.review and ending is not Ending.LEFT else ""
        print(written_out(f"{ending:{wide}}  {source.path}{arrow}"))
    numbers = Counter(ending for ending, _ in endings)
    told = ", ".join(f"{numbers[each]} {each}" for each in Ending if numbers[each])
    print(f"{count(len(endings), 'note')}: {told}")
