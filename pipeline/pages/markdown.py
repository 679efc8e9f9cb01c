"""The few pieces of MyST that a generated page is made of."""

import re
import string

from .blocks import Block, PaperCard, card_to_json, to_json

MARKER = "Written by `python -m pipeline emit`: edit reviews/ instead."
"""Says to people and to the pipeline itself that a file is the pipeline's own."""

_PUNCTUATION = re.compile(f"([{re.escape(string.punctuation)}])")


def escaped(text: str) -> str:
    """One line of text that Markdown shows as it is.

    CommonMark lets every ASCII punctuation mark be escaped: https://spec.commonmark.org/0.31.2/#backslash-escapes
    """
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def page(title: str, *parts: str) -> str:
    """A whole page; `title` is plain text."""
    # Pages of papers stay out of every toctree, or each page would carry all titles.
    front = f"---\n# {MARKER}\norphan: true\n---"
    return "\n".join([front, "\n\n".join([f"# {escaped(title)}", *parts]), ""])


def snippet(*parts: str) -> str:
    """A text for a hand-written page to include."""
    return "\n\n".join([f"% {MARKER}", *parts]) + "\n"


def heading(text: str) -> str:
    """A heading below the page's title."""
    return f"## {escaped(text)}"


def blocks(*content: Block) -> str:
    """Text as data."""
    return _directive("blocks", to_json(*content))


def paper(card: PaperCard) -> str:
    """The declaration that this page is the paper's."""
    return _directive("paper", card_to_json(card))


def review(path: str) -> str:
    """A review's text, from the file at `path` beside `docs/`."""
    return f"```{{review}} {path}\n```"


def toctree(*entries: str) -> str:
    """Pages below this one in the navigation."""
    return "\n".join(["```{toctree}", ":hidden:", "", *entries, "```"])


def _directive(name: str, json: str) -> str:
    # JSON holds no line break inside its strings, so no line of it can end the fence.
    return f"```{{{name}}}\n{json}\n```"
