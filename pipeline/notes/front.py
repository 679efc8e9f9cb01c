"""A review's front matter, from what a note says of itself."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pydantic import TypeAdapter, ValidationError

from ..files.yaml_text import as_yaml
from ..mending.dates import day
from ..text.signs import one_line
from ..written.fields import MAX_TAGS, Tag
from ..written.paper_ids import mentioned_arxiv_ids, nearest_arxiv_id
from ..written.reviews import Depth, FrontMatter
from . import called, plain
from .fields import Note
from .prose import Done

_USED: Final = {
    *called.DATE,
    *called.UPDATED,
    *called.TLDR,
    *called.TOPICS,
    *called.REVIEWER,
    *called.RATING,
    *called.PAPER,
    *called.OF_OTHERS,
    "depth",
}
_LINKS: Final = frozenset({"url", "link", "links", "source", "pdf", "pdf_url"})
_NAMED: Final = re.compile(r"(?<!\d)(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d(?!\d)")
_LONGEST: Final = 500
_SENTENCE: Final = re.compile(r".{8,}?(?:[.!?](?=\s)|[。！？])", re.DOTALL)
_UNUSABLE: Final = re.compile(
    r"!\[|\{(?:eq|numref)\}|\\eqref"
    r"|^[ \t]*(?:\||>[ \t]*\[!|#|<!|\$\$|={3,}|-{3,}|\*{3,}|:::|```|~~~|\{(?![a-z]{1,10}\}`))"
    r"|~~\S"
)
_NO_SENTENCE: Final = re.compile(
    r"https?://\S+|\$[^$]*\$"
    r"|\b(?:arxiv[:/ ]*)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?\b",
    re.IGNORECASE,
)
_TAG: Final = TypeAdapter[str](Tag)
_UNFIT: Final = re.compile(r"[^\w+#.&'’/ -]")
_MOST_TOPICS: Final = 10
_MOST_STARS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the person who takes notes says of all of them, and what the site knows."""

    day: date
    today: date
    topics: Mapping[str, str] = field(default_factory=dict)
    """The keys of the site's topics by their names in lower case."""
    read: Depth | None = None
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """The fields as YAML, and what is worth telling of them."""

    text: str
    done: tuple[Done, ...]


def front_of(note: Note, text: str, stem: str, given: Given) -> Front:
    """The front matter of the review that a note becomes, with `text` for its body.

    `stem` is the name of the note's file.
    """
    labelled = plain.labelled(text)
    written = _day(note, labelled, stem, given)
    said = list(dict.fromkeys(_tags(note, labelled)))
    topics = list(dict.fromkeys(given.topics[tag] for tag in said if tag in given.topics))
    cleaned = {tag: _clean(tag) for tag in said if tag not in given.topics}
    tags = list(dict.fromkeys(filter(None, cleaned.values())))
    tldr, where = _tldr(note, labelled, text)
    reviewer = given.reviewer or note.first(*called.REVIEWER)
    updated = _first_day(note.first(*called.UPDATED))
    fields: dict[str, object] = {
        "read": str(given.read or _read(note)),
        "date": written,
        "topics": topics[:_MOST_TOPICS],
        "tldr": tldr,
        "reviewer": {"name": one_line(reviewer)[:100]} if reviewer else None,
        "updated": updated if updated and written < updated <= given.today else None,
        "tags": tags[:MAX_TAGS],
        "rating": _rating(note),
    }
    known = {key: value for key, value in fields.items() if key in FrontMatter.model_fields}
    required = {"read", "date", "topics", "tldr"}
    kept = {key: value for key, value in known.items() if value or key in required}
    unfit = [tag for tag, clean in cleaned.items() if clean not in tags[:MAX_TAGS]]
    return Front(as_yaml(kept), (*_told(note, where, known), *_told_of_tags(unfit, cleaned)))


def _clean(tag: str) -> str:
    """The tag as a review may have it, empty where it cannot."""
    clean = " ".join(_UNFIT.sub(" ", tag).split())
    for each in (tag, clean, clean.strip("_+.&'’/- ")):
        with suppress(ValidationError):
            return _TAG.validate_python(each)
    return ""


def _told_of_tags(unfit: Iterable[str], cleaned: Mapping[str, str]) -> Iterator[Done]:
    if left := list(unfit):
        yield Done(left[0], f"left out the tags {', '.join(map(repr, left))}")
    for tag, clean in cleaned.items():
        if clean and clean != tag:
            yield Done(tag, f"wrote the tag {tag!r} as {clean!r}")


