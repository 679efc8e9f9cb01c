"""TeX formulas rewritten in the words that docutils' converter knows.

docutils reads numbers as one argument (``x^12``), knows few macros, and takes neither a size nor a
text with formulas in it.
What it has no words for at all is made here, as an element whose place it carries.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from typing import ClassVar, Final, NoReturn, TypeAlias
from xml.etree.ElementTree import Element

from docutils.utils.math import MathError, latex2mathml, mathml_elements
from docutils.utils.math.latex2mathml import parse_latex_math
from docutils.utils.math.mathalphabet2unichar import mathit
from docutils.utils.math.unichar2tex import uni2tex_table

from .latex_tree import DEEPEST, Group, Part, Parts, parsed
from .latex_words import (
    ALIASES,
    ARROWS,
    BOX,
    DELIMITERS,
    DROPPED,
    ENVIRONMENTS,
    FONT_SWITCHES,
    PLAIN_TABLES,
    PRINTED,
    SIZES,
    STYLES,
    TEMPLATES,
    TEXTS,
)
from .signs import unseen
from .tex import Formula, Text, parse

PLACE: Final = "\ue000"
"""Begins a text that is the number of an element made here; no formula holds this sign."""

_ROW_ENDS: Final = frozenset({"\\\\", "\\cr", "\\crcr"})
_INFIXES: Final = {
    "\\over": r"\frac{%s}{%s}", "\\choose": r"\binom{%s}{%s}",
    "\\atop": r"\begin{matrix}%s\\%s\end{matrix}",
    "\\brace": r"\left\{\begin{matrix}%s\\%s\end{matrix}\right\}",
    "\\brack": r"\left[\begin{matrix}%s\\%s\end{matrix}\right]",
}  # fmt: skip
_PRIMES: Final = {"'": 1, "′": 1, "″": 2, "‴": 3, "⁗": 4}
# A mark upon a letter, with the accent that it is in TeX.
_MARKS: Final = {
    "\u0300": "grave", "\u0301": "acute", "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar",
    "\u0305": "overline", "\u0306": "breve", "\u0307": "dot", "\u0308": "ddot",
    "\u030a": "mathring", "\u030c": "check", "\u0332": "underline", "\u20d7": "vec",
}  # fmt: skip
_RAISED: Final = frozenset({"_", "^", *_PRIMES})
_SLASH: Final = "\u0338"
# Japanese keyboards write these in full width; no sign that TeX acts upon is among them.
_WIDE: Final = {chr(ord(sign) + 0xFEE0): sign for sign in "()[]|+-=<>/*,.:;!?0123456789"}
_SIGNS: Final = {"·": r"\cdot ", "…": r"\ldots ", "\u3000": r"\quad ", "\u2003": r"\quad "}
_ASCII: Final = {"~": r"\ ", "%": r"\%"}
_STRETCHED: Final = ("ARROW", "BRACKET", "PARENTHESIS")
_NO_MACROS: Final = frozenset("√∛∜")  # docutils takes the next number under these
# What a length of TeX's is in ems of ten points.
_EMS: Final = {
    "em": 1, "ex": 0.43, "pt": 0.1, "mm": 0.2845, "cm": 2.845, "in": 7.227, "mu": 1 / 18,
    "pc": 1.2, "bp": 0.1004,
}  # fmt: skip
_OPTIONED: Final = frozenset({"nolinebreak", "smash"})  # \smash[b]
_LENGTH: Final = re.compile(r"\s*(-?[0-9]*[.]?[0-9]+)\s*([a-z]{2})\s*")
_COLUMNS: Final = re.compile(r"(?:[clr|\s]|[pmb@!>]\{[^{}]*\})*")
_TABLE_PLACE: Final = re.compile(r"\[[tbclr]\]")
_NAME: Final = re.compile(r"(?:[^\W_]|[-−–. ’'*/])+")
_UPRIGHT: Final = re.compile(r"\\(?:mathrm|text|textrm|rm|mathop)\s*(?:\{([^{}]*)\}|(?=[A-Za-z ]))")
_SPACING: Final = re.compile(r"\\(?:[,; :]|thinspace(?![A-Za-z]))|~")
_UNICODE: Final = re.compile(r"\s*(?:[xX\"]|U\+)([0-9A-Fa-f]{1,6})\s*|\s*([0-9]{1,7})\s*")
_DOCUTILS_DELIMITERS: Final = {
    sign: f"\\{name} " for name, sign in latex2mathml.stretchables.items()
}
_OPENING: Final = frozenset("([{⟨⌊⌈⟦⟪")
_CLOSING: Final = frozenset(")]}⟩⌋⌉⟧⟫")
_BOLD: Final = re.compile(r"\\(?:un)?boldmath(?![A-Za-z])")
_UNKNOWN: Final = re.compile(r"\\(?:[A-Za-z]+|.)?", re.DOTALL)
_EDGES: Final = re.compile(r"^\s+|\s+$")


def rewritten(tex: str, *, display: bool) -> tuple[str, list[Element]]:
    """The formula in docutils' words, and the elements whose places it names by their numbers.

    Raises MathError where it cannot be read.
    """
    writer = _Writer()
    parts = parsed(tex)
    source = writer.whole(parts)
    if display and any(end in _ROW_ENDS for end in _loose(parts)):
        source = rf"\begin{{aligned}}{source}\end{{aligned}}"
    return source, writer.made


def _loose(parts: Parts) -> Iterator[Part]:
    """The parts outside environments."""
    depth = 0
    ink = max((place for place, part in enumerate(parts) if part != " "), default=0)
    for place, part in enumerate(parts):
        depth += (part == "\\begin") - (part == "\\end")
        if depth == 0 and place < ink:
            yield part


_Write: TypeAlias = "Callable[[_Writer, str, list[Part]], str]"


class _Writer:
    """Writes rows of parts; what still stands open is kept between their words."""

    def __init__(self, depth: int = 0) -> None:
        self.made: list[Element] = []
        self._depth = depth  # of texts within formulas within texts
        self._open: list[str] = []  # what began and has not ended, from without: \left and tables
        self._column = 0
        self._tag = ""

    def whole(self, parts: Parts) -> str:
        source = self.row(parts)
        if self._open:
            _refuse(self._open[-1])
        return source + self._numbered()

    def row(self, parts: Parts) -> str:
        for place, part in enumerate(parts):
            if part == "\\buildrel":
                break  # it has an \over of its own
            if part in _INFIXES and isinstance(part, str):
                return self._fraction(part, parts[:place], parts[place + 1 :])
        rest = list(parts[::-1])
        words: list[str] = []
        bare = True  # whether an index would have no base
        while rest:
            part = rest.pop()
            if bare and part in _RAISED:
                words.append("{}")
            word = self._word(part, rest)
            words.append(word)
            bare = (
                part == "&" or part in _ROW_ENDS or part == "\\begin" or (bare and not word.strip())
            )
        return "".join(words)

    def _fraction(self, infix: str, above: Parts, below: Parts) -> str:
        if not (_is_plain(above) and _is_plain(below)):
            _refuse_macro(infix)
        return "{" + _INFIXES[infix] % (self.row(above), self.row(below)) + "}"

    def _word(self, part: Part, rest: list[Part]) -> str:
        if isinstance(part, Group):
            return f"{{{self.row(part.parts)}}}"
        if part in {"_", "^"}:
            return part + self._script(rest)
        if part[0] == "\\":
            return self._macro(part[1:], rest)
        if rest and isinstance(mark := rest[-1], str) and (mark in _MARKS or mark == _SLASH):
            rest.pop()
            return self._marked(self._sign(part, []), mark)
        return self._sign(part, rest)

    def _script(self, rest: list[Part]) -> str:
        font = _next(rest)
        if isinstance(font, str) and font[1:] in FONT_SWITCHES and len(rest) > 1:
            rest.pop()
            return rf"{{\{FONT_SWITCHES[font[1:]]}{{{self._argument(rest)}}}}}"
        if isinstance(font, Group) and font.parts and all(part in _PRIMES for part in font.parts):
            rest.pop()
            return f"{{{_primes(font.parts)}}}"
        return f"{{{self._argument(rest)}}}"

    def _argument(self, rest: list[Part]) -> str:
        """What a macro takes: a group, a sign, or a macro with what that takes."""
        part = _taken(rest)
        return self.row(part.parts) if isinstance(part, Group) else self._word(part, rest)

    # Signs

    def _sign(self, sign: str, rest: list[Part]) -> str:
        if sign in _PRIMES:
            return self._raised_primes(sign, rest)
        if sign == ":" and rest and rest[-1] == "=":
            rest.pop()
            return r"\coloneqq "
        if sign == "&":
            return self._cell()
        if sign == '"':
            return self._text_element(sign)
        if sign.isascii():
            return _ASCII.get(sign, sign)
        return self._unicode_sign(sign, rest)

    def _raised_primes(self, sign: str, rest: list[Part]) -> str:
        signs: list[Part] = [sign]
        while rest and rest[-1] in _PRIMES:
            signs.append(rest.pop())
        power = ""
        if _next(rest) == "^":
            rest.pop()
            power = self._script(rest)
        return f"^{{{_primes(signs)}{power}}}"

    def _unicode_sign(self, sign: str, rest: list[Part]) -> str:
        if unseen(sign):
            _refuse(sign)
        if sign in _WIDE:
            return self._sign(_WIDE[sign], rest)
        if script := _script_of(sign):
            while rest and isinstance(rest[-1], str) and (more := _script_of(rest[-1])):
                if more[0] != script[0]:
                    break
                script += more[1:]
                rest.pop()
            return f"{script[0]}{{{script[1:]}}}"
        if sign in _SIGNS:
            return _SIGNS[sign]
        category = unicodedata.category(sign)
        if category[0] not in "MZ" and sign not in _NO_MACROS and ord(sign) in uni2tex_table:
            return str(uni2tex_table[ord(sign)])
        return self._by_category(sign, rest)

    def _by_category(self, sign: str, rest: list[Part]) -> str:
        category = unicodedata.category(sign)
        if category == "Zs":
            return r"\ "
        if category[0] == "M":
            _refuse(sign)
        if category in {"Lu", "Ll", "Lt", "Lm"}:
            return sign
        if category in {"Ps", "Pe"}:
            return self._element("mo", sign, stretchy="false")
        if category == "Sm" or unicodedata.name(sign, "").endswith(_STRETCHED):
            return self._element("mo", sign)
        if category[0] == "N":
            return self._element("mn", sign)
        return self._text_element(sign + "".join(_run(rest) if category == "Lo" else ()))

    def _marked(self, base: str, mark: str) -> str:
        if mark == _SLASH:
            return self._slashed(base)
        return rf"{BOX}\{_MARKS[mark]}{{{base}}}"

    # Macros

    def _macro(self, name: str, rest: list[Part]) -> str:
        if write := self._macros.get(name):
            return write(self, name, rest)
        return f"\\{name} " if name.isalpha() else f"\\{name}"

    def _in_font(self, name: str, rest: list[Part]) -> str:
        content = self.row(_scope(rest, FONT_SWITCHES)).lstrip()
        if not content.endswith("\\ "):
            content = content.rstrip()
        return rf"\{FONT_SWITCHES[name]}{{{content}}}"

    def _in_style(self, name: str, rest: list[Part]) -> str:
        return rf"{{\{name} {self.row(_scope(rest, STYLES))}}}"

    def _alias(self, name: str, _rest: list[Part]) -> str:
        return self._spelled(ALIASES[name]) + " "

    def _printed(self, name: str, _rest: list[Part]) -> str:
        return self._text_element(PRINTED[name])

    def _words_of(self, _name: str, rest: list[Part]) -> str:
        return self._text(_source(_taken(rest)))

    def _spelled(self, words: str) -> str:
        return re.sub("[^\x00-\x7f]", lambda match: self._unicode_sign(match[0], []), words)

    def _filled(self, name: str, rest: list[Part]) -> str:
        template = TEMPLATES[name]
        count = len(set(re.findall("#[1-9]", template)))
        arguments = [self._argument(rest) for _ in range(count)]
        return re.sub(
            "#([1-9])", lambda match: arguments[int(match[1]) - 1], self._spelled(template)
        )

    def _dropped(self, name: str, rest: list[Part]) -> str:
        if name in _OPTIONED:
            _refuse_macros(_optional(rest) or ())
        for _ in range(DROPPED[name]):
            if name == "vphantom":
                # Read, so that it is refused where it cannot be.
                parse_latex_math(mathml_elements.math(), self._argument(rest))
            else:
                _dropped_argument(rest)
        if name.endswith("colorbox"):
            return self._text(_source(_taken(rest)))
        return ""

    def _row_end(self, _name: str, rest: list[Part]) -> str:
        if self._open and self._open[-1] == "left":
            _refuse(r"\left")
        if _next(rest) == "*":
            rest.pop()
        _gap(rest)
        self._column = 0
        number = self._numbered()
        if _next(rest) in {None, "\\end"} or (_next(rest) in _ROW_ENDS):
            return number
        return rf"{number}\\ "

    def _cell(self) -> str:
        if self._open and self._open[-1] == "left":
            _refuse(r"\left")
        self._column += 1
        if self._open and self._open[-1].startswith("eqnarray") and self._column % 2 == 0:
            return "{}"  # what eqnarray sets in a column of its own begins the right side
        return "&"

    def _begin(self, _name: str, rest: list[Part]) -> str:
        written = _source(_taken(rest))
        name = written.removesuffix("*")
        if name not in ENVIRONMENTS:
            _refuse(f'Environment "{written}" not supported!')
        self._open.append(written)
        self._column = 0
        if _TABLE_PLACE.fullmatch("".join(_source(part) for part in rest[:-4:-1])):
            del rest[-3:]
        if name in {"alignat", "alignedat"}:
            _dropped_argument(rest)
        if (
            ENVIRONMENTS[name] == "matrix"
            and name != "matrix"
            and not _COLUMNS.fullmatch(_source(_taken(rest)))
        ):
            _refuse(f'Environment "{written}" not supported!')
        return _begun(ENVIRONMENTS[name])

    def _end(self, _name: str, rest: list[Part]) -> str:
        written = _source(_taken(rest))
        if not self._open or self._open.pop() != written:
            _refuse(rf"\end{{{written}}}")
        return self._numbered() + _ended(ENVIRONMENTS[written.removesuffix("*")])

    def _plain_table(self, macro: str, rest: list[Part]) -> str:
        if not isinstance(_next(rest), Group):
            _refuse_macro(f"\\{macro}")
        name = PLAIN_TABLES[macro]
        self._open.append(name)
        content = self._argument(rest)
        self._open.pop()
        return rf"{{\begin{{{name}}}{content}\end{{{name}}}}}"

    def _root(self, _name: str, rest: list[Part]) -> str:
        index = _optional(rest)
        degree = "" if index is None else f"[{self.row(index)}]"
        return rf"\sqrt{degree}{{{self._argument(rest)}}}"

    def _plain_root(self, _name: str, rest: list[Part]) -> str:
        index = _until(rest, "\\of")
        return rf"\sqrt[{self.row(index)}]{{{self._argument(rest)}}}"

    def _relation(self, _name: str, rest: list[Part]) -> str:
        above = _until(rest, "\\over")
        return rf"{BOX}\overset{{{self.row(above)}}}{{{self._argument(rest)}}}"

    def _long_arrow(self, name: str, rest: list[Part]) -> str:
        below = _optional(rest)
        words = "" if below is None else f"[{self.row(below)}]"
        return rf"{BOX}\{name}{words}{{{self._argument(rest)}}}"

    def _arrow(self, name: str, rest: list[Part]) -> str:
        below = _optional(rest)
        arrow = self._element("mo", ARROWS[name], stretchy="true")
        if below is not None:
            arrow = rf"\underset{{{self.row(below)}}}{{{arrow}}}"
        return rf"{BOX}\overset{{{self._argument(rest)}}}{{{arrow}}}"

    # Delimiters

    def _fence(self, name: str, rest: list[Part]) -> str:
        sign = _delimiter(name, rest)
        if name == "left":
            self._open.append(name)
        elif not self._open or self._open.pop() != "left":
            _refuse(r"\right")
        if sign in "()[]/|.":
            return rf"\{name}{sign}"
        if sign not in _DOCUTILS_DELIMITERS:
            _refuse(sign)
        return rf"\{name}{_DOCUTILS_DELIMITERS[sign]}"

    def _middle(self, name: str, rest: list[Part]) -> str:
        if not self._open or self._open[-1] != "left":
            _refuse(r"\middle")
        return self._delimiter_element(_delimiter(name, rest))

    def _sized(self, name: str, rest: list[Part]) -> str:
        size = SIZES[name]
        if isinstance(letter := _next(rest), str) and letter.isalpha():
            return ""  # nothing that grows
        sign = _delimiter(name, rest)
        side = name[-1] if name[-1] in "lmr" else ""
        return self._delimiter_element(sign, side, minsize=size, maxsize=size, symmetric="true")

    def _delimiter_element(self, sign: str, side: str = "", **attributes: str) -> str:
        if sign == ".":
            return ""
        if side == "l" or (not side and sign in _OPENING):
            attributes["form"] = "prefix"
        elif side == "r" or (not side and sign in _CLOSING):
            attributes["form"] = "postfix"
        gap = "0.2778em" if side == "m" else "0"
        return self._element("mo", sign, stretchy="true", lspace=gap, rspace=gap, **attributes)

    def _backslash(self, _name: str, _rest: list[Part]) -> str:
        return self._element("mo", "\\", stretchy="false", lspace="0", rspace="0")

    # Spaces

    def _space(self, name: str, rest: list[Part]) -> str:
        if name in {"hspace", "mspace"}:
            if _next(rest) == "*":
                rest.pop()
            length = _LENGTH.fullmatch(_source(_taken(rest)))
        else:
            length = _length(rest)
        if length is None or length[2] not in _EMS:
            _refuse(rf"\{name}")
        return rf"\hspace{{{float(length[1]) * _EMS[length[2]]:.4f}em}}"

    # Words

    def _operator(self, _name: str, rest: list[Part]) -> str:
        box = ""
        if _next(rest) == "*":
            rest.pop()
            box = BOX
        part = _taken(rest)
        if name := _operator_name(_source(part)):
            return rf"{box}\operatorname{{{name}}}"
        content = self.row(part.parts) if isinstance(part, Group) else self._word(part, rest)
        return rf"{{\mathrm{{{content}}}}}"

    def _class_of_operators(self, _name: str, rest: list[Part]) -> str:
        part = _next(rest)
        if isinstance(part, Group) and part.source.lstrip().startswith("\\"):
            name = _operator_name(part.source)
            if name and len(name) > 1:
                rest.pop()
                return rf"{BOX}\operatorname{{{name}}}"
        return ""

    def _text(self, source: str) -> str:
        """A text and the formulas in it, one beside the other."""
        if self._depth > DEEPEST // 2:
            _refuse(r"\text")
        pieces = list(parse(_BOLD.sub("", source)))
        if source[:1].isspace():
            pieces.insert(0, Text(" "))
        if source[-1:].isspace():
            pieces.append(Text(" "))
        words = [
            self._formula(piece.tex) if isinstance(piece, Formula) else self._words(piece.text)
            for piece in pieces
        ]
        return "{" + "".join(words) + "}"

    def _formula(self, tex: str) -> str:
        writer = _Writer(self._depth + 1)
        writer.made = self.made
        return f"{{{writer.whole(parsed(tex))}}}"

    def _number(self, _name: str, rest: list[Part]) -> str:
        is_bare = _next(rest) == "*"
        if is_bare:
            rest.pop()
        number = _source(_taken(rest))
        self._tag = self._text(number if is_bare else f"({number})")
        return ""

    def _numbered(self) -> str:
        tag, self._tag = self._tag, ""
        return rf"\qquad {tag}" if tag else ""

    def _code_point(self, _name: str, rest: list[Part]) -> str:
        while _next(rest) == "[":
            _refuse_macros(_optional(rest) or ())
        match = _UNICODE.fullmatch(_source(_taken(rest)))
        code = 0 if match is None else int(match[1], 16) if match[1] else int(match[2])
        if not 0x80 <= code <= 0x10FFFF:  # noqa: PLR2004 (code points)
            _refuse_macro("\\unicode")
        return self._unicode_sign(chr(code), [])

    # Accents and strokes

    def _tilde(self, _name: str, rest: list[Part]) -> str:
        part = _next(rest)
        letters = _source(part) if part is not None else ""
        if letters.lstrip("\\")[:1].isalpha():
            return rf"{BOX}\tilde{{{self._argument(rest)}}}"
        if isinstance(part, Group) and not part.source.strip():
            rest.pop()
        return r"\sim "

    def _negated(self, _name: str, rest: list[Part]) -> str:
        while _next(rest) == "\\!":
            rest.pop()
        part = _taken(rest)
        while isinstance(part, Group):
            inner = [each for each in part.parts if each not in {" ", "\\!"}]
            if len(inner) != 1:
                _refuse(r"\not")
            part = inner[0]
        if part[0] == "\\" and part[1:] in latex2mathml.operators:
            return rf"\not{part} "
        word = self._word(part, [])
        if part in {"=", "<", ">", "|"}:
            return rf"\not{part}"
        return self._slashed(word)

    def _slashed(self, word: str) -> str:
        """A letter with a stroke through it."""
        name = word.strip()
        letter = latex2mathml.letters.get(name[1:]) or latex2mathml.ordinary.get(name[1:]) or name
        if len(letter) != 1 or not (letter.isalpha() or letter in "∂∇"):
            operator = latex2mathml.operators.get(name[1:], name)
            if len(operator) != 1 or operator.isascii():
                _refuse(r"\not")
            return self._element("mo", unicodedata.normalize("NFC", operator + _SLASH))
        return self._element("mi", mathit.get(letter, letter) + _SLASH)

    def _braket(self, _name: str, rest: list[Part]) -> str:
        inner = self._argument(rest)
        if isinstance(_next(rest), Group):
            inner = f"{inner}|{self._argument(rest)}"
        return rf"{{\langle {inner}\rangle}}"

    # What docutils has no words for

    def _element(self, tag: str, text: str, **attributes: str) -> str:
        element = Element(tag, attributes)
        element.text = text
        self.made.append(element)
        return rf"\text{{{PLACE}{len(self.made) - 1}}}"

    def _words(self, text: str) -> str:
        if unknown := _UNKNOWN.search(text):
            _refuse_macro(unknown[0])
        return self._text_element(text)

    def _text_element(self, text: str) -> str:
        # Browsers take the white space at the edges away.
        return self._element("mtext", _EDGES.sub("\u00a0", text))

    # The later goes before.
    _macros: ClassVar[dict[str, _Write]] = {
        **dict.fromkeys(PLAIN_TABLES, _plain_table),
        **dict.fromkeys(ARROWS, _arrow),
        **dict.fromkeys(SIZES, _sized),
        **dict.fromkeys(TEXTS, _words_of),
        **dict.fromkeys(DROPPED, _dropped),
        **dict.fromkeys(TEMPLATES, _filled),
        **dict.fromkeys(PRINTED, _printed),
        **dict.fromkeys(ALIASES, _alias),
        **dict.fromkeys(STYLES, _in_style),
        **dict.fromkeys(FONT_SWITCHES, _in_font),
        "\\": _row_end,
        "cr": _row_end,
        "crcr": _row_end,
        "begin": _begin,
        "end": _end,
        "sqrt": _root,
        "root": _plain_root,
        "buildrel": _relation,
        "xleftarrow": _long_arrow,
        "xrightarrow": _long_arrow,
        "left": _fence,
        "right": _fence,
        "middle": _middle,
        "backslash": _backslash,
        "textbackslash": _backslash,
        "operatorname": _operator,
        "mathop": _class_of_operators,
        "tag": _number,
        "unicode": _code_point,
        "~": _tilde,
        "not": _negated,
        "slashed": _negated,
        "braket": _braket,
        "Braket": _braket,
        **dict.fromkeys(("hspace", "mspace", "hskip", "kern", "mkern", "mskip"), _space),
    }


def _begun(environment: str) -> str:
    if environment == "rcases":
        return r"\left.\begin{matrix}"
    return rf"\begin{{{environment}}}" if environment else ""


def _ended(environment: str) -> str:
    if environment == "rcases":
        return r"\end{matrix}\right\}"
    return rf"\end{{{environment}}}" if environment else ""


def _primes(signs: Iterable[Part]) -> str:
    return r"\prime " * sum(_PRIMES[_source(sign)] for sign in signs)


def _refuse(what: str) -> NoReturn:
    raise MathError(what)


def _refuse_macro(macro: str) -> NoReturn:
    _refuse(f'Unknown LaTeX command "{macro}".')


def _next(rest: list[Part]) -> Part | None:
    """The part that follows, white space apart, which goes."""
    while rest and rest[-1] == " ":
        rest.pop()
    return rest[-1] if rest else None


def _taken(rest: list[Part]) -> Part:
    if _next(rest) is None:
        _refuse("Source incomplete")
    return rest.pop()


def _source(part: Part) -> str:
    return part.source if isinstance(part, Group) else part


def _dropped_argument(rest: list[Part]) -> None:
    """Take an argument that is not shown, which the exports hand on: no macro may act in it."""
    _refuse_macros((*(_optional(rest) or ()), _taken(rest)))


def _refuse_macros(parts: Parts) -> None:
    if macro := _UNKNOWN.search("".join(map(_source, parts))):
        _refuse_macro(macro[0])


def _optional(rest: list[Part]) -> Parts | None:
    """What stands between brackets, if they follow."""
    if _next(rest) != "[":
        return None
    rest.pop()
    return _until(rest, "]")


def _until(rest: list[Part], end: str) -> Parts:
    taken = []
    while rest and (part := rest.pop()) != end:
        taken.append(part)
    return tuple(taken)


def _scope(rest: list[Part], switches: Container[str]) -> Parts:
    """How far a switch reaches: to the next one, or to where its cell or pair of brackets ends."""
    taken: list[Part] = []
    depth = 0
    while rest:
        part = _source(rest[-1]) if isinstance(rest[-1], str) else ""
        ends = part == "&" or part in _ROW_ENDS or part in {"\\right", "\\end"}
        is_script = bool(taken) and taken[-1] in {"_", "^"}
        if depth == 0 and (ends or (part[1:] in switches and not is_script)):
            break
        depth += (part in {"\\left", "\\begin"}) - (part in {"\\right", "\\end"})
        taken.append(rest.pop())
    return tuple(taken)


def _is_plain(parts: Parts) -> bool:
    """Whether the parts are one side of a fraction: no cells, and brackets in pairs."""
    depth = 0
    for part in parts:
        depth += (part == "\\left") - (part == "\\right")
        if depth < 0 or part in _ROW_ENDS or part in {"&", "\\begin", "\\end"} or part in _INFIXES:
            return False
    return depth == 0


def _delimiter(name: str, rest: list[Part]) -> str:
    part = _taken(rest)
    if isinstance(part, Group) and len(part.parts) == 1:
        part = part.parts[0]
    if part == ".":
        return "."
    sign = DELIMITERS.get(_source(part))
    if sign is None:
        _refuse(f"Unsupported delimiter after {name}")
    return sign


def _gap(rest: list[Part]) -> None:
    r"""Take the height that a row's end may have, as in `\\[2pt]`."""
    if _next(rest) == "[" and "]" in rest[-14:]:
        ahead = list(rest)
        taken = _optional(ahead) or ()
        if _LENGTH.fullmatch("".join(map(_source, taken))):
            del rest[len(ahead) :]


