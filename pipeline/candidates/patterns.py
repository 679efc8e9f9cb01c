"""A pattern: alternatives, parted by `|`, that RE2 looks for whatever their case.

What RE2 reads: https://github.com/google/re2/wiki/Syntax
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .failures import PatternError

LONGEST: Final = 500
MOST_PARTS: Final = 200
"""As the schema of the selection has them."""

NOTHING: Final = ("", " ")
"""What holds no word: an expression that is in one of them is in every title."""
LETTERS: Final = tuple("etaoinsqz")
"""An expression that is in each of these is in every title too."""

_LITERAL: Final = re.compile(r"[^\W_](?:[^\W_]|[ -])*")
_GAP: Final = r"[\s\p{Pd}_]*"
_BREAK: Final = r"(?:\p{Pd}\s*)?"
_LONG: Final = 5
"""From so many letters on, a hyphen within a word is one that a line's end left there."""
_SIGN: Final = r"\p{L}\p{M}\p{N}_"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, and whether it is to match whole words only."""

    text: str
    word: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """Its alternatives, as they are written."""
        return tuple(alternatives(self.text))

    @property
    def whole(self) -> str:
        """What RE2 is to look for."""
        return _ignoring_case(self.of(self.text))

    def part(self, part: str) -> str:
        """What RE2 is to look for where one alternative alone is sought."""
        return _ignoring_case(self.of(part))

    def of(self, text: str) -> str:
        """An expression as it is meant here: anywhere, or as whole words."""
        return as_word(text) if self.word else f"(?:{text})"

    def near(self, part: str) -> str | None:
        """What all but matches an alternative: other hyphens, spaces, another number.

        None where it is no plain words.
        """
        if not _LITERAL.fullmatch(part):
            return None
        words = re.split(r"[ -]+", part.strip(" -"))
        spelled = _GAP.join([*map(_spelled, words[:-1]), _spelled(_singular(words[-1]))])
        return _ignoring_case(as_word(f"{spelled}(?:e?s)?") if self.word else spelled)


def as_word(text: str) -> str:
    """An expression that matches whole words only, of any script."""
    return f"(?:^|[^{_SIGN}])(?:{text})(?:$|[^{_SIGN}])"


def _ignoring_case(text: str) -> str:
    return f"(?i){text}"


def _spelled(word: str) -> str:
    return (_BREAK if len(word) >= _LONG else "").join(word)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith(("s", "S")) and len(word) >= _LONG else word


def checked(text: str, option: str, *, word: bool = False) -> Pattern:
    """A pattern as far as it can be judged without RE2; raises PatternError, naming `option`."""
    if not text.strip():
        message = f"{option} is empty; write what titles are to hold, as in 'rnn|time series'"
        raise PatternError(message)
    if len(text) > LONGEST or not text.isprintable():
        message = f"{option} must be up to {LONGEST} characters that can be seen, on one line"
        raise PatternError(message)
    parts = list(alternatives(text))
    if not all(part.strip() for part in parts):
        message = f"{option} has an empty alternative, which is in every title; remove a |"
        raise PatternError(message)
    if spaced := next((part for part in parts if part != part.strip()), None):
        message = f"{option}: {spaced!r} begins or ends with a space; write [ ] where it is meant"
        raise PatternError(message)
    if len(parts) > MOST_PARTS:
        message = f"{option} has {len(parts)} alternatives; {MOST_PARTS} are allowed"
        raise PatternError(message)
    if len(set(parts)) < len(parts):
        twice = next(part for part in parts if parts.count(part) > 1)
        message = f"{option} has the alternative {twice!r} twice; remove one"
        raise PatternError(message)
    return Pattern(text, word)


def alternatives(text: str) -> Iterator[str]:
    r"""The alternatives at the top of an expression: a `|` in brackets or behind `\` parts none."""
    start = depth = place = 0
    while place < len(text):
        sign = text[place]
        if text.startswith(r"\Q", place):
            place = _end_of_quote(text, place)
            continue
        if sign == "[":
            place = _end_of_class(text, place)
        elif sign == "\\":
            place += 1
        elif sign == "|" and depth == 0:
            yield text[start:place]
            start = place + 1
        depth += (sign == "(") - (sign == ")")
        place += 1
    yield text[start:]


def _end_of_quote(text: str, place: int) -> int:
    end = text.find(r"\E", place)
    return len(text) if end < 0 else end + 2


def _end_of_class(text: str, place: int) -> int:
    """Where the class of characters that begins here ends; the end of the text if nowhere."""
    form = re.compile(r"\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*").match(text, place)
    return form.end() if form else place