def _told(note: Note, where: str, known: Mapping[str, object]) -> Iterator[Done]:
    if where:
        yield Done(where, "took the tldr from here; look whether it says what the paper does")
    elif not known["tldr"]:
        yield Done("", "found no sentence for the tldr; write one into the note as `tldr: …`")
    for key, values in _left(note, known):
        yield Done(values[0], f"left out the field {key}: {', '.join(values)[:200]}")


def _left(note: Note, known: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    """The fields of which a review says nothing, with what of their words it does not say."""
    tldr = next((key for key in called.TLDR if note.first(key)), "")
    for key, values in note.fields.items():
        left = list(values)
        if key == tldr:
            left = left[1:]
        elif key in called.RATING:
            left = [] if known["rating"] else left
        elif key in _LINKS:
            left = [each for each in left if not mentioned_arxiv_ids(each)]
            left = [each for each in left if not nearest_arxiv_id(each)]
        elif key in _USED and key not in called.TLDR:
            left = []
        if left:
            yield key, left


def _read(note: Note) -> Depth:
    said = note.first("read", "depth").lower()
    return Depth(said) if said in set(Depth) else Depth.ABSTRACT


def _day(note: Note, labelled: Mapping[str, list[str]], stem: str, given: Given) -> date:
    texts = [*filter(None, map(note.first, called.DATE)), *labelled.get("date", ())]
    days = [*map(_first_day, texts), *map(_day_in_name, _NAMED.findall(stem))]
    return next((each for each in days if each and each <= given.today), given.day)


def _first_day(text: str) -> date | None:
    return day(plain.plain(text).strip("[]"))


def _day_in_name(name: str) -> date | None:
    digits = re.sub(r"\D", "", name)
    return day(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")


def _tags(note: Note, labelled: Mapping[str, list[str]]) -> Iterator[str]:
    for text in (
        *(each for key in called.TOPICS for each in note.fields.get(key, ())),
        *labelled.get("tags", ()),
    ):
        for part in re.split(r"[,、，;]|`[ \t]+`|[ \t]+(?=#)", plain.plain(text)):
            if tag := one_line(part).strip("#[] `\"'").lower():
                yield tag


def _rating(note: Note) -> int | None:
    said = note.first(*called.RATING)
    stars = (
        said.count("⭐")
        or said.count("★")
        or (int(said[0]) if re.fullmatch(r"[1-5](?:/5)?", said) else 0)
    )
    return stars if 1 <= stars <= _MOST_STARS else None


def _tldr(note: Note, labelled: Mapping[str, list[str]], text: str) -> tuple[str, str]:
    """A sentence, and the words of the note where it stands if it is not called so."""
    for said in (note.first(*called.TLDR), *labelled.get("tldr", ())):
        if (sentence := _sentence(said)) and plain.has_words(sentence, 8):
            return sentence, ""
    paragraphs = list(plain.paragraphs(text))
    telling = [each for each in paragraphs if _is_telling(each)]
    below = set(_below_summary(paragraphs))
    others = [
        each for each in paragraphs if not (_UNUSABLE.search(each) or plain.is_labelled(each))
    ]
    for least, candidates in (
        (25, [each for each in telling if each in below]),
        (25, telling),
        (8, others),
        (2, telling),
        (2, paragraphs),
    ):
        for paragraph in candidates:
            sentence = _sentence(paragraph)
            if plain.has_words(_NO_SENTENCE.sub("", sentence), least):
                return sentence, paragraph
    return "", ""


def _below_summary(paragraphs: Iterable[str]) -> Iterator[str]:
    is_below = False
    for paragraph in paragraphs:
        if said := plain.heading(paragraph) or _bold(paragraph):
            is_below = plain.key_of(said) in {"tldr", "summary"}
        elif is_below:
            yield paragraph


def _bold(line: str) -> str | None:
    match = re.fullmatch(r"\s*(?:\*\*|__)([^*_]{1,60})(?:\*\*|__)[:：]?\s*", line)
    return match[1] if match else None


def _is_telling(line: str) -> bool:
    """Whether a line is of prose: no table, no label, no address."""
    said = plain.plain(line)
    return not (_UNUSABLE.search(line) or "$" in said or "://" in said or plain.is_labelled(line))


def _sentence(text: str) -> str:
    said = one_line(plain.plain(text)).strip("|># ")
    if len(said) <= _LONGEST:
        return said
    first = _SENTENCE.match(said)
    return first[0] if first and len(first[0]) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
