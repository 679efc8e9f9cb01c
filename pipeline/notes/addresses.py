"""Images and links of a note: those that lead somewhere from a review, and the words of others."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from ..syntax.images import elsewhere
from .prose import Rewritten, Rule, literal, prose, rewritten

_WORDS: Final = r"(?P<words>(?:[^\[\]\n\\]|\\.|\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,500}\))?){0,500})"
_TITLE: Final = r"""(?:[ \t]+(?:"(?P<title>[^"\n]{0,300})"|'[^'\n]{0,300}'))?"""
# Programs write spaces into the addresses of images, which Markdown would not read.
_BARE: Final = r"(?:[^\s()<>]|\([^\s()]{0,300}\)){0,2000}"
_SPACED: Final = r"(?:[^()<>\n\"']|\([^()<>\n\"']{0,200}\)){1,500}\.(?:png|jpe?g|gif|webp|svg|bmp)"
_TO: Final = rf"(?:<(?P<angled>[^<>\n]{{0,2000}})>|(?P<bare>{_BARE}|{_SPACED}))"
_IMAGE: Final = re.compile(
    rf"!\[{_WORDS}\]\([ \t]*{_TO}{_TITLE}(?:[ \t]+=\d*%?x?\d*%?)?[ \t]*\)", re.IGNORECASE
)
_LINK: Final = re.compile(rf"(?<!!)\[{_WORDS}\]\([ \t]*{_TO}{_TITLE}[ \t]*\)", re.IGNORECASE)
_KEPT: Final = re.compile(r"(?:https?:|mailto:|//|#)", re.IGNORECASE)
_FILE: Final = re.compile(r"[^?#]+\.[A-Za-z0-9]{1,8}(?:[?#].*)?|\.{0,2}/.*|[^.:]*")


def with_sound_addresses(
    text: str,
    image_at: Callable[[str], str | None],
    link_to: Callable[[str], str | None],
) -> Rewritten:
    """The text without images and links that lead nowhere, of which the words stay.

    `image_at` gives the address of an image on this machine, `link_to` that of a note's review.
    """

    def image(match: re.Match[str]) -> str:
        address = _address(match)
        words = match["words"].strip() or literal((match["title"] or "").strip())
        where = address if elsewhere(address) else image_at(address)
        return f"![{words}]({_written(where)})" if where else _without_image(words, address)

    def link(match: re.Match[str]) -> str:
        address = _address(match)
        if _KEPT.match(address):
            return match[0]
        review = link_to(address) if _FILE.fullmatch(address) else None
        return f"[{match['words']}]({review})" if review else match["words"]

    def told(match: re.Match[str]) -> str:
        address = _address(match)
        if elsewhere(address) or image_at(address):
            return ""
        return f"kept the words of the image {unquote(address)[:100]!r}, which no review can show"

    rules = (
        Rule(_IMAGE, image, told),
        Rule(_LINK, link, "kept the words of a link that leads nowhere from a review"),
    )
    return rewritten(text, rules, prose)


def _address(match: re.Match[str]) -> str:
    return (match["angled"] or match["bare"] or "").strip()


def _written(address: str) -> str:
    return f"<{address}>" if re.search(r"[\s()]", address) or not address else address


def _without_image(words: str, address: str) -> str:
    is_file = not re.match(r"[a-z][a-z0-9+.-]+:", address, re.IGNORECASE)
    path = unquote(address).replace("\\", "/") if is_file else ""
    name = literal(PurePosixPath(path).name)
    if not words:
        return name
    shown = f" ({name})" if name else ""
    return f"*{words}*{shown}" if re.fullmatch(r"[\w .,:-]+", words) else f"{words}{shown}"
