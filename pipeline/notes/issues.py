"""Issues of GitHub: images that were dropped into them stand in HTML, at an address of GitHub's."""

import html
import re
from typing import Final

from .prose import Rewritten, Rule, literal, outside_of_code, rewritten

_IMG: Final = re.compile(r"<img\b(?P<said>[^<>]{0,3000}?)/?>(?:[ \t]*</img>)?", re.IGNORECASE)
_SAID: Final = re.compile(
    r"(?P<key>src|alt|title)[ \t\n]*=[ \t\n]*"
    r"""(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"'>]+))""",
    re.IGNORECASE,
)


def without_img(text: str) -> Rewritten:
    """The text with its images in Markdown."""
    rule = Rule(_IMG, _image, "put the image in Markdown")
    return rewritten(text, [rule], outside_of_code)


def _image(match: re.Match[str]) -> str:
    said = {
        each["key"].lower(): html.unescape(each["a"] or each["b"] or each["c"] or "").strip()
        for each in _SAID.finditer(match["said"])
    }
    words = " ".join((said.get("alt") or said.get("title") or "").split())
    address = "".join(said.get("src", "").split("\n"))
    return f"![{literal(words)}](<{address}>)" if address else literal(words)
