"""Tags within paragraphs: each pair becomes the marks that Markdown has for it."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from ..checking.allowed import is_allowed_address
from ..checking.markup import HTML
from .edits import Edit
from .reading import Part, Run
from .tags import (
    CODE,
    PLAIN,
    ROLES,
    STRESSED,
    TRANSPARENT,
    VOID,
    Tag,
    address,
    image,
    tag,
    title,
)

_TEXT: Final = frozenset({"text", "text_special"})
_ON_ONE_LINE: Final = frozenset({"heading_open", "td_open", "th_open", "dt_open"})


@dataclass(frozen=True, slots=True)
class _Pair:
    """A tag, the one that ends it, and the parts between them."""

    run: Run
    opening: Tag
    closing: Tag
    within: Sequence[Part]

    @property
    def source(self) -> str:
        return self.run.source[self.opening.end : self.closing.start]

    def edits(self, first: str, last: str, what: str) -> Iterator[Edit]:
        message = f"wrote {self.opening.told} as {what}"
        yield Edit(self.opening.start, self.opening.end, first, HTML, message)
        yield Edit(self.closing.start, self.closing.end, last, HTML)


_Mend: TypeAlias = Callable[[_Pair], Iterator[Edit]]


def inline_edits(run: Run) -> Iterator[Edit]:
    """The edits that mend the tags of a run, by places in its source."""
    opened: list[tuple[Tag, int]] = []
    names: dict[str, int] = {}  # of those that are open, how many
    for number, part in enumerate(run.parts):
        found = tag(part.token.content) if part.token.type == "html_inline" else None
        if not isinstance(found, Tag) or run.source[part.start : part.end] != part.token.content:
            continue
        here = Tag(found.name, part.start, part.end, found.is_closing, found.attributes)
        if here.name in VOID:
            yield from _void(run, here)
        elif not here.is_closing:
            opened.append((here, number))
            names[here.name] = names.get(here.name, 0) + 1
        elif names.get(here.name):
            while True:
                opening, first = opened.pop()
                names[opening.name] -= 1
                if opening.name == here.name:
                    break
                yield from _alone(run, opening)
            yield from _paired(_Pair(run, opening, here, run.parts[first + 1 : number]))
        else:
            yield from _alone(run, here)
    for opening, _ in opened:
        yield from _alone(run, opening)


def _paired(pair: _Pair) -> Iterator[Edit]:
    if not pair.opening.is_mended:
        return
    name = pair.opening.name
    if name in PLAIN | TRANSPARENT:
        yield from _alone(pair.run, pair.opening)
        yield from _alone(pair.run, pair.closing, is_told=False)
    elif name in _MENDS:
        yield from _MENDS[name](pair)


def _alone(run: Run, element: Tag, *, is_told: bool = True) -> Iterator[Edit]:
    """Take a tag out that nothing depends on, with or without the other of its pair."""
    if element.name not in PLAIN | TRANSPARENT or not element.is_mended:
        return
    around = run.source[element.start - 1 : element.start] + run.source[element.end :][:1]
    is_within = len(around) == 2 and not any(map(str.isspace, around))  # noqa: PLR2004 (both sides)
    gap = " " if is_within and element.name in TRANSPARENT else ""
    message = f"took out {element.told}" if is_told else ""
    yield Edit(element.start, element.end, gap, HTML, message)


def _void(run: Run, element: Tag) -> Iterator[Edit]:
    if not element.is_mended:
        return
    if element.name == "img" and element.attributes.get("src"):
        yield Edit(
            element.start, element.end, image(element), HTML, f"wrote {element.told} as ![…](…)"
        )
    elif element.name in {"source", "wbr"}:
        yield Edit(element.start, element.end, "", HTML, f"took out {element.told}")
    elif element.name == "br" and run.parent not in _ON_ONE_LINE:
        yield from _break(run, element)


def _break(run: Run, element: Tag) -> Iterator[Edit]:
    before = run.source[: element.start]
    after = run.source[element.end :]
    start = len(before.rstrip(" "))
    end = element.end + len(after) - len(after.lstrip(" "))
    is_last = not after.strip() or not before.strip()
    if is_last or before.rstrip(" ").endswith(("\n", "\\")):
        yield Edit(start, end, "", HTML, f"took out {element.told} where no line is broken")
    elif run.source[end : end + 1] == "\n":
        yield Edit(start, end, "\\", HTML, f"wrote {element.told} as \\")
    else:
        further = run.further(element.start)
        yield Edit(start, end, f"\\\n{further}", HTML, f"wrote {element.told} as \\")


def _stress(pair: _Pair) -> Iterator[Edit]:
    inside = pair.source
    if not inside.strip():
        yield from _empty(pair)
        return
    mark = STRESSED[pair.opening.name]
    start = pair.opening.end + len(inside) - len(inside.lstrip())
    end = pair.opening.end + len(inside.rstrip())
    source = pair.run.source
    before, first = source[: pair.opening.start][-1:], source[start : start + 1]
    last, after = source[end - 1 : end], source[pair.closing.end :][:1]
    if "\n\n" in inside or not (
        _flanks(before, first, is_spaced=start > pair.opening.end)
        and _flanks(after, last, is_spaced=end < pair.closing.start)
    ):
        return
    message = f"wrote {pair.opening.told} as {mark}…{mark}"
    gap = source[pair.opening.end : start]
    yield Edit(pair.opening.start, start, f"{gap}{mark}", HTML, message)
    yield Edit(end, pair.closing.end, f"{mark}{source[end : pair.closing.start]}", HTML)


def _flanks(outer: str, inner: str, *, is_spaced: bool) -> bool:
    """Whether marks between the two are read as such.

    https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
    """
    if outer in {"*", "~", "_"} or inner in {"*", "~", "_"}:
        return False  # they would become part of the marks
    if inner in {"<", ">"} or outer in {"<", ">"}:
        return True  # tags, which become marks of their own
    return not _is_sign(inner) or is_spaced or not outer or outer.isspace() or _is_sign(outer)


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign)[0] in {"P", "S"} if sign else False


def _literal(pair: _Pair) -> Iterator[Edit]:
    """A role or code, which holds its words as they are."""
    if not pair.source.strip():
        yield from _empty(pair)
        return
    words = "".join(part.token.content for part in pair.within)
    is_text = all(part.token.type in _TEXT for part in pair.within)
    if not is_text or not {"`", "\\", "\n"}.isdisjoint(words) or not words.strip():
        return
    role = f"{{{pair.opening.name}}}" if pair.opening.name in ROLES else ""
    message = f"wrote {pair.opening.told} as {role}`…`"
    new = f"{role}`{words.strip()}`"
    yield Edit(pair.opening.start, pair.closing.end, new, HTML, message)


def _link(pair: _Pair) -> Iterator[Edit]:
    href = pair.opening.attributes.get("href", "").strip()
    if not href or not pair.source.strip():
        yield from _empty(pair)
        return
    held = {part.token.type for part in pair.within}
    words = "".join(part.token.content for part in pair.within if part.token.type in _TEXT)
    scheme = href.partition(":")[0].lower() if ":" in href else ""
    is_safe = is_allowed_address(href) or scheme not in {"javascript", "vbscript", "data"}
    if "link_open" in held or not {"[", "]"}.isdisjoint(words) or not is_safe:
        return
    last = f"]({address(href)}{title(pair.opening)})"
    yield from pair.edits("[", last, "[…](…)")


def _empty(pair: _Pair) -> Iterator[Edit]:
    """A pair without words: nobody sees it, but for where a link would have led."""
    href = pair.opening.attributes.get("href", "")
    where = f", a link to {href} without words" if href else ", which holds nothing"
    message = f"took out {pair.opening.told}{where}"
    start, end = pair.opening.start, pair.closing.end
    yield Edit(start, end, pair.source, HTML, message)


_MENDS: Final[Mapping[str, _Mend]] = {
    **dict.fromkeys(STRESSED, _stress),
    **dict.fromkeys(ROLES | CODE, _literal),
    "a": _link,
}
