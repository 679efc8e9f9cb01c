"""From what a schema finds wrong to what a person is told."""

import difflib
import re
from collections.abc import Iterable
from typing import Annotated, Final, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    HttpUrl,
    ValidationError,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import ErrorDetails, PydanticCustomError

from ..files.gate import SIZE
from ..files.source import Location, Source
from ..files.yaml_source import KEY, YAML
from ..problems.problem import Code, Problem
from ..text import hosts
from ..words.catalogue import translatable
from .paper_ids import PaperId, is_paper_id, nearest_arxiv_id, why_no_id

VALUE = Code(
    "value",
    translatable("A value is not of the form that its key asks for."),
    translatable("`read: half` is to be `read: abstract`, `read: skimmed` or `read: full`."),
)
ID = Code(
    "id",
    translatable("What stands where a paper is named is no id."),
    translatable("`related: [1706.03762v2]` names a version; write `related: [1706.03762]`."),
)
DUPLICATE = Code(
    "duplicate",
    translatable(
        "A paper or a collection is listed twice in `reviews/papers.yaml`, or an item "
        "twice in a review's front matter."
    ),
    translatable("`- 1706.03762` stands in two collections; keep one of the lines."),
)

KEY_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
"""How topics and collections are called where people do not read it."""

BRANCH_PATTERN = r"^[\w./-]+$"
"""How a branch of a repository is called."""

_REQUIREMENTS = {
    "enum": "must be {expected}",
    "string_type": "must be one text; put quotes around it if it holds a colon and a space",
    "tuple_type": "must be a list; write {items}",
    "int_parsing": "must be a whole number",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "bool_parsing": "must be true or false",
    KEY_PATTERN: "must be lower-case letters, digits and hyphens, as in kernel-methods",
    BRANCH_PATTERN: "must be the name of a branch, as in main",
    **dict.fromkeys(("string_too_short", "too_short"), "is empty; fill it in"),
    **dict.fromkeys(("model_type", "dict_type"), "must have keys of its own, as in {{{keys}}}"),
    **dict.fromkeys(
        ("url_type", "url_parsing", "url_scheme"),
        "must be a whole web address, as in https://www.example.org/",
    ),
}
"""What is asked of a value that pydantic refuses, by the kind of its error or by a pattern."""

_KEYS = {"ListedPaper": "id: …", "Reviewer": "name: …", "AuthorReply": "author: …"}

_PAPER_ID: Final = "paper_id"
"""The type of the error that a text is no paper id."""
CLAUSE: Final = "clause"
"""The type of an error of our own whose message is a clause, with the value as its subject."""

_MOST_OFFERED: Final = 200
"""How many names a mistake is compared with."""

_Model = TypeVar("_Model", bound=BaseModel)


def _paper_id(text: str) -> PaperId:
    if is_paper_id(text):
        return PaperId(text)
    nearest = nearest_arxiv_id(text)
    right = (
        f"write {nearest}, the id alone"
        if nearest
        else why_no_id(text)
        or "write an arXiv id such as 1706.03762 or hep-th/9901001,"
        " or a slug of up to 64 lower-case letters, digits and hyphens"
    )
    facts = {"text": repr(text), "right": right}
    raise PydanticCustomError(_PAPER_ID, "{text} is no paper id; {right}", facts)


ANY_ID: JsonSchemaValue = {"type": ["string", "number"]}
"""What an id is to an editor: unquoted, `1706.03762` is a number."""

CheckedId = Annotated[str, AfterValidator(_paper_id), WithJsonSchema(ANY_ID)]


def _plain(address: object) -> object:
    # As it is written: pydantic mends what browsers mend too, so that it is not seen later.
    if isinstance(address, str) and (clause := hosts.flaw(address.strip())):
        raise PydanticCustomError(CLAUSE, "{clause}", {"clause": clause})
    return address


Address = Annotated[HttpUrl, BeforeValidator(_plain)]
"""The address of a page on the web."""


