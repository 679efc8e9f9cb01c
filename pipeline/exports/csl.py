"""How to cite a paper: its item in CSL-JSON, which Pandoc, Zotero and citeproc read.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

import json
import re
from typing import Final

from ..text.names import Name
from .cited import Cited, Kind

_KINDS: Final = {
    Kind.PREPRINT: "article",
    Kind.ARTICLE: "article-journal",
    Kind.PROCEEDINGS: "paper-conference",
}
# Processors take these for markup, and know no way to write them as text:
# https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#html-like-formatting-tags
_MARKUP: Final = re.compile(r"<(?=/?(?:i|b|sup|sub|sc|span)\b)", re.IGNORECASE)
_LESS_THAN: Final = "＜"


def csl_item(cited: Cited) -> str:
    """The item of what is cited, on one line."""
    item = {
        "id": cited.key,
        "type": _KINDS[cited.kind],
        "title": _text(cited.plain_title),
        "author": [_author(name) for name in cited.names],
        "issued": {"date-parts": [[cited.year]]} if cited.year else None,
        "container-title": _text(cited.container),
        "volume": cited.volume,
        "issue": cited.issue,
        "page": cited.pages,
        "publisher": "arXiv" if cited.is_on_arxiv_alone else "",
        "number": f"arXiv:{cited.arxiv}" if cited.is_on_arxiv_alone else "",
        "DOI": cited.any_doi,
        "URL": cited.address,
        "note": _text(f"Journal reference: {cited.note}" if cited.note else ""),
    }
    said = {name: value for name, value in item.items() if value}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _author(name: Name) -> dict[str, str]:
    if not name.given and not name.suffix:
        return {"literal": _text(name.family)}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: _text(text) for part, text in parts.items() if text}


def _text(text: str) -> str:
    return _MARKUP.sub(_LESS_THAN, text)
