"""Front matter of another program below that of the review: no key of it is lost without a word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import yaml
from pydantic import ValidationError

from ..written.paper_ids import nearest_arxiv_id
from ..written.reviews import FRONT_MATTER, FrontMatter
from .dates import day
from .edits import Edit, Left, applied
from .front import composed, on_one_line, quoting_edits
from .place import Paper, Place

_BLOCK: Final = re.compile(r"\s*---[ \t]*\n(?P<fields>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TITLES: Final = frozenset({"paper", "papertitle", "title"})
_AUTHORS: Final = frozenset({"author", "authors", "paperauthors"})
_ADDRESSES: Final = frozenset(
    {"arxiv", "arxivid", "doi", "eprint", "id", "link", "paperurl", "pdf", "source", "url"}
)
# They tell other programs how to show a page, and readers nothing.
_MACHINERY: Final = frozenset(
    {
        *("aliases", "bibliography", "chartjs", "codemirror", "comment", "comments", "csl"),
        *("cssclass", "cssclasses", "draft", "featured", "fontsize", "geometry", "giscus", "hide"),
        *(
            "highlight",
            "katex",
            "layout",
            "lang",
            "lastmod",
            "markup",
            "math",
            "mathjax",
            "mermaid",
        ),
        *("nav", "navorder", "output", "permalink", "pin", "pinned", "public", "publish"),
        *("published", "sidebar", "sitemap", "slug", "sticky", "template", "toc", "usemath"),
        *("usemathjax", "weight"),
    }
)
_FEWEST: Final = 2
_KNOWN: Final = _TITLES | _AUTHORS | _ADDRESSES | {"categories", "date", "layout", "tags"}
_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>$~|^]|=(?==)|:(?=[\w+-]+:))")


@dataclass(frozen=True, slots=True)
class Moved:
    """The fields to be added to our front matter, as YAML, and what is done to the body."""

    fields: Mapping[str, str]
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of the block with its value, and where it begins in the body."""

    name: str
    value: yaml.Node
    start: int

    @property
    def plain(self) -> str:
        return re.sub(r"[^a-z]", "", self.name.lower())

    @property
    def items(self) -> list[str]:
        """The texts of the value: of a list's items, or one."""
        nodes = self.value.value if isinstance(self.value, yaml.SequenceNode) else [self.value]
        return [
            " ".join(node.value.split())
            for node in nodes
            if isinstance(node, yaml.ScalarNode) and node.value.strip()
        ]

    @property
    def is_flat(self) -> bool:
        nodes = self.value.value if isinstance(self.value, yaml.SequenceNode) else [self.value]
        return all(isinstance(node, yaml.ScalarNode) for node in nodes)


def second_front(body: str, ours: Mapping[str, object], place: Place) -> Moved | Left | None:
    """What becomes of front matter at the start of `body`; None where there is none.

    `ours` are the fields that the review has already.
    """
    block = _BLOCK.match(body)
    root = composed(block["fields"]) if block else None
    if block is None:
        return None
    if root is None or not all(isinstance(key, yaml.ScalarNode) for key, _ in root.value):
        return _left(block)
    if len(root.value) < _FEWEST and not _KNOWN & {key.value.lower() for key, _ in root.value}:
        return None  # a sentence with a colon between two breaks
    first = block.start("fields")
    keys = [_Key(key.value, value, first + key.start_mark.index) for key, value in root.value]
    fields: dict[str, str] = {}
    told: list[Edit] = []
    shown: list[str] = []
    for key in keys:
        what = _taken(key, {**ours, **fields}, place, fields)
        if what is None:
            shown.append(_as_item(key, block["fields"]))
            what = f"moved {key.name} of the second front matter to the end, as an item of a list"
        told.append(Edit(key.start, key.start, "", FRONT_MATTER, what))
    return Moved(fields, (*_without(block, told), *_with(body, shown)))


def quoting(body: str) -> Iterator[Edit]:
    """The edits that put quotes into front matter at the start of `body`, if they make it YAML."""
    block = _BLOCK.match(body)
    if block is None or composed(block["fields"]):
        return
    edits = list(quoting_edits(block["fields"]))
    if edits and composed(applied(block["fields"], edits)):
        first = block.start("fields")
        yield from (replace(each, start=each.start + first, end=each.end + first) for each in edits)


