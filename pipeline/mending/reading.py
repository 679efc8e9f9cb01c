"""A body as the check's parser reads it, with the place of each piece in the text.

Markdown-it tells the lines of blocks and no more.  Its rules know where they are when they find
something; a place that does not hold what was found there is none, and nothing is mended at it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeAlias

from docutils.parsers.rst.states import MarkupError
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ..checking.allowed import DIRECTIVES, site_config
from ..checking.markup import FENCES, MAX_DEPTH, VERBATIM, parsed_directive
from ..syntax.reviews import review_parser
from .edits import line_starts

_Rule: TypeAlias = Callable[[StateInline, bool], bool]

_SPAN: Final = "span"
_SOURCE: Final = "source"
# What a paragraph's further lines have in the place of a list's mark or a footnote's.
_MARK: Final = re.compile(r"[^\s>]")


@dataclass(frozen=True, slots=True)
class Part:
    """A token within a paragraph, and where it stands in the paragraph's source."""

    token: Token
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the whole text: where it begins, and what it holds."""

    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The source of a paragraph, heading or cell, its parts, and where each line of it stands.

    `parent` is the type of the token around it; `prefixes` are what stands on each line before it.
    """

    source: str
    parts: tuple[Part, ...]
    parent: str
    level: int
    starts: tuple[int, ...] = (0,)
    places: tuple[int, ...] = (0,)
    prefixes: tuple[str, ...] = ("",)

    def at(self, offset: int) -> int:
        """Where in the whole text the source's `offset` is."""
        line = bisect_right(self.starts, offset) - 1
        return self.places[line] + offset - self.starts[line]

    def covered(self, plain: AbstractSet[str]) -> bytearray:
        """For each sign of the source, 1 where another token than of the types `plain` stands."""
        signs = bytearray(len(self.source))
        for part in self.parts:
            if part.token.type not in plain:
                signs[part.start : part.end] = b"\1" * (part.end - part.start)
        return signs

    def further(self, offset: int) -> str:
        """What a new line below that of `offset` has to begin with to belong to the paragraph."""
        return _MARK.sub(" ", self.prefixes[bisect_right(self.starts, offset) - 1])


@dataclass(frozen=True, slots=True)
class Block:
    """A token that is a block by itself, on its lines."""

    token: Token
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a link's address is defined."""

    label: str
    href: str
    title: str
    lines: tuple[Line, ...]
    is_first: bool


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's text, and its lines with the blank ones below it."""

    label: str
    lines: tuple[Line, ...]


@dataclass(slots=True)
class Reading:
    """All that a text holds, in its order, with the Markdown within directives."""

    runs: list[Run] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)


def read(text: str) -> Reading:
    """Read the body of a review."""
    reading = Reading()
    lines = [
        Line(start, line) for start, line in zip(line_starts(text), text.split("\n"), strict=True)
    ]
    environment: dict[str, Any] = {}
    _read(lines, text, environment, reading, depth=0)
    return reading


def read_inline(source: str) -> Run:
    """Read the text of a paragraph that stands by itself."""
    (inline,) = _parser().parseInline(source, {})
    return Run(source=source, parts=tuple(_parts(inline)), parent="paragraph_open", level=0)


def _read(
    lines: Sequence[Line], text: str, environment: dict[str, Any], reading: Reading, depth: int
) -> None:
    tokens = _parser().parse(text, environment)
    reading.tokens.extend(tokens)
    reading.definitions.extend(_definitions(lines, environment))
    used: dict[int, int] = {}  # line → how much of it is told to cells
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline" and before:
            if run := _run(token, before, lines, used):
                reading.runs.append(run)
        elif token.map and token.type == "footnote_reference_open":
            where = tuple(lines[slice(*token.map)])
            reading.footnotes.append(Footnote(token.meta["label"], where))
        elif token.map and token.nesting == 0:
            reading.blocks.append(Block(token, tuple(lines[slice(*token.map)])))
            if token.type in FENCES and depth < MAX_DEPTH:
                _read_directive(token, lines, environment, reading, depth)


def _read_directive(
    token: Token,
    lines: Sequence[Line],
    environment: dict[str, Any],
    reading: Reading,
    depth: int,
) -> None:
    first, _, argument = token.info.strip().partition(" ")
    name = first[1:-1] if first.startswith("{") and first.endswith("}") else ""
    if name not in DIRECTIVES.keys() - VERBATIM or not token.map:
        return
    parsed = parsed_directive(DIRECTIVES[name], argument, token, 0)
    if not isinstance(parsed, MarkupError):
        start = token.map[0] + 1 + parsed.body_offset
        _read(lines[start:], "\n".join(parsed.body), environment, reading, depth + 1)


