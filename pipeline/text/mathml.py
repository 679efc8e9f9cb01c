"""TeX formulas as MathML Core, made when the site is built.

docutils' converter reads them: it writes what browsers draw, and refuses a macro that it does not
know where others print its name.
What it lacks of the TeX that stands in abstracts is put into its words first, and of its answer
only what is listed here gets through.
"""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, tostring

from docutils.utils.math import MathError, mathml_elements, toplevel_code
from docutils.utils.math.latex2mathml import accents, over, parse_latex_math, under
from docutils.utils.math.unichar2tex import uni2tex_table

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
LONGEST = 4000
"""How many characters a formula may have."""
_DEEPEST = 40
_THIN = "0.1667em"
_FENCES = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉")
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
_TEXTS = "text|textrm|mbox|emph|hbox|textnormal|textsc|textsf|texttt|textup"
# docutils sets an index below what has an accent, as if it were a limit.  A box, which no formula
# may have here and which `_core` takes away again, hides the accent from it.
_BOX = r"\boxed"
_MOST_BOXES = 300  # within each other, they cost docutils the square of their number
_BOXED = (
    *accents, *over, *under, "overset", "underset", "xleftarrow", "xrightarrow",
    # These take limits, but have docutils set them beside: `_limits` finds them by their box.
    "det", "gcd", "injlim", "liminf", "limsup", "Pr", "projlim",
)
# fmt: on
_BRACES = frozenset(over["overbrace"][0] + under["underbrace"][0])
_AS_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
# fmt: off
_ALIASES = {
    **{name: rf"{_BOX}\{name}" for name in _BOXED},
    "dots": r"\ldots", "iff": r"\Longleftrightarrow", "lt": "<", "gt": ">", "degree": r"^{\circ}",
    "argmax": rf"{_BOX}\operatorname{{argmax}}", "argmin": rf"{_BOX}\operatorname{{argmin}}",
    "stackrel": rf"{_BOX}\overset",
    "bm": r"\mathbfit", "boldsymbol": r"\mathbfit", "pmb": r"\mathbfit",
    "mathbbm": r"\mathbb", "mathds": r"\mathbb", "textbf": r"\mathbf", "textit": r"\mathit",
    "bf": r"\mathbf", "cal": r"\mathcal", "it": r"\mathit", "rm": r"\mathrm", "sf": r"\mathsf",
    **dict.fromkeys(_TEXTS.split("|"), r"\text"), "nicefrac": r"\tfrac", "sfrac": r"\tfrac",
    # Sizes and classes change little, and docutils has no word for them.
    "big": "", "Big": "", "bigg": "", "Bigg": "", "bigl": "", "Bigl": "", "biggl": "", "Biggl": "",
    "bigr": "", "Bigr": "", "biggr": "", "Biggr": "", "middle": "", "boxed": "",
    "mathbin": "", "mathnormal": "", "mathop": "", "mathord": "", "mathrel": "",
    "ensuremath": "", "nonumber": "", "notag": "", "smash": "", "xspace": "",
}
# fmt: on
# What stands between braces, three deep at most, with them.
_GROUP = r"\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.)*+\})*+\})*+\}"
_FONTS = "bf|cal|it|rm|sf|tt"
# A switch of fonts holds until its group, cell or pair of brackets ends, or to the next.
_FONT_SWITCH = re.compile(
    rf"""
    \\ (?P<font> {_FONTS} ) (?![A-Za-z]) \s*
    (?P<content> (?: [^{{}}&\\] | \\ (?! (?:{_FONTS}|begin|end|left|right)(?![A-Za-z]) ) [^\\]
                   | {_GROUP} )++ )
    """,
    re.VERBOSE | re.DOTALL,
)
_TOKEN = re.compile(
    rf"""
      \\ operatorname (?P<star> \*? ) \s* \{{ (?P<operator> (?: [^{{}}] | \{{ [^{{}}]* \}} )*+ ) \}}
    | \\ (?:{_TEXTS}) \s* (?P<text> \{{ [^{{}}]* \}} )
    | \\ [hm]space \*? \s* \{{ \s* (?P<length> -?[0-9]*[.]?[0-9]+ ) \s* (?P<unit> [a-z]+ ) \s* \}}
    | \\ (?P<macro> [A-Za-z]+ | . )
    | (?P<primes> '+ )
    | (?P<sign> % | := | [^\x00-\x7f] )
    """,
    re.VERBOSE | re.DOTALL,
)
# Japanese keyboards write these in full width; no sign that TeX acts upon is among them.
_WIDE = {ord(sign) + 0xFEE0: sign for sign in "()[]|+-=<>/*,.:;!?"}
_SIGNS = {"%": r"\%", ":=": r"\coloneqq "}
_SPACING = re.compile(r"\\[,; ]")
_UPRIGHT = re.compile(r"\\(?:mathrm|text|textrm)\s*\{([^{}]*)\}")
# What a length of TeX's is in ems of ten points.
_EMS = {"em": 1, "ex": 0.43, "pt": 0.1, "mm": 0.2845, "cm": 2.845, "in": 7.227, "mu": 1 / 18}
_ESCAPED = re.compile(r"\\([%&_# ])")
_SHORT_FRACTION = re.compile(r"(\\[dt]?frac)\s*(\d)\s*(\d)")
_PART = rf"((?:[^{{}}\\]|\\(?!(?:choose|over)(?![A-Za-z])).|{_GROUP})*+)"
_LINES = "align|alignat|alignedat|eqnarray|gather|gathered|multline|split"
# Whole constructions, in docutils' words for them: nothing has a number, and what aligns the
# columns of an array is lost.
_REWRITTEN = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in {
        r"\\(?:begin|end)\{equation\*?\}": "",
        r"\\begin\{(?:alignat\*?|alignedat)\}\s*\{\d+\}": r"\\begin{aligned}",
        rf"\\(begin|end)\{{(?:{_LINES})\*?\}}": r"\\\1{aligned}",
        r"\\begin\{array\}\s*(?:\[[bct]\]\s*)?\{[clr\s]+\}": r"\\begin{matrix}",
        r"\\end\{array\}": r"\\end{matrix}",
        rf"\\substack\s*\{{{_PART}\}}": r"{\\begin{matrix}\1\\end{matrix}}",
        rf"\{{{_PART}\\choose(?![A-Za-z]){_PART}\}}": r"{\\binom{\1}{\2}}",
        rf"\{{{_PART}\\over(?![A-Za-z]){_PART}\}}": r"{\\frac{\1}{\2}}",
    }.items()
)
_NO_BASE = re.compile(r"(^|[{&])\s*(?=[_^])")
_OBSTACLE = re.compile(
    r"(?:Unknown LaTeX command|Environment|Unsupported character:) \"(.+?)\"(?: not|[.!])",
    re.DOTALL,
)


