"""Reviews: `reviews/<id>.<lang>.md` and `<id>.<lang>.<name>.md`, front matter and then MyST."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

from ..files.gate import MAX_BYTES, SIZE, read_any_text, seen_text, text_problems
from ..files.memory import Memory
from ..files.yaml_source import YamlSource, read_yaml
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from .fields import MAX_TAGS, AuthorReply, Day, Help, Name, Rating, Sentence, Tag, Version
from .file_names import NameParts, is_reader, name_parts
from .link_words import lie
from .paper_ids import PaperId, file_stem, nearest_arxiv_id, why_no_id
from .questions import Answered, Asked
from .unfilled import EMPTY, unfilled
from .validation import CLAUSE, DUPLICATE, Address, CheckedId, validated

FILE_NAME = Code(
    "file-name",
    translatable(
        "A review's file is not named after its paper and language, or the list of papers is "
        "missing."
    ),
    translatable("`reviews/1706.03762.md` is to be `reviews/1706.03762.en.md`."),
)
LANGUAGE = Code(
    "language",
    translatable("A review or a page is in a language that the site does not have."),
    translatable(
        "`reviews/1706.03762.fr.md` needs `fr` among the `languages` of `pyproject.toml`."
    ),
)
FRONT_MATTER = Code(
    "front-matter",
    translatable("A review does not begin with front matter, or holds it a second time."),
    translatable("a blank line stands above the first `---`; remove it."),
)

_FENCE = "---"
_FIRST_FIELD: Final = 2
"""The line on which the fields begin, below the fence."""
_REVIEW_PATH = re.compile(r"reviews/[^/]+\.md")


class Depth(StrEnum):
    """How much of the paper the reviewer has read."""

    ABSTRACT = "abstract"
    SKIMMED = "skimmed"
    FULL = "full"


DEPTHS: Final[Mapping[Depth, str]] = {
    Depth.ABSTRACT: translatable("abstract only"),
    Depth.SKIMMED: translatable("skimmed"),
    Depth.FULL: translatable("read in full"),
}
"""What readers are told of each depth."""


class Reviewer(BaseModel):
    """Who wrote the review, as they want to be named."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    link: Address | None = None

    @model_validator(mode="after")
    def _leads_where_it_says(self) -> Self:
        if self.link and (told := lie(self.name, str(self.link))):
            raise PydanticCustomError(CLAUSE, "{told}", {"told": f"is a link: {told}"})
        return self


class FrontMatter(BaseModel):
    """What stands between the two `---` of a review."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    read: Depth
    date: Day
    topics: Annotated[tuple[str, ...], Field(max_length=10)]
    tldr: Sentence
    questions: Annotated[tuple[Asked, ...], Field(max_length=20)] = ()
    related: Annotated[tuple[CheckedId, ...], Field(max_length=50)] = ()
    reviewer: Reviewer | None = None
    updated: Day | None = None
    version: Version | None = None
    checked: Day | None = None
    follows: str | None = None
    answers: Annotated[tuple[Answered, ...], Field(max_length=20)] = ()
    rating: Rating | None = None
    tags: Annotated[tuple[Tag, ...], Field(max_length=MAX_TAGS)] = ()
    assisted: Help | None = None
    author_reply: AuthorReply | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, fields: object) -> object:
        # A key may stand there to be filled in later, where it may as well be missing.
        if not isinstance(fields, dict):
            return fields
        optional = {key for key, field in cls.model_fields.items() if not field.is_required()}
        return {key: value for key, value in fields.items() if value or key not in optional}


# These three have no slots: they are kept by the thousand, and pickle restores slots slowly.


@dataclass(frozen=True)
class Body:
    """The Markdown of a review, and the line of the file on which it begins."""

    text: str
    first_line: int


@dataclass(frozen=True, kw_only=True)
class Written:
    """A review as it is written, whether its fields are right or not."""

    paper_id: PaperId
    language: str
    reader: str = ""
    path: str
    source: YamlSource
    body: Body


@dataclass(frozen=True, kw_only=True)
class Review(Written):
    """One review of one paper in one language; `reader` tells further ones apart.

    The body is here to be checked.  The page reads the file, so that what Sphinx has to say of
    a review names the review's own path and line.
    """

    front: FrontMatter

    @property
    def name(self) -> str:
        """Who wrote it, as far as that is told."""
        return self.front.reviewer.name if self.front.reviewer else self.reader

    @property
    def changed(self) -> date:
        """When it last came or changed."""
        return max(self.front.date, self.front.updated or self.front.date)

    def problem(self, key: str, index: int, message: str, code: Code) -> Problem:
        """A problem with the item at `index` of the front matter's `key`."""
        return self.source.problem((key, index), message, code)


@dataclass(frozen=True, slots=True)
class Reviews:
    """All reviews of a site; of those whose fields are not right, bodies can be checked still."""

    sound: list[Review] = field(default_factory=list)
    unsound: list[Written] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def written(self) -> list[Written]:
        """Those of both kinds."""
        return [*self.sound, *self.unsound]


