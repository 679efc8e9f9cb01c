"""The reviews of a site, mended: each is told with what it is to be, and nothing is written."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..arxiv.records import DamagedRecordError, RecordStore
from ..checking.body import Known
from ..checking.images import FOLDER, read_images
from ..checking.site_map import pages_of
from ..files.gate import read_any_text
from ..problems.problem import Problem
from ..text import tex
from ..written.file_names import name_parts
from ..written.hand_written import hand_written_pages
from ..written.paper_ids import PaperId, is_arxiv_id
from ..written.paper_list import Listing, read_paper_list
from ..written.settings import read_settings
from .edits import Change
from .place import Paper
from .review import Mended, Place, mended_review


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A review's file: its path below the root, its text as it is, and as it is to be."""

    path: str
    before: str
    mended: Mended

    @property
    def changes(self) -> Iterator[Problem]:
        """What was done, as it is told."""
        return _told(self.path, self.mended.changes)

    @property
    def left(self) -> Iterator[Problem]:
        """What was not done, and why."""
        return _told(self.path, self.mended.left, is_note=True)


def mended_site(root: Path, paths: Collection[str] | None = None) -> Iterator[MendedFile]:
    """Every review below `root` in which something can be mended, or is left for a reason.

    `paths` are those to be looked at, by default all.
    Nothing can be mended where the settings or the list are not right themselves.
    """
    site, listing = read_settings(root), read_paper_list(root)
    folder = root / FOLDER
    is_folder = folder.is_dir() or not folder.exists()
    if isinstance(site, list) or isinstance(listing, list) or folder.is_symlink() or not is_folder:
        return
    languages = site.settings.languages
    files = {
        file: named
        for file in sorted((root / "reviews").glob("*.md"))
        if (named := name_parts(file.name)) and named[1] in languages
    }
    papers = listing.lines.keys() | {named[0] for named in files.values()}
    images = read_images(folder)
    pages = {
        language: pages_of(hand_written_pages(root, language), listing, papers)
        for language in languages
    }
    topics = topic_names(listing)
    coming: dict[str, Path] = {}
    for file, named in files.items():
        path = file.relative_to(root).as_posix()
        text = read_any_text(file, path) if paths is None or path in paths else []
        if isinstance(text, list):
            continue
        place = Place(
            paper=known_paper(root, named[0], listing),
            language=named[1],
            tree=root,
            images=folder,
            topics=topics,
            coming=coming,
        )
        known = Known(papers=papers, pages=pages[named[1]], images=images)
        mended = mended_review(text, known, folder=root / "reviews", place=place)
        if mended.changes or mended.left:
            yield MendedFile(path, text, mended)
        coming |= mended.images


def _told(path: str, changes: Sequence[Change], *, is_note: bool = False) -> Iterator[Problem]:
    for each in changes:
        yield Problem(path, each.line, each.message, each.code, is_note)


def topic_names(listing: Listing) -> Mapping[str, str]:
    """The keys of the topics by what people call them, in lower case; two of a name have none."""
    by_name: dict[str, set[str]] = {}
    for key, label in listing.papers.topics.items():
        labels = [label] if isinstance(label, str) else list(label.values())
        for name in {key, *labels}:
            by_name.setdefault(" ".join(name.split()).lower(), set()).add(key)
    return {name: next(iter(keys)) for name, keys in by_name.items() if len(keys) == 1}


def known_paper(root: Path, paper_id: PaperId, listing: Listing) -> Paper:
    """What the record of a paper or the list says of it, without TeX."""
    listed = next((each for each in listing.papers.entries if each.id == paper_id), None)
    try:
        record = RecordStore(root).record(paper_id) if is_arxiv_id(paper_id) else None
    except DamagedRecordError:
        record = None
    about = record or listed
    addresses = [str(listed.url)] if listed and listed.url else []
    dois = [each.doi for each in (record, listed) if each and each.doi]
    return Paper(
        id=paper_id,
        title=tex.plain(about.title) if about and about.title else "",
        authors=tuple(map(tex.plain, about.authors)) if about else (),
        addresses=(*addresses, *(form for doi in dois for form in (doi, f"https://doi.org/{doi}"))),
    )