def validated(model: type[_Model], source: Source) -> _Model | list[Problem]:
    """The document as `model`, or every way in which it is none."""
    if not isinstance(source.value, dict):
        return [source.problem((), "must be a mapping of keys to values", YAML)]
    try:
        return model.model_validate(source.value)
    except ValidationError as error:
        found = error.errors()
        return [_problem(source, each, model) for each in found if not _is_echo(each, found)]


def nearest(word: str, known: Iterable[str]) -> str:
    """A clause that offers what `word` may have meant; empty where nothing is near."""
    names = list(known)
    if len(names) > _MOST_OFFERED:  # each is compared, for each mistake
        names = sorted(name for name in names if name[:2] == word[:2])[:_MOST_OFFERED]
    matches = difflib.get_close_matches(word, names, n=1)
    return f"; did you mean {matches[0]}?" if matches else ""


def _is_echo(details: ErrorDetails, found: Iterable[ErrorDetails]) -> bool:
    """Whether a list is only called too short because its items are wrong."""
    place = details["loc"]
    return details["type"] == "too_short" and any(
        each["loc"][: len(place)] == place and each is not details for each in found
    )


def _problem(source: Source, details: ErrorDetails, model: type[BaseModel]) -> Problem:
    location = _written(details["loc"], source.value)
    message, code = _told(details, location, model)
    return source.problem(location, message, code)


def _written(location: Location, value: object) -> Location:
    """The location up to the text in which nothing more can lie, whatever was made of it."""
    for length, step in enumerate(location):
        if isinstance(value, str):
            return location[:length]
        value = _held(value, step)
    return location


def _held(value: object, step: str | int) -> object:
    if isinstance(value, list) and isinstance(step, int):
        return value[step]
    return value.get(step) if isinstance(value, dict) else None


def _told(details: ErrorDetails, location: Location, model: type[BaseModel]) -> tuple[str, Code]:
    said = details["msg"]
    name = repr(str(location[-1]))
    match details["type"]:
        case "missing":
            told = f"the key {name} is missing", KEY
        case "extra_forbidden":
            told = f"the key {name} {_unknown(location, model)}", KEY
        case "string_too_long" | "too_long":
            told = f"{_named(location)} {_excess(details)}", SIZE
        case "value_error":
            told = said.removeprefix("Value error, "), VALUE
        case kind if kind == _PAPER_ID:
            told = said, ID
        case kind if kind == CLAUSE:
            told = f"{_named(location)} {said}", VALUE
        case _:
            told = f"{_named(location)} {_requirement(details)}", VALUE
    return told


def _unknown(location: Location, model: type[BaseModel]) -> str:
    # Only the top level's keys are many enough to be mixed up.
    name = str(location[-1])
    if len(location) > 1:
        return "is unknown"
    moved: dict[str, str] = getattr(model, "MOVED", {})
    return (
        f"moved: {moved[name]}"
        if name in moved
        else f"is unknown{nearest(name, model.model_fields)}"
    )


def _excess(details: ErrorDetails) -> str:
    unit = "characters" if details["type"] == "string_too_long" else "items"
    return f"has more than the {details['ctx']['max_length']:,} {unit} that are allowed"


def _named(location: Location) -> str:
    """What a person calls the value at `location`; its line tells in which entry it is."""
    match location:
        case (*_, key, "[key]"):
            return f"the key {str(key)!r}"
        case (*_, str(key), int(index)):
            return f"item {index + 1} of {key}"
    names = [step for step in location if isinstance(step, str)]
    return ".".join(names[-2:]) if location[-2:] == tuple(names[-2:]) else names[-1]


def _requirement(details: ErrorDetails) -> str:
    """What is asked of a value, as a clause of which the value is the subject."""
    facts = details.get("ctx", {})
    clause = _REQUIREMENTS.get(facts.get("pattern", details["type"]), "is refused: {said}")
    keys = _KEYS.get(facts.get("class_name", ""), "key: value")
    return clause.format(**facts, said=details["msg"], keys=keys, items=_as_list(details["input"]))


def _as_list(value: object) -> str:
    # Between quotes, as it is right both in YAML and in TOML.
    if isinstance(value, str) and re.fullmatch(r"[\w./-]+", value):
        return f'["{value}"]'
    return "each item on a line of its own, after a hyphen and a space"
