"""HTML's tags as Markdown takes them: which can be mended, and what goes with their attributes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final

from markdown_it.common.html_re import HTML_TAG_RE, attr_name, attr_value

TRANSPARENT: Final = frozenset(
    {
        *("article", "center", "div", "figcaption", "figure", "footer", "header", "main", "nav"),
        *("p", "section"),
    }
)
"""They part paragraphs, and do nothing more that Markdown could."""
PLAIN: Final = frozenset(
    {"abbr", "acronym", "big", "font", "nobr", "picture", "small", "span", "wbr"}
)
"""They do nothing within a paragraph that Markdown could."""
STRESSED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("cite", "dfn", "em", "i", "ins", "u", "var"), "*"),
    **dict.fromkeys(("del", "s", "strike"), "~~"),
}
"""What stands on both sides of the words in Markdown."""
ROLES: Final = frozenset({"kbd", "sub", "sup"})
"""They are roles of the same name."""
CODE: Final = frozenset({"code", "samp", "tt"})
VOID: Final = frozenset({"br", "hr", "img", "source", "wbr"})
"""They hold nothing, so that nothing ends them."""

# What only styles, names or loads an element: readers see the same without it, but for the style.
_SILENT: Final = frozenset(
    {
        *("align", "alink", "bgcolor", "border", "bordercolor", "cellpadding", "cellspacing"),
        *("class", "clear", "color", "crossorigin", "decoding", "dir", "face", "frame"),
        *("frameborder", "height", "hspace", "id", "lang", "link", "loading", "media", "name"),
        *("noshade", "nowrap", "referrerpolicy", "rel", "role", "rules", "scope", "size"),
        *("sizes", "srcset", "style", "summary", "tabindex", "target", "text", "type", "valign"),
        *("vlink", "vspace", "width"),
    }
)
_MEANT: Final[Mapping[str, frozenset[str]]] = {
    "a": frozenset({"href", "title"}),
    "img": frozenset({"alt", "src", "title"}),
    "ol": frozenset({"start"}),
    **dict.fromkeys(("td", "th"), frozenset({"colspan", "rowspan"})),
}
_ATTRIBUTE: Final = re.compile(rf"\s+(?P<name>{attr_name})(?:\s*=\s*(?P<value>{attr_value}))?")
_NAME: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or closing tag, where it stands in a text, with its attributes decoded."""

    name: str
    start: int
    end: int
    is_closing: bool
    attributes: Mapping[str, str]

    @property
    def is_mended(self) -> bool:
        """Whether nothing that readers are told, or that acts, goes with its attributes."""
        meant = _SILENT | _MEANT.get(self.name, frozenset())
        return all(name in meant or name.startswith("data-") for name in self.attributes)

    @property
    def told(self) -> str:
        """What its message calls it, with the attributes that go."""
        gone = [
            f'{name}="{value}"' if value else name
            for name, value in self.attributes.items()
            if name not in _MEANT.get(self.name, ())
        ]
        return f"<{self.name}>" + (f", without {' '.join(gone)}" if gone else "")


@dataclass(frozen=True, slots=True)
class Other:
    """A comment, or what else stands between angle brackets, and where."""

    start: int
    end: int


def tag(text: str, start: int = 0) -> Tag | Other | None:
    """What of HTML begins at `start`, None where nothing does."""
    found = HTML_TAG_RE.match(text, start)
    if found is None:
        return None
    named = _NAME.match(found[0])
    if named is None:
        return Other(found.start(), found.end())
    attributes = {
        each["name"].lower(): unescape((each["value"] or "").strip("\"'"))
        for each in _ATTRIBUTE.finditer(found[0], named.end())
    }
    is_closing = found[0].startswith("</")
    return Tag(named[1].lower(), found.start(), found.end(), is_closing, attributes)


def parts(text: str) -> Iterator[str | Tag | Other]:
    """A text in order: what stands between its tags, and the tags."""
    place = seen = 0
    while (seen := text.find("<", seen)) >= 0:
        if found := tag(text, seen):
            if place < seen:
                yield text[place:seen]
            yield found
            place = seen = found.end
        else:
            seen += 1
    if place < len(text):
        yield text[place:]


def image(element: Tag) -> str:
    """An image as Markdown has it."""
    words = " ".join(element.attributes.get("alt", "").split())
    return f"![{escaped(words)}]({address(element.attributes.get('src', ''))}{title(element)})"


def title(element: Tag) -> str:
    """The title of a link or image, as it follows the address."""
    words = " ".join(element.attributes.get("title", "").split())
    return ' "{}"'.format(words.replace("\\", "\\\\").replace('"', '\\"')) if words else ""


def escaped(words: str) -> str:
    """Words for between brackets."""
    return re.sub(r"([\\\[\]])", r"\\\1", words)


def address(text: str) -> str:
    """An address for between round brackets."""
    text = " ".join(text.split())
    if re.search(r"[\s()<>]", text) or not text:
        return "<" + re.sub(r"([<>])", r"\\\1", text) + ">"
    return text
