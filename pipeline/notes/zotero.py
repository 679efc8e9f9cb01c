"""Notes that Zotero exports, and Better Notes and Better BibTeX with it.

Their links lead into a program on one person's machine (`zotero://`), and so do those of other
programs; highlights are coloured by HTML, and papers are cited by keys of Pandoc's.
"""

import re
from typing import Final

from .prose import Rewritten, Rule, outside_of_code, prose, rewritten

_TEXT: Final = r"(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,500}\))?){0,500})"
_SCHEME: Final = r"(?!https?:|mailto:)[A-Za-z][A-Za-z0-9+.-]{1,30}:"
_APP_LINK: Final = re.compile(
    rf"(?<!!)\[{_TEXT}\]\((?P<open><)?{_SCHEME}(?(open)[^<>\n]{{0,2000}}>|(?:[^()\n]|\([^()\n]{{0,200}}\)){{0,2000}})"
    r"\)"
)
_BARE: Final = re.compile(rf"<(?P<address>{_SCHEME}[^<>\s]{{1,2000}})>")
_SPAN: Final = re.compile(
    r"<(?P<tag>mark|span|font)\b(?:[ \t][^<>]{0,500})?>"
    r"(?P<text>(?:(?!</?(?:mark|span|font)\b)[^\0]){0,5000})"
    r"</(?P=tag)>",
    re.IGNORECASE,
)
_CITED: Final = re.compile(
    r"\[(?P<cited>[^\[\]\n]{0,100}(?<![\w@])-?@[A-Za-z0-9_][^\[\]\n]{0,300})\](?![(\[:])"
)
_DEEPEST: Final = 4


def without_zotero(text: str) -> Rewritten:
    """The text as Markdown that needs no program to be followed."""
    rules = (
        Rule(_APP_LINK, lambda match: match["text"], "kept the words of the link into a program"),
        Rule(_BARE, lambda match: f"`{match['address']}`", "made the address of a program code"),
        Rule(
            _CITED, lambda match: rf"\[{match['cited']}\]", "kept the citation's key as it stands"
        ),
    )
    spans = Rule(_SPAN, _marked, "left out colours")
    after = Rewritten(text)
    for _ in range(_DEEPEST):  # from the innermost to the outermost
        after = after.then(lambda text: rewritten(text, [spans], outside_of_code))
    return after.then(lambda text: rewritten(text, rules, prose))


def _marked(match: re.Match[str]) -> str:
    tag, text = match["tag"].lower(), match["text"]
    is_mark = tag == "mark" and text.strip() == text and text and "\n" not in text
    return f"=={text}==" if is_mark else text
