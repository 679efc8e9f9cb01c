"""HTML of a built page as Markdown that any program reads: CommonMark, with tables and footnotes.

Formulas are TeX between dollars, as their writer wrote them.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from lxml.html import HtmlElement

from .built import has_class

_GONE: Final = frozenset({"button", "form", "nav", "script", "select", "style", "svg"})
_GONE_CLASSES: Final = frozenset({"actions", "end", "headerlink", "preview"})
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_AROUND: Final = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~"}
_KEPT: Final = frozenset({"kbd", "mark", "sub", "sup", "u"})
"""Elements for which Markdown has no sign of its own."""
_BLOCKS: Final = frozenset(
    {
        *("article", "aside", "blockquote", "details", "div", "dl", "figure", "figcaption"),
        *("hr", "ol", "p", "pre", "section", "summary", "table", "ul", *_HEADINGS),
    }
)
_LANGUAGE: Final = re.compile(r"highlight-([a-z]+)")
_NO_LANGUAGE: Final = frozenset({"default", "none", "text"})
_RUN: Final = re.compile("`+")
_SPACES: Final = re.compile(r"\s+")

# https://spec.commonmark.org/0.31.2/: what would mean something within a line, if need be with
# what comes before or after it, and at its start.
_SIGNS: Final = re.compile(
    r"""
      [*`\[\]$\\]
    | (?<![^\W_]) _ | _ (?![^\W_])
    | < (?=[A-Za-z/!?]|$)
    | ~ (?=~|$) | (?<=~) ~ | ^~
    | & (?=[\#\w]|$)
    """,
    re.VERBOSE,
)
_ANY_SIGN: Final = re.compile(r"[*`\[\]$\\_<~&]")
_START: Final = re.compile(r"(?:[#>+=-]|~|\d{1,9}(?=[.)]))")
# What ends a heading, and is no part of it.
_CLOSING: Final = re.compile(r"(?<!\S)#+$")
_OPENING: Final = re.compile(r"(?<=\])(?=[(\[:])|(?<=<)(?=[A-Za-z/!?])")
_IN_LINK: Final = {ord(sign): f"%{ord(sign):02X}" for sign in ' "()<>\\'}

_Link = Callable[[str], str]


def as_markdown(element: HtmlElement, link: _Link = str) -> str:
    """The element as Markdown; `link` says what becomes of an address."""
    return "\n\n".join(_Writer(link).blocks(element)) + "\n"


def escaped(text: str) -> str:
    """A line of text that Markdown shows as it is."""
    return _at_start(_signs_escaped(" ".join(text.split())))


def _signs_escaped(text: str) -> str:
    if not _ANY_SIGN.search(text):  # as in most texts, and found out in no time
        return text
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)


def _at_start(line: str) -> str:
    match = _START.match(line)
    if not match:
        return line
    place = match.end() - 1 if match[0][0] not in "0123456789" else match.end()
    return f"{line[:place]}\\{line[place:]}"


