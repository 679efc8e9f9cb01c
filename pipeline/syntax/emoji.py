"""Emoji by their names, as in `:rocket:`; the names are Rich's, with GitHub's among them."""

import re
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from rich.emoji import Emoji, NoEmoji

from ..text.signs import unseen

# Between words, so that no time (10:30:45), path or name in a programme is one.
_NAME: Final = re.compile(r":(?P<name>[a-z0-9_+-]{1,60}):(?![a-z0-9_/])(?!:(?![a-z0-9_+-]{1,60}:))")
_WORD: Final = re.compile(r"[A-Za-z0-9_:/]")


def extend(parser: MarkdownIt) -> None:
    """Have the parser read the names of emoji."""
    parser.inline.ruler.before("emphasis", "review_emoji", _emoji)


def _emoji(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the parser's form)
    if state.src[state.pos] != ":" or not _may_begin(state):
        return False
    named = _NAME.match(state.src, state.pos, state.posMax)
    sign = _sign(named["name"]) if named else None
    if not named or not sign:
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.markup, token.info = sign, named[0], "emoji"
    state.pos = named.end()
    return True


def _may_begin(state: StateInline) -> bool:
    is_next = state.tokens and state.tokens[-1].info == "emoji" and not state.pending
    return is_next or not _WORD.match(state.src[max(0, state.pos - 1) : state.pos])


@cache
def _sign(name: str) -> str | None:
    try:
        sign = str(Emoji(name))
    except NoEmoji:
        return None
    return None if unseen(sign) else sign  # some flags are made of tags that nobody sees
