"""`reviews/papers.yaml`: the papers in collections, in reading order, and the topics."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from ..files.gate import read_with_problems
from ..files.source import Location
from ..files.yaml_source import YamlSource, read_yaml
from ..problems.problem import Problem
from ..text.mathml import shows_nothing
from .fields import Day
from .localized import Localized
from .paper_ids import DEVICES, MAX_LENGTH, PaperId, is_arxiv_id
from .reviews import FILE_NAME
from .validation import ANY_ID, DUPLICATE, KEY_PATTERN, Address, CheckedId, validated

PATH = "reviews/papers.yaml"
MAX_BYTES = 4_000_000  # some thousands of papers with abstracts of their own

UNSORTED = "unsorted"
"""The collection of reviewed papers that nobody listed; no other may be called so."""

CONTRIBUTED = "contributed"
"""The collection of what was added to a site whose other ones were each selected from a list."""

# Pages of our own have these names where collections and topics have theirs.
_RESERVED = {"index", UNSORTED, *DEVICES}


def _unreserved(name: str) -> str:
    if name in _RESERVED:
        message = f"{name!r} is a name of the site's own or of a device; choose another"
        raise ValueError(message)
    return name


def _shown(title: str) -> str:
    if shows_nothing(title):
        message = f"{title!r} shows nothing; write the paper's title"
        raise ValueError(message)
    return title


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
Abstract = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]
# https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI = re.compile(r"10\.\d{4,9}/[-._;()/:<>a-z0-9]{1,200}", re.ASCII | re.IGNORECASE)


def is_doi(text: str) -> bool:
    """Whether a text is a DOI, as Crossref writes them."""
    return _DOI.fullmatch(text) is not None


def _doi(text: str) -> str:
    if not is_doi(text):
        message = f"{text!r} is no DOI; write it as 10.1162/neco.1997.9.8.1735"
        raise ValueError(message)
    return text


Doi = Annotated[str, AfterValidator(_doi)]
Key = Annotated[
    str,
    StringConstraints(pattern=KEY_PATTERN, max_length=MAX_LENGTH),
    AfterValidator(_unreserved),
]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ListedPaper(_Strict):
    """An entry of the list.  A paper that is not on arXiv brings its own metadata."""

    id: CheckedId
    short: Short | None = None
    title: Annotated[Line, AfterValidator(_shown)] | None = None
    authors: Annotated[tuple[Line, ...], Field(min_length=1, max_length=1_000)] = ()
    year: Annotated[int, Field(ge=1800, le=2200)] | None = None
    url: Address | None = None
    abstract: Abstract | None = None
    doi: Doi | None = None
    venue: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare_id(cls, entry: object) -> object:
        return {"id": entry} if isinstance(entry, str) else entry

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        # The schema is for editors, to which an unquoted id is a number.
        return {"anyOf": [ANY_ID, handler(schema)]}

    @model_validator(mode="after")
    def _metadata_from_one_source(self) -> Self:
        required = {"title", "authors", "year", "url"}
        if is_arxiv_id(self.id):
            own = sorted((required | {"abstract", "doi"}) & self.model_fields_set)
            if own:
                message = f"{self.id} is on arXiv, which gives its {own[0]}; remove that key"
                raise ValueError(message)
        elif missing := sorted(required - self.model_fields_set):
            message = f"{self.id} is not on arXiv, so it needs: {', '.join(missing)}"
            raise ValueError(message)
        return self


class Part(_Strict):
    """One alternative of a pattern: how many titles it matched, and how many no other did."""

    pattern: Line
    caught: Count
    alone: Count


class Sought(StrEnum):
    """Where a pattern is looked for."""

    TITLE = "title"
    ABSTRACT = "abstract"


class Selection(_Strict):
    """How the papers of a collection were found: source, pattern and the three counts.

    What `candidates` was asked beyond them, and what it found, stands here too.
    """

    source: Localized
    titles: Count
    pattern: Line
    matched: Count
    read: Count
    date: Day | None = None
    """When the list was first used."""
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of the list, by SHA-256."""
    arxiv: Line | None = None
    """The query to arXiv that the list is the answer to."""
    field: Sought = Sought.TITLE
    word: bool = False
    """Whether the pattern matches whole words only."""
    exclude: Line | None = None
    excluded: Count | None = None
    """How many titles the pattern matched that `exclude` took away."""
    parts: Annotated[tuple[Part, ...], Field(max_length=200)] = ()


class Collection(_Strict):
    """Papers that belong together, in reading order."""

    id: Key
    title: Localized
    papers: Annotated[tuple[ListedPaper, ...], Field(min_length=1)]
    summary: Localized | None = None
    venue: Line | None = None
    selection: Selection | None = None
    updated: Day | None = None


class PaperList(_Strict):
    """The whole list."""

    MOVED: ClassVar[dict[str, str]] = {
        key: f"write it as {key} below [tool.shoroku] in pyproject.toml"
        for key in ("keep_abstracts", "repository")
    }

    collections: tuple[Collection, ...]
    topics: Annotated[dict[Key, Localized], Field(max_length=1_000)] = Field(default_factory=dict)

    @property
    def entries(self) -> tuple[ListedPaper, ...]:
        """The papers of all collections."""
        return tuple(paper for collection in self.collections for paper in collection.papers)


@dataclass(frozen=True, slots=True)
class Listing:
    """The list, and the line that names each of its papers."""

    papers: PaperList
    lines: dict[PaperId, int]
    source: YamlSource
    queued: frozenset[str] = frozenset()
    """The collections whose queues have a page, by id."""


def read_paper_list(root: Path) -> Listing | list[Problem]:
    """Read the list below `root`, or every problem in it."""
    listing, problems = paper_list_with_problems(root)
    return listing if listing and not problems else problems


def paper_list_with_problems(root: Path) -> tuple[Listing | None, list[Problem]]:
    """Read the list below `root` as far as it can be read, and every problem in it."""
    try:
        text, problems = read_with_problems(root / PATH, PATH, MAX_BYTES)
    except FileNotFoundError:
        return None, [Problem(PATH, 1, "is missing; it lists the papers of the site", FILE_NAME)]
    listing = [] if text is None else listing_in(text)
    return (None, [*problems, *listing]) if isinstance(listing, list) else (listing, problems)


def listing_in(text: str) -> Listing | list[Problem]:
    """The list that a text is, or every problem in it."""
    source = read_yaml(PATH, text)
    if isinstance(source, list):
        return source
    papers = validated(PaperList, source)
    if isinstance(papers, list):
        return papers
    if doubles := list(_doubles(papers, source)):
        return doubles
    lines = {PaperId(paper.id): source.line(place) for place, paper in _places(papers)}
    return Listing(papers, lines, source)


def _places(papers: PaperList) -> Iterator[tuple[Location, ListedPaper]]:
    for i, collection in enumerate(papers.collections):
        for j, paper in enumerate(collection.papers):
            yield ("collections", i, "papers", j), paper


def _doubles(papers: PaperList, source: YamlSource) -> Iterator[Problem]:
    named = [(place, paper.id) for place, paper in _places(papers)]
    named += [(("collections", i), c.id) for i, c in enumerate(papers.collections)]
    counts = Counter(name for _, name in named)
    first: dict[str, int] = {}
    for place, name in named:
        line = first.setdefault(name, source.line(place))
        if counts[name] > 1 and line != source.line(place):
            yield source.problem(place, f"{name} is listed on line {line} too", DUPLICATE)
