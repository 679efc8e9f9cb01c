"""HTML that is a block by itself: its elements become the blocks that Markdown has for them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from ..checking.markup import HTML
from .edits import Draft, Edit
from .inline_html import inline_edits
from .reading import Block, read_inline
from .tags import CODE, PLAIN, ROLES, STRESSED, TRANSPARENT, Other, Tag, parts

_MOST_TAGS: Final = 2_000
_DEEPEST: Final = 8
_INLINE: Final = PLAIN | ROLES | CODE | STRESSED.keys() | {"a", "br", "img", "source"}
_HEADINGS: Final = {f"h{level}": "#" * level for level in range(1, 7)}
_TABLE: Final = frozenset(
    {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
_LISTS: Final = frozenset({"ol", "ul"})
_BLOCKS: Final = (
    TRANSPARENT | _HEADINGS.keys() | _TABLE | _LISTS | {"blockquote", "hr", "li", "pre"}
)
# These must end where they began, as what is in between is written in another way.
_CLOSED: Final = frozenset({"blockquote", "ol", "pre", "table", "ul", *_HEADINGS})
_LANGUAGE: Final = re.compile(r"(?:^|\s)(?:language|lang|highlight-source)-([\w+-]+)")
# What a line must not begin with: nobody would see it.
_UNSEEN: Final = re.compile(r"(?:%|\+\+\+|\[[^\]]*\]:|\([^)\s]*\)=)")


class _NotSureError(Exception):
    """The block holds something that has no place in Markdown."""


@dataclass(slots=True)
class _Frame:
    """A list's item or a quote: what its first line and all others begin with."""

    name: str
    first: str
    further: str
    number: int = 0
    is_tight: bool = False


@dataclass(slots=True)
class _Writer:
    """Markdown in the making: finished lines, the words of the paragraph, what is around it."""

    lines: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    lead: str = ""
    rows: list[list[str]] | None = None
    heads: int = 0
    is_tight: bool = True

    def flush(self) -> None:
        """End the paragraph."""
        source = "".join(self.words)
        self.words.clear()
        lead, self.lead = self.lead, ""
        stripped = [line.strip() for line in source.strip().split("\n")]
        if not any(stripped):
            if lead:
                self.lead = "" if lead.startswith("#") else lead
            return
        text = _mended_inline(" ".join(stripped) if lead else "\n".join(stripped))
        if text.strip():
            self.block([f"{lead}{line}" for line in text.strip().split("\n")])

    def block(self, lines: list[str]) -> None:
        """Put a block below what is there."""
        if any(_UNSEEN.match(line.lstrip()) for line in lines):
            raise _NotSureError
        if self.lines and not self.is_tight:
            self.lines.append("".join(frame.further for frame in self.frames).rstrip())
        self.is_tight = False
        for line in lines:
            self.lines.append(f"{self._prefix()}{line}".rstrip())

    def _prefix(self) -> str:
        prefix = "".join(frame.first for frame in self.frames)
        for frame in self.frames:
            frame.first = frame.further
        return prefix

    def open(self, frame: _Frame) -> None:
        """Begin a list, an item or a quote."""
        self.frames.append(frame)
        if len(self.frames) > _DEEPEST:
            raise _NotSureError


def block_edits(block: Block) -> Iterator[Edit]:
    """The edit that writes a block of HTML as Markdown; none where that is not sure."""
    source = block.token.content.rstrip("\n")
    written = source.split("\n")
    lines = block.lines[: len(written)]
    places = list(zip(lines, written, strict=True))
    if not all(line.text.endswith(text) for line, text in places):
        return
    found = list(parts(source))
    tags = [each for each in found if isinstance(each, Tag)]
    if not tags or len(tags) > _MOST_TAGS or not _is_known(tags) or _has_fence(found):
        return
    if {each.name for each in tags} <= _INLINE and not _holds_tags(source):
        return  # the site reads them as they are
    try:
        new = _written(found)
    except _NotSureError:
        return
    prefix = lines[0].text[: len(lines[0].text) - len(written[0])]
    further = re.sub(r"[^\s>]", " ", prefix)
    joined = f"\n{further}".join(new).replace(f"{further}\n", f"{further.rstrip()}\n")
    start = lines[0].start + len(prefix)
    end = lines[-1].start + len(lines[-1].text)
    yield Edit(start, end, joined, HTML, _told(tags))


