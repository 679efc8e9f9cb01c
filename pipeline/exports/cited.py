"""A paper as every format of citations says it, whatever the format's signs and fields are."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final, Self

from ..pages.data import PaperData
from ..text import tex
from ..text.names import Name, names
from ..text.signs import one_line
from ..written.paper_ids import PaperId
from .published import published

_JOURNAL: Final = re.compile(
    r"\b(?:annals|bulletin|journal|letters|magazine|transactions)\b", re.IGNORECASE
)


class Kind(Enum):
    """What a paper is cited as."""

    PREPRINT = "preprint"
    ARTICLE = "article"
    PROCEEDINGS = "proceedings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What there is to say; all but `title` is plain text on one line, empty where unknown."""

    key: str
    kind: Kind
    title: str
    """On one line; it may hold TeX."""
    names: tuple[Name, ...]
    year: int | None
    """That in which it appeared, where the journal tells it."""
    container: str = ""
    """The journal, or the proceedings."""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    """Its publisher's."""
    arxiv: PaperId | None = None
    category: str = ""
    address: str
    note: str = ""
    """The journal reference, where it is told in no other field."""

    @classmethod
    def of(cls, paper: PaperData, most_authors: int | None = None) -> Self:
        """A paper, of more than `most_authors` authors with the first of them alone."""
        venue, reference = _plain(paper.venue), _plain(paper.journal_ref)
        article = None if venue else published(reference)
        kind = Kind.PROCEEDINGS if venue else Kind.ARTICLE if article else Kind.PREPRINT
        if _JOURNAL.search(venue):
            kind = Kind.ARTICLE
        return cls(
            key=paper.key,
            kind=kind,
            title=one_line(paper.title),
            names=names(map(_plain, paper.authors[:most_authors])),
            year=article.year if article else paper.year,
            container=article.journal if article else venue,
            volume=article.volume if article else "",
            issue=article.issue if article else "",
            pages=article.pages if article else "",
            doi=next(iter(map(one_line, paper.dois)), ""),
            arxiv=paper.id if paper.on_arxiv else None,
            category=one_line(paper.primary_category or ""),
            address="".join(one_line(paper.address).split()),
            note="" if article else reference,
        )

    @property
    def plain_title(self) -> str:
        """The title without TeX."""
        return _plain(self.title)

    @property
    def is_on_arxiv_alone(self) -> bool:
        """Whether nothing tells that it appeared elsewhere."""
        return self.arxiv is not None and self.kind is Kind.PREPRINT and not self.doi

    @property
    def any_doi(self) -> str:
        """The DOI of what is cited: of a preprint, the one that arXiv gives.

        https://info.arxiv.org/help/doi.html
        """
        return f"10.48550/arXiv.{self.arxiv}" if self.is_on_arxiv_alone else self.doi


@lru_cache(2**14)  # a page cites its paper in several ways
def _plain(source: str | None) -> str:
    return one_line(tex.plain(one_line(source or "")))
