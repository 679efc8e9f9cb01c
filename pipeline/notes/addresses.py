"""Images and links of a note: those that lead somewhere from a review, and the words of others."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from ..syntax.images import elsewhere
from .plain import has_words
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
# What programs and people call an image of which they say nothing.
_NAMELESS: Final = re.compile(
    r"(?:image|img|fig|figure|screenshot|screen shot|pasted image|untitled|pic|picture|photo"
    r"|截图|图片|画像|スクリーンショット)?"
    r"[\W\d_]*(?:[0-9a-f]{8,}[\W\d_]*)*(?:png|jpe?g|gif)?",
    re.IGNORECASE,
)
_FIGURES: Final = {"ja": "図", "zh": "图", "ko": "그림"}


def with_sound_addresses(
    text: str,
    language: str,
    image_at: Callable[[str], str | None],
    link_to: Callable[[str], str | None],
) -> Rewritten:
    """The text without images and links that lead nowhere, of which the words stay.

    `image_at` gives the address of an image on this machine, `link_to` that of a note's review.
    """
    numbers = iter(range(1, 10_000))

    def image(match: re.Match[str]) -> str:
        address, words = _address(match), match["words"].strip()
        words = words or literal((match["title"] or "").strip())
        if not has_words(words, 1) or _NAMELESS.fullmatch(words):
            words = literal(_words_of(address) or f"{_figure(language)} {next(numbers)}")
        if elsewhere(address):
            return f"![{words}]({_written(address)})"
        here = image_at(address)
        return f"![{words}]({_written(here)})" if here else _without_image(match, words, address)

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


def _without_image(match: re.Match[str], words: str, address: str) -> str:
    name = PurePosixPath(unquote(address).replace("\\", "/")).name
    is_file = not re.match(r"[a-z][a-z0-9+.-]+:", address, re.IGNORECASE)
    shown = f" ({literal(name)})" if name and is_file and match["words"].strip() else ""
    return f"*{words}*{shown}" if re.fullmatch(r"[\w .,:-]+", words) else f"{words}{shown}"


def _words_of(address: str) -> str:
    """The words in the name of a file, empty where it has none."""
    stem = PurePosixPath(unquote(address).partition("?")[0]).stem
    words = " ".join(re.split(r"[-_\s]+", stem)).strip()
    return "" if _NAMELESS.fullmatch(words) or not has_words(words, 3) else words


def _figure(language: str) -> str:
    return _FIGURES.get(language.partition("_")[0], "Figure")
