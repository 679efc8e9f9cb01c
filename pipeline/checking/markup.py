"""A Markdown text as the build reads it: every piece of markup, with its line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any, TypeAlias

from docutils.parsers.rst import Directive as DirectiveClass
from docutils.parsers.rst.states import MarkupError
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.parsers.directives import DirectiveParsingResult, parse_directive_text
from myst_parser.parsers.mdit import create_md_parser

from ..problems.problem import Code
from ..syntax.boxes import THEOREMS
from ..syntax.reviews import review_parser
from ..words.catalogue import translatable
from .allowed import DIRECTIVES, site_config

HTML = Code(
    "html",
    translatable("A review holds HTML that is not read here."),
    translatable('`<a href="https://example.org">x</a>` is to be `[x](https://example.org)`.'),
)
HEADING = Code(
    "heading",
    translatable("A line looks like a heading, but is none."),
    translatable("`##What I liked` is to be `## What I liked`."),
)
DIRECTIVE = Code(
    "directive",
    translatable(
        "A directive is none of those that a review may use, or lacks the text that it needs."
    ),
    translatable("`:::{sidebar}` is to be `:::{note}`."),
)
OPTION = Code(
    "option",
    translatable("A directive's option or argument is none of those that it takes here."),
    translatable("`:width: 5000px` below `{figure}` is to be `:width: 80%`."),
)
ROLE = Code(
    "role",
    translatable("A role is none of those that a review may use."),
    translatable("`` {doc}`contribute` `` is to be `[how to contribute](/contribute.md)`."),
)
TARGET = Code(
    "target",
    translatable("A target would be seen by other pages, or a label is missing or given twice."),
    translatable("remove the line `(my-label)=`, and link to the page."),
)
SUBSTITUTION = Code(
    "substitution",
    translatable("A substitution stands in a review; nothing is put in its place."),
    translatable("`{{ title }}` is to be the title itself."),
)
COMMENT = Code(
    "comment",
    translatable("A comment does not end."),
    translatable("`<!-- not sure about this` is to be `<!-- not sure about this -->`."),
)
FOOTNOTE = Code(
    "footnote",
    translatable("A footnote lacks its mark, or a mark has no footnote or several."),
    translatable("`as shown before[^1]` needs a line such as `[^1]: In their third table.`"),
)
MARKUP = Code(
    "markup",
    translatable("Any other markup that a review may not use, or that does nothing here."),
    translatable("`+++` between two paragraphs is to be `---`."),
)

MAX_DEPTH = 4
"""How many directives may stand within each other."""

Finding: TypeAlias = tuple[int, str, Code]
"""The line of the file, what is wrong there and what would be right, and its code."""

WRITTEN = frozenset({"text", "text_special"})
"""The tokens of a paragraph's text; an escape or a character by its number is one of its own."""
FENCES = frozenset({"fence", "colon_fence"})
_BREAKS = frozenset({"softbreak", "hardbreak"})
_UNBROKEN = frozenset({"code_inline", "myst_role"})
DOUBLE_DEFINITION = "double_definition"
"""A token of our own for a link that is defined again; the parser has none."""

# Their content is shown as it is; that of all others is Markdown.
VERBATIM = frozenset({"code", "code-block", "math"})
TITLED = frozenset({*THEOREMS, "admonition", "dropdown", "table"})
"""The directives whose arguments are Markdown, too."""


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive that reviews may use, as MyST takes it apart, or why it cannot."""

    name: str
    parsed: DirectiveParsingResult | MarkupError


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A token of the parser, on its line of the file; of those that close, only a link's is one.

    `depth` counts the directives around it.
    A fence that is a directive has its name, and where reviews may use it also its parts.
    """

    token: Token
    line: int
    depth: int
    name: str | None = None
    directive: Directive | None = None


