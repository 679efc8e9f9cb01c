"""Text and names in a field of a BibTeX file, from which nothing gets out.

What a record says comes from outside and ends in somebody's LaTeX: no text leaves its field, and
only formulas that the page can show are kept as formulas, so no macro gets in that acts.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final, TypeAlias

from pylatexenc.latexencode import UnicodeToLatexEncoder

from ..text import tex
from ..text.mathml import mathml
from ..text.names import Name

Letters: TypeAlias = Callable[[str], str]
"""How plain text is written: as macros and ASCII, or in Unicode."""

_ENCODER = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False)
# Words of other scripts than Latin stay as they are, as LaTeX and BibTeX read UTF-8;
# a Greek letter by itself is a sign, as letters of mathematics are.
_FOREIGN: Final = re.compile(
    r"(?:(?!(?<![Α-ω])[Α-ω](?![Α-ω]))[^\W\d_\x00-\u02af\u1e00-\u1eff\u2100-\u214f\U0001d400-\U0001d7ff])+"
)
_PLAIN: Final = re.compile(r"[A-Za-z0-9 .,:;()'?!/*+-]*")
# BibTeX counts these whatever stands in front of them.
_BRACES: Final = re.compile(r"\\([{}])|([{}])")
_BRACE_NAMES: Final = {"{": r"\lbrace ", "}": r"\rbrace "}
_UNSAFE_SIGN: Final = re.compile(r"(?<!\\)((?:\\\\)*)([%#])")
_SIGNS: Final = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
    }
)
_IN_ADDRESS: Final = str.maketrans({sign: f"%{ord(sign):02X}" for sign in '{}\\^"'})
_DIVIDES: Final = re.compile(r",|\sand\s", re.IGNORECASE)
_OTHERS: Final = "others"
"""What BibTeX's styles make "et al." of."""


def as_macros(text: str) -> str:
    """Plain text with the letters of Latin scripts as macros; those of others stay."""
    if _PLAIN.fullmatch(text):  # as most names, which need not be looked up sign by sign
        return text
    parts, place = [], 0
    text = unicodedata.normalize("NFC", text)
    for word in _FOREIGN.finditer(text):
        parts += [_encoded(text[place : word.start()]), word[0]]
        place = word.end()
    return "".join((*parts, _encoded(text[place:])))


def as_unicode(text: str) -> str:
    """Plain text with all its letters; only what means something to TeX is written out."""
    return unicodedata.normalize("NFC", text).translate(_SIGNS)


def as_latex(source: str, letters: Letters) -> str:
    """Text that may hold TeX."""
    return "".join(
        _formula(piece, letters) if isinstance(piece, tex.Formula) else letters(piece.text)
        for piece in tex.parse(source)
    )


def as_address(text: str) -> str:
    """An address or a DOI, as macros for addresses take it."""
    return text.translate(_IN_ADDRESS)


def authors(names: tuple[Name, ...], letters: Letters, *, and_others: bool = False) -> str:
    """A list of names, as BibTeX takes it apart again."""
    return " and ".join([*(_author(name, letters) for name in names), *[_OTHERS] * and_others])


def entry(kind: str, key: str, fields: dict[str, str]) -> str:
    """An entry with those of its fields that say something."""
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _author(name: Name, letters: Letters) -> str:
    """Family, suffix, given name; what is no person's name, or cannot be told apart, in braces."""
    parts = [letters(part) for part in (name.family, name.suffix, name.given) if part]
    written = ", ".join(parts)
    is_plain = name.given or (" " not in written and written.lower() != _OTHERS)
    if is_plain and not name.is_group and not _DIVIDES.search(f" {' | '.join(parts)} "):
        return written
    return f"{{{' '.join(reversed(parts))}}}"


def _formula(formula: tex.Formula, letters: Letters) -> str:
    """A formula in dollars, its source as text where it could break out or do something."""
    source = _BRACES.sub(
        lambda brace: _BRACE_NAMES[brace[1]] if brace[1] else brace[2], formula.tex
    )
    source = _UNSAFE_SIGN.sub(r"\1\\\2", source)
    if not _is_balanced(source) or "^^" in source or mathml(formula.tex, display=False) is None:
        return letters(f"${formula.tex}$")
    return f"${source}$"


def _is_balanced(source: str) -> bool:
    depth = 0
    for brace in _BRACES.finditer(source):
        depth += 1 if brace[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _encoded(text: str) -> str:
    # BibTeX counts braces before TeX sees the backslash in front of one, so they go by name.
    latex: str = _ENCODER.unicode_to_latex(text)
    return latex.replace(r"\{", r"\textbraceleft{}").replace(r"\}", r"\textbraceright{}")