def _definitions(lines: Sequence[Line], environment: dict[str, Any]) -> Iterator[Definition]:
    known: Mapping[str, Any] = environment.get("references", {})
    for each in (
        *({"label": label, **found} for label, found in known.items() if "told" not in found),
        *environment.pop("duplicate_refs", ()),
    ):
        label = each["label"]
        is_first = known[label]["map"] == each["map"] and "told" not in known[label]
        known[label].setdefault("told", is_first)
        where = tuple(lines[slice(*each["map"])])
        yield Definition(label, each["href"], each["title"], where, is_first)


def _run(inline: Token, before: Token, lines: Sequence[Line], used: dict[int, int]) -> Run | None:
    """The run of a token, None where its text does not stand on its lines as it is."""
    source: str = inline.meta.get(_SOURCE, inline.content)
    if not inline.map or not source:
        return None
    starts, places, prefixes = [], [], []
    for number, (start, written) in enumerate(
        zip(line_starts(source), source.split("\n"), strict=True), inline.map[0]
    ):
        raw = lines[number].text if number < len(lines) else ""
        column = _column(raw, written, used.get(number, 0), is_whole="\n" in source)
        if column < 0:
            return None
        used[number] = column + len(written)
        starts.append(start)
        places.append(lines[number].start + column)
        prefixes.append(raw[:column])
    return Run(
        source=source,
        parts=tuple(_parts(inline)),
        parent=before.type,
        level=inline.level,
        starts=tuple(starts),
        places=tuple(places),
        prefixes=tuple(prefixes),
    )


def _column(raw: str, written: str, start: int, *, is_whole: bool) -> int:
    bare = raw.rstrip()
    if bare.endswith(written.rstrip()) and len(bare) - len(written.rstrip()) >= start:
        return len(bare) - len(written.rstrip())
    return -1 if is_whole else raw.find(written, start)


def _parts(inline: Token) -> Iterator[Part]:
    source: str = inline.meta.get(_SOURCE, inline.content)
    cursor = 0
    closing: list[int] = []  # where the links end that are open
    for token in inline.children or ():
        start, end = token.meta.get(_SPAN, (cursor, cursor))
        if token.type == "link_open":
            closing.append(end)
            yield Part(token, start, end)
            cursor = start + 1
            continue
        if token.type == "link_close" and closing:
            start, end = cursor, closing.pop()
        elif _SPAN not in token.meta:
            start, end = _placed(token, source, cursor)
        yield Part(token, start, end)
        cursor = max(cursor, end)


def _placed(token: Token, source: str, cursor: int) -> tuple[int, int]:
    """Where a token of text or stress stands, which begins where the last one ended."""
    written = token.content or token.markup
    while (
        cursor < len(source) and source[cursor].isspace() and not source.startswith(written, cursor)
    ):
        cursor += 1
    found = written and source.startswith(written, cursor)
    return (cursor, cursor + len(written)) if found else (cursor, cursor)


@cache
def _parser() -> MarkdownIt:
    parser = review_parser(site_config(), RendererHTML)
    parser.enable("html_block")
    # What looks like front matter here stands below that of the review.
    parser.disable(["text_join", "front_matter", "review_images"], ignoreInvalid=True)
    parser.validateLink = _accept_any  # type: ignore[assignment, method-assign]
    parser.options["store_labels"] = True
    rules = parser.inline.ruler
    for name, rule in zip(rules.get_active_rules(), rules.getRules(""), strict=True):
        rules.at(name, _noted(rule))
    parser.core.ruler.after("inline", "sources", _keep_sources)
    return parser


def _accept_any(_address: str) -> bool:
    return True


def _noted(rule: _Rule) -> _Rule:
    """The rule, which notes on each of its tokens where it found it."""

    def run(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls so)
        start, number = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            for token in state.tokens[number:]:
                if token.type != "text":
                    token.meta.setdefault(_SPAN, (start, state.pos))
        return found

    return run


def _keep_sources(state: StateCore) -> None:
    # Later rules take what they understand, such as the box of a task, off the content.
    for token in state.tokens:
        if token.type == "inline":
            token.meta[_SOURCE] = token.content
