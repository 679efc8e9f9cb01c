"""The front matter of a review: dates, lists, topics and ids as they are asked for.

Only the values change; their order, the comments and whatever else stands there do not.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import yaml

from ..files.yaml_source import KEY, LOADER, YAML, read_yaml
from ..problems.problem import Code
from ..written.paper_ids import is_paper_id, nearest_arxiv_id
from ..written.reviews import FRONT_MATTER, Depth, FrontMatter
from ..written.validation import DUPLICATE, ID, VALUE
from .dates import day
from .edits import Edit, applied

_DAYS: Final = frozenset({"checked", "date", "updated"})
_LISTS: Final = frozenset({"answers", "questions", "related", "tags", "topics"})
_PLAIN: Final = re.compile(r"[\w](?:[\w./ +-]*[\w+])?")
# Texts in which people forget quotes: of a key, or of an item below one.
_TEXT: Final = re.compile(
    r"^(?:(?P<key>[A-Za-z][\w -]{0,40}):|[ \t]*(?:[-*][ \t]+)?ask:|[ \t]*[-*])[ \t]+(?!(?:id|ask):)"
    r"(?P<value>[^\s\"'|>\[{#&].*?)[ \t]*$",
    re.MULTILINE,
)
_STAR: Final = re.compile(r"^[ ]*(\*)[ \t]+\S", re.MULTILINE)
_NUMBERED: Final = re.compile(r"\s*(?:\d{1,2}[.)]|[・•*])\s+")
# Stars, and numbers out of five.
_RATED: Final = re.compile(r"(?P<number>[1-5]) ?/ ?5|(?P<stars>(?:★|⭐️?){1,5})☆*")
_VERSION: Final = re.compile(r"v(?:ersion)?[ .]*([1-9]\d{0,3})", re.IGNORECASE | re.ASCII)
_TAB: Final = re.compile(r"^[ ]*(\t+)", re.MULTILINE)


def field_edits(fields: str, topics: Mapping[str, str]) -> Iterator[Edit]:
    """The edits of the fields; `topics` has the site's keys by what people call them."""
    root = composed(fields)
    if root is None:
        yield from _yaml_edits(fields)
        return
    names = {key.value for key, _ in root.value if isinstance(key, yaml.ScalarNode)}
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        name = _name(key.value, names)
        if name != key.value:
            message = f"wrote the key {key.value} as {name}"
            yield _edit(key, name, KEY, message)
        yield from _value_edits(name, value, fields, topics)


def composed(text: str) -> yaml.MappingNode | None:
    """The keys and values of a YAML text with their places; None where the site reads none."""
    if isinstance(read_yaml("", text), list):
        return None
    root = yaml.compose(text, Loader=LOADER)
    return root if isinstance(root, yaml.MappingNode) else None


def on_one_line(value: object) -> str:
    """A text or a list of texts as YAML, without quotes that the site does not need."""
    if isinstance(value, list):
        return f"[{', '.join(map(on_one_line, value))}]"
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return value
    dumped: str = yaml.safe_dump(
        [value], allow_unicode=True, default_flow_style=True, width=10**9, default_style='"'
    )
    return dumped.strip()[1:-1]


def _name(written: str, names: set[str]) -> str:
    """The key of ours that is meant, if it does not stand there itself."""
    fields = FrontMatter.model_fields.keys()
    for name in (written, written.strip().lower(), f"{written.strip().lower()}s"):
        if name in fields and (name == written or name not in names):
            return name
    return written


def _yaml_edits(fields: str) -> Iterator[Edit]:
    """What keeps the fields from being YAML, where it is plain what is meant."""
    edits = [*quoting_edits(fields), *_without_tabs(fields), *_dashes(fields)]
    if edits and composed(applied(fields, edits)):
        yield from edits


def quoting_edits(fields: str) -> Iterator[Edit]:
    """The edits that put quotes around texts that are no YAML without them, or not all of it."""
    for found in _TEXT.finditer(fields):
        if composed(f"key: {found['value']}") is None:
            value = found["value"].replace("\\", "\\\\").replace('"', '\\"')
            message = f"put quotes around the value of {found['key'] or 'an item'}"
            yield Edit(found.start("value"), found.end("value"), f'"{value}"', YAML, message)


def _dashes(fields: str) -> Iterator[Edit]:
    for found in _STAR.finditer(fields):
        yield Edit(found.start(1), found.end(1), "-", YAML, "wrote - for the * of an item")


def _without_tabs(fields: str) -> Iterator[Edit]:
    for found in _TAB.finditer(fields):
        message = "indented by spaces, not by tabs"
        yield Edit(found.start(1), found.end(1), "  " * len(found[1]), YAML, message)


def _edit(node: yaml.Node, new: str, code: Code, message: str, gone: str = "") -> Edit:
    return Edit(node.start_mark.index, node.end_mark.index, new, code, message, gone)


