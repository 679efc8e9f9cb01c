"""What a note says of its paper in its first lines: titles, links, and lines with a label."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.html.defs import tags

from .called import LABELS
from .prose import CODE, outside_of_fences

_HEADING: Final = re.compile(r"[ ]{0,3}(?P<level>#{1,6})[ \t]*(?P<text>[^#\n].*?)[ \t]*#*$")
_LABELLED: Final = re.compile(
    r"[ \t>|]*(?:[-*+][ \t]+)?[*_]{0,3}(?P<label>tl;?dr|[^\W\d][^:：|*;\n]{0,40}?)[*_]{0,3}[ \t]*"
    r"(?:[:：;|]|\*\*[:：])[ \t]*[*_]{0,3}[ \t]*(?P<value>\S.*?)[ \t|]*$",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(
    r"[ \t>]*(?:[-*+][ \t]|\d{1,3}[.)][ \t]|#|\||<|!\[|\$\$|:::|={3}|-{3})"
    r"|[ \t\u3000]*[・•①-⑳]|[ ]*>|[ \t]*\*\*[^*]+\*\*[:：]?[ \t]*$"
)
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\n]*(?:\([^()\n]*\))?[^()\n]*\)")
_ROLE: Final = re.compile(r"\{[a-z]{1,10}\}`([^`<>\n]{1,300}?)(?:\s*<[^<>`\n]{1,300}>)?`")
_MARKUP: Final = re.compile(
    rf"(?:(?P<code>{CODE})"
    r"|(?P<formula>(?<![\\$])\$(?![\s$])(?:[^$\n\\]|\\.){1,500}(?<!\s)\$(?![\d$]))"
    r"|(?P<role>\{[a-z]{1,10}\}`[^`\n]{1,600}`)"
    r"|(?P<link>!?\[[^\[\]]*\]\([^()\n]*(?:\([^()\n]*\))?[^()\n]*\))"
    r"|(?P<address><[a-z][a-z+.-]{1,20}:[^<>\s]{1,2000}>)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]{0,40}(?:\s[^<>\n]{0,300})?/?>)"
    r"|(?P<dropped>\[\^[^\[\]]{1,40}\]|<!--.{0,2000}?-->|~~(?=\S).{1,300}?~~"
    r"|(?<!\s)\*{1,3}|\*{1,3}(?!\s)|(?<!\s)==(?!=)|==(?![\s=])|`{1,3}"
    r"|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|\\$)"
    r"|(?P<escaped>\\[!-/:-@\[-`{-~]))",
    re.IGNORECASE,
)
_LIST_SIGN: Final = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)*")
_WORD: Final = re.compile(r"\w")

_KEYS: Final = {label: key for key, labels in LABELS.items() for label in labels}
_FIRST_LINES: Final = 40
_LABEL_WORDS: Final = 3


def key_of(label: str) -> str | None:
    """What a label or a heading means, by its words: `論文リンク`, `**Link**`, `TL;DR`."""
    bare = "".join(sign for sign in label.lower() if sign.isalpha() or sign in ";？")
    return _KEYS.get(bare) or _KEYS.get(bare.strip(";？"))


def lines_of(text: str) -> Iterator[str]:
    """The lines that are not code."""
    for part in outside_of_fences(text):
        if part.is_prose:
            yield from part.text.splitlines()


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs, items and headings that are not code, each on one line."""
    run: list[str] = []
    for line in lines_of(text):
        if run and (not line.strip() or _BEGINS.match(line)):
            yield _joined(run)
            run = []
        if line.strip():
            run.append(line.strip() if run else line)
        if _HEADING.match(line):
            yield _joined(run)
            run = []
    if run:
        yield _joined(run)


def _joined(lines: list[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        is_unspaced = not (text[-1].isascii() and line[0].isascii())
        text = f"{text}{line}" if is_unspaced else f"{text} {line}"
    return text


def first_lines(text: str) -> list[str]:
    """The lines with words among which a note says what it is about."""
    lines = [line for line in lines_of(text) if line.strip()]
    return lines[:_FIRST_LINES]


def heading(line: str) -> str | None:
    """The words of a heading, None where the line is none."""
    match = _HEADING.match(line)
    return match["text"] if match else None


def title(text: str) -> str:
    """The first heading, without its markup; empty where there is none."""
    found = (heading(line) for line in first_lines(text))
    return plain(next(filter(None, found), ""))


def labelled(text: str) -> dict[str, list[str]]:
    """What lines with a label say, and what stands below headings that are labels."""
    values: dict[str, list[str]] = {}
    below: str | None = None
    for line in first_lines(text):
        said = heading(line)
        match = _LABELLED.match(said or line)
        key = key_of(match["label"]) if match else None
        if match and key:
            values.setdefault(key, []).append(match["value"])
        elif below:
            values.setdefault(below, []).append(line.strip())
        below = key_of(said) if said else None
    return values


def plain(text: str) -> str:
    """The words of a line of Markdown, without its markup and without what is struck out."""
    text = _LIST_SIGN.sub("", text, count=1)
    return " ".join(_MARKUP.sub(_words, text).split())


def _words(match: re.Match[str]) -> str:
    kind, said = match.lastgroup, match[0]
    if kind == "code":
        return said.strip("`").strip()
    if kind in {"escaped", "address"}:
        return said[1:].removesuffix(">") or ">"
    if kind == "link":
        inner = _LINK.sub(r"\1", said)
        return _MARKUP.sub(_words, inner) if inner != said else said
    if kind == "role":
        return _ROLE.sub(r"\1", said)
    if kind == "tag":
        name = said.strip("</>").split()[0].strip("/").lower() if said.strip("</> ") else ""
        return said if name not in tags else " " if name == "br" else ""
    return said if kind == "formula" else ""


def has_words(text: str, least: int) -> bool:
    """Whether a text has at least so many letters, of which one of China's counts for three."""
    letters = sum(1 if sign.isascii() else 3 for sign in text if _WORD.match(sign))
    return letters >= least


def is_labelled(line: str) -> bool:
    """Whether a line begins with a label, such as `Authors: …`, and is short."""
    match = _LABELLED.match(line)
    return match is not None and len(match["label"].split()) <= _LABEL_WORDS
