"""What the search knows of a page."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple


class Field(IntEnum):
    """The kinds of text, by the number that the index and `engine.js` call them."""

    TITLE = 0
    AUTHORS = 1
    TOPICS = 2
    TLDR = 3
    REVIEW = 4
    ABSTRACT = 5
    DETAILS = 6


class Value(NamedTuple):
    """A value of a filter: what an address says, what the reader sees, and its feed, if any."""

    key: str
    label: str
    feed: str = ""


class Place(NamedTuple):
    """Where a link within a page leads that has its own part of the review's text."""

    line: int
    """Of `Field.REVIEW`, from 0: the part goes on to the next place."""
    anchor: str
    title: str = ""
    """Empty where the line itself is the heading."""


@dataclass(frozen=True, kw_only=True)  # without slots, with which it takes long to be stored
class Page:
    """A page: its address within the site, its texts, and the values that filters choose by.

    The address is known, and citations have their labels, when all pages are read.
    `kind` says what the page is, in words for readers.  `language` is the site's, and `languages`
    are those of texts that may be in another (BCP 47).  `reviewed` is the day of its newest review.
    """

    address: str = ""
    texts: Mapping[Field, str]
    kind: str = ""
    places: tuple[Place, ...] = ()
    reviewed: dt.date | None = None
    filters: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    language: str = ""
    languages: Mapping[Field, str] = field(default_factory=dict)