def _left(block: re.Match[str]) -> Left | None:
    looks_so = re.search(r"^[A-Za-z][\w -]*:(?:\s|$)", block["fields"], re.MULTILINE)
    if looks_so is None:
        return None
    message = (
        "the second front matter stays where it is: it is no YAML of keys and values;"
        " indent each line that continues a value"
    )
    return Left(block.start("fields"), message, FRONT_MATTER)


def _without(block: re.Match[str], told: Sequence[Edit]) -> Iterator[Edit]:
    """The edits that take the block out; each key's has the key's own lines, for its message."""
    ends = [*(edit.start for edit in told[1:]), block.end()]
    start = 0
    for edit, end in zip(told, ends, strict=True):
        yield Edit(edit.start, end, "", edit.code, edit.message)
        start = start or edit.start
    yield Edit(0, start, "", FRONT_MATTER)


def _with(body: str, shown: Sequence[str]) -> Iterator[Edit]:
    if shown:
        end = len(body.rstrip())
        lines = "\n".join(shown)
        yield Edit(end, len(body), f"\n\n{lines}\n", FRONT_MATTER)


def _taken(
    key: _Key, ours: Mapping[str, object], place: Place, fields: dict[str, str]
) -> str | None:
    """What was done with a key that is not to be shown; None where it is."""
    where = f"{key.name} of the second front matter"
    if key.is_flat and not key.items:
        return f"took out {where}, which is empty"
    if key.plain in _MACHINERY and key.is_flat:
        return f"took out {where} ({', '.join(key.items)}), which tells readers nothing"
    if place.paper and _is_known(key, place.paper):
        return f"took out {where}, as the site tells it of the paper"
    name = key.name.strip().lower()
    value = _field(name, key)
    if value is None:
        return None
    if name not in ours or ours[name] in ("", [], None):
        fields[name] = on_one_line(value)
        return f"took {where} over"
    same = ours[name] == value or ours[name] == on_one_line(value)
    return f"took out {where}, as it is above" if same else None


def _field(name: str, key: _Key) -> object | None:
    """The value of a field of ours of this name, None where there is no such, or it is none."""
    # Programs number the versions of their notes; that of a paper is another matter.
    if name not in FrontMatter.model_fields or name == "version" or not key.is_flat:
        return None
    is_list = isinstance(key.value, yaml.SequenceNode)
    candidates: list[object] = [key.items] if is_list else [*key.items]
    if not is_list:
        candidates += [str(day(key.items[0])), _parted(key.items[0])]
    return next((each for each in candidates if _is_valid(name, each)), None)


def _parted(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _is_valid(name: str, value: object) -> bool:
    try:
        FrontMatter.model_validate({name: value})
    except ValidationError as error:
        return all(each["loc"][:1] != (name,) for each in error.errors())
    return True


def _is_known(key: _Key, paper: Paper) -> bool:
    """Whether the key says of the paper what the site says of it anyway."""
    if not key.is_flat:
        return False
    if key.plain in _TITLES:
        return bool(paper.title) and [_letters(paper.title)] == list(map(_letters, key.items))
    if key.plain in _AUTHORS:
        joined = re.sub(r"\band\b|&", ",", ",".join(key.items))
        named = {_letters(name) for name in joined.split(",") if _letters(name)}
        return bool(named) and named <= {_letters(name) for name in paper.authors}
    if key.plain in _ADDRESSES:
        known = {address.rstrip("/").lower() for address in paper.addresses}
        return all(
            nearest_arxiv_id(item) == paper.id or item.rstrip("/").lower() in known
            for item in key.items
        )
    return False


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _as_item(key: _Key, fields: str) -> str:
    """The key with its value as an item of a list, in words."""
    if key.is_flat:
        words = ", ".join(map(_shown, key.items))
    else:
        source = fields[key.value.start_mark.index : key.value.end_mark.index]
        words = _shown("; ".join(line.strip() for line in source.splitlines() if line.strip()))
    return f"- {_shown(key.name)}: {words}"


def _shown(text: str) -> str:
    if re.fullmatch(r"https?://[^\s<>]+", text):
        return f"<{text}>"
    return _SIGNS.sub(r"\\\1", text)
