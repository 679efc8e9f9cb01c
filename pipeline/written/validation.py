"""From what a schema finds wrong to what a person is told."""

import difflib
import re
from collections.abc import Iterable
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ValidationError, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import ErrorDetails

from .paper_ids import PaperId, is_paper_id, nearest_arxiv_id
from ..problems.problem import Code, Problem
from ..files.yaml_source import Location, YamlSource

KEY_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
"""How topics and collections are called where people do not read it."""

_REQUIREMENTS = {
    "enum": "must be {expected}",
    "string_type": "must be one text; put quotes around it if it holds a colon and a space",
    "tuple_type": "must be a list; write {items}",
    "int_parsing": "must be a whole number",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "bool_parsing": "must be true or false",
    KEY_PATTERN: "must be lower-case letters, digits and hyphens, as in kernel-methods",
    **dict.fromkeys(("string_too_short", "too_short"), "is empty; fill it in"),
    **dict.fromkeys(("model_type", "dict_type"), "must have keys of its own, as in {{{keys}}}"),
    **dict.fromkeys(
        ("url_type", "url_parsing", "url_scheme"),
        "must be a whole web address, as in https://www.example.org/",
    ),
}
"""What is asked of a value that pydantic refuses, by the kind of its error or by a pattern."""

_KEYS = {"ListedPaper": "id: …", "Localized": "ja: …, en: …", "Reviewer": "name: …"}

_Model = TypeVar("_Model", bound=BaseModel)


def _paper_id(text: str) -> PaperId:
    if is_paper_id(text):
        return PaperId(text)
    nearest = nearest_arxiv_id(text)
    right = (
        f"write {nearest}, without version or subject class"
        if nearest
        else "write an arXiv id such as 2110.13985 or hep-th/9901001,"
        " or a slug of up to 64 lower-case letters, digits and hyphens"
    )
    message = f"{text!r} is no paper id; {right}"
    raise ValueError(message)


ANY_ID: JsonSchemaValue = {"type": ["string", "number"]}
"""What an id is to an editor: unquoted, `2110.13985` is a number."""

CheckedId = Annotated[str, AfterValidator(_paper_id), WithJsonSchema(ANY_ID)]


def validated(model: type[_Model], source: YamlSource) -> _Model | list[Problem]:
    """The document as `model`, or every way in which it is none."""
    if not isinstance(source.value, dict):
        return [source.problem((), "must be a mapping of keys to values", Code.YAML)]
    try:
        return model.model_validate(source.value)
    except ValidationError as error:
        found = error.errors()
        return [_problem(source, each, model) for each in found if not _is_echo(each, found)]


def nearest(word: str, known: Iterable[str]) -> str:
    """A clause that offers what `word` may have meant; empty where nothing is near."""
    matches = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {matches[0]}?" if matches else ""


def _is_echo(details: ErrorDetails, found: Iterable[ErrorDetails]) -> bool:
    """Whether a list is only called too short because its items are wrong."""
    place = details["loc"]
    return details["type"] == "too_short" and any(
        each["loc"][: len(place)] == place and each is not details for each in found
    )


def _problem(source: YamlSource, details: ErrorDetails, model: type[BaseModel]) -> Problem:
    location = details["loc"]
    name = str(location[-1])
    match details["type"]:
        case "missing":
            return source.problem(location, f"the key {name!r} is missing", Code.KEY)
        case "extra_forbidden":
            # Only the top level's keys are many enough to be mixed up.
            offer = nearest(name, model.model_fields) if len(location) == 1 else ""
            return source.problem(location, f"the key {name!r} is unknown{offer}", Code.KEY)
        case "string_too_long" | "too_long":
            return source.problem(location, f"{_named(location)} {_excess(details)}", Code.SIZE)
        case "value_error":
            message = details["msg"].removeprefix("Value error, ")
            code = Code.ID if "paper id" in message else Code.VALUE
            return source.problem(location, message, code)
        case _:
            message = f"{_named(location)} {_requirement(details)}"
            return source.problem(location, message, Code.VALUE)


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
    is_word = isinstance(value, str) and re.fullmatch(r"[\w./-]+", value)
    return f"[{value}]" if is_word else "each item on a line of its own, after a hyphen and a space"
