"""From what people wrote to what is sound of it, or to all that is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ..files.memory import Memory
from ..problems.problem import Problem
from ..written.hand_written import hand_written_pages
from ..written.paper_ids import PaperId, is_arxiv_id
from ..written.paper_list import PATH, Listing, paper_list_with_problems
from ..written.queues import Queue, Queues, read_queues
from ..written.reviews import Review, Reviews, Written, is_review_path, read_reviews
from ..written.settings import Settings, Site, settings_with_problems
from ..written.terms import read_terms
from .catalogues import check_catalogues
from .page_rules import check_hand_written
from .queues import check_queues
from .references import check_references
from .reviews import check_reviews
from .selections import check_selections
from .translations import translation_notes


@dataclass(frozen=True, slots=True)
class Sources:
    """The settings, the list and the reviews, checked on their own and against each other."""

    settings: Settings
    listing: Listing
    reviews: tuple[Review, ...]
    notes: tuple[Problem, ...] = ()
    """What is worth telling, but nothing to be mended."""
    left_out: tuple[Problem, ...] = ()
    """Why some reviews are not among these: what is wrong with them."""
    queues: Mapping[str, Queue] = field(default_factory=dict)
    """What became of each title, by the collection that began with it."""
    by_hand: Mapping[str, Mapping[str, Path]] = field(default_factory=dict)
    """The pages that people wrote: language → name → file."""

    def named(self) -> dict[PaperId, tuple[str, int]]:
        """Every paper on arXiv, with the path and line that first name it."""
        papers = {paper_id: (PATH, line) for paper_id, line in self.listing.lines.items()}
        for review in self.reviews:
            papers.setdefault(review.paper_id, (review.path, 1))
        return {paper_id: where for paper_id, where in papers.items() if is_arxiv_id(paper_id)}


@dataclass(frozen=True, slots=True)
class _Written:
    """What was read, before its parts are held against each other."""

    site: Site
    listing: Listing
    reviews: Reviews
    queues: Queues
    by_hand: Mapping[str, Mapping[str, Path]]
    """The pages that people wrote: language → name → file."""
    problems: list[Problem]


def read_sources(
    root: Path, today: date = date.max, memory: Memory | None = None
) -> Sources | list[Problem]:
    """Read and check what people wrote below `root`, by `today` at the latest."""
    memory = memory or Memory()
    written = _read(root, memory)
    if isinstance(written, list):
        return written
    site, listing = written.site, written.listing
    reviews = written.reviews
    problems = [
        *written.problems,
        *check_references(listing, reviews),
        *check_reviews(root, written.by_hand, listing, reviews, today, memory),
        *_elsewhere(root, written, reviews.written),
    ]
    if any(not problem.is_note for problem in problems):
        return sorted(set(problems))
    notes = tuple(sorted(set(problems)))
    queues, by_hand = written.queues.by_collection, written.by_hand
    sound = tuple(reviews.sound)
    return Sources(site.settings, listing, sound, notes, queues=queues, by_hand=by_hand)


def read_sound_sources(
    root: Path, today: date = date.max, memory: Memory | None = None
) -> Sources | list[Problem]:
    """As `read_sources`, but leave out the reviews that have problems, if that is enough."""
    memory = memory or Memory()
    written = _read(root, memory)
    if isinstance(written, list):
        return written
    site, listing = written.site, written.listing
    sound, found = _sound(root, written, today, memory)
    problems = sorted({*written.problems, *found})
    elsewhere = sorted(_elsewhere(root, written, sound))
    # What belongs to no single review is not mended by leaving one out.
    if any(not _is_of_review(problem) for problem in [*problems, *elsewhere]):
        return sorted([*problems, *elsewhere])
    notes = sorted([*elsewhere, *(problem for problem in problems if problem.is_note)])
    reasons = (problem for problem in problems if not problem.is_note)
    queues = written.queues.by_collection
    return Sources(site.settings, listing, tuple(sound), tuple(notes), tuple(reasons), queues)


def _is_of_review(problem: Problem) -> bool:
    return problem.is_note or is_review_path(problem.path)


def _read(root: Path, memory: Memory) -> _Written | list[Problem]:
    site, of_settings = settings_with_problems(root)
    listing, of_list = paper_list_with_problems(root)
    reviews = read_reviews(root, site.settings.languages, memory) if site else Reviews()
    queues = read_queues(root)
    problems = [*of_settings, *of_list, *reviews.problems, *queues.problems]
    if not (site and listing):
        return sorted(problems)
    collections = {collection.id for collection in listing.papers.collections}
    queued = {name for name, queue in queues.by_collection.items() if not queue.is_empty}
    listing = replace(listing, queued=frozenset(collections & queued))
    by_hand = {each: hand_written_pages(root, each) for each in site.settings.languages}
    return _Written(site, listing, reviews, queues, by_hand, problems)


def _elsewhere(root: Path, written: _Written, reviews: Sequence[Written]) -> list[Problem]:
    """What is wrong with the pages that are written by hand, and what is worth a note."""
    site, listing = written.site, written.listing
    return [
        *translation_notes(site, listing),
        *check_catalogues(root, site.settings.languages),
        *check_hand_written(root, written.by_hand, listing, reviews),
        *read_terms(root)[1],
        *check_selections(listing, written.queues),
        *check_queues(written.queues, listing, {review.paper_id for review in reviews}),
    ]


def _sound(
    root: Path, written: _Written, today: date, memory: Memory
) -> tuple[list[Review], set[Problem]]:
    """The reviews that have no problems, and the problems of the others.

    A review that names a paper of which the only review is left out has a problem itself.
    """
    reviews, listing = written.reviews.sound, written.listing
    problems: set[Problem] = set()
    while True:
        found = {
            *check_references(listing, Reviews(reviews)),
            *check_reviews(root, written.by_hand, listing, Reviews(reviews), today, memory),
        }
        problems |= found
        faulty = {problem.path for problem in found if not problem.is_note}
        sound = [review for review in reviews if review.path not in faulty]
        if len(sound) == len(reviews):
            return sound, problems
        reviews = sound
