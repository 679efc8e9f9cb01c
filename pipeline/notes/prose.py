"""A note's text in its parts, and rules that write parts of it anew."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from ..checking.allowed import site_config
from ..syntax.reviews import review_parser

_LEAD: Final = r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
_FENCE: Final = re.compile(rf"{_LEAD}(?P<fence>`{{3,}}(?=[^`]*$)|~{{3,}})")
_FENCE_END: Final = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})[ \t]*$")
_FORMULA: Final = re.compile(rf"{_LEAD}\$\$")
# What is between the signs of code in a line; here and below, each has an end that is not far,
# so that no text takes longer than its length times a constant.
CODE: Final = (
    r"(?<![`\\])(?P<ticks>`{1,5})(?!`)(?:(?!\n[ \t]*\n)[^\0]){1,1000}?(?<!`)(?P=ticks)(?!`)"
)
_FORMULAS: Final = (
    r"(?<![\\$])\$\$(?:(?!\n[ \t]*\n)[^$]|\\\$){1,2000}?\$\$"
    r"|(?<![\\$])\$(?![\s$])(?:[^$\n\\]|\\.){1,500}(?<!\s)\$(?![\d$])"
    r"|\\begin\{(?P<named>[a-z]{1,20}\*?)\}(?:(?!\n[ \t]*\n)[^\0]){1,3000}?\\end\{(?P=named)\}"
)
_CODE_INLINE: Final = re.compile(CODE)
_VERBATIM_INLINE: Final = re.compile(f"{CODE}|{_FORMULAS}")
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_DEEP: Final = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]*)*(?: {4}|\t)", re.MULTILINE)
_SIGNS: Final = re.compile(r"[\\`*_\[\]<>$|]")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and the words of the note to which it was."""

    words: str
    message: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text, and what was done to make it so."""

    text: str
    done: tuple[Done, ...] = ()

    def then(self, rewrite: Callable[[str], "Rewritten"]) -> "Rewritten":
        """The text written anew once more, with all that was done."""
        after = rewrite(self.text)
        return Rewritten(after.text, (*self.done, *after.done))


@dataclass(frozen=True, slots=True)
class Rule:
    """What stands for each match of a pattern, and what people are told of it; empty: nothing."""

    pattern: re.Pattern[str]
    instead: Callable[[re.Match[str]], str]
    message: str | Callable[[re.Match[str]], str] = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text; what stands verbatim is none of a rule's business."""

    text: str
    is_prose: bool


Parting: TypeAlias = Callable[[str], Iterable[Part]]


def rewritten(text: str, rules: Sequence[Rule], parted: Parting) -> Rewritten:
    """The text after each of the rules in turn, where `parted` has prose."""
    done: list[Done] = []
    for rule in rules:
        text = "".join(_applied(rule, text, _verbatim(parted(text)), done))
    return Rewritten(text, tuple(done))


def _verbatim(parts: Iterable[Part]) -> tuple[list[int], list[int]]:
    """Where the parts that are no prose begin, and where they end."""
    starts, ends, place = list[int](), list[int](), 0
    for part in parts:
        if not part.is_prose and part.text:
            starts.append(place)
            ends.append(place + len(part.text))
        place += len(part.text)
    return starts, ends


def _applied(
    rule: Rule, text: str, verbatim: tuple[list[int], list[int]], done: list[Done]
) -> Iterator[str]:
    """The text in pieces; a match may hold what is verbatim, but begins and ends in prose."""
    end, place = 0, 0
    while match := rule.pattern.search(text, place):
        if after := _within(verbatim, match.start()):
            place = after
        elif _within(verbatim, match.end() - 1):
            place = match.start() + 1
        else:
            yield text[end : match.start()]
            yield _replaced(match, rule, done)
            end = match.end()
            place = max(end, match.start() + 1)
    yield text[end:]


def _within(verbatim: tuple[list[int], list[int]], place: int) -> int:
    """Where the part ends that is no prose and holds the sign at `place`; 0 where none does."""
    starts, ends = verbatim
    number = bisect_right(starts, place) - 1
    return ends[number] if number >= 0 and place < ends[number] else 0