def _told(tags: list[Tag]) -> str:
    named = dict.fromkeys(each.told for each in tags if not each.is_closing)
    if named:
        return f"wrote as Markdown what stood in {'; '.join(named)}"
    return f"took out {'; '.join(dict.fromkeys(f'</{each.name}>' for each in tags))}"


def _has_fence(found: list[str | Tag | Other]) -> bool:
    """Whether Markdown's own code stands there, in which white space counts."""
    is_code = False  # within a <pre>, which is code by itself
    for each in found:
        if isinstance(each, Tag) and each.name == "pre":
            is_code = not each.is_closing
        elif isinstance(each, str) and not is_code and ("```" in each or "~~~" in each):
            return True
    return False


def _is_known(tags: list[Tag]) -> bool:
    names = {each.name for each in tags}
    if not names <= _INLINE | _BLOCKS or not all(each.is_mended for each in tags):
        return False
    spans = (each.attributes.get(key, "1") for each in tags for key in ("colspan", "rowspan"))
    if any(span != "1" for span in spans):
        return False
    depth = dict.fromkeys(_CLOSED, 0)
    for each in tags:
        if each.name in _CLOSED:
            depth[each.name] += -1 if each.is_closing else 1
            if depth[each.name] < 0:
                return False
    return not any(depth.values()) and ("li" not in names or bool(names & _LISTS))


def _written(found: list[str | Tag | Other]) -> list[str]:
    writer = _Writer()
    code: list[str] | None = None  # what a <pre> holds
    language = ""
    for each in found:
        if code is not None:
            if isinstance(each, Tag) and each.name == "pre":
                _write_code(writer, unescape("".join(code)), language)
                code = None
            elif isinstance(each, Tag):
                language = language or _language(each)
            else:
                code.append(each if isinstance(each, str) else "")
        elif isinstance(each, str):
            writer.words.append(each)
        elif isinstance(each, Other):
            raise _NotSureError
        elif each.name == "pre" and not each.is_closing:
            writer.flush()
            code, language = [], _language(each)
        elif each.name in _INLINE:
            writer.words.append(_raw(each))
        else:
            _element(writer, each)
    writer.flush()
    return writer.lines


def _raw(element: Tag) -> str:
    if element.is_closing:
        return f"</{element.name}>"
    attributes = "".join(
        ' {}="{}"'.format(name, value.replace("&", "&amp;").replace('"', "&quot;"))
        for name, value in element.attributes.items()
    )
    return f"<{element.name}{attributes}>"


def _language(element: Tag) -> str:
    named = _LANGUAGE.search(element.attributes.get("class", ""))
    return named[1] if named else ""


def _write_code(writer: _Writer, code: str, language: str) -> None:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    lines = code.removeprefix("\n").rstrip().split("\n")
    writer.block([f"{fence}{language}", *lines, fence])


def _element(writer: _Writer, element: Tag) -> None:
    name = element.name
    if name in _TABLE:
        _table(writer, element)
        return
    if writer.rows is not None and name not in TRANSPARENT:
        raise _NotSureError  # a cell holds words, and no blocks
    if writer.rows is not None:
        writer.words.append(" ")
        return
    writer.flush()
    if name == "hr":
        writer.block(["---"])
    elif name in _HEADINGS:
        writer.lead = "" if element.is_closing else f"{_HEADINGS[name]} "
    elif name in _LISTS:
        _list(writer, element)
    elif name == "li":
        _item(writer, element)
    elif name == "blockquote":
        _quote(writer, element)


