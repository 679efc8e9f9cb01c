"""Single line breaks, which Obsidian and GitHub's issues show, and Markdown takes for spaces.

https://help.obsidian.md/syntax#Line+breaks and
https://docs.github.com/en/get-started/writing-on-github (line breaks of comments).
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ..checking.limits import excesses
from ..mending.reading import Run, read
from ..written.reviews import Body

# Elsewhere a break is meant only before such a line: people wrap their lines as well.
_BULLET: Final = re.compile(
    r"[ \t\u3000]*(?:[・･•‣◦∙●○◎■□◆◇▪▫▶▷►▸★☆※]|[\u2460-\u249b\u24eb-\u24ff\u2776-\u2793]"
    r"|【[^【】\n]{1,20}】)"
)
_WIDE_LABEL: Final = re.compile(
    r"[ \t\u3000]*[*_]{0,2}[^\s：:、。，．！？!?「」*_|]{1,15}[*_]{0,2}："
)
_LABEL: Final = re.compile(
    r"[*_]{0,2}[^\W\d_][\w/-]{0,20}(?: [\w/-]{1,20}){0,2}(?:[*_]{0,2}:|:[*_]{2})[*_]{0,2}[ \t]+\S"
)
_CALLOUT: Final = re.compile(r"\[![A-Za-z][\w-]{0,40}\]")
_PHRASES: Final = (
    r"(?:a|abbr|b|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b"
)
_TAG: Final = rf"<(?!/?{_PHRASES})/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>"
# Beside these, lines are broken as it is.
_BEHIND: Final = re.compile(
    rf"(?:{_TAG}|-->|\$\$|\\end\{{[a-z]{{1,20}}\*?\}})[ \t]*$", re.IGNORECASE
)
_AHEAD: Final = re.compile(rf"[ \t]*(?:{_TAG}|<!--|\$\$|\\begin\{{)", re.IGNORECASE)


def with_breaks(text: str, *, is_everywhere: bool) -> str:
    r"""The text with a `\` where a line break is meant, which is at each if `is_everywhere`.

    Tables, code, formulas and HTML have none.
    """
    if any(excesses("", Body(text, 1))):
        return text
    runs = (run for run in read(text).runs if run.parent == "paragraph_open")
    ends = sorted({end for run in runs for end in _meant(run, is_everywhere=is_everywhere)})
    pieces = [text[start:end] for start, end in pairwise([0, *ends, len(text)])]
    return "\\".join([*(each.rstrip(" \t") for each in pieces[:-1]), pieces[-1]])


def _meant(run: Run, *, is_everywhere: bool) -> Iterator[int]:
    """Where in the text the lines of a paragraph end at which a break is meant."""
    for part in run.parts:
        if part.token.type == "softbreak" and run.source.startswith("\n", part.start):
            line = run.source[: part.start].rpartition("\n")[2]
            following = run.source[part.start + 1 :].partition("\n")[0]
            is_meant = is_everywhere or _begins(line, following)
            if is_meant and _is_open(line, following):
                yield run.at(part.start)


def _is_open(line: str, following: str) -> bool:
    """Whether a break stands between words, and not beside what makes one."""
    beside = (_CALLOUT.match(line), _BEHIND.search(line), _AHEAD.match(following))
    return not any(beside)


def _begins(line: str, following: str) -> bool:
    """Whether a line is one of a list that has no signs of Markdown's."""
    return bool(
        _BULLET.match(following)
        or _WIDE_LABEL.match(following)
        or (_LABEL.match(line) and _LABEL.match(following))
    )
