"""What other programs read and this one shows: attributes, tables of contents, tight headings."""

import re
from collections.abc import Iterator
from typing import Final

from ..checking.markup import HEADING, MARKUP, OPTION
from .edits import Edit
from .reading import Reading, Run

_TIGHT: Final = re.compile(r"^(#{2,6})(?=[\w*])", re.MULTILINE)
_CONTENTS: Final = re.compile(r"\[(?:toc|\[_?toc_?\])\]", re.IGNORECASE)
# https://kramdown.gettalong.org/syntax.html#inline-attribute-lists and
# https://pandoc.org/MANUAL.html#extension-attributes
_AFTER_HEADING: Final = re.compile(
    r"[ \t]*\{:?[ \t]*(?!#[\w:.-]{1,100}[ \t]*\})[.#][^{}\n]*\}[ \t]*$"
)
_AFTER_LINK: Final = re.compile(
    r"\{:[^{}\n]*\}|\{[ \t]*(?:[.#][\w-]+|[\w-]+=[^{}\n]*)(?:[ \t][^{}\n]*)?\}"
)
_OWN_LINE: Final = re.compile(r"^\{:[^{}\n]*\}[ \t]*$", re.MULTILINE)
_TEXT: Final = frozenset(
    {"text", "text_special", "em_open", "em_close", "strong_open", "strong_close", "softbreak"}
)


def leftover_edits(reading: Reading) -> Iterator[Edit]:
    """The edits that take out what only another program reads."""
    for run in reading.runs:
        covered = run.covered(_TEXT)
        if run.parent == "paragraph_open":
            yield from _paragraph(run, covered)
        elif run.parent == "heading_open" and "{" in run.source:
            yield from _taken(run, covered, _AFTER_HEADING, "behind the heading")
        if "{" in run.source:
            yield from _after_links(run, covered)


def _paragraph(run: Run, covered: bytearray) -> Iterator[Edit]:
    if _CONTENTS.fullmatch(run.source.strip()):
        end = run.at(len(run.source) - 1) + 1
        message = f"took out {run.source.strip()}; a page has its contents beside it"
        yield Edit(run.at(0), end, "", MARKUP, message, gone=run.source)
        return
    if run.level == 1:  # within no list or quote
        for found in _TIGHT.finditer(run.source):
            if not any(covered[found.start() : found.end()]):
                place = run.at(found.end() - 1) + 1
                message = f"put a space behind {found[1]}, so that it makes a heading"
                yield Edit(place, place, " ", HEADING, message)
    if "{:" in run.source:
        yield from _taken(run, covered, _OWN_LINE, "on a line of its own")


def _taken(run: Run, covered: bytearray, pattern: re.Pattern[str], where: str) -> Iterator[Edit]:
    for found in pattern.finditer(run.source):
        if found[0].strip() and not any(covered[found.start() : found.end()]):
            start, end = run.at(found.start()), run.at(found.end() - 1) + 1
            message = f"took out {found[0].strip()} {where}, which sets nothing here"
            yield Edit(start, end, "", OPTION, message, gone=found[0])


def _after_links(run: Run, covered: bytearray) -> Iterator[Edit]:
    for part in run.parts:
        if part.token.type not in {"image", "link_close", "code_inline"} or part.end == part.start:
            continue
        found = _AFTER_LINK.match(run.source, part.end)
        if found and not any(covered[found.start() : found.end()]):
            start, end = run.at(found.start()), run.at(found.end() - 1) + 1
            message = f"took out {found[0]}, which sets nothing here"
            yield Edit(start, end, "", OPTION, message, gone=found[0])
