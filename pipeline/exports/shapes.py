"""The shapes of the site's data, as programs read them, and their JSON Schemas.

What is missing is left out.  Text is plain: formulas are as they are read aloud, not TeX.
Dates are days, languages are by BCP 47, and addresses are whole where the site's is known, else
relative to the file they stand in.
"""

import datetime as dt
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from ..library.drift import Moved
from ..written.fields import RATINGS
from ..written.reviews import Depth

VERSION: Final = 1
"""Grows when a program that reads the data would have to change."""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reviewer(_Shape):
    """Who wrote a review."""

    name: str
    link: str | None = None


class Reply(_Shape):
    """What an author of the paper answers."""

    author: str
    date: dt.date
    text: str


class Drift(_Shape):
    """What arXiv changed of a paper since a review."""

    changes: tuple[Moved, ...]
    version: int = Field(description="the newest")
    since: dt.date = Field(description="when the last of it came")


class Review(_Shape):
    """A review, without its text, which is on the page."""

    page: str
    language: str
    reviewer: Reviewer | None = None
    read: Depth
    version_read: int | None = Field(None, description="of the paper on arXiv, where known")
    date: dt.date
    updated: dt.date | None = None
    tldr: str
    questions: tuple[str, ...]
    answered: tuple[str, ...] = Field((), description="those of them that another review answers")
    drift: Drift | None = None
    rating: int | None = Field(None, ge=min(RATINGS), le=max(RATINGS))
    tags: tuple[str, ...]
    assisted: str | None = Field(None, description="what a machine helped with")
    reply: Reply | None = None


class ListedPaper(_Shape):
    """A paper as lists have it."""

    id: str
    title: str
    title_tex: str
    authors: tuple[str, ...] = Field(description="in a list of papers, the first 50")
    author_count: int
    year: int | None = None
    venue: str | None = None
    arxiv: str | None = Field(None, description="its arXiv id, where it has one")
    doi: tuple[str, ...]
    address: str = Field(description="of the paper itself")
    collection: str
    topics: tuple[str, ...] = Field(description="by their keys")
    page: str
    data: str = Field(description="the address of all that is told of the paper")
    card: str | None = Field(None, description="a picture that stands for the review")
    read: Depth | None = Field(None, description="of the first review, as tldr")
    tldr: str | None = None
    withdrawn: bool


class Paper(ListedPaper):
    """All that is told of a paper."""

    label: str = Field(description="by what other pages cite it")
    key: str = Field(description="by what it is cited in BibTeX")
    version: int | None = Field(None, description="the latest that arXiv was seen to have")
    published: dt.date | None = None
    updated: dt.date | None = None
    journal_ref: str | None = None
    categories: tuple[str, ...]
    primary_category: str | None = None
    comment: str | None = None
    abstract: str | None = Field(None, description="where the site may keep abstracts")
    related: tuple[str, ...] = Field(description="papers that its reviews name, by their ids")
    reviews: tuple[Review, ...]


class Collection(_Shape):
    """A collection; its papers name it."""

    id: str
    title: str | None = None
    summary: str | None = None
    page: str


class Topic(_Shape):
    """A topic, and the papers that have it, by their ids in reading order."""

    key: str
    label: str
    page: str
    papers: tuple[str, ...]


class Kind(StrEnum):
    """What changed."""

    REVIEW = "review"
    UPDATE = "update"
    REPLY = "reply"


class Change(_Shape):
    """A review that came or was updated, or a reply to it."""

    date: dt.date
    kind: Kind
    paper: str
    title: str
    page: str
    language: str
    reviewer: str | None = None
    tldr: str


class SiteFacts(_Shape):
    """The site that the data are of."""

    title: str
    description: str | None = None
    address: str | None = None
    changed: dt.date | None = Field(None, description="when a review last came or changed")


class Document(_Shape):
    """What every file holds."""

    model_config = ConfigDict(serialize_by_alias=True)

    schema_address: str = Field(alias="$schema")
    version: Literal[1] = Field(description="of this form")
    language: str


class Papers(Document):
    """All papers of a language's site, in reading order."""

    site: SiteFacts
    collections: tuple[Collection, ...]
    papers: tuple[ListedPaper, ...]


class OnePaper(Document):
    """One paper."""

    paper: Paper


class Topics(Document):
    """All topics."""

    topics: tuple[Topic, ...]


class Changes(Document):
    """What changed and when, the newest first."""

    site: SiteFacts
    changes: tuple[Change, ...]


_NAMES: Final[Mapping[type[Document], str]] = {
    Papers: "papers",
    OnePaper: "paper",
    Topics: "topics",
    Changes: "changes",
}
SCHEMAS: Final = {shape: f"schemas/{name}.v{VERSION}.json" for shape, name in _NAMES.items()}
"""Where the schema of each document is, below `build/html/`."""

_DIALECT: Final = {"$schema": "https://json-schema.org/draft/2020-12/schema"}


def published_schemas() -> dict[str, str]:
    """Every schema, path below `build/html/` → text."""
    return {
        place: json.dumps(_DIALECT | shape.model_json_schema(), ensure_ascii=False, indent=1) + "\n"
        for shape, place in SCHEMAS.items()
    }
