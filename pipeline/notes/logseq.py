"""Pages of Logseq: each line is a block of one list, with properties of its own.

https://docs.logseq.com/#/page/markdown and https://docs.logseq.com/#/page/properties
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from .fields import Note
from .prose import Rewritten, Rule, literal, outside_of_fences, prose, rewritten

_BULLET: Final = re.compile(r"(?P<indent>[ \t]*)-(?:[ \t]+(?P<text>.*))?$")
_FENCE: Final = re.compile(r"(?:[ \t]*-[ \t]+)?[ \t]*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_PROPERTY: Final = re.compile(r"(?P<key>[A-Za-z][\w./-]{0,60})::(?:[ \t]+(?P<value>.*))?$")
_HEADING: Final = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<text>.*)")
_SIGNS: Final = re.compile(
    r"^[ \t]*(?:-[ \t]+)?[A-Za-z][\w.-]*:: |\(\([0-9a-f-]{36}\)\)|\{\{[ \t]*[a-z]|#\+BEGIN_"
    r"|^\t+-[ \t]|^-[ \t]+#{1,6}[ \t]",
    re.MULTILINE | re.IGNORECASE,
)
_ITS_OWN: Final = (
    "id collapsed heading background-color ls-type hl-page hl-color hl-stamp hl-type file-path"
    " query-table query-properties query-sort-by query-sort-desc icon public template"
    " template-including-parent card-last-score card-repeats card-next-schedule card-last-interval"
    " card-ease-factor card-last-reviewed created-at updated-at"
)
_UNSHOWN: Final = frozenset(_ITS_OWN.split())
_TASKS: Final = re.compile(
    r"(?P<state>TODO|DOING|NOW|LATER|WAITING|WAIT|IN-PROGRESS|DONE|CANCELED|CANCELLED)[ \t]+(?=\S)"
)
_CANCELLED: Final = frozenset({"CANCELED", "CANCELLED"})
_DEEPEST: Final = 4
"""A review's lists go no deeper than six; below a paragraph's own place stands other markup."""

_ORG: Final = re.compile(
    r"^(?P<lead>[ \t]*)#\+BEGIN_(?P<kind>[A-Za-z]{1,20})[ \t]*(?P<said>[^\n]{0,100})\n"
    r"(?P<text>(?:(?![ \t]*#\+END_)[^\n]*\n){0,2000})[ \t]*#\+END_(?P=kind)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_ORG_BEGIN: Final = re.compile(r"(?:[ \t]*-[ \t]+)?[ \t]*#\+BEGIN_", re.IGNORECASE)
_CALLOUTS: Final = {"pinned": "NOTE"} | {
    kind: kind.upper() for kind in ("note", "tip", "important", "caution", "warning")
}
_CODE: Final = frozenset({"src", "example", "export"})
_ORG_END: Final = "#+end_"
_LOGBOOK: Final = re.compile(r"^[ \t]*:LOGBOOK:[^\0]{0,2000}?:END:[ \t]*\n?", re.MULTILINE)
_REFERENCE: Final = re.compile(r"\(\((?P<id>[0-9a-f-]{36})\)\)")
_LABELLED: Final = re.compile(r"\[(?P<text>[^\[\]\n]{0,300})\]\(\(\([0-9a-f-]{36}\)\)\)")
_EMBEDDED: Final = re.compile(r"\{\{[ \t]*embed[ \t]+(?P<what>[^{}\n]{1,300}?)[ \t]*\}\}")
_VIDEO: Final = re.compile(
    r"\{\{[ \t]*(?:video|youtube|vimeo|bilibili|tweet|twitter)[ \t]+"
    r"(?P<url>https?://[^\s{}]{1,500})[ \t]*\}\}"
)
_CLOZE: Final = re.compile(r"\{\{[ \t]*cloze[ \t]+(?P<text>[^{}\n]{1,1000}?)[ \t]*\}\}")
_MACRO: Final = re.compile(r"\{\{(?P<said>(?:[^{}\n]|\{[^{}\n]*\}){0,500})\}\}")
_SIZE: Final = re.compile(r"(?<=\))\{:[a-z][^{}\n]{0,100}\}")
_TAGGED: Final = re.compile(r"#\[\[(?P<tag>[^\[\]\n]{1,200})\]\]")
_MACROS: Final = re.compile(
    r"\(\([0-9a-f-]{36}\)\)|\{\{[ \t]*(?:embed|query|video|youtube|cloze|renderer|tweet)|#\[\[|\^\^"
    r"|\)\{:[a-z]",
    re.IGNORECASE,
)
_MARK: Final = re.compile(r"\^\^(?P<text>[^\^\n]{1,500})\^\^")


@dataclass(slots=True)
class _Block:
    """A block: its lines without bullet and indent, and what stands below it."""

    lines: list[str]
    below: list["_Block"] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def heading(self) -> re.Match[str] | None:
        return _HEADING.match(self.lines[0]) if self.lines else None


def is_page(text: str) -> bool:
    """Whether the text is one list with what only Logseq writes."""
    begun = False
    for part in outside_of_fences(text):
        for line in part.text.splitlines() if part.is_prose else ():
            begun |= _BULLET.match(line) is not None
            if line.strip() and not (line[0] in "-\t " or (not begun and _PROPERTY.match(line))):
                return False
    return begun and _SIGNS.search(text) is not None


def page(text: str) -> Note:
    """The page's properties as fields, and its blocks without theirs."""
    roots = _blocks(text.split("\n"))
    fields: dict[str, str] = dict(roots.properties)
    first = next(iter(roots.below), None)
    if first and first.properties and not any(map(str.strip, first.lines)) and not first.below:
        fields |= first.properties
        roots.below = roots.below[1:]
    blocks = list(_all(roots.below))
    for block in blocks:
        block.lines = _without_org("\n".join(block.lines)).split("\n") if block.lines else []
    words = {
        each.properties["id"]: each.lines[0]
        for each in blocks
        if "id" in each.properties and each.lines
    }
    lines = [*_written(roots.below)]
    text = _LABELLED.sub(lambda match: match["text"], "\n".join(lines))
    text = _REFERENCE.sub(lambda match: words.get(match["id"], match[0]), text)
    listed = {key.lower(): tuple(_parted(value)) for key, value in fields.items()}
    return Note(f"{text}\n", listed)