@lru_cache(maxsize=4096)
def mathml(tex: str, *, display: bool) -> str | None:
    """Convert a formula to one ``<math>`` element, its source in ``alttext``.

    None stands for a formula that cannot be read as a whole: one with a private macro, say, or of
    more than 4,000 characters.
    The caller then shows the source.
    """
    if len(tex) > LONGEST or _NOT_XML.search(tex):
        return None
    try:
        root = _converted(tex, display=display)
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


def obstacle(tex: str, *, display: bool) -> str | None:
    r"""The first macro (``\eps``), environment (``tikzpicture``) or sign that cannot be shown.

    None stands for a formula that has none, though it may be broken otherwise.
    """
    try:
        _converted(tex, display=display)
    except MathError as error:
        named = _OBSTACLE.match(str(error))
        return named[1] if named else None
    except Exception:  # noqa: BLE001 (as above)
        return None
    return None


def _converted(tex: str, *, display: bool) -> Element:
    source = _translated(tex, display=display)
    if source.count(_BOX) > _MOST_BOXES:
        raise ValueError(_BOX)
    return _core(parse_latex_math(mathml_elements.math(), source))


def _translated(tex: str, *, display: bool) -> str:
    """Write in docutils' words what it does not know."""
    for pattern, words in _REWRITTEN:
        tex = pattern.sub(words, tex)
    if display and r"\\" in toplevel_code(tex):
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    tex = _FONT_SWITCH.sub(_switched, tex)
    tex = _TOKEN.sub(_token, tex)
    tex = _SHORT_FRACTION.sub(r"\1{\2}{\3}", tex)
    return _NO_BASE.sub(r"\1{}", tex)


def _switched(match: re.Match[str]) -> str:
    content = _FONT_SWITCH.sub(_switched, match["content"])
    return rf"\math{match['font']}{{{content}}}"


def _token(match: re.Match[str]) -> str:
    kind = match.lastgroup
    source = match[0]
    if kind == "macro":
        return _ALIASES.get(match["macro"], source)
    if kind == "operator":
        box = _BOX if match["star"] else ""
        name = _SPACING.sub(" ", _UPRIGHT.sub(r"\1", match["operator"]))
        return rf"{box}\operatorname{{{name}}}"
    if kind == "text":
        return r"\text" + _ESCAPED.sub(r"\1", match["text"])
    if kind == "unit":
        return rf"\hspace{{{float(match['length']) * _EMS.get(match['unit'], math.nan):.4f}em}}"
    if kind == "primes":
        return "^{" + r"\prime" * len(source) + "}"
    return _SIGNS.get(source) or source.translate(_WIDE).translate(uni2tex_table)


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
    copy.text = element.text
    copied = [_core(child, depth + 1) for child in element]
    for fence in _loose_fences(copied, element.tag):
        fence.set("stretchy", "false")
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
    return base.tag == "mi" and len(base.text or "") > 1
