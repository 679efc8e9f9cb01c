"""The questions that reviews leave open, and the names by which other reviews answer them.

A question that is to be answered has an id of its writer's choosing; a plain sentence has none.
A number would be another question's as soon as one is put before it, and an id made of the words
would change with each corrected letter.
What is named so belongs to the paper: in each language the question has the same id.
"""

from collections.abc import Iterator
from typing import Annotated, Final, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from .fields import Sentence
from .paper_ids import PaperId, is_paper_id
from .validation import CLAUSE, KEY_PATTERN

MAX_ID: Final = 64
_MARK: Final = "#"


class QuestionName(NamedTuple):
    """A question as others name it: `2110.13985#neural-odes`."""

    paper: PaperId
    question: str

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The name that a text is, None where it is none."""
        paper, _, question = text.partition(_MARK)
        return cls(PaperId(paper), question) if question and is_paper_id(paper) else None

    def __str__(self) -> str:
        """The name as it is written."""
        return f"{self.paper}{_MARK}{self.question}"


class Question(BaseModel):
    """A question; `id` is how others name it, where they can."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=KEY_PATTERN, max_length=MAX_ID)] = ""
    ask: Sentence


def _spelled_out(value: object) -> object:
    if isinstance(value, str):
        return {"ask": value}
    if isinstance(value, dict) and "ask" in value:
        return value
    right = (
        "must be one text, or have the keys id and ask;"
        " put quotes around it if it holds a colon and a space"
    )
    raise PydanticCustomError(CLAUSE, right)


def _named(text: str) -> str:
    if QuestionName.read(text) is None:
        right = "must be a paper's id and the id of a question there, as in 1706.03762#in-parallel"
        raise PydanticCustomError(CLAUSE, right)
    return text


_TEXT: Final = {"type": "string", "minLength": 1, "maxLength": 500}
_ID: Final = {"type": "string", "pattern": KEY_PATTERN, "maxLength": MAX_ID}
_KEYED: Final = {
    "type": "object",
    "properties": {"id": _ID, "ask": _TEXT},
    "required": ["ask"],
    "additionalProperties": False,
}

Asked = Annotated[
    Question, BeforeValidator(_spelled_out), WithJsonSchema({"anyOf": [_TEXT, _KEYED]})
]
"""A question as it is written: a sentence, or a mapping of `id` and `ask`."""
Answered = Annotated[str, AfterValidator(_named)]
"""The name of a question, as `QuestionName` reads it."""


def ids_among(questions: object) -> Iterator[str]:
    """The ids of questions as a file has them, whether all of it is right or not."""
    for each in questions if isinstance(questions, list) else ():
        name = each.get("id") if isinstance(each, dict) else None
        if isinstance(name, str) and name:
            yield name