def _replaced(match: re.Match[str], rule: Rule, done: list[Done]) -> str:
    instead = rule.instead(match)
    message = rule.message if isinstance(rule.message, str) else rule.message(match)
    if message and instead != match[0]:
        done.append(Done(match[0], message))
    return instead


def literal(text: str) -> str:
    """Markdown that shows `text`."""
    return _SIGNS.sub(r"\\\g<0>", text)


def whole(text: str) -> Iterator[Part]:
    """The text as one part."""
    yield Part(text, is_prose=True)


def outside_of_fences(text: str) -> Iterator[Part]:
    """The text but for its blocks of code, between fences or indented."""
    run: list[str] = []
    fence, was_code = "", False
    indented = _indented(text)
    for number, line in enumerate(_LINE.findall(text)):
        is_code = not fence and number in indented
        begins = None if fence or is_code else _FENCE.match(line)
        if begins or is_code != was_code:
            yield Part("".join(run), is_prose=not was_code)
            run = []
        run.append(line)
        was_code = is_code
        if begins:
            fence = begins["fence"]
        elif fence and _ends(fence, line):
            yield Part("".join(run), is_prose=False)
            run, fence = [], ""
    yield Part("".join(run), is_prose=not fence and not was_code)


@lru_cache(maxsize=8)
def _indented(text: str) -> frozenset[int]:
    """The lines that are code by their indent, counted from 0."""
    if _DEEP.search(text) is None:
        return frozenset()
    return frozenset(
        line
        for token in block_tokens(text)
        if token.type == "code_block" and token.map
        for line in range(*token.map)
    )


def block_tokens(text: str) -> list[Token]:
    """The blocks of the text as a review would have them; their insides are not read."""
    tokens: list[Token] = []
    parser = _parser()
    parser.block.parse(text, parser, {}, tokens)
    return tokens


@cache
def _parser() -> MarkdownIt:
    parser = review_parser(site_config(), RendererHTML)
    parser.enable("html_block")
    # A line of a note begins neither a comment nor MyST's front matter.
    parser.disable(["front_matter", "myst_line_comment"], ignoreInvalid=True)
    return parser


def _ends(fence: str, line: str) -> bool:
    end = _FENCE_END.match(line.rstrip("\n"))
    return end is not None and end["fence"].startswith(fence)


def outside_of_code(text: str) -> Iterator[Part]:
    """The text but for its code, be it in blocks or in lines."""
    return _parted_in_lines(outside_of_fences(text), _CODE_INLINE)


def prose(text: str) -> Iterator[Part]:
    """The text but for its code and its formulas."""
    blocks = (part for outer in outside_of_fences(text) for part in _outside_of_formulas(outer))
    return _parted_in_lines(blocks, _VERBATIM_INLINE)


def _outside_of_formulas(outer: Part) -> Iterator[Part]:
    """The part but for formulas that stand in lines of their own."""
    if not outer.is_prose or "$$" not in outer.text:
        yield outer
        return
    lines = _LINE.findall(outer.text)
    begin = 0
    for place, line in enumerate(lines):
        if place < begin or not _FORMULA.match(line) or line.count("$$") != 1:
            continue
        ends = (n for n in range(place + 1, len(lines)) if "$$" in lines[n])
        end = next(ends, None)
        if end is None:
            break
        yield Part("".join(lines[begin:place]), is_prose=True)
        yield Part("".join(lines[place : end + 1]), is_prose=False)
        begin = end + 1
    yield Part("".join(lines[begin:]), is_prose=True)


def _parted_in_lines(parts: Iterable[Part], verbatim: re.Pattern[str]) -> Iterator[Part]:
    for part in parts:
        if not part.is_prose:
            yield part
            continue
        end = 0
        for match in verbatim.finditer(part.text):
            yield Part(part.text[end : match.start()], is_prose=True)
            yield Part(match[0], is_prose=False)
            end = match.end()
        yield Part(part.text[end:], is_prose=True)