def _without_org(text: str) -> str:
    """A block's text with its parts of Org mode in Markdown."""
    rules = (Rule(_LOGBOOK, lambda _: ""), Rule(_ORG, _org))
    return rewritten(text, rules, outside_of_fences).text


def _parted(value: str) -> Iterator[str]:
    for part in value.split(","):
        if name := part.strip().removeprefix("#").strip("[] \"'"):
            yield name


def has_macros(text: str) -> bool:
    """Whether signs stand in the text that are Logseq's alone."""
    return _MACROS.search(text) is not None


def without_macros(text: str) -> Rewritten:
    """The text with Logseq's own signs in Markdown."""
    rules = (
        Rule(_EMBEDDED, lambda match: match["what"], "kept the words of what is embedded"),
        Rule(_VIDEO, lambda match: f"<{match['url']}>"),
        Rule(_CLOZE, lambda match: match["text"]),
        Rule(_MACRO, _as_code, "made a macro code"),
        Rule(_SIZE, lambda _: ""),
        Rule(_TAGGED, lambda match: f"\\#{literal(match['tag'])}"),
        Rule(_MARK, lambda match: f"=={match['text']}=="),
    )
    return rewritten(text, rules, prose)


def _as_code(match: re.Match[str]) -> str:
    return f"`{' '.join(match['said'].split())}`" if match["said"].strip() else ""


def _org(match: re.Match[str]) -> str:
    lead, kind = match["lead"], match["kind"].lower()
    lines = [line.removeprefix(lead) for line in match["text"].splitlines()]
    if kind in _CODE:
        language = "".join(match["said"].split()[:1]) if kind == "src" else ""
        lines = [f"```{language}", *lines, "```"]
    else:
        head = [f"[!{_CALLOUTS[kind]}]"] if kind in _CALLOUTS else []
        lines = [f"> {line}".rstrip() for line in [*head, *lines]]
    return "\n".join(f"{lead}{line}".rstrip() for line in lines)