def _length(rest: list[Part]) -> re.Match[str] | None:
    ahead = "".join(_source(part) for part in rest[:-20:-1])
    length = _LENGTH.match(ahead)
    if length:
        del rest[-len(length[0].rstrip()) :]
    return length


def _run(rest: list[Part]) -> Iterator[str]:
    while (
        rest
        and isinstance(rest[-1], str)
        and unicodedata.category(rest[-1][-1])
        in {
            "Lo",
            "Lm",
            "Mn",
            "Mc",
        }
    ):
        yield str(rest.pop())


def _script_of(sign: str) -> str:
    """What a raised or lowered sign (``²``) is in TeX, without braces; else nothing."""
    kind, _, code = (
        unicodedata.decomposition(sign).partition(" ") if len(sign) == 1 else ("", "", "")
    )
    if kind not in {"<super>", "<sub>"} or " " in code:
        return ""
    return ("^" if kind == "<super>" else "_") + chr(int(code, 16)).replace("\u2212", "-")


def _operator_name(source: str) -> str:
    """The name of an operator, without what only makes it upright; nothing if it is more."""
    name = _SPACING.sub(" ", _UPRIGHT.sub(r"\1", source)).replace(r"\!", "").strip("{} ")
    return name if _NAME.fullmatch(name) else ""
