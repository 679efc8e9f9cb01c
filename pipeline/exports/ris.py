"""How to cite a paper: its record in RIS, which most reference managers read.

A line each, a tag of two signs before it:
https://web.archive.org/web/20170707033254/http://www.researcherid.com/resources/html/help_upload.htm
"""

from collections.abc import Iterator
from typing import Final

from ..text.names import Name
from .cited import Cited, Kind

_KINDS: Final = {Kind.PREPRINT: "UNPB", Kind.ARTICLE: "JOUR", Kind.PROCEEDINGS: "CONF"}


def ris_record(cited: Cited) -> str:
    """The record of what is cited, with a line's end after each line."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _fields(cited))


def _fields(cited: Cited) -> Iterator[tuple[str, str]]:
    first, _, last = cited.pages.partition("-")
    yield "TY", _KINDS[cited.kind]
    yield "ID", cited.key
    fields = (
        ("TI", cited.plain_title),
        *(("AU", _author(name)) for name in cited.names),
        ("PY", str(cited.year or "")),
        ("T2", cited.container),
        ("VL", cited.volume),
        ("IS", cited.issue),
        ("SP", first),
        ("EP", last),
        ("PB", "arXiv" if cited.is_on_arxiv_alone else ""),
        ("AN", f"arXiv:{cited.arxiv}" if cited.arxiv else ""),
        ("DO", cited.any_doi),
        ("UR", cited.address),
        ("N1", f"Journal reference: {cited.note}" if cited.note else ""),
    )
    yield from (field for field in fields if field[1])
    yield "ER", ""


def _author(name: Name) -> str:
    """Family, given name, suffix; what goes by one name must not hold a comma."""
    parts = [part.replace(",", "") for part in (name.family, name.given, name.suffix)]
    return ", ".join(parts).rstrip(", ")