def _value_edits(
    name: str, value: yaml.Node, fields: str, topics: Mapping[str, str]
) -> Iterator[Edit]:
    if name in _LISTS:
        yield from _list_edits(name, value, fields, topics)
    elif not isinstance(value, yaml.ScalarNode) or not value.value.strip():
        return
    elif name in _DAYS:
        meant = day(value.value)
        if meant and str(meant) != value.value:
            message = f"wrote {name}: {value.value} as {meant}"
            yield _edit(value, str(meant), VALUE, message)
    elif name in _NUMBERS:
        number = _NUMBERS[name](value.value)
        if number and str(number) != value.value:
            yield _edit(value, str(number), VALUE, f"wrote {name}: {value.value} as {number}")
    elif name == "reviewer":
        message = f"wrote the reviewer {value.value} as a name"
        yield _edit(value, f"{{name: {on_one_line(value.value)}}}", VALUE, message)
    elif name == "read":
        plain = value.value.strip().lower()
        if plain != value.value and plain in list(Depth):
            yield _edit(value, plain, VALUE, f"wrote {value.value} as {plain}")


def rating(text: str) -> int | None:
    """How many of five stars a text gives, None where it says something else."""
    found = _RATED.fullmatch(text.strip())
    if found is None:
        return int(text) if re.fullmatch("[1-5]", text.strip()) else None
    return int(found["number"]) if found["number"] else len(re.findall("★|⭐", found["stars"]))


def _version(text: str) -> int | None:
    """The version that a text such as v2 names."""
    found = _VERSION.fullmatch(text.strip())
    return int(found[1]) if found else None


_NUMBERS: Final[Mapping[str, Callable[[str], int | None]]] = {
    "rating": rating,
    "version": _version,
}


def _list_edits(
    name: str, value: yaml.Node, fields: str, topics: Mapping[str, str]
) -> Iterator[Edit]:
    if isinstance(value, yaml.ScalarNode):
        lines = fields[value.start_mark.index : value.end_mark.index].strip().split("\n")
        numbered = [_NUMBERED.sub("", line, count=1).strip() for line in lines]
        is_numbered = all(map(_NUMBERED.match, lines)) and not value.style
        if items := numbered if is_numbered else _items(name, value, topics):
            message = f"made a list of the value of {name}"
            new = on_one_line([_item(name, item, topics) for item in items])
            end = value.start_mark.index + len(
                fields[value.start_mark.index : value.end_mark.index].rstrip()
            )
            yield Edit(value.start_mark.index, end, new, VALUE, message)
    elif isinstance(value, yaml.SequenceNode) and all(
        isinstance(each, yaml.ScalarNode) for each in value.value
    ):
        yield from _item_edits(name, value, fields, topics)


def _items(name: str, value: yaml.ScalarNode, topics: Mapping[str, str]) -> list[str]:
    text = value.value.strip()
    if not text or value.style in {"|", ">"}:
        return []
    if name == "questions" or _item(name, text, topics) in topics.values():
        return [text]
    parts = [part.strip() for part in re.split("[,、，;]", text) if part.strip()]
    if len(parts) == 1 and name == "related":
        parts = text.split()
    return parts


def _item(name: str, text: str, topics: Mapping[str, str]) -> str:
    if name == "topics" and text not in topics.values():
        plain = " ".join(text.split()).lower()
        return topics.get(plain) or topics.get(plain.replace(" ", "-")) or text
    if name == "related" and not is_paper_id(text):
        return nearest_arxiv_id(text) or text
    if name == "answers":
        paper, mark, question = text.partition("#")
        return f"{nearest_arxiv_id(paper) or paper}{mark}{question}"
    return text


def _item_edits(
    name: str, items: yaml.SequenceNode, fields: str, topics: Mapping[str, str]
) -> Iterator[Edit]:
    seen: set[str] = set()
    kept: list[str] = []
    found: list[Edit] = []
    for node in items.value:
        meant = _item(name, node.value, topics)
        if meant in seen:
            message = f"took out {meant!r}, which {name} had a second time"
            start, end = _line_of(node, fields)
            found.append(Edit(start, end, "", DUPLICATE, message))
        else:
            kept.append(meant)
            if meant != node.value:
                code = ID if name in {"answers", "related"} else VALUE
                message = f"wrote {node.value} as {meant}"
                found.append(_edit(node, on_one_line(meant), code, message))
        seen.add(meant)
    if not items.flow_style or not any(edit.code == DUPLICATE for edit in found):
        yield from found
        return
    # Between brackets, an item goes with its comma: the list is written anew.
    message = "; ".join(edit.message for edit in found)
    if "#" not in fields[items.start_mark.index : items.end_mark.index]:
        yield _edit(items, on_one_line(kept), DUPLICATE, message)


def _line_of(node: yaml.Node, fields: str) -> tuple[int, int]:
    start = fields.rfind("\n", 0, node.start_mark.index) + 1
    end = fields.find("\n", node.end_mark.index)
    # A block of text ends where the next line begins.
    if fields[: node.end_mark.index].endswith("\n"):
        return start, node.end_mark.index
    return start, len(fields) if end < 0 else end + 1


def added(new: Mapping[str, str], fields: str, root: yaml.MappingNode) -> Iterator[Edit]:
    """The edits that add fields, as YAML: where a key stands without a value, else at the end."""
    empty = {key.value: value for key, value in root.value}
    for name, value in new.items():
        if node := empty.get(name):
            gap = "" if fields[: node.start_mark.index].endswith(" ") else " "
            yield Edit(node.start_mark.index, node.end_mark.index, f"{gap}{value}", FRONT_MATTER)
        else:
            yield Edit(len(fields), len(fields), f"{name}: {value}\n", FRONT_MATTER)
