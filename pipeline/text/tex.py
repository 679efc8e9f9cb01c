r"""TeX as it stands in arXiv's titles, names, abstracts and comments, as text and formulas.

Two dialects meet here: until November 2025 arXiv's answers were hard-wrapped and wrote accents in
TeX (``Nystr\"om``); since then they are one line of Unicode.
Only what TeX would read as a sign is touched, so other text comes out as it went in.
A macro that is not known keeps its source: nothing is lost silently.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from docutils.utils.math import latex2mathml, tex2unichar

from .delimiters import CONTENTS, FLAGS, FORMULA, blocks, without_signs
from .lists import without_lists


@dataclass(frozen=True, slots=True)
class Text:
    """Unicode text, its white space single spaces."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """TeX mathematics without its delimiters."""

    tex: str
    display: bool = False


Piece: TypeAlias = Text | Formula


@dataclass(frozen=True, slots=True)
class _Macro:
    """A macro with the white space that TeX swallows after it."""

    source: str

    @property
    def name(self) -> str:
        """Without the backslash and the white space."""
        return self.source[1:].rstrip()


@dataclass(frozen=True, slots=True)
class _Group:
    """What stood between two braces."""

    parts: tuple[str | Formula, ...]
    is_spelling: bool = False
    """Whether it is there for a macro in it, as in ``{\\em so}`` or ``{\\alpha}``."""


_Part: TypeAlias = str | Formula
_Atom: TypeAlias = _Part | _Macro | _Group

_TOKEN = re.compile(
    rf"{FORMULA} | (?P<macro> \\ (?:(?:operatorname\*|[A-Za-z]+) \s* | .) ) | [^\\{{}}$]+ | .",
    FLAGS,
)

_OPENING = re.compile(r"(?<!`)``(?=[^\s`])")
# What TeX prints as another character.  An address keeps its own, and a tilde is a space only
# between words: "~5%", "5~10" and "/~name" mean the tilde.
_SIGN = re.compile(
    rf"""
    {FORMULA} | \\. | https?://\S+
    | (?P<sign> ---? | {_OPENING.pattern} | ''
              | (?<=[\w.,:;)}}\]$]) (?!(?<=\d)~\d) ~ (?=[\w({{\\$]) )
    """,
    FLAGS,
)
_SIGNS = {"--": "–", "---": "—", "``": "“", "''": "”", "~": " "}

# Where none of these is, TeX has nothing to read.
_ANY_SIGN = re.compile(r"[\\${}`~]|--|''")
_SPACES = re.compile(r"\s+")
_LAYOUT = re.compile(r"~|(?<!\\)&|\\(?:begin|end)\{[A-Za-z]+\*?\}")

# fmt: off
# Accents in texts, then in formulas, as combining characters.
_MARKS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331", "t": "\u0361",
    "grave": "\u0300", "acute": "\u0301", "hat": "\u0302", "tilde": "\u0303", "bar": "\u0304",
    "breve": "\u0306", "dot": "\u0307", "ddot": "\u0308", "mathring": "\u030a", "check": "\u030c",
    "vec": "\u20d7", "widehat": "\u0302", "widetilde": "\u0303",
}
# Letters belong to the word around them: the white space after the macro goes.
_LETTERS = {
    "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø",
    "l": "ł", "L": "Ł", "ss": "ß", "SS": "ẞ", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "th": "þ", "TH": "Þ",
}
# Other signs stand for themselves: the white space after the macro stays.
_SYMBOLS = {
    **tex2unichar.mathalpha, **tex2unichar.mathord, **tex2unichar.mathbin, **tex2unichar.mathrel,
    **tex2unichar.mathop, **tex2unichar.mathpunct, **tex2unichar.mathopen,
    **tex2unichar.mathclose, **tex2unichar.mathfence,
    **{name: text for name, text in latex2mathml.functions.items() if text},
    **{name: name for name in ("inf", "lim", "max", "min", "sup", "LaTeX", "TeX", "BibTeX")},
    **dict.fromkeys(("\\", ",", ";", ":", ">", "newline", "par", "quad", "qquad", "space"), " "),
    "": "", "%": "%", "&": "&", "_": "_", "#": "#", "$": "$", "{": "{", "}": "}",
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textbar": "|",
    "textless": "<", "textgreater": ">", "lbrace": "{", "rbrace": "}", "dots": "…", "ldots": "…",
    "degree": "°", "lq": "‘", "rq": "’", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "textquotesingle": "'",
    "textbullet": "•", "textdegree": "°", "textmu": "µ", "textregistered": "®",
    "texttrademark": "™", "copyright": "©", "pounds": "£", "euro": "€", "texteuro": "€",
    "S": "§", "P": "¶", "dag": "†", "ddag": "‡",
}
# Macros that only change how their argument, or what follows, looks: that stays, they go.
_STYLES = frozenset({
    "emph", "text", "textbf", "textit", "textmd", "textnormal", "textrm", "textsc", "textsf",
    "textsl", "texttt", "textup", "underline", "uline",
    "mbox", "hbox", "url", "path",
    "em", "bf", "it", "rm", "sc", "sf", "sl", "tt", "cal", "bfseries", "itshape", "mdseries",
    "normalfont", "rmfamily", "scshape", "sffamily", "slshape", "ttfamily", "upshape",
    "large", "Large", "footnotesize", "normalsize", "small", "centering", "noindent", "protect",
    "xspace", "ensuremath", "bm", "boldsymbol", "mathbb", "mathbbm", "mathbf", "mathcal", "mathds",
    "mathfrak", "mathit", "mathnormal", "mathrm", "mathscr", "mathsf", "mathtt", "mathop",
    "operatorname", "operatorname*", "overline", "pmb", "left", "right", "middle",
    "big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr",
    "Biggr", "displaystyle", "textstyle", "limits", "nolimits", "nonumber", "/", "-", "@", "!",
})
# fmt: on
_DOTTED = str.maketrans("ıȷ", "ij")
# Macros whose first argument is no text: an address, a colour.
_PREFIXED = frozenset({"href", "textcolor", "color"})
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "nicefrac", "sfrac"})
_SCRIPTS = {
    "textsuperscript": ("^", str.maketrans("0123456789+-−=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁱⁿ")),
    "textsubscript": ("_", str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")),
}
# Braces around names keep a style from lowering their capitals; others are signs, as in sets.
_NAMES = re.compile(r"(?=.*[^\W\d_])[\w.'’&/-](?:[\w\s.'’&/-]*[\w.'’&/-])?")
_SHORT_SCRIPT = re.compile(r"[-−+]?\w+|.", re.DOTALL)


def parse(source: str) -> tuple[Piece, ...]:
    r"""Read a run of TeX: ``a $k$-means`` is ``(Text("a "), Formula("k"), Text("-means"))``.

    Formulas stand between ``$…$``, ``$$…$$``, ``\(…\)``, ``\[…\]`` or in an environment such as
    ``align``.
    No ``Text`` is empty or next to another, and there is no white space at the ends.
    """
    if is_text(source):
        text = _collapsed(source).strip()
        return (Text(text),) if text else ()
    pieces = list(_merged(_spelled(_atoms(_typeset(without_signs(without_lists(source)))))))
    if pieces and isinstance(pieces[0], Text):
        pieces[0] = Text(pieces[0].text.lstrip())
    if pieces and isinstance(pieces[-1], Text):
        pieces[-1] = Text(pieces[-1].text.rstrip())
    return tuple(piece for piece in pieces if piece != Text(""))


def paragraphs(source: str) -> tuple[tuple[Piece, ...], ...]:
    """Read an abstract, one tuple for each of its `delimiters.blocks`."""
    return tuple(pieces for block in blocks(without_lists(source)) if (pieces := parse(block)))


@lru_cache(2**14)  # titles and names are asked for wherever they stand
def plain(source: str) -> str:
    r"""Read TeX as one line of text, the formulas too: ``$n \times n$`` is ``n × n``."""
    return reading(parse(source))


def is_text(source: str) -> bool:
    """Whether a run of TeX has no sign that TeX reads, so that it is shown as it is written."""
    return _ANY_SIGN.search(source) is None


def reading(pieces: Iterable[Piece]) -> str:
    """What was read of TeX as one line of text."""
    return _collapsed("".join(map(_reading, pieces))).strip()


def _reading(piece: Piece) -> str:
    if isinstance(piece, Text):
        return piece.text
    # What lays a formula out in lines and columns says nothing.
    source = without_signs(_LAYOUT.sub(" ", piece.tex))
    return _joined(_spelled(_atoms(source, in_formula=True), in_formula=True))


def _joined(parts: Iterable[_Part]) -> str:
    return "".join(part if isinstance(part, str) else _reading(part) for part in parts)


def _collapsed(text: str) -> str:
    return _SPACES.sub(" ", text)


def _typeset(source: str) -> str:
    # Two apostrophes close a quotation only where one was opened: else they are seconds or primes.
    signs = _SIGNS if _OPENING.search(source) else _SIGNS | {"''": "''"}
    return _SIGN.sub(lambda match: signs.get(match["sign"], match[0]), source)


def _merged(parts: Iterable[_Part]) -> Iterator[Piece]:
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        yield Text(_collapsed(text))
        yield part
        text = ""
    yield Text(_collapsed(text))


def _atoms(source: str, *, in_formula: bool = False) -> list[_Atom]:
    """Split into tokens, and join what stands between two braces to a group."""
    levels: list[list[_Atom]] = [[]]
    for match in _TOKEN.finditer(source):
        if match[0] == "{":
            levels.append([])
        elif match[0] == "}" and len(levels) > 1:
            group = _group(levels.pop(), in_formula=in_formula)
            levels[-1].append(group)
        else:
            levels[-1].append(_atom(match))
    closed, *unclosed = levels
    return closed + [atom for level in unclosed for atom in ("{", *level)]


def _atom(match: re.Match[str]) -> _Atom:
    kind = match.lastgroup
    if kind is None:
        return match[0]
    if kind == "macro":
        return _Macro(match[0])
    return Formula(_collapsed(match[kind]).strip(), display=CONTENTS[kind])


def _group(atoms: list[_Atom], *, in_formula: bool) -> _Group:
    return _Group(tuple(_spelled(atoms, in_formula=in_formula)), is_spelling=_is_spelling(atoms))


def _is_spelling(atoms: list[_Atom]) -> bool:
    match atoms:
        case [_Macro()]:
            return True
        case [_Macro(name=name), *_]:
            return name in _STYLES or name in _MARKS or name in _LETTERS or name in _PREFIXED
    return False


def _spelled(atoms: list[_Atom], *, in_formula: bool = False) -> list[_Part]:
    parts: list[_Part] = []
    rest = atoms[::-1]
    while rest:
        atom = rest.pop()
        if isinstance(atom, _Macro):
            parts += _expanded(atom, rest)
        elif isinstance(atom, _Group):
            before = parts[-1] if parts and isinstance(parts[-1], str) else ""
            shown = _in_formula if in_formula else _in_text
            parts += shown(atom, before, rest)
        else:
            parts.append(atom)
    return parts


def _in_formula(group: _Group, before: str, _rest: list[_Atom]) -> tuple[_Part, ...]:
    """What shows of a group: braces go, but "n^(a+b)" is not "n^a+b"."""
    is_short = _SHORT_SCRIPT.fullmatch(_joined(group.parts))
    is_script = before.endswith(("^", "_"))
    return ("(", *group.parts, ")") if is_script and not is_short else group.parts


def _in_text(group: _Group, before: str, rest: list[_Atom]) -> tuple[_Part, ...]:
    """What shows of a group that no macro takes: its braces too, where they may mean something."""
    text = _joined(group.parts)
    is_script = before.endswith(("^", "_"))
    touches = before[-1:].isalpha() or (bool(rest) and _base(rest[-1])[:1].isalpha())
    is_name = touches or len(text) > 1 or text.isupper()
    is_formula = all(isinstance(part, Formula) for part in group.parts)
    goes = (
        group.is_spelling or is_formula or not text.strip() or (is_name and _NAMES.fullmatch(text))
    )
    return group.parts if goes and not is_script else ("{", *group.parts, "}")


def _expanded(macro: _Macro, rest: list[_Atom]) -> Iterable[_Part]:
    """Return what a macro prints; it takes its arguments from the end of ``rest``."""
    name = macro.name
    if name in _MARKS:
        return _accented(macro, _MARKS[name], rest)
    if name in _LETTERS:
        return (_LETTERS[name],)
    if name in _STYLES:
        return _argument(rest)
    if name in _SYMBOLS:
        return (_SYMBOLS[name], macro.source[1 + len(name) :])
    return _with_arguments(macro, name, rest)


def _with_arguments(macro: _Macro, name: str, rest: list[_Atom]) -> Iterable[_Part]:
    match rest[:-3:-1]:
        case [_Group(parts), *_] if name in _SCRIPTS:
            rest.pop()
            return _script(*_SCRIPTS[name], parts)
        case [_Group(parts), *_] if name in _PREFIXED and "\\" not in _joined(parts):
            rest.pop()
            return _argument(rest)
        case [_Group(parts), *_] if name == "sqrt":
            rest.pop()
            return ("√", *_bracketed(parts))
        case [_Group(above), _Group(below)] if name in _FRACTIONS:
            del rest[-2:]
            return (*_bracketed(above), "/", *_bracketed(below))
    return _untouched(macro, rest)


def _argument(rest: list[_Atom]) -> tuple[_Part, ...]:
    if rest and isinstance(group := rest[-1], _Group):
        rest.pop()
        return group.parts
    return ()


def _script(sign: str, raised: Mapping[int, int], parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
    """Set a text above or below its line: "10⁻³", "5th", "x^{a,b}"."""
    text = _joined(parts)
    if all(ord(character) in raised for character in text):
        return (text.translate(raised),)
    return parts if text.isalpha() else (sign, "{", *parts, "}")


def _untouched(macro: _Macro, rest: list[_Atom]) -> Iterator[_Part]:
    yield macro.source
    while rest and isinstance(group := rest[-1], _Group):
        rest.pop()
        yield from ("{", *group.parts, "}")


def _bracketed(parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
    return parts if _joined(parts).isalnum() else ("(", *parts, ")")


def _accented(macro: _Macro, mark: str, rest: list[_Atom]) -> tuple[str, ...]:
    """Set the mark on the letter that follows, or keep the macro where there is none."""
    base = _base(rest[-1]) if rest else ""
    if not base[:1].isalpha():
        return (macro.source,)
    if isinstance(text := rest.pop(), str):
        rest.append(text[1:])
        base = base[0]
    return (unicodedata.normalize("NFC", base[0].translate(_DOTTED) + mark), base[1:])


def _base(atom: _Atom) -> str:
    """Return the text that begins with the letter under an accent."""
    match atom:
        case str(text):
            return text
        case _Macro():
            return _LETTERS.get(atom.name) or _SYMBOLS.get(atom.name, "")
        case _Group(parts):
            return _joined(parts)
    return ""
