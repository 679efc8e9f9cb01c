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

from docutils.utils.math.latex2mathml import parse_latex_math
from docutils.utils.math.mathml_elements import math
from docutils.utils.math.unichar2tex import uni2tex_table

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_LONGEST = 4000
_DEEPEST = 40
_THIN = "0.1667em"
_APPLICATION = "\N{FUNCTION APPLICATION}"

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

# fmt: off
_ALIASES = {
    "dots": r"\ldots", "iff": r"\Longleftrightarrow", "lt": "<", "gt": ">", "degree": r"^{\circ}",
    "argmax": r"\operatorname{argmax}", "argmin": r"\operatorname{argmin}", "stackrel": r"\overset",
    "bm": r"\mathbfit", "boldsymbol": r"\mathbfit", "pmb": r"\mathbfit",
    "mathbbm": r"\mathbb", "mathds": r"\mathbb", "textbf": r"\mathbf", "textit": r"\mathit",
    "bf": r"\mathbf", "cal": r"\mathcal", "it": r"\mathit", "rm": r"\mathrm", "sf": r"\mathsf",
    "emph": r"\text", "hbox": r"\text", "textnormal": r"\text", "textsc": r"\text",
    "textsf": r"\text", "texttt": r"\text", "textup": r"\text",
    # Sizes and classes change little, and docutils has no word for them.
    "big": "", "Big": "", "bigg": "", "Bigg": "", "bigl": "", "Bigl": "", "biggl": "", "Biggl": "",
    "bigr": "", "Bigr": "", "biggr": "", "Biggr": "", "middle": "", "boxed": "",
    "mathbin": "", "mathnormal": "", "mathop": "", "mathord": "", "mathrel": "",
    "ensuremath": "", "nonumber": "", "xspace": "",
}
# fmt: on
_FONT_SWITCH = re.compile(r"\{\s*\\(bf|cal|it|rm|sf|tt)(?![A-Za-z])\s*([^{}]*)\}")
_TOKEN = re.compile(
    r"""
      \\ operatorname \*? \s* \{ (?P<operator> [^{}]* ) \}
    | (?P<text> \\ (?:text|textrm|mbox) \s* \{ [^{}]* \} )
    | \\ (?P<macro> [A-Za-z]+ | . )
    | (?P<primes> '+ )
    | (?P<sign> % | := | [^\x00-\x7f] )
    """,
    re.VERBOSE | re.DOTALL,
)
_SIGNS = {"%": r"\%", ":=": r"\coloneqq "}
_SPACING = re.compile(r"\\[,; ]")
_ESCAPED = re.compile(r"\\([%&_# ])")
_SHORT_FRACTION = re.compile(r"(\\[dt]?frac)\s*(\d)\s*(\d)")
_ALIGNMENT = re.compile(r"(\\(?:begin|end)\{)(?:align|eqnarray|gather|split)\*?\}")
_NO_BASE = re.compile(r"(^|[{&])\s*(?=[_^])")


@lru_cache(maxsize=4096)
def mathml(tex: str, *, display: bool) -> str | None:
    """Convert a formula to one ``<math>`` element, its source in ``alttext``.

    None stands for a formula that cannot be read as a whole: one with a private macro, say, or of
    more than 4,000 characters.
    The caller then shows the source.
    """
    if len(tex) > _LONGEST or _NOT_XML.search(tex):
        return None
    try:
        root = _core(parse_latex_math(math(), _translated(tex)))
    # Broken TeX ends in anything within docutils, from IndexError to UnboundLocalError.
    except Exception:  # noqa: BLE001
        return None
    if len(root) == 0:
        return None
    root.attrib |= {
        "xmlns": _NAMESPACE,
        "display": "block" if display else "inline",
        "alttext": tex,
    }
    return tostring(root, encoding="unicode", short_empty_elements=False)


def _translated(tex: str) -> str:
    """Write in docutils' words what it does not know."""
    tex = _FONT_SWITCH.sub(r"\\math\1{\2}", tex)
    tex = _TOKEN.sub(_token, tex)
    tex = _SHORT_FRACTION.sub(r"\1{\2}{\3}", tex)
    tex = _ALIGNMENT.sub(r"\1aligned}", tex)
    return _NO_BASE.sub(r"\1{}", tex)


def _token(match: re.Match[str]) -> str:
    kind = match.lastgroup
    source = match[0]
    if kind == "macro":
        return _ALIASES.get(match["macro"], source)
    if kind == "operator":
        return r"\operatorname{" + _SPACING.sub(" ", match["operator"]) + "}"
    if kind == "text":
        return _ESCAPED.sub(r"\1", source)
    if kind == "primes":
        return "^{" + r"\prime" * len(source) + "}"
    return _SIGNS.get(source) or source.translate(uni2tex_table)


def _core(element: Element, depth: int = 0) -> Element:
    """Copy an element as far as it is MathML Core, or raise ValueError."""
    children = _CHILDREN.get(element.tag, -1)
    if children not in {None, len(element)} or depth > _DEEPEST or not _is_sound(element):
        raise ValueError(element.tag)
    attributes = {name: value for name, value in element.items() if name in _ATTRIBUTES}
    copy = Element(element.tag, attributes)
    copy.text = element.text
    copied = [_core(child, depth + 1) for child in element]
    copy.extend(copied if children else _spaced(copied))
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
    return base.tag == "mi" and len(base.text or "") > 1
