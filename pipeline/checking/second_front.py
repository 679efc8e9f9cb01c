"""Front matter of another kind below a review's own, as notes bring it along.

CommonMark reads it as a heading (https://spec.commonmark.org/0.31.2/#setext-headings).
The keys are those of Obsidian, Jekyll, Hugo, Zotero's and Logseq's exports and the like.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..problems.problem import Problem
from ..written.reviews import FRONT_MATTER, FrontMatter, Written

_MAX_LINES: Final = 200
_OPENING = re.compile(r"(?:---|\+\+\+)[ \t]*")
_CLOSING = re.compile(r"(?:---|\.\.\.|\+\+\+)[ \t]*")
_KEY = re.compile(
    r"""(?P<quote>["']?)(?P<key>[^\W_][^:="'#`*|<>\[\]{}]{0,40}?)(?P=quote)\s*[:=](?:\s|$)"""
)
# What continues the value above: an indented line, an item, a comment.
_MORE = re.compile(r"[ \t]|- |-$|#|[\]}]")

_TITLE: Final = "the title comes from arXiv or from reviews/papers.yaml"
_PAPER: Final = "what a paper is comes from arXiv or from reviews/papers.yaml"
_NOTHING: Final = "nothing here goes by it"
_KNOWN: Final[Mapping[str, str]] = {
    **dict.fromkeys(("title", "titles", "paper", "paper_title", "shorttitle"), _TITLE),
    **dict.fromkeys(
        (
            *("abstract", "arxiv", "arxiv_id", "arxivid", "authors", "bibtex", "booktitle"),
            *("citation", "citation_key", "citekey", "conference", "doi", "first_author"),
            *("institution", "isbn", "issn", "itemtype", "journal", "link", "links", "number"),
            *("pages", "paper_url", "pdf", "publication", "publisher", "source", "url", "venue"),
            *("volume", "year", "zotero", "zotero_link"),
        ),
        _PAPER,
    ),
    **dict.fromkeys(
        (
            *("alias", "aliases", "banner", "bibliography", "classes", "collection", "comment"),
            *("comments", "cover", "cssclass", "cssclasses", "draft", "excerpt_separator"),
            *("featured", "geometry", "hidden", "id", "image", "img", "jupyter", "katex"),
            *("lang", "language", "layout", "math", "mathjax", "nav_order", "output", "parent"),
            *("permalink", "pin", "publish", "published", "redirect_from", "share", "slug"),
            *("status", "subtitle", "thumbnail", "toc", "type", "uid", "usemathjax", "uuid"),
            *("weight",),
        ),
        _NOTHING,
    ),
    **dict.fromkeys(
        ("author", "by", "creator", "reviewer"),
        "write who wrote the review above, as reviewer: {name: …}",
    ),
    **dict.fromkeys(
        ("categories", "category", "keyword", "keywords", "tag", "tags"),
        "write it above, in tags: […]",
    ),
    **dict.fromkeys(
        ("grade", "rate", "rating", "score", "stars"), "write it above, as rating: 1 to 5"
    ),
    **dict.fromkeys(
        ("created", "created_at", "creation_date", "date", "date_created", "date_read"),
        "write it above, as date: 2026-01-31",
    ),
    **dict.fromkeys(
        (
            *("date_modified", "edited", "last_modified", "last_modified_at", "lastmod"),
            *("modified", "update", "updated", "updated_at"),
        ),
        "write it above, as updated: 2026-01-31",
    ),
    **dict.fromkeys(
        ("description", "excerpt", "headline", "one_liner", "summary", "tl;dr", "tldr"),
        "write it above, as tldr: in one sentence",
    ),
    "myst": _NOTHING,
}


@dataclass(frozen=True, slots=True)
class SecondFront:
    """The block, by lines of the body that count from 0: where it begins and what follows it.

    `keys` are those of its first level with their lines.
    """

    start: int
    end: int
    keys: tuple[tuple[int, str], ...]


def second_front(text: str) -> SecondFront | None:
    """The front matter of another kind that a review's body begins with, if it does."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    is_opened = start < len(lines) and _OPENING.fullmatch(lines[start]) is not None
    first = start + is_opened
    if not is_opened and not any(_keys(lines[first : first + 1], first)):
        return None
    found = _closing(lines, first)
    block = lines[first : first + 1 if found is None else found]
    keys = tuple(_keys(block, first))
    names = [_plain(key) for _, key in keys]
    is_heading = is_opened and found is not None and block and block[-1].strip() != ""
    if not (block and keys and (_is_yaml(block) or (is_heading and keys[0][0] == first))):
        return None
    if found is None:
        # Nothing ends it, but whoever writes our own keys does not mean a heading.
        is_ours = is_opened and names[0] in {"myst", *FrontMatter.model_fields}
        return SecondFront(start, first + 1, keys) if is_ours else None
    is_known = any(name in _KNOWN or name in FrontMatter.model_fields for name in names)
    is_dense = all(map(str.strip, block)) and _is_yaml(block)
    # Without a line above it, a field may be the beginning of a text.
    is_meant = is_known or is_dense if is_opened else is_known and is_dense and keys[0][0] == first
    return SecondFront(start, found + 1, keys) if is_meant else None


def second_front_problems(review: Written) -> Iterator[Problem]:
    """What is to be done with each line of front matter that a body begins with."""
    found = second_front(review.body.text)
    if found is None:
        return
    line = review.body.first_line
    message = "front matter stands here a second time; leave one, above"
    yield Problem(review.path, line + found.start, message, FRONT_MATTER)
    for number, key in found.keys:
        message = f"{key!r}: {_advice(_plain(key), review.source.value)}"
        yield Problem(review.path, line + number, message, FRONT_MATTER)


def _keys(block: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(block):
        if match := _KEY.match(line):
            yield first + number, match["key"]


def _closing(lines: Sequence[str], first: int) -> int | None:
    inside = range(first, min(len(lines), first + _MAX_LINES))
    return next((number for number in inside if _CLOSING.fullmatch(lines[number])), None)


def _is_yaml(block: Sequence[str]) -> bool:
    """Whether each line is a key's, or belongs to the one above; a key or a comment is first."""
    if not (_KEY.match(block[0]) or block[0].startswith("#")):
        return False
    return all(not line.strip() or _KEY.match(line) or _MORE.match(line) for line in block)


def _advice(key: str, front: object) -> str:
    advice = _KNOWN.get(key)
    if advice is None and key in FrontMatter.model_fields:
        advice = "write it above"
    if advice is None:
        return "is no field here; write it as text below, or remove it"
    field = re.search(r"(\w+):", advice)
    name = field[1] if field else key
    if name in FrontMatter.model_fields and isinstance(front, dict) and front.get(name):
        return f"{name} stands above already; remove this line"
    return advice if name in FrontMatter.model_fields else f"{advice}; remove this line"


def _plain(key: str) -> str:
    return re.sub(r"[\s-]+", "_", key.strip().casefold())
