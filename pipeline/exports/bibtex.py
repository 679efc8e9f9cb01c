"""How to cite a paper: its BibTeX entry."""

from typing import Final

from ..pages.data import PaperData
from .cited import Cited, Kind
from .latex import as_address, as_latex, as_macros, authors, entry

_KINDS: Final = {Kind.PREPRINT: "misc", Kind.ARTICLE: "article", Kind.PROCEEDINGS: "inproceedings"}


def bibtex(paper: PaperData, most_authors: int | None = None) -> str:
    """The entry: letters of Latin scripts as LaTeX macros, those of others in UTF-8.

    Authors beyond `most_authors` are "others", which BibTeX's styles make "et al." of.
    """
    is_cut = most_authors is not None and len(paper.authors) > most_authors
    return bibtex_entry(Cited.of(paper, most_authors), and_others=is_cut)


def bibtex_entry(cited: Cited, *, and_others: bool = False) -> str:
    """The entry of what is cited."""
    container = "journal" if cited.kind is Kind.ARTICLE else "booktitle"
    fields = {
        # The second pair of braces keeps a style from lowering the title's capitals.
        "title": "{" + as_latex(cited.title, as_macros) + "}",
        "author": authors(cited.names, as_macros, and_others=and_others),
        container: as_macros(cited.container),
        "volume": cited.volume,
        "number": cited.issue,
        "pages": cited.pages.replace("-", "--"),
        "year": str(cited.year or ""),
        "eprint": cited.arxiv or "",
        "archivePrefix": "arXiv" if cited.arxiv else "",
        "primaryClass": as_macros(cited.category),
        "doi": as_address(cited.doi),
        "url": as_address(cited.address),
        "note": f"Journal reference: {as_macros(cited.note)}" if cited.note else "",
    }
    return entry(_KINDS[cited.kind], cited.key, fields)
