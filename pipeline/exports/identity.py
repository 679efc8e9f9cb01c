"""What tells machines which paper it is, and which version of it a reviewer had."""

from collections.abc import Iterator
from urllib.parse import quote

from ..pages.data import PaperData, ReviewData
from .addresses import IN_PATHS


def doi_address(doi: str) -> str:
    """Where a DOI leads, as a whole address."""
    return f"https://doi.org/{quote(doi, safe=IN_PATHS)}"


def addresses(paper: PaperData) -> Iterator[str]:
    """Where the paper is: by its DOIs, which outlive other addresses, and on arXiv or elsewhere."""
    yield from map(doi_address, paper.dois)
    yield paper.address


def cited_as(paper: PaperData) -> str | None:
    """The address by which the paper itself is cited, as far as one is known to last.

    https://www.rfc-editor.org/rfc/rfc8574: one address, and one that is persistent.
    """
    return next(addresses(paper)) if paper.doi or paper.on_arxiv else None


def address_read(paper: PaperData, review: ReviewData) -> str | None:
    """The address of the version that the review is based on, as far as that is known."""
    return f"{paper.address}v{review.version}" if paper.on_arxiv and review.version else None
