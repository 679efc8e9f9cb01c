"""What reviews name: papers, related papers and topics that are there."""

import unicodedata
from collections.abc import Iterator, Sequence

from sphinx.util.docutils import ReferenceRole

from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.paper_ids import is_arxiv_id
from ..written.paper_list import Listing
from ..written.reviews import Review, Reviews
from ..written.validation import DUPLICATE, nearest
from .site_map import papers_of

UNKNOWN_PAPER = Code(
    "unknown-paper",
    translatable("An id names no paper of this site."),
    translatable(
        "`` {paper}`1706.03726` `` has two digits swapped; write `` {paper}`1706.03762` ``."
    ),
)
UNKNOWN_TOPIC = Code(
    "unknown-topic",
    translatable("A review's topic is not among the `topics` of `reviews/papers.yaml`."),
    translatable("`topics: [recurrent]` is to be `topics: [recurrence]`."),
)


def check_references(listing: Listing, reviews: Reviews) -> Iterator[Problem]:
    """Every name in a sound review that stands for nothing: papers, related papers, topics."""
    papers = papers_of(listing, reviews.written)
    topics = listing.papers.topics
    yield from _same_reviewers(reviews.sound)
    for review in reviews.sound:
        if review.paper_id not in listing.lines and not is_arxiv_id(review.paper_id):
            right = "list it with its title, authors, year and url"
            message = f"{review.paper_id} is not on arXiv; {right}"
            yield Problem(review.path, 1, message, UNKNOWN_PAPER)
        for i, topic in enumerate(review.front.topics):
            if topic not in topics:
                message = f"{topic} is no topic of reviews/papers.yaml{nearest(topic, topics)}"
                yield review.problem("topics", i, message, UNKNOWN_TOPIC)
        for i, paper_id in enumerate(review.front.related):
            if paper_id not in papers:
                message = f"{paper_id} is no paper of this site{nearest(paper_id, papers)}"
                yield review.problem("related", i, message, UNKNOWN_PAPER)


def _same_reviewers(reviews: Sequence[Review]) -> Iterator[Problem]:
    """One person writes one review of a paper in a language, and nobody in another's name."""
    first: dict[tuple[str, str, str], Review] = {}
    for review in sorted(reviews, key=lambda each: each.reader):
        if review.front.reviewer is None:
            continue
        name = " ".join(unicodedata.normalize("NFKC", review.front.reviewer.name).split())
        before = first.setdefault((review.paper_id, review.language, name.casefold()), review)
        if before is not review:
            message = f"{name!r} has reviewed this paper in {before.path}; one of the two is enough"
            yield review.source.problem(("reviewer", "name"), message, DUPLICATE)


def cited_paper(content: str) -> str:
    """The id in the text of a `{paper}` role: all of it, or what stands in its angle brackets."""
    explicit = ReferenceRole.explicit_title_re.match(content)
    return explicit[2] if explicit else content
