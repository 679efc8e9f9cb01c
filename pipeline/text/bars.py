"""Vertical bars in a row of MathML: TeX sets them close, browsers as if each were a relation.

A bar that stands alone between two operands is one (``P(A|B)``) and keeps its space.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

_BARS: Final = frozenset("|‖")
_OPENING: Final = dict(zip("([{⟨⌊⌈", ")]}⟩⌋⌉", strict=True))
_CLOSING: Final = frozenset(_OPENING.values())
_KETS: Final = frozenset("⟨⟩")
_SCRIPTS: Final = frozenset({"msub", "msup", "msubsup"})
_SIGNS: Final = frozenset("−±∓+")


def set_close(row: list[Element]) -> None:
    """Take the space from around the bars of `row` that enclose something."""
    for places, within_ket in _enclosed(row):
        bars = [place for place in places if _is_bar(row[place])]
        if not bars or (len(bars) == 1 and not within_ket and _is_relation(row, bars[0])):
            continue
        for number, place in enumerate(bars):
            bar = _core(row[place])
            bar.attrib |= {"lspace": "0", "rspace": "0"}
            if len(bars) % 2 == 0:
                bar.set("form", "postfix" if number % 2 else "prefix")
            if number % 2 == 0 and place + 1 < len(row):
                _make_sign(row[place + 1])


def _enclosed(row: list[Element]) -> Iterator[tuple[list[int], bool]]:
    """The places between each two brackets of the row, and whether one of the two ends a ket."""
    levels: list[tuple[str, list[int]]] = [("", [])]
    for place, element in enumerate(row):
        core = _core(element)
        text = core.text if core.tag == "mo" else None
        if text in _OPENING:
            levels.append((text or "", []))
        elif text in _CLOSING:
            opening, places = levels.pop()
            yield places, not _KETS.isdisjoint({opening, text or ""})
            if not levels:
                levels.append(("", []))
        else:
            levels[-1][1].append(place)
    for opening, places in levels:
        yield places, opening in _KETS


def _core(element: Element) -> Element:
    return element[0] if element.tag in _SCRIPTS else element


def _is_bar(element: Element) -> bool:
    core = _core(element)
    return core.tag == "mo" and core.text in _BARS and core.attrib == {"stretchy": "false"}


def _is_relation(row: list[Element], place: int) -> bool:
    if row[place].tag in _SCRIPTS:  # it says where the left side is taken
        return False
    neighbours: Iterable[Element] = (*row[max(0, place - 1) : place], *row[place + 1 : place + 2])
    return sum(_is_operand(element) for element in neighbours) > 1


def _is_operand(element: Element) -> bool:
    core = _core(element)
    return core.tag != "mo" or core.text in _OPENING or core.text in _CLOSING


def _make_sign(element: Element) -> None:
    if element.tag == "mo" and element.text in _SIGNS:
        element.set("form", "prefix")
