"""HTML that is not read: which tag it is, and what to write instead."""

import re
from typing import Final

from ..syntax.tags import MEANINGS

_TAG: Final = re.compile(r"<\s*(?P<closes>/?)\s*(?P<name>[A-Za-z][A-Za-z0-9-]*)")
_INSTEAD: Final = {
    "a": "[words](address)",
    "img": "![what it shows](images/…)",
    "code": "`code`",
    "pre": "``` on a line above the code and on one below it",
    "hr": "---",
    "blockquote": "> before each line",
    **dict.fromkeys(("ul", "ol", "li"), "- or 1. before each item"),
    **dict.fromkeys((f"h{level}" for level in range(1, 7)), "## before the heading"),
    **dict.fromkeys(("table", "thead", "tbody", "tr", "th", "td"), "| a | b | and |---|---|"),
    **dict.fromkeys(("center", "div", "font", "p", "span"), "the words alone"),
}


def html_advice(source: str) -> str:
    """What is to be done about the tag that `source` begins with."""
    tag = _TAG.match(source)
    name = tag["name"].lower() if tag else ""
    if name in MEANINGS:
        return f"<{name}> stands without attributes, and </{name}> in the same paragraph ends it"
    if name in {"details", "summary"}:
        return (
            f"<{name}> is not read as it stands here; write <details> at the beginning of a line,"
            " <summary>…</summary>, the text, and </details> at the end of a line"
        )
    if name in _INSTEAD:
        return f"<{name}> is not read here; write {_INSTEAD[name]}"
    what = f"<{name}>" if name else "HTML"
    return f"{what} is not read here; write Markdown, or \\< for the sign itself"
