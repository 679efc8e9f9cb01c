"""The pages that a site has: those that are generated, those of the guide, and those by hand."""

from collections.abc import Iterable, Iterator

from ..guide.pages import GUIDE_PAGES
from ..written.paper_ids import PaperId, file_stem
from ..written.paper_list import UNSORTED, Listing
from ..written.reviews import Written


def papers_of(listing: Listing, reviews: Iterable[Written]) -> set[PaperId]:
    """Every paper that is listed or reviewed."""
    return listing.lines.keys() | {review.paper_id for review in reviews}


def pages_of(by_hand: Iterable[str], listing: Listing, papers: set[PaperId]) -> set[str]:
    """The names of all pages in a language, such as `topics/index`, with those `by_hand`."""
    return {*by_hand, *generated_pages(listing, papers), *GUIDE_PAGES}


def generated_pages(listing: Listing, papers: set[PaperId]) -> Iterator[str]:
    """The names of the pages that are made from the list and the reviews.

    But for those of many authors, which hang on what arXiv says.
    """
    yield from ("new", "questions", "upkeep", "papers/index", "topics/index")
    yield from (f"papers/by/{kind}" for kind in ("author", "reviewer", "tag", "year"))
    if papers - listing.lines.keys():
        yield f"collections/{UNSORTED}"
    yield from (f"papers/{file_stem(paper_id)}" for paper_id in papers)
    yield from (f"topics/{key}" for key in listing.papers.topics)
    yield from (f"collections/{collection.id}" for collection in listing.papers.collections)
    yield from (f"collections/queue/{name}" for name in listing.queued)