def _list(writer: _Writer, element: Tag) -> None:
    if not element.is_closing:
        start = element.attributes.get("start", "1")
        if not start.isdecimal():
            raise _NotSureError
        within = bool(writer.frames) and writer.frames[-1].name == "li"
        writer.open(_Frame(element.name, "", "", int(start) - 1))
        # No other number than the first begins a list right below words.
        writer.is_tight = within and (element.name == "ul" or start == "1")
        return
    _end_item(writer)
    if not writer.frames or writer.frames[-1].name != element.name:
        raise _NotSureError
    writer.frames.pop()
    writer.is_tight = False


def _item(writer: _Writer, element: Tag) -> None:
    if element.is_closing:
        _end_item(writer)
        return
    _end_item(writer)
    if not writer.frames or writer.frames[-1].name not in _LISTS:
        raise _NotSureError
    around = writer.frames[-1]
    writer.is_tight = writer.is_tight or around.is_tight
    around.is_tight = True
    around.number += 1
    mark = f"{around.number}. " if around.name == "ol" else "- "
    writer.open(_Frame("li", mark, " " * len(mark)))


def _end_item(writer: _Writer) -> None:
    if writer.frames and writer.frames[-1].name == "li":
        frame = writer.frames.pop()
        if frame.first != frame.further and writer.frames:
            writer.frames[-1].number -= 1  # it held nothing, so nothing was written


def _quote(writer: _Writer, element: Tag) -> None:
    if not element.is_closing:
        writer.open(_Frame("blockquote", "> ", "> "))
        if writer.lines and not writer.is_tight:
            writer.lines.append("".join(frame.further for frame in writer.frames[:-1]).rstrip())
            writer.is_tight = True
    else:
        if not writer.frames or writer.frames[-1].name != "blockquote":
            raise _NotSureError
        writer.frames.pop()
        writer.is_tight = False


def _table(writer: _Writer, element: Tag) -> None:
    name = element.name
    if name == "table" and not element.is_closing:
        if writer.rows is not None:
            raise _NotSureError  # a table in a table
        writer.flush()
        writer.rows, writer.heads = [], 0
        return
    rows = writer.rows
    if rows is None:
        raise _NotSureError
    if name == "caption":
        if element.is_closing:
            writer.rows = None
            writer.flush()
            writer.rows = rows
        return
    _end_cell(writer, rows)
    if name == "table":
        _write_table(writer, rows)
    elif not element.is_closing and name == "tr":
        rows.append([])
    elif not element.is_closing and name in {"td", "th"}:
        if not rows:
            raise _NotSureError
        rows[-1].append("")
        writer.heads += name == "th" and len(rows) == 1


def _end_cell(writer: _Writer, rows: list[list[str]]) -> None:
    source = " ".join("".join(writer.words).split())
    writer.words.clear()
    if not source:
        return
    if not rows or not rows[-1] or rows[-1][-1]:
        raise _NotSureError  # words between the cells
    text = _mended_inline(source)
    if "\n" in text:
        raise _NotSureError
    rows[-1][-1] = re.sub(r"(?<!\\)\|", r"\\|", text)


def _write_table(writer: _Writer, rows: list[list[str]]) -> None:
    writer.rows = None
    rows = [row for row in rows if row]
    if not rows:
        return
    columns = max(map(len, rows))
    head = rows[0] if writer.heads == len(rows[0]) else []
    body = rows[1:] if head else rows
    padded = [[*row, *[""] * (columns - len(row))] for row in (head, *body)]
    lines = [f"| {' | '.join(row)} |" for row in padded]
    writer.block([lines[0], "|" + "---|" * columns, *lines[1:]])


def _mended_inline(source: str) -> str:
    """The source of a paragraph with its tags mended; all of them, or the block stays as it is."""
    run = read_inline(source)
    draft, _ = Draft.of(source).edited(inline_edits(run))
    if _holds_tags(draft.text):
        raise _NotSureError
    return draft.text


def _holds_tags(source: str) -> bool:
    """Whether tags stand in the source of a paragraph that are not read as Markdown is."""
    return any(part.token.type == "html_inline" for part in read_inline(source).parts)
