"""The few pieces of MyST that a generated page is made of."""

import re
import string
from collections.abc import Sequence

from ..files.yaml_text import as_yaml
from ..written.hand_written import MARKER

FRONT = f"---\n# {MARKER}\norphan: true\n---"
"""How a page begins: pages stay out of every toctree, or each would carry the titles of all."""

_PUNCTUATION = re.compile(f"([{re.escape(string.punctuation)}])")
_TICKS = re.compile("`+")


def escaped(text: str) -> str:
    """One line of text that Markdown shows as it is.

    CommonMark lets every ASCII punctuation mark be escaped: https://spec.commonmark.org/0.31.2/#backslash-escapes
    """
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def page(title: str, *parts: str) -> str:
    """A whole page; `title` is plain text."""
    return "\n".join([FRONT, "\n\n".join([f"# {escaped(title)}", *parts]), ""])


def directive(name: str, argument: str = "", content: str = "") -> str:
    """A directive; its fence is longer than any in its content, so that no line can end it."""
    runs = _TICKS.findall(content) if "`" in content else ()
    ticks = "`" * max([3, *(len(run) + 1 for run in runs)])
    first = f"{ticks}{{{name}}} {argument}".rstrip()
    return "\n".join([first, *([content] if content else []), ticks])


def ids(name: str, papers: Sequence[str]) -> str:
    """A directive that shows papers, given by their ids."""
    return directive(name, content=as_yaml(list(papers)) if papers else "")


def toctree(*entries: str) -> str:
    """Pages below this one in the navigation."""
    return directive("toctree", content="\n".join([":hidden:", "", *entries]))