def text_runs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces of text that follow each other, together."""
    for is_text, run in groupby(pieces, lambda piece: piece.token.type in WRITTEN):
        if is_text:
            yield list(run)


@dataclass(frozen=True, slots=True)
class Markup:
    """The markup of one text.  `environment` holds what its parts share, such as footnotes.

    `definitions` are those of links: label → line, once all pieces are read.
    """

    parser: MarkdownIt
    environment: dict[str, Any] = field(default_factory=dict)
    definitions: dict[str, int] = field(default_factory=dict)

    def pieces(self, text: str, first_line: int, depth: int = 0) -> Iterator[Piece]:
        """Read a text, and the Markdown within its directives."""
        tokens = self.parser.parse(text, self.environment)
        for label, reference in self.environment.get("references", {}).items():
            self.definitions.setdefault(label, first_line + reference["map"][0])
        doubles = self.environment.pop("duplicate_refs", ())
        yield from self._pieces(tokens, first_line, depth)
        for double in doubles:
            token = Token(DOUBLE_DEFINITION, "", 0, content=double["label"])
            yield Piece(token=token, line=first_line + double["map"][0], depth=depth)

    def _pieces(self, tokens: list[Token], first_line: int, depth: int) -> Iterator[Piece]:
        line = first_line
        for token in tokens:
            if token.map:
                line = first_line + token.map[0]
            if token.type == "inline":
                yield from _inline(token, line, depth)
            elif token.type in FENCES:
                yield from self._fence(token, line, depth)
            elif token.nesting >= 0:
                yield Piece(token=token, line=line, depth=depth)

    def _fence(self, token: Token, line: int, depth: int) -> Iterator[Piece]:
        first, _, argument = token.info.strip().partition(" ")
        name = first[1:-1] if first.startswith("{") and first.endswith("}") else None
        if name is None or name not in DIRECTIVES:
            yield Piece(token=token, line=line, depth=depth, name=name)
            return
        directive = Directive(name, parsed_directive(DIRECTIVES[name], argument, token, line))
        yield Piece(token=token, line=line, depth=depth, name=name, directive=directive)
        if depth < MAX_DEPTH and name not in VERBATIM:
            yield from self._within(directive, line, depth + 1)

    def _within(self, directive: Directive, line: int, depth: int) -> Iterator[Piece]:
        parsed = directive.parsed
        if isinstance(parsed, MarkupError):
            return
        if directive.name in TITLED:
            title = self.parser.parseInline(" ".join(parsed.arguments), self.environment)
            yield from self._pieces(title, line, depth)
        content = "\n".join(parsed.body)
        yield from self.pieces(content, line + 1 + parsed.body_offset, depth)


@cache
def page_markdown() -> MarkdownIt:
    """The parser of pages by hand."""
    return _told(create_md_parser(site_config(), RendererHTML))


@cache
def review_markdown() -> MarkdownIt:
    """The parser of reviews, which also finds what a review may not hold."""
    return _told(review_parser(site_config(), RendererHTML))


def _told(parser: MarkdownIt) -> MarkdownIt:
    parser.disable("wordcount")
    parser.disable("text_join")  # it makes mere text of escapes, but `\\{\\{` is not `{{`
    # What the build would show as text, because its address is refused, is to be told here.
    parser.validateLink = _accept_any  # type: ignore[assignment, method-assign]
    parser.options["store_labels"] = True
    return parser


def _accept_any(_address: str) -> bool:
    return True


def _inline(inline: Token, line: int, depth: int) -> Iterator[Piece]:
    start = end = 0
    for token in inline.children or []:
        before = start
        start, end = _extent(token, inline.content, end)
        line += inline.content.count("\n", before, start)
        if token.nesting >= 0 or token.type == "link_close":
            yield Piece(token=token, line=line, depth=depth)


def _extent(token: Token, source: str, start: int) -> tuple[int, int]:
    """Where in `source`, from `start` on, a token stands that does not tell it."""
    if "html" in token.meta:
        written = token.meta["html"]
    elif token.type in _BREAKS:
        written = "\n"
    elif token.type in _UNBROKEN:
        # Its line breaks have become spaces.
        written, source = token.content, source.replace("\n", " ")
    else:
        written = token.markup if token.type == "text_special" else token.content
    place = source.find(written, start)
    return (place, place + len(written)) if place >= 0 else (start, start)


def parsed_directive(
    directive: type[DirectiveClass], argument: str, token: Token, line: int
) -> DirectiveParsingResult | MarkupError:
    """A fence as MyST takes it apart for `directive`, or why it cannot."""
    content = token.content
    if token.type == "colon_fence" and content.startswith(":::"):
        content = f"\n{content}"  # a directive within, which MyST does not take for an option
    try:
        return parse_directive_text(directive, argument, content, line=line)
    except MarkupError as error:
        return error
    except (ValueError, OverflowError):
        # MyST turns the number of an escape into a character without asking whether it has one.
        return MarkupError("an escape in an option names no character; write the sign itself")
