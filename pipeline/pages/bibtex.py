"""How to cite a paper: its BibTeX entry."""

import re
import unicodedata

from pylatexenc.latexencode import UnicodeToLatexEncoder

from ..library.labels import family_name
from ..text import tex
from .data import PaperData

_ENCODER = UnicodeToLatexEncoder(unknown_char_policy="unihex", unknown_char_warning=False)
_SMALL_WORDS = {"a", "an", "the", "on", "of", "for", "in", "is", "to", "and", "with"}


def bibtex(paper: PaperData) -> str:
    """The entry, in ASCII: every BibTeX can read it."""
    fields = {
        # The second pair of braces keeps a style from lowering the title's capitals.
        "title": "{" + _as_latex(paper.title) + "}",
        "author": " and ".join(_as_latex(name) for name in paper.authors),
        "booktitle": _as_latex(paper.venue or ""),
        "year": str(paper.year or ""),
        "eprint": paper.id if paper.on_arxiv else "",
        "archivePrefix": "arXiv" if paper.on_arxiv else "",
        "primaryClass": paper.primary_category or "",
        "doi": paper.doi or "",
        "url": paper.address,
    }
    kind = "inproceedings" if paper.venue else "misc"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{citation_key(paper)},", *lines, "}"])


def citation_key(paper: PaperData) -> str:
    """First author, year and first telling word of the title: `gu2021combining`."""
    author = family_name(tex.plain(paper.authors[0])) if paper.authors else paper.id
    words = (_ascii(word) for word in tex.plain(paper.title).split())
    word = next((word for word in words if word and word not in _SMALL_WORDS), "")
    return f"{_ascii(author)}{paper.year or ''}{word}"


def _as_latex(source: str) -> str:
    return "".join(
        f"${piece.tex}$" if isinstance(piece, tex.Formula) else _escaped(piece.text)
        for piece in tex.parse(source)
    )


def _escaped(text: str) -> str:
    # BibTeX counts braces before TeX sees the backslash in front of one, so they go by name.
    latex: str = _ENCODER.unicode_to_latex(text)
    return latex.replace(r"\{", r"\textbraceleft{}").replace(r"\}", r"\textbraceright{}")


def _ascii(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower())
    return re.sub(r"[^a-z0-9]", "", letters.split("-")[0])
