"""From what a schema finds wrong to what a person is told."""

import difflib
from collections.abc import Iterable
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ValidationError, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import ErrorDetails

from pipeline.paper_ids import PaperId, is_paper_id, nearest_arxiv_id
from pipeline.problems import Code, Problem
from pipeline.yaml_source import YamlSource

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
        case "enum":
            expected = details.get("ctx", {})["expected"]
            return source.problem(location, f"{name} must be {expected}", Code.VALUE)
        case "string_too_short" | "too_short" | "string_too_long" | "too_long":
            return source.problem(location, *_length(details))
        case "value_error":
            message = details["msg"].removeprefix("Value error, ")
            code = Code.ID if "paper id" in message else Code.VALUE
            return source.problem(location, message, code)
        case _:
            what = ".".join(map(str, location))
            return source.problem(location, f"{what}: {_lower(details['msg'])}", Code.VALUE)


def _length(details: ErrorDetails) -> tuple[str, Code]:
    what = ".".join(map(str, details["loc"]))
    most = details.get("ctx", {}).get("max_length")
    if most is None:
        return f"{what} is empty; fill it in", Code.VALUE
    unit = "characters" if details["type"] == "string_too_long" else "items"
    return f"{what} has more than the {most:,} {unit} that are allowed", Code.SIZE


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