class _Writer:
    """Writes blocks one after the other, and what is within a line."""

    def __init__(self, link: _Link) -> None:
        self._link = link

    # Blocks

    def blocks(self, element: HtmlElement) -> Sequence[str]:
        """Those within an element, without the blank lines between them."""
        found: list[str] = []
        line: list[str] = [self._text(element.text)]
        for child in element:
            if _is_block(child):
                found += [self._line(line), *self._block(child)]
                line = []
            else:
                line.append(self._inline(child))
            line.append(self._text(child.tail))
        return [each for each in (*found, self._line(line)) if each and not each.isspace()]

    def _line(self, parts: Sequence[str]) -> str:
        text = "".join(parts)
        if not text or text.isspace():  # as between most blocks
            return ""
        return "\\\n".join([_at_start(" ".join(line.split())) for line in text.split("\\\n")])

    def _block(self, element: HtmlElement) -> Sequence[str]:
        if _is_gone(element):
            return []
        if level := _HEADINGS.get(element.tag):
            text = _CLOSING.sub(lambda marks: f"\\{marks[0]}", self._within(element))
            return [f"{'#' * level} {text}"]
        write = self._writers.get(element.tag)
        if write:
            return write(self, element)
        if has_class(element, "admonition") or has_class(element, "notice"):
            return [_quoted(self.blocks(element))]
        return self.blocks(element)

    def _paragraph(self, element: HtmlElement) -> Sequence[str]:
        text = self._line([self._within(element)])
        if not text:
            return []
        if has_class(element, "admonition-title"):
            return [f"**{text}**"]
        return [_quoted([text])] if has_class(element, "tldr") else [text]

    def _quotation(self, element: HtmlElement) -> Sequence[str]:
        return [_quoted(self.blocks(element))]

    def _summary(self, element: HtmlElement) -> Sequence[str]:
        if has_class(element.getparent(), "facts"):
            return []
        return [f"**{self._line([self._within(element)])}**"]

    def _rule(self, _element: HtmlElement) -> Sequence[str]:
        return ["---"]

    def _code(self, element: HtmlElement) -> Sequence[str]:
        text = "".join(element.itertext()).rstrip("\n")
        ticks = _ticks(text, 3)
        return [f"{ticks}{_code_language(element)}\n{text}\n{ticks}"]

    def _list(self, element: HtmlElement) -> Sequence[str]:
        if has_class(element, "chips"):
            return [" · ".join(filter(None, (self._within(item) for item in element)))]
        start = int(element.get("start") or 1)
        items = [
            _item(f"{start + number}." if element.tag == "ol" else "-", self.blocks(item))
            for number, item in enumerate(element)
            if item.tag == "li" and not _is_gone(item)
        ]
        is_loose = any("\n\n" in item for item in items)
        return [("\n\n" if is_loose else "\n").join(items)] if items else []

    def _definitions(self, element: HtmlElement) -> Sequence[str]:
        terms: list[tuple[str, list[str]]] = []
        for child in element:
            if child.tag == "dt":
                terms.append((self._within(child), []))
            elif child.tag == "dd" and terms:
                terms[-1][1].extend(self.blocks(child))
        items = [
            _item("-", [f"**{term}**: {' '.join(said[:1])}", *said[1:]]) for term, said in terms
        ]
        return ["\n".join(items)] if items else []

    def _table(self, element: HtmlElement) -> Sequence[str]:
        rows = [
            [self._within(cell).replace("|", "\\|") for cell in row if cell.tag in {"td", "th"}]
            for row in element.iter("tr")
        ]
        rows = [row for row in rows if row]
        if not rows:
            return []
        width = max(map(len, rows))
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
        head, *body = rows
        lines = [head, ["---"] * width, *body]
        caption = [self._within(each) for each in element.iter("caption")]
        return [*caption, "\n".join(f"| {' | '.join(line)} |" for line in lines)]

    def _aside(self, element: HtmlElement) -> Sequence[str]:
        if not has_class(element, "footnote"):
            return self.blocks(element)
        labels = [each for each in element if has_class(each, "label")]
        number = "".join(each.text_content() for each in labels).strip("[] \n")
        rest = [block for child in element if child not in labels for block in self._block(child)]
        return [_item(f"[^{number}]:", rest)]

    _writers: Final = {
        "aside": _aside,
        "blockquote": _quotation,
        "dl": _definitions,
        "hr": _rule,
        "ol": _list,
        "p": _paragraph,
        "pre": _code,
        "summary": _summary,
        "table": _table,
        "ul": _list,
    }

    # Within a line

    def _within(self, element: HtmlElement) -> str:
        return self._parts(element).strip()

    def _parts(self, element: HtmlElement) -> str:
        parts = [self._text(element.text)]
        for child in element:
            parts += [self._inline(child), self._text(child.tail)]
        return "".join(parts)

    def _text(self, text: str | None) -> str:
        if not text or text.isspace():  # as between most elements
            return " " if text else ""
        return _signs_escaped(_SPACES.sub(" ", text))

    def _inline(self, element: HtmlElement) -> str:
        if _is_gone(element):
            return ""
        write = self._inline_writers.get(element.tag)
        return write(self, element) if write else self._around(element)

    def _code_span(self, element: HtmlElement) -> str:
        return _in_ticks(" ".join(element.text_content().split()))

    def _image(self, element: HtmlElement) -> str:
        return f"![{self._text(element.get('alt'))}]({self._address(element.get('src'))})"

    def _break(self, _element: HtmlElement) -> str:
        return "\\\n"

    def _box(self, element: HtmlElement) -> str:
        return "[x] " if "checked" in element.attrib else "[ ] "

    def _formula(self, element: HtmlElement) -> str:
        """The source of a formula, of which nothing means something to Markdown."""
        source = " ".join((element.get("alttext") or element.text_content()).split())
        if "`" in source:
            return _in_ticks(source)
        sign = "$$" if element.get("display") == "block" else "$"
        return f"{sign}{_OPENING.sub(' ', source)}{sign}"

    def _around(self, element: HtmlElement) -> str:
        if sign := _AROUND.get(element.tag):
            text = self._within(element)
            # Beside a letter, a sign means nothing before or behind punctuation: **「a」**b.
            if text and not (text[0].isalnum() and text[-1].isalnum()):
                return f"<{element.tag}>{text}</{element.tag}>"
            return f"{sign}{text}{sign}" if text else ""
        if element.tag in _KEPT:
            return f"<{element.tag}>{self._parts(element)}</{element.tag}>"
        return self._parts(element)

    def _anchor(self, element: HtmlElement) -> str:
        text = self._within(element)
        if element.get("role") == "doc-noteref" or has_class(element, "footnote-reference"):
            return f"[^{element.text_content().strip('[] ')}]"
        return f"[{text}]({self._address(element.get('href'))})" if text else ""

    def _address(self, address: str | None) -> str:
        return self._link(address or "").translate(_IN_LINK)

    _inline_writers: Final = {
        "a": _anchor,
        "br": _break,
        "code": _code_span,
        "img": _image,
        "input": _box,
        "math": _formula,
    }


def _is_block(element: HtmlElement) -> bool:
    return element.tag in _BLOCKS


def _is_gone(element: HtmlElement) -> bool:
    classes = element.get("class")
    return (
        not isinstance(element.tag, str)
        or element.tag in _GONE
        or element.get("hidden") is not None
        or (classes is not None and not _GONE_CLASSES.isdisjoint(classes.split()))
    )


def _quoted(blocks: Sequence[str]) -> str:
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _item(mark: str, blocks: Sequence[str]) -> str:
    lines = "\n\n".join(blocks).split("\n")
    indent = " " * (len(mark) + 1)
    first, *rest = lines
    return "\n".join([f"{mark} {first}".rstrip(), *(f"{indent}{line}".rstrip() for line in rest)])


def _ticks(text: str, fewest: int) -> str:
    return "`" * max([fewest, *(len(run) + 1 for run in _RUN.findall(text))])


def _code_language(element: HtmlElement) -> str:
    found = (_LANGUAGE.search(each.get("class") or "") for each in element.iterancestors("div"))
    name = next((match[1] for match in found if match), "")
    return "" if name in _NO_LANGUAGE else name


def _in_ticks(text: str) -> str:
    if not text:
        return ""
    ticks = _ticks(text, 1)
    edge = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{edge}{text}{edge}{ticks}"