def _blocks(lines: Iterable[str]) -> _Block:
    """The tree of blocks; its root has the page's lines above the first bullet."""
    root = _Block([])
    stack: list[tuple[int, _Block]] = [(-1, root)]
    fence = ""
    for line in lines:
        bullet = None if fence else _BULLET.match(line)
        fence = _fence_after(fence, line)
        if bullet:
            width = len(bullet["indent"].expandtabs(4))
            while stack[-1][0] >= width:
                stack.pop()
            block = _Block([])
            stack[-1][1].below.append(block)
            stack.append((width, block))
            _add(block, bullet["text"] or "", in_code=bool(fence))
        else:
            width = stack[-1][0]
            _add(stack[-1][1], _dedented(line, width + 2), in_code=bool(fence))
    return root


def _fence_after(fence: str, line: str) -> str:
    if not fence:
        begins = _ORG_BEGIN.match(line)
        sign = _FENCE.match(line)
        return _ORG_END if begins else sign["fence"] if sign else ""
    if fence == _ORG_END:
        return "" if line.strip().lower().startswith(fence) else fence
    return "" if line.strip().startswith(fence) and not line.strip().strip(fence[0]) else fence


def _dedented(line: str, width: int) -> str:
    expanded = line.expandtabs(4)
    indent = len(expanded) - len(expanded.lstrip())
    return expanded[min(indent, width) :]


def _add(block: _Block, line: str, *, in_code: bool) -> None:
    named = None if in_code else _PROPERTY.match(line)
    if named:
        block.properties[named["key"].lower()] = named["value"] or ""
    else:
        block.lines.append(line)


def _all(blocks: Iterable[_Block]) -> Iterator[_Block]:
    for block in blocks:
        yield block
        yield from _all(block.below)


def _written(blocks: Iterable[_Block]) -> Iterator[str]:
    """The blocks as Markdown: headings on their own, all else as lists."""
    for block in blocks:
        heading = block.heading
        if heading or block.properties.get("heading") == "true":
            yield from _heading(block)
        else:
            yield from _item(block, 0)


def _heading(block: _Block) -> Iterator[str]:
    said = block.lines[0] if block.heading else f"## {''.join(block.lines[:1])}"
    yield from ("", said, "", *block.lines[1:])
    yield from _properties(block)
    yield ""
    yield from _written(block.below)


def _item(block: _Block, depth: int) -> Iterator[str]:
    lead = "  " * min(depth, _DEEPEST)
    sign = "1. " if block.properties.get("logseq.order-list-type") == "number" else "- "
    lines = _without_blank_ends([*block.lines, *_properties(block)])
    if heading := block.heading:
        lines[0] = f"**{heading['text'].strip()}**"
    if lines:
        indent = " " * len(sign)
        yield f"{lead}{sign}{_task(lines[0])}"
        yield from (f"{lead}{indent}{line}".rstrip() for line in lines[1:])
    for each in block.below:
        yield from _item(each, depth + bool(lines))


def _task(line: str) -> str:
    """A line with the box of a task; one that was cancelled is struck out, as it was not done."""
    match = _TASKS.match(line)
    if not match:
        return line
    said = line[match.end() :].strip()
    if match["state"] not in _CANCELLED:
        return f"[{'x' if match['state'] == 'DONE' else ' '}] {said}"
    return f"{match['state']}: {said}" if "~" in said else f"~~{said}~~"


def _properties(block: _Block) -> list[str]:
    shown = {
        key: value
        for key, value in block.properties.items()
        if key not in _UNSHOWN and not key.startswith(("logseq.", "card-"))
    }
    return [line for key, value in shown.items() for line in ("", f"**{key}**: {value}".rstrip())]


def _without_blank_ends(lines: list[str]) -> list[str]:
    return "\n".join(lines).strip("\n").split("\n") if any(map(str.strip, lines)) else []
