"""Issues of GitHub: images that were dropped into them stand in HTML, at an address of GitHub's.

What stands between angle brackets and is no HTML, such as `<your name>`, is text.
"""

import html
import re
from typing import Final

from lxml.html.defs import tags

from . import jekyll
from .fields import Note
from .prose import Rewritten, Rule, literal, outside_of_code, prose, rewritten

_IMG: Final = re.compile(r"<img\b(?P<said>[^<>]{0,3000}?)/?>(?:[ \t]*</img>)?", re.IGNORECASE)
_TAG: Final = re.compile(r"(?<![\\(])</?(?P<name>[A-Za-z][A-Za-z0-9-]{0,40})(?=[\s/>])")
_SAID: Final = re.compile(
    r"(?P<key>src|alt|title)[ \t\n]*=[ \t\n]*"
    r"""(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"'>]+))""",
    re.IGNORECASE,
)
# What is dropped into an issue stands there:
# https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/attaching-files
_ATTACHED: Final = re.compile(
    r"https://(?:user-images\.githubusercontent\.com/"
    r"|github\.com/(?:user-attachments/|[\w.-]{1,100}/[\w.-]{1,100}/assets/\d))"
)
_VIEWED: Final = frozenset({"state", "author", "number"})


def is_issue(note: Note) -> bool:
    """Whether the note is an issue, as its fields or the address of what it shows tell."""
    is_attached = _ATTACHED.search(note.text) and "layout" not in note.fields
    return note.fields.keys() >= _VIEWED or bool(is_attached and not jekyll.is_post(note.text))


def without_img(text: str) -> Rewritten:
    """The text with its images in Markdown, and with no tags that HTML does not have."""
    images = Rule(_IMG, _image, "put the image in Markdown")
    return rewritten(text, [images], outside_of_code).then(
        lambda text: rewritten(text, [Rule(_TAG, _tag)], prose)
    )


def _tag(match: re.Match[str]) -> str:
    return match[0] if match["name"].lower() in tags else f"\\{match[0]}"


def _image(match: re.Match[str]) -> str:
    said = {
        each["key"].lower(): html.unescape(each["a"] or each["b"] or each["c"] or "").strip()
        for each in _SAID.finditer(match["said"])
    }
    words = " ".join((said.get("alt") or said.get("title") or "").split())
    address = "".join(said.get("src", "").split("\n"))
    return f"![{literal(words)}](<{address}>)" if address else literal(words)
