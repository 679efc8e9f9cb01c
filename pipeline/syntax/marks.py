"""Signs around words: `*emphasis*`, `_emphasis_`, `~~struck out~~` and `==marked==`.

CommonMark asks for space or punctuation around `**` beside a bracket or full stop, which Chinese
and Japanese do not write; here its amendments for these hold:
https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_SINGLE: Final = "*_"
_DOUBLE: Final = "~="
_WORD: Final = re.compile(r"\w", re.ASCII)
# What selects another form of the character before it.
_SELECTORS: Final = (range(0xFE00, 0xFE0F), range(0xE0100, 0xE01F0))


def extend(parser: MarkdownIt) -> None:
    """Have the parser read all of these signs by one rule."""
    parser.inline.ruler.at("emphasis", _signs)
    parser.inline.ruler2.enable("strikethrough")
    parser.inline.ruler2.before("fragments_join", "review_mark", _mark)


class Flanks(NamedTuple):
    """Whether a run of signs can begin and end what it stands around."""

    opens: bool
    closes: bool


def flanks(sign: str, before: str, after: str) -> Flanks:
    """What a run of `sign` can do between two characters; a line's ends count as spaces."""
    left = not _is_space(after) and (
        not _is_foreign_punctuation(after) or _is_space(before) or _is_bounding(before)
    )
    right = not _is_space(before) and (
        not _is_foreign_punctuation(before) or _is_space(after) or _is_bounding(after)
    )
    match sign:
        case "_":
            return Flanks(
                left and (not right or _is_punctuation(before)),
                right and (not left or _is_punctuation(after)),
            )
        case "=":  # `a==b` is code that somebody wrote as text
            return Flanks(left and not _WORD.match(before), right and not _WORD.match(after))
    return Flanks(left, right)


def _is_bounding(sign: str) -> bool:
    return _is_foreign_punctuation(sign) or _is_east_asian(sign)


def _is_foreign_punctuation(sign: str) -> bool:
    return _is_punctuation(sign) and not _is_east_asian(sign)


def _is_punctuation(sign: str) -> bool:
    return isMdAsciiPunct(ord(sign)) or isPunctChar(sign)


def _is_space(sign: str) -> bool:
    return isWhiteSpace(ord(sign))


@cache
def _is_east_asian(sign: str) -> bool:
    code = ord(sign)
    if any(code in each for each in _SELECTORS):
        return True
    # Emoji are wide, too, and are no letters, marks or punctuation.
    is_wide = unicodedata.east_asian_width(sign) in {"W", "F", "H"}
    return (is_wide and unicodedata.category(sign) != "So") or "HANGUL" in unicodedata.name(
        sign, ""
    )


def _signs(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the parser's form)
    sign = state.src[state.pos]
    if silent or sign not in _SINGLE + _DOUBLE:
        return False
    length = _length(state.src, state.pos, state.posMax)
    size = 1 if sign in _SINGLE else 2
    if size > 1 and length != size:  # GitHub takes other numbers of tildes as they are, too
        state.append_pending(sign * length)
        state.pos += length
        return True
    before = state.src[state.pos - 1] if state.pos else " "
    end = state.pos + length
    after = state.src[end] if end < state.posMax else " "
    found = flanks(sign, before, after)
    for _ in range(length // size):
        state.push("text", "", 0).content = sign * size
        delimiter = Delimiter(
            marker=ord(sign),
            length=length if size == 1 else 0,  # CommonMark's rule of three is for these alone
            token=len(state.tokens) - 1,
            end=-1,
            open=found.opens,
            close=found.closes,
        )
        state.delimiters.append(delimiter)
    state.pos = end
    return True


def _length(text: str, start: int, most: int) -> int:
    end = start
    while end < most and text[end] == text[start]:
        end += 1
    return end - start


def _mark(state: StateInline) -> None:
    """Make tokens of the pairs of `==` that the parser has found."""
    within = [meta["delimiters"] for meta in state.tokens_meta if meta]
    for delimiters in (state.delimiters, *within):
        _mark_pairs(state, delimiters)


def _mark_pairs(state: StateInline, delimiters: Sequence[Delimiter]) -> None:
    for start in delimiters:
        if start.marker == ord("=") and start.end != -1:
            opening, closing = (state.tokens[each.token] for each in (start, delimiters[start.end]))
            opening.type, opening.nesting = "mark_open", 1
            closing.type, closing.nesting = "mark_close", -1
            for token in (opening, closing):
                token.tag, token.markup, token.content = "mark", token.content, ""
