"""TeX formulas as MathML Core, made when the site is built.

docutils' converter reads them: it writes what browsers draw, and refuses a macro that it does not
know where others print its name.
What it lacks of the TeX that stands in abstracts is put into its words first, and of its answer
only what is listed here gets through.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, tostring

from docutils.utils.math import MathError, mathml_elements
from docutils.utils.math.latex2mathml import over, parse_latex_math, under

from .bars import set_close
from .latex_words import BOX
from .rewriting import PLACE, rewritten
from .tex import Formula, is_text, parse, reading

LONGEST = 4000
"""How many characters a formula may have."""
# In ems: how far the spaces of a formula may reach, and how much farther for each of its signs.
_MOST_SPACE = 40
_SPACE_OF_SIGN = 0.1
_MOST_BACK = 3
_SIGN = 0.5  # the width of one that is hidden, about
_DEEPEST = 40
_THIN = "0.1667em"
_FENCES = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉")
_APPLICATION = "\N{FUNCTION APPLICATION}"
_WIDE_HAT = "\N{COMBINING CIRCUMFLEX ACCENT}"  # the one that fonts have in many widths
_SLASH = "\N{COMBINING LONG SOLIDUS OVERLAY}"

# The elements let through, with the number of children that each needs (None: any number).
_CHILDREN = {
    **dict.fromkeys(("math", "mrow", "msqrt", "mphantom", "mtable", "mtr", "mtd")),
    **dict.fromkeys(("mi", "mn", "mo", "mtext", "mspace"), 0),
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
# `columnalign` is none of MathML Core's attributes, but Firefox's, and a handle for a stylesheet.
# fmt: off
_ATTRIBUTES = frozenset({
    "accent", "columnalign", "displaystyle", "form", "linethickness", "lspace", "mathvariant",
    "maxsize", "minsize", "movablelimits", "rspace", "scriptlevel", "stretchy", "symmetric",
    "width",
})
# fmt: on
# A formula's author gives lengths too, and shall not push it over the rest of the page.
_LENGTH = re.compile(r"-?\d?(?:\.\d+)?(?:em|ex|px|pt)", re.ASCII)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_MOST_BOXES = 300  # within each other, they cost docutils the square of their number
_BRACES = frozenset(over["overbrace"][0] + under["underbrace"][0])
_AS_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_OBSTACLE = re.compile(
    r"(?:Unknown LaTeX command|Environment|Unsupported character:) \"(.+?)\"(?: not|[.!])",
    re.DOTALL,
)


class TooMuchSpaceError(MathError):
    """The spaces of a formula are wider than 40 em, or set its parts over each other."""


@lru_cache(maxsize=4096)
def mathml(tex: str, *, display: bool) -> str | None:
    """Convert a formula to one ``<math>`` element of HTML, its source in ``alttext``.

    None stands for a formula that cannot be read as a whole: one with a private macro, say, or of
    more than 4,000 characters.
    The caller then shows the source.
    """
    if len(tex) > LONGEST or PLACE in tex or _NOT_XML.search(tex):
        return None
    try:
        root = _converted(tex, display=display)
    # Broken TeX ends in anything within docutils, from IndexError to UnboundLocalError.
    except Exception:  # noqa: BLE001
        return None
    if len(root) == 0:
        return None
    root.attrib |= {**({"display": "block"} if display else {}), "alttext": tex}
    return tostring(root, encoding="unicode", short_empty_elements=False)


def shows_nothing(source: str) -> bool:
    r"""Whether a run of TeX has only white space and formulas such as ``$\phantom{x}$``."""
    if is_text(source):
        return not source.strip()
    pieces = parse(source)
    formulas = [piece for piece in pieces if isinstance(piece, Formula)]
    return not reading(pieces) or (
        len(formulas) == len(pieces) and not any(_is_seen(each.tex) for each in formulas)
    )


def _is_seen(tex: str) -> bool:
    """Whether a formula shows a sign; what cannot be read shows its source."""
    is_read = mathml(tex, display=False) is not None
    return not is_read or _has_sign(_converted(tex, display=False))


def _has_sign(element: Element) -> bool:
    if element.tag == "mphantom":
        return False
    return bool((element.text or "").strip()) or any(map(_has_sign, element))


def obstacle(tex: str, *, display: bool) -> str | None:
    r"""The first macro (``\eps``), environment (``tikzpicture``) or sign that cannot be shown.

    None stands for a formula that has none, though it may be broken otherwise.
    Raises TooMuchSpaceError where nothing else is wrong than the spaces.
    """
    try:
        _converted(tex, display=display)
    except TooMuchSpaceError:
        raise
    except MathError as error:
        named = _OBSTACLE.match(str(error))
        return named[1] if named else None
    except Exception:  # noqa: BLE001 (as above)
        return None
    return None


def _converted(tex: str, *, display: bool) -> Element:
    source, made = rewritten(tex, display=display)
    if source.count(BOX) > _MOST_BOXES:
        raise ValueError(BOX)
    root = parse_latex_math(mathml_elements.math(), source)
    for element in root.iter("mtext"):
        text = element.text or ""
        if text.startswith(PLACE):
            place = made[int(text.removeprefix(PLACE))]
            element.tag, element.text = place.tag, place.text
            element.attrib.update(place.attrib)
    core = _core(root)
    if not _is_dense(root):
        raise TooMuchSpaceError(tex)
    return core


def _is_dense(root: Element) -> bool:
    """Whether the spaces of a formula neither fill a line nor set its parts over each other."""
    spaces = [float(space.get("width", "0em")[:-2]) for space in root.iter("mspace")]
    signs = sum(len(part.text or "") for part in root.iter())
    hidden = sum(len(part.text or "") for ghost in root.iter("mphantom") for part in ghost.iter())
    back = [space for space in spaces if space < 0]
    forth = sum(spaces) - sum(back) + hidden * _SIGN
    is_short = forth <= _MOST_SPACE + signs * _SPACE_OF_SIGN
    return is_short and sum(back) >= -_MOST_BACK and min(back, default=0) >= -1


def _core(element: Element, depth: int = 0) -> Element:
    """Copy an element as far as it is MathML Core, or raise ValueError."""
    if element.tag == "menclose":
        [content] = element
        content.attrib |= element.attrib
        return _core(content, depth)
    if element.tag in _AS_LIMITS and element[0].tag == "menclose":
        element = _limits(element)
    children = _CHILDREN.get(element.tag, -1)
    if children not in {None, len(element)} or depth > _DEEPEST or not _is_sound(element):
        raise ValueError(element.tag)
    copy = Element(element.tag, _attributes(element))
    is_wide_hat = element.text == "^" and element.get("accent") == "true"
    copy.text = _WIDE_HAT if is_wide_hat else element.text
    copied = [_core(child, depth + 1) for child in element]
    for fence in _loose_fences(copied, element.tag):
        fence.set("stretchy", "false")
    if not children:
        set_close(copied)
    copy.extend(copied if children else _spaced(copied))
    return copy


def _loose_fences(row: list[Element], tag: str) -> Iterator[Element]:
    r"""The fences in a row but for those of `\left`, `\right` and cases: in TeX, no others grow."""
    ends = row[-1:] + (row[:1] if row and row[-1].tag == "mo" else [])
    growing = ends if tag == "mrow" else []
    for element in row:
        if element.text in _FENCES and not element.attrib and element not in growing:
            yield element


def _attributes(element: Element) -> dict[str, str]:
    attributes = {name: value for name, value in element.items() if name in _ATTRIBUTES}
    if element.get("class") == "ams-align":
        # As in TeX, whose other tables have small fractions, and their cells in the middle.
        attributes["displaystyle"] = "true"
        if any(len(row) > 1 for row in element):
            attributes["columnalign"] = "right left"
    return attributes


def _limits(scripts: Element) -> Element:
    """Set the indices of a brace, or of an operator such as arg max, above and below it."""
    [base] = scripts[0]
    if base.tag == "mi":
        base = Element("mo", {"movablelimits": "true", "lspace": "0", "rspace": _THIN})
        base.text = scripts[0][0].text
    elif base[-1].text not in _BRACES:
        return scripts
    copy = Element(_AS_LIMITS[scripts.tag], scripts.attrib)
    copy.extend([base, *scripts[1:]])
    return copy


def _is_sound(element: Element) -> bool:
    text = element.text or ""
    if element.tag in {"mi", "mtext"} and not set("\\{}").isdisjoint(text):
        # docutils takes what it does not understand in a text or an operator's name as it is.
        return False
    if element.tag in {"mi", "mn", "mo"} and not text:
        return False
    return _LENGTH.fullmatch(element.get("width", "1em")) is not None


def _spaced(row: list[Element]) -> Iterator[Element]:
    """Part the name of a function from its operands: TeX does, browsers do not."""
    previous: Element | None = None
    for element in row:
        if element.text == _APPLICATION:
            continue
        if previous is not None and _are_parted(previous, element):
            yield Element("mspace", {"width": _THIN})
        yield element
        previous = element


def _are_parted(left: Element, right: Element) -> bool:
    operands = {left.tag, right.tag}.isdisjoint({"mo", "mspace"})
    return operands and (_is_function(left) or _is_function(right))


def _is_function(element: Element) -> bool:
    base = element[0] if element.tag in {"msub", "msup", "msubsup"} else element
    return base.tag == "mi" and len((base.text or "").rstrip(_SLASH)) > 1
