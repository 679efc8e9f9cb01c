"""The HTML tags that are as good as Markdown: in pairs, and without attributes.

Each becomes the token of what it means, before anything is rendered; no HTML gets further.
"""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

MEANINGS: Final = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em"), "em"),
    **dict.fromkeys(("del", "s", "strike"), "s"),
    **{name: name for name in ("kbd", "mark", "sub", "sup", "u")},
}
"""The tags that stand in pairs, and the token that each means."""

_TAG: Final = re.compile(rf"<(?P<closes>/?)(?P<name>{'|'.join(MEANINGS)})\s*>", re.IGNORECASE)
_BREAK: Final = re.compile(r"<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_DEEPEST: Final = 8


def extend(parser: MarkdownIt) -> None:
    """Have the parser read these tags."""
    parser.inline.ruler.before("autolink", "review_tag", _tag)
    parser.inline.ruler2.before("fragments_join", "review_tags", _pair)


def _tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the parser's form)
    if state.src[state.pos] != "<":
        return False
    if found := _BREAK.match(state.src, state.pos, state.posMax):
        if not silent:
            token = state.push("hardbreak", "br", 0)
            token.meta["html"] = found[0]
    elif found := _TAG.match(state.src, state.pos, state.posMax):
        if not silent:
            token = state.push("html_inline", "", 0)
            token.content = found[0]
            token.meta["tag"] = (found["name"].lower(), bool(found["closes"]))
    else:
        return False
    state.pos = found.end()
    return True


def _pair(state: StateInline) -> None:
    around: list[Token] = []  # what is open around a token: tags, and tokens that open
    for token in state.tokens:
        name, closes = token.meta.get("tag", ("", False))
        if closes:
            if around and around[-1].meta.get("tag") == (name, False):
                _mean(name, (around.pop(), token))
        elif name:
            if sum("tag" in each.meta for each in around) < _DEEPEST:
                around.append(token)
        elif token.nesting > 0:
            around.append(token)
        elif token.nesting < 0:
            while "tag" in around.pop().meta:
                pass


def _mean(name: str, pair: Sequence[Token]) -> None:
    meaning = MEANINGS[name]
    for token, ending, nesting in zip(pair, ("open", "close"), (1, -1), strict=True):
        token.type, token.tag = f"{meaning}_{ending}", meaning
        token.nesting = nesting  # type: ignore[assignment] # 1 or -1
        token.markup, token.content, token.meta = token.content, "", {}
