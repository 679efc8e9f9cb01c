"""A work as a page, a service or a reference tells of it."""

import re
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from ..text.signs import one_line
from ..written.paper_ids import PaperId, is_arxiv_id, nearest_arxiv_id
from ..written.paper_list import is_doi
from ..written.validation import Address

_Text = Annotated[str, StringConstraints(max_length=2_000)]

_DOI: Final = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*|info:doi/)?(?P<doi>10\.\d{4,9}/\S+)",
    re.IGNORECASE | re.ASCII,
)
_OF_ARXIV: Final = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
_ADDRESS: Final = TypeAdapter[Any](Address)
_YEAR: Final = re.compile(r"(?<!\d)(?:1[89]|20|21)\d\d(?!\d)", re.ASCII)
_MOST_AUTHORS: Final = 1_000


class Work(BaseModel):
    """What is told of a work; what is not told is empty.  Texts are on one line, and may be TeX."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: _Text
    authors: Annotated[tuple[_Text, ...], Field(max_length=_MOST_AUTHORS)] = ()
    year: int | None = None
    arxiv: Annotated[str, StringConstraints(max_length=40)] = ""
    """Its id on arXiv."""
    doi: _Text = ""
    """Of the published version; one of arXiv's is none."""
    url: _Text = ""
    """Where the work is described."""
    venue: _Text = ""
    source: _Text = ""
    """Who tells of it, for a person."""

    @property
    def paper_id(self) -> PaperId | None:
        """Its id on arXiv."""
        return PaperId(self.arxiv) if is_arxiv_id(self.arxiv) else None

    @property
    def published(self) -> str:
        """What tells its published version from others; empty where there is none."""
        return self.doi.lower() or self.url

    @classmethod
    def told(  # noqa: PLR0913 (each is a field)
        cls,
        *,
        title: str,
        source: str,
        authors: tuple[str, ...] = (),
        year: int | None = None,
        ids: tuple[str, ...] = (),
        url: str = "",
        venue: str = "",
    ) -> Self | None:
        """The work; None where it has no title.

        `ids` are texts that may hold a DOI, or an id or address of arXiv.
        """
        line = one_line(title).strip()
        if not line:
            return None
        named = (one_line(author).strip(" ,;") for author in authors)
        return cls(
            title=line[:2_000],
            authors=tuple(author[:500] for author in named if author)[:_MOST_AUTHORS],
            year=year,
            arxiv=next(filter(None, map(nearest_arxiv_id, ids)), ""),
            doi=next(filter(None, map(doi_in, ids)), ""),
            url=url if len(url) <= 2_000 and url.isprintable() else "",  # noqa: PLR2004
            venue=one_line(venue)[:500],
            source=source,
        )


def doi_in(text: str) -> str:
    """The DOI that a text is, alone or as an address; empty where it is none, or one of arXiv."""
    found = _DOI.fullmatch(text.strip())
    doi = found["doi"].rstrip(".,;") if found else ""
    return doi if is_doi(doi) and not _OF_ARXIV.match(doi) else ""


def is_address(text: str) -> bool:
    """Whether a text is an address as the lists of papers have it."""
    try:
        _ADDRESS.validate_python(text)
    except ValidationError:
        return False
    return True


def year_in(text: str) -> int | None:
    """The first year that a text such as `2021a`, `2021/12/06` or `6 Dec 2021` holds."""
    found = _YEAR.search(text)
    return int(found[0]) if found else None
