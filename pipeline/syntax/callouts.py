"""Callouts: quotes that begin with `[!note]`, as on GitHub and in Obsidian.

https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts
https://help.obsidian.md/callouts, where `[!note]-` is folded and `[!note]+` can be;
what stands behind a bar, as in `[!note|wide]`, is for a style that is not here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..words.catalogue import translatable

LOOKS: Final = {
    **{name: name for name in ("note", "tip", "hint", "important", "attention", "caution")},
    **{name: name for name in ("warning", "danger", "error")},
    **dict.fromkeys(("abstract", "summary", "tldr", "info", "todo", "example"), "note"),
    **dict.fromkeys(("quote", "cite"), "note"),
    **dict.fromkeys(("success", "check", "done"), "tip"),
    **dict.fromkeys(("question", "help", "faq"), "hint"),
    **dict.fromkeys(("failure", "fail", "missing", "bug"), "danger"),
}
"""The kinds of callouts, and the admonition that each looks like."""

TITLES: Final = {
    **dict.fromkeys(("abstract", "summary", "tldr"), translatable("Summary")),
    "info": translatable("Information"),
    "todo": translatable("To do"),
    "example": translatable("Example"),
    **dict.fromkeys(("quote", "cite"), translatable("Quote")),
    **dict.fromkeys(("success", "check", "done"), translatable("Success")),
    **dict.fromkeys(("question", "help", "faq"), translatable("Question")),
    **dict.fromkeys(("failure", "fail", "missing"), translatable("Failure")),
    "bug": translatable("Bug"),
}
"""The titles of the kinds that docutils has no word for."""

_FIRST_LINE: Final = re.compile(
    r"\[!(?P<kind>[A-Za-z][A-Za-z0-9_ -]{0,40})(?:\|[^\[\]\n]{0,100})?\](?P<fold>[+-]?)"
    r"(?:[ \t]+(?P<title>[^\n]*))?(?:\n|\Z)"
)


def extend(parser: MarkdownIt) -> None:
    """Have the parser make callouts of such quotes."""
    parser.core.ruler.before("inline", "review_callouts", _find)


def _find(state: StateCore) -> None:
    state.tokens = list(_with_callouts(state.tokens))


def _with_callouts(tokens: Sequence[Token]) -> Iterator[Token]:
    opened: list[bool] = []  # for each quote around a token, whether it is a callout
    skipped: set[int] = set()
    for place, token in enumerate(tokens):
        if token.type == "blockquote_open":
            found = _first_line(tokens, place)
            opened.append(found is not None)
            if found:
                yield from _opening(token, tokens[place + 2], found)
                if not tokens[place + 2].content.strip():
                    skipped |= {place + 1, place + 2, place + 3}
                    is_last = tokens[place + 4].type == "blockquote_close"
                    token.meta["is_empty"] = is_last and not found["title"]
                continue
        elif token.type == "blockquote_close" and opened.pop():
            token.type, token.tag = "callout_close", "aside"
        if place not in skipped:
            yield token


def _first_line(tokens: Sequence[Token], place: int) -> re.Match[str] | None:
    following = tokens[place + 1 : place + 3]
    if [token.type for token in following] != ["paragraph_open", "inline"]:
        return None
    return _FIRST_LINE.match(following[1].content)


def _opening(token: Token, inline: Token, found: re.Match[str]) -> Iterator[Token]:
    """The tokens of a callout's beginning; its first line is taken out of `inline`."""
    title = (found["title"] or "").strip()
    token.type, token.tag = "callout_open", "aside"
    token.meta = {"kind": found["kind"].lower(), "fold": found["fold"], "is_empty": False}
    yield token
    line = inline.map[0] if inline.map else 0
    if title:
        level = token.level + 1
        yield Token("callout_title_open", "p", 1, map=[line, line + 1], level=level, block=True)
        yield Token(
            *("inline", "", 0),
            map=[line, line + 1],
            level=level + 1,
            content=title,
            children=[],
            block=True,
        )
        yield Token("callout_title_close", "p", -1, level=level, block=True)
    inline.content = inline.content[found.end() :]
    if inline.map:
        inline.map = [line + 1, inline.map[1]]
