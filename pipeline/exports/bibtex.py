"""How to cite a paper: its BibTeX entry.

What a record says comes from outside and ends in somebody's LaTeX: no text leaves its field, and
only formulas that the page can show are kept as formulas, so no macro gets in that acts.
"""

import re
import unicodedata
from typing import Final

from pylatexenc.latexencode import UnicodeToLatexEncoder

from ..pages.data import PaperData
from ..text import tex
from ..text.mathml import mathml
from ..text.names import Name, names

_ENCODER = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False)
# Words of other scripts than Latin stay as they are, as LaTeX and BibTeX read UTF-8;
# a Greek letter by itself is a sign, as letters of mathematics are.
_FOREIGN: Final = re.compile(
    r"(?:(?!(?<![Α-ω])[Α-ω](?![Α-ω]))[^\W\d_\x00-\u02af\u1e00-\u1eff\u2100-\u214f\U0001d400-\U0001d7ff])+"
)
# BibTeX counts these whatever stands in front of them.
_BRACES: Final = re.compile(r"\\([{}])|([{}])")
_BRACE_NAMES: Final = {"{": r"\lbrace ", "}": r"\rbrace "}
_UNSAFE_SIGN: Final = re.compile(r"(?<!\\)((?:\\\\)*)([%#])")
_IN_ADDRESS: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def bibtex(paper: PaperData, most_authors: int | None = None) -> str:
    """The entry: letters of Latin scripts as LaTeX macros, those of others in UTF-8.

    Authors beyond `most_authors` are "others", which BibTeX's styles make "et al." of.
    """
    authors = [_author(name) for name in names(map(tex.plain, paper.authors[:most_authors]))]
    if most_authors is not None and len(paper.authors) > most_authors:
        authors.append("others")
    fields = {
        # The second pair of braces keeps a style from lowering the title's capitals.
        "title": "{" + _as_latex(paper.title) + "}",
        "author": " and ".join(authors),
        "booktitle": _as_latex(paper.venue or ""),
        "year": str(paper.year or ""),
        "eprint": paper.id if paper.on_arxiv else "",
        "archivePrefix": "arXiv" if paper.on_arxiv else "",
        "primaryClass": paper.primary_category or "",
        "doi": paper.doi or "",
        "url": paper.address.translate(_IN_ADDRESS),
        "note": f"Journal reference: {_as_latex(paper.journal_ref)}" if paper.journal_ref else "",
    }
    kind = "inproceedings" if paper.venue else "misc"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{paper.key},", *lines, "}"])


def _author(name: Name) -> str:
    """A name as BibTeX takes it apart again: family, suffix, given name."""
    parts = [_escaped(part) for part in (name.family, name.suffix, name.given) if part]
    if name.is_group or " and " in f" {' '.join(parts)} " or any("," in part for part in parts):
        return "{" + " ".join(reversed(parts)) + "}"
    if len(parts) == 1 and " " in parts[0]:
        return f"{{{parts[0]}}}"
    return ", ".join(parts) if name.given else " ".join(parts)


def _as_latex(source: str) -> str:
    return "".join(
        _formula(piece) if isinstance(piece, tex.Formula) else _escaped(piece.text)
        for piece in tex.parse(source)
    )


def _formula(formula: tex.Formula) -> str:
    """A formula in dollars, its source as text where it could break out or do something."""
    source = _BRACES.sub(
        lambda brace: _BRACE_NAMES[brace[1]] if brace[1] else brace[2], formula.tex
    )
    source = _UNSAFE_SIGN.sub(r"\1\\\2", source)
    if not _is_balanced(source) or "^^" in source or mathml(formula.tex, display=False) is None:
        return _escaped(f"${formula.tex}$")
    return f"${source}$"


def _is_balanced(source: str) -> bool:
    depth = 0
    for brace in _BRACES.finditer(source):
        depth += 1 if brace[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _escaped(text: str) -> str:
    parts, place = [], 0
    text = unicodedata.normalize("NFC", text)
    for word in _FOREIGN.finditer(text):
        parts += [_encoded(text[place : word.start()]), word[0]]
        place = word.end()
    return "".join((*parts, _encoded(text[place:])))


def _encoded(text: str) -> str:
    # BibTeX counts braces before TeX sees the backslash in front of one, so they go by name.
    latex: str = _ENCODER.unicode_to_latex(text)
    return latex.replace(r"\{", r"\textbraceleft{}").replace(r"\}", r"\textbraceright{}")
