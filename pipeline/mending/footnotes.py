"""Footnotes to which nothing refers: other programs hide them, here they become items of a list."""

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from ..checking.markup import FOOTNOTE
from .edits import Edit
from .reading import Footnote, Reading

# The words of an item and of a footnote that follow on further lines have the same indent.
_INDENT = 4
# Ahead of each place, as a mark may begin within what looks like one.
_MARK = re.compile(r"(?=\[\^([^\]\n]+)\])")


def footnote_edits(reading: Reading) -> Iterator[Edit]:
    """The edits that show footnotes without a mark where they stand."""
    used = set(_marks(reading.tokens))
    unused = [each for each in reading.footnotes if each.label not in used]
    taken = {token.markup for token in reading.tokens if token.type == "bullet_list_open"}
    sign = next((sign for sign in "-*+" if sign not in taken), "-")
    for each in unused:
        yield from _shown(each, sign)


def _shown(footnote: Footnote, sign: str) -> Iterator[Edit]:
    line = footnote.lines[0]
    mark = f"[^{footnote.label}]:"
    column = line.text.find(mark)
    if column < 0:
        return
    words = line.text[column + len(mark) :]
    start = line.start + column
    end = start + len(mark) + len(words) - len(words.lstrip())
    if words.strip():
        item = sign.ljust(_INDENT)
    else:
        item = sign if any(each.text.strip(" \t>") for each in footnote.lines[1:]) else ""
    done = "made an item of" if item else "took out"
    message = f"{done} the footnote [^{footnote.label}], to which nothing refers"
    yield Edit(start, end, item, FOOTNOTE, message)


def _marks(tokens: Iterable[Token]) -> Iterator[str]:
    """The labels to which marks refer, or may do so once the HTML around them is mended."""
    for token in tokens:
        if token.children is None:
            yield from _MARK.findall(token.content)
            continue
        for child in token.children:
            if child.type == "footnote_ref":
                yield child.meta["label"]
