"""The values of a review's front matter: days, names, sentences, ratings, tags, replies."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from ..words.catalogue import translatable
from .validation import CLAUSE

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

RATINGS: Final[Mapping[int, str]] = {
    1: translatable("poor"),
    2: translatable("fair"),
    3: translatable("good"),
    4: translatable("very good"),
    5: translatable("excellent"),
}
"""What readers are told of each rating.

One to five, as Zotero's add-ons, JabRef (https://docs.jabref.org/advanced/knowledge#special-fields),
Calibre and Goodreads have it.
"""

MAX_TAGS: Final = 10
_MAX_TAG: Final = 40
# Letters of any script with their marks, digits, and what stands in C++, C#, GPT-4, R&D, node.js.
_TAG = re.compile(r"[^\W_][\w+#.&'’/-]*(?: [\w+#.&'’/-]+)*")
_FORMULA = re.compile(r"\$[^$]*\$")
_MARKUP = re.compile(
    r"\*\*|`|\]\(|\[\[|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!--|^ {0,3}(?:#{1,6} |:::)",
    re.IGNORECASE | re.MULTILINE,
)
_WHOLE = re.compile(r"[1-9]\d{0,3}", re.ASCII)
_NO_HELP = frozenset({"false", "no", "none", "off", "true", "yes", "on"})


def read_day(text: object) -> date:
    """The day that a text is; raises ValueError with the form that is right."""
    # Pydantic alone would take a bare number for seconds since 1970.
    message = f"{text!r} is no date; write it as 2026-01-31"
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        raise ValueError(message)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(message) from None


def _rating(text: object) -> int:
    # Pydantic alone would take 3.0 and 0_3 too.
    if not isinstance(text, str) or text not in {str(rating) for rating in RATINGS}:
        raise PydanticCustomError(CLAUSE, "must be a whole number from 1 (poor) to 5 (excellent)")
    return int(text)


def _version(text: object) -> int:
    # Pydantic alone would take 2.0 and 0_2 too.
    if not isinstance(text, str) or not _WHOLE.fullmatch(text):
        raise PydanticCustomError(CLAUSE, "must be a whole number from 1, as in 2 for v2")
    return int(text)


def _tag(text: object) -> str:
    if not isinstance(text, str):
        raise PydanticCustomError(CLAUSE, "must be one text")
    tag = unicodedata.normalize("NFC", " ".join(text.split())).removeprefix("#")
    if len(tag) > _MAX_TAG or not _TAG.fullmatch(_bare(tag)):
        right = f"must be up to {_MAX_TAG} letters, digits and hyphens, as in long context"
        raise PydanticCustomError(CLAUSE, right)
    return tag


def _bare(tag: str) -> str:
    # Scripts of India and others write vowels as marks, which are no letters to `re`.
    return "".join(sign for sign in tag if not unicodedata.category(sign).startswith("M"))


def _plain(text: object) -> object:
    if isinstance(text, str) and _MARKUP.search(_FORMULA.sub("", text)):
        right = "is shown as it is written, Markdown and HTML too; write plain sentences"
        raise PydanticCustomError(CLAUSE, right)
    return text


def _help(text: object) -> object:
    if isinstance(text, str) and text.strip().casefold() in _NO_HELP:
        right = "must say in a sentence what a machine helped with; remove the key if none did"
        raise PydanticCustomError(CLAUSE, right)
    return text


Day = Annotated[date, BeforeValidator(read_day)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Rating = Annotated[int, BeforeValidator(_rating), Field(ge=min(RATINGS), le=max(RATINGS))]
Version = Annotated[int, BeforeValidator(_version), Field(ge=1, le=9_999)]
Tag = Annotated[str, BeforeValidator(_tag), Field(min_length=1, max_length=_MAX_TAG)]
Help = Annotated[Sentence, BeforeValidator(_help)]
_Paragraphs = Annotated[
    str,
    BeforeValidator(_plain),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000),
]


class AuthorReply(BaseModel):
    """What an author of the paper answers: plain paragraphs, which may hold formulas."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    author: Name
    date: Day
    text: _Paragraphs
