"""A text that a person wrote once, or once for each language."""

from collections.abc import Mapping, Sequence
from typing import Annotated, TypeAlias

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from ..words.language import is_language
from .validation import CLAUSE

_LONGEST = 2_000

Text: TypeAlias = str | Mapping[str, str]


def _as_written(text: object) -> Text:
    if isinstance(text, str):
        return _shown(text)
    if not isinstance(text, dict):
        raise PydanticCustomError(CLAUSE, "must be one text, or one for each language")
    for code in text:
        if not is_language(code):
            facts = {"code": repr(code)}
            right = "has the key {code}, which is no language; write a code such as en"
            raise PydanticCustomError(CLAUSE, right, facts)
    if not text:
        raise PydanticCustomError(CLAUSE, "is empty; fill it in")
    return {code: _shown(each) for code, each in text.items()}


def _shown(text: object) -> str:
    if not isinstance(text, str):
        raise PydanticCustomError(CLAUSE, "must be one text in each language")
    if not text.strip():
        raise PydanticCustomError(CLAUSE, "is empty; fill it in")
    if len(text) > _LONGEST:
        raise PydanticCustomError(CLAUSE, f"has more than the {_LONGEST:,} characters allowed")
    return text.strip()


Localized = Annotated[
    Text,
    PlainValidator(_as_written),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
            ]
        }
    ),
]
"""A plain text, or a mapping from languages to texts."""


def in_language(text: Text, language: str, languages: Sequence[str]) -> str:
    """The text in a language of the site; where that is missing, in the first of `languages`."""
    if isinstance(text, str):
        return text
    found = (text[code] for code in (language, *languages) if code in text)
    return next(found, None) or next(iter(text.values()))
