"""The folder of reviews as a whole: bodies, days, images, and files that do not belong there."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from .body import Known, body_problems
from .images import FOLDER, flaw
from ..words.languages import Language
from ..written.paper_ids import PaperId, file_stem
from ..written.paper_list import PATH, UNSORTED, Listing
from ..problems.problem import Code, Problem
from ..written.reviews import Review
from ..written.schemas import MODELS

_FOLDERS = frozenset({Path(FOLDER).name, "records"})
_ENTRIES = frozenset({Path(PATH).name, *_FOLDERS})
_SCHEMAS = frozenset(Path(path).name for path in MODELS)


def check_reviews(
    root: Path, listing: Listing, reviews: Sequence[Review], today: date
) -> Iterator[Problem]:
    """Everything that is wrong with the reviews, but for their front matter's own form."""
    known = _known(root, listing, reviews)
    yield from _strays(root)
    for name, what in known.images.items():
        if what:
            yield Problem(f"{FOLDER}/{name}", 1, what, Code.IMAGE)
    for review in reviews:
        yield from _days(review, today)
        yield from body_problems(review, known)


def _known(root: Path, listing: Listing, reviews: Sequence[Review]) -> Known:
    papers = listing.lines.keys() | {review.paper_id for review in reviews}
    folder = root / FOLDER
    return Known(
        papers=papers,
        pages=frozenset(_pages(root, listing, papers)),
        images={file.name: flaw(folder, file.name) for file in sorted(folder.glob("[!.]*"))},
    )


def _pages(root: Path, listing: Listing, papers: set[PaperId]) -> Iterator[str]:
    yield from ("index", "questions", "papers/index", "topics/index")
    if papers - listing.lines.keys():
        yield f"collections/{UNSORTED}"
    yield from (f"papers/{file_stem(paper_id)}" for paper_id in papers)
    yield from (f"topics/{key}" for key in listing.papers.topics)
    yield from (f"collections/{collection.id}" for collection in listing.papers.collections)
    for language in Language:
        yield from (file.stem for file in (root / "docs" / language).glob("*.md"))


def _strays(root: Path) -> Iterator[Problem]:
    for file in sorted((root / "reviews").glob("[!.]*")):
        path = f"reviews/{file.name}"
        if file.name in _FOLDERS and (file.is_symlink() or not file.is_dir()):
            yield Problem(path, 1, "must be a folder, not a link or file", Code.FILE_KIND)
        if file.name not in _ENTRIES | _SCHEMAS and not file.name.endswith(".md"):
            message = f"does not belong here; reviews/ holds reviews, {', '.join(sorted(_ENTRIES))}"
            yield Problem(path, 1, message, Code.FILE_KIND)


def _days(review: Review, today: date) -> Iterator[Problem]:
    for key in ("date", "updated"):
        day = getattr(review.front, key)
        if day and day > today:
            message = f"{day} is yet to come; today is {today}"
            yield review.source.problem((key,), message, Code.FUTURE)
