"""How to cite a paper: its BibLaTeX entry, in Unicode.

The fields: https://ctan.org/pkg/biblatex, the manual's "Entry Types" and "Electronic Publishing
Information".
"""

from typing import Final

from .cited import Cited, Kind
from .latex import as_address, as_latex, as_unicode, authors, entry

_KINDS: Final = {
    Kind.PREPRINT: "online",
    Kind.ARTICLE: "article",
    Kind.PROCEEDINGS: "inproceedings",
}


def biblatex_entry(cited: Cited) -> str:
    """The entry of what is cited."""
    container = "journaltitle" if cited.kind is Kind.ARTICLE else "booktitle"
    fields = {
        # The second pair of braces keeps a style from lowering the title's capitals.
        "title": "{" + as_latex(cited.title, as_unicode) + "}",
        "author": authors(cited.names, as_unicode),
        container: as_unicode(cited.container),
        "volume": cited.volume,
        "number": cited.issue,
        "pages": cited.pages.replace("-", "--"),
        "date": str(cited.year or ""),
        "eprint": cited.arxiv or "",
        "eprinttype": "arxiv" if cited.arxiv else "",
        "eprintclass": as_unicode(cited.category),
        "doi": as_address(cited.doi),
        "url": as_address(cited.address),
        "note": f"Journal reference: {as_unicode(cited.note)}" if cited.note else "",
    }
    return entry(_KINDS[cited.kind], cited.key, fields)