def read_reviews(root: Path, languages: Sequence[str], memory: Memory | None = None) -> Reviews:
    """Read every review below `root`, in the order of the file names, and every problem.

    `languages` are those of the site.
    """
    memory = memory or Memory()
    reviews = Reviews()
    for file in sorted((root / "reviews").glob("*.md"), key=attrgetter("name")):
        path = f"reviews/{file.name}"
        named = name_parts(file.name)
        if named is None or named.language not in languages or named.reader in languages:
            reviews.problems.append(_misnamed(path, named, languages))
            continue
        text = read_any_text(file, path)
        if isinstance(text, list):
            reviews.problems.extend(text)
            continue
        review, found = memory.answer(("review", path), text, partial(_taken, text, path, named))
        reviews.problems.extend(found)
        if isinstance(review, Review):
            reviews.sound.append(review)
        elif review:
            reviews.unsound.append(review)
    return reviews


def review_in(text: str, path: str) -> Review | list[Problem]:
    """The review that a file at `path` with this text would be, or why it would be none.

    The path is that of a review in a language of the site.
    """
    if (size := len(text.encode())) > MAX_BYTES:
        message = f"has {size:,} bytes; {MAX_BYTES:,} are allowed"
        return [Problem(path, 1, message, SIZE)]
    named = name_parts(path.rpartition("/")[2])
    assert named is not None  # noqa: S101 (the path is that of a review)
    review, problems = _read(text, path, named)
    problems = [*text_problems(text, path), *problems]
    return review if isinstance(review, Review) and not problems else problems


def _taken(text: str, path: str, named: NameParts) -> tuple[Written | None, list[Problem]]:
    """As `_read`, of a text that may hold what nobody sees."""
    seen, problems = seen_text(text, path)
    review, found = _read(seen, path, named)
    return review, [*problems, *found]


def _read(text: str, path: str, named: NameParts) -> tuple[Written | None, list[Problem]]:
    """The review as far as it can be read, and what is wrong with its fields."""
    parts = split(text)
    if parts is None:
        right = "must begin with front matter: a line ---, the fields, and a line ---"
        return None, [Problem(path, 1, right, FRONT_MATTER)]
    fields, body = parts
    source = read_yaml(path, fields, first_line=_FIRST_FIELD)
    if isinstance(source, list):
        nothing = YamlSource(path, None, "", _FIRST_FIELD)
        return Written(**named._asdict(), path=path, source=nothing, body=body), source
    written = Written(**named._asdict(), path=path, source=source, body=body)
    front = validated(FrontMatter, source)
    if isinstance(front, list):
        return written, front
    if doubles := list(_doubles(front, source)):
        return written, doubles
    review = Review(**named._asdict(), path=path, source=source, body=body, front=front)
    return review, []


def empty_problems(source: YamlSource, body: Body) -> Iterator[Problem]:
    """What a review waits for that nobody has written yet, if its body has no words of its own."""
    found = list(unfilled(body.text, body.first_line))
    if found and isinstance(source.value, dict) and source.value.get("topics") == []:
        message = "names no topic yet; choose from the topics of reviews/papers.yaml"
        yield source.problem(("topics",), message, EMPTY)
    for line, message in found:
        yield Problem(source.path, line, message, EMPTY)


def _misnamed(path: str, named: NameParts | None, languages: Sequence[str]) -> Problem:
    if named is None:
        right = "a review is named after its paper and language, as in 1706.03762.en.md"
        reason = _why_misnamed(path.rpartition("/")[2])
        return Problem(path, 1, "; ".join(filter(None, [right, reason])), FILE_NAME)
    if named.reader in languages:
        right = f"{named.reader} is a language of this site; name the review after its writer"
        return Problem(path, 1, right, FILE_NAME)
    right = (
        f"{named.language} is none of the site's languages, {', '.join(languages)};"
        " add it to languages in pyproject.toml, or rename the file"
    )
    return Problem(path, 1, right, LANGUAGE)


def _why_misnamed(name: str) -> str:
    first, _, reader = name.removesuffix(".md").rpartition(".")
    if (parts := name_parts(f"{first}.md")) and not parts.reader and not is_reader(reader):
        return (
            "the name of a further review ends with its writer's, in up to 64 lower-case letters,"
            " digits and hyphens, as in 1706.03762.en.ann.md"
        )
    stem, _, ending = name.removesuffix(".md").rpartition(".")
    paper_id = nearest_arxiv_id(stem)
    return f"rename it {file_stem(paper_id)}.{ending}.md" if paper_id else why_no_id(stem)


def _doubles(front: FrontMatter, source: YamlSource) -> Iterator[Problem]:
    listed = {key: getattr(front, key) for key in ("topics", "related", "tags", "answers")}
    listed["questions"] = [each.ask for each in front.questions]
    for key, items in listed.items():
        for i, item in enumerate(items):
            if item in items[:i]:
                message = f"{key} has {item!r} a second time; remove it"
                yield source.problem((key, i), message, DUPLICATE)
    ids = [each.id for each in front.questions]
    for i, name in enumerate(ids):
        if name and name in ids[:i]:
            message = f"questions has the id {name!r} a second time; choose another"
            yield source.problem(("questions", i, "id"), message, DUPLICATE)


def is_review_path(path: str) -> bool:
    """Whether a problem's path is that of a review, be it misnamed."""
    return _REVIEW_PATH.fullmatch(path) is not None


def split(text: str) -> tuple[str, Body] | None:
    """The fields of a review's front matter and its body, None where it has no front matter."""
    lines = text.splitlines()
    fences = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE]
    if len(fences) < 2 or fences[0] != 0:  # noqa: PLR2004 (one before the fields, one after)
        return None
    end = fences[1]
    return "\n".join(lines[1:end]), Body("\n".join(lines[end + 1 :]), first_line=end + 2)
