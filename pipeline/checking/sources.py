"""From the folder of reviews to the library, or to all that is wrong with it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .reviews import check_reviews
from .summary import check_summaries
from ..library.library import Library, check_references, join
from ..written.paper_ids import PaperId, is_arxiv_id
from ..written.paper_list import PATH, Listing, read_paper_list
from ..problems.problem import Code, Problem
from ..arxiv.records import DamagedRecordError, Record, RecordStore
from ..written.reviews import Review, name_parts, read_reviews


@dataclass(frozen=True, slots=True)
class Sources:
    """The list and the reviews, read and checked on their own and against each other."""

    listing: Listing
    reviews: tuple[Review, ...]
    left_out: tuple[Problem, ...] = ()
    """Why some reviews are not among these: what is wrong with them."""

    def named(self) -> dict[PaperId, tuple[str, int]]:
        """Every paper on arXiv, with the path and line that first name it."""
        papers = {paper_id: (PATH, line) for paper_id, line in self.listing.lines.items()}
        for review in self.reviews:
            papers.setdefault(review.paper_id, (review.path, 1))
        return {paper_id: where for paper_id, where in papers.items() if is_arxiv_id(paper_id)}


def read_sources(root: Path, today: date = date.max) -> Sources | list[Problem]:
    """Read and check what people wrote below `root`, by `today` at the latest."""
    listing = read_paper_list(root)
    reviews, problems = read_reviews(root)
    if isinstance(listing, list):
        return sorted([*listing, *problems])
    problems.extend(check_references(listing, reviews))
    problems.extend(check_reviews(root, listing, reviews, today))
    problems.extend(check_summaries(root, listing, reviews))
    return sorted(problems) or Sources(listing, tuple(reviews))


def read_sound_sources(root: Path, today: date = date.max) -> Sources | list[Problem]:
    """As `read_sources`, but leave out the reviews that have problems, if that is enough."""
    listing = read_paper_list(root)
    reviews, problems = read_reviews(root)
    if isinstance(listing, list):
        return sorted([*listing, *problems])
    sound, found = _sound(root, listing, reviews, today)
    problems.extend(found)
    if problems_elsewhere := list(check_summaries(root, listing, sound)):
        return sorted([*problems, *problems_elsewhere])
    return Sources(listing, tuple(sound), tuple(sorted(problems)))


def _sound(
    root: Path, listing: Listing, reviews: list[Review], today: date
) -> tuple[list[Review], set[Problem]]:
    """The reviews that have no problems, and the problems of the others.

    A review that names a paper of which the only review is left out has a problem itself.
    """
    problems: set[Problem] = set()
    while True:
        found = {
            *check_references(listing, reviews),
            *check_reviews(root, listing, reviews, today),
        }
        problems |= found
        faulty = {problem.path for problem in found}
        sound = [review for review in reviews if review.path not in faulty]
        if len(sound) == len(reviews):
            return sound, problems
        reviews = sound


def load_library(root: Path, sources: Sources) -> Library | list[Problem]:
    """Join the sources with what arXiv said."""
    store = RecordStore(root)
    records: dict[PaperId, Record] = {}
    problems: list[Problem] = []
    for paper_id in sources.named():
        try:
            if record := store.record(paper_id):
                records[paper_id] = record
        except DamagedRecordError as error:
            path = error.path.relative_to(root).as_posix()
            problems.append(Problem(path, error.line, str(error), Code.RECORD))
    abstracts = {
        paper_id: text
        for paper_id, record in records.items()
        if (text := store.abstract(record)) is not None
    }
    left_out = frozenset(
        parts
        for problem in sources.left_out
        if (parts := name_parts(problem.path.removeprefix("reviews/")))
    )
    return problems or join(sources.listing, sources.reviews, records, abstracts, left_out)
