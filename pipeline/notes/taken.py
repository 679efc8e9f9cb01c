"""A note as the text of a review: in Markdown that reviews have, below front matter of its own."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from ..problems.problem import Code
from ..words.catalogue import translatable
from . import issues, jekyll, logseq, obsidian, zotero
from .addresses import with_sound_addresses
from .breaks import with_breaks
from .fields import Note, noted
from .front import Given, front_of
from .plain import key_of
from .prose import Done, Rewritten, Rule, outside_of_fences, prose, rewritten

# In reviews a line that begins with `%` is a comment and one with `+++` a break; no note means so.
_SIGN: Final = re.compile(
    r"^(?P<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|\[\^[^\[\]\n]{1,100}\]:|:)[ \t]+)*)"
    r"(?P<sign>%|\+(?=\+\+))",
    re.MULTILINE,
)
_BLANK: Final = re.compile(r"\n(?:[ \t]*\n){2,}")

NOTE = Code(
    "note",
    translatable("A note is taken as a review, and something is worth a look."),
    translatable("a note has no line `tldr: …`; its first sentence was taken for one."),
)
NOT_TAKEN = Code(
    "not-taken",
    translatable("A note cannot be taken as a review."),
    translatable("it names no paper; write `arxiv: 2110.13985` above it, or give `--paper`."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a note's addresses mean, by functions that give the address in a review, if any.

    `image_at` takes the address of an image, `link_to` the name or address of another note.
    `is_obsidian` tells whether the note stands in a vault of Obsidian's.
    """

    image_at: Callable[[str], str | None]
    link_to: Callable[[str], str | None]
    is_obsidian: bool = False


def read_note(text: str) -> Note:
    """The note whose file holds `text`, with all its fields."""
    note = _in_english(noted(text))
    if not logseq.is_page(note.text):
        return note
    page = logseq.page(note.text)
    return Note(page.text, {**page.fields, **note.fields})


def _in_english(note: Note) -> Note:
    """The note with its fields' keys of other languages by those that mean the same."""
    named = {
        (None if key.isascii() else key_of(key)) or key: values
        for key, values in note.fields.items()
    }
    return Note(note.text, named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The whole file of the review that a note becomes.

    `told` is what is worth telling of its front matter, `done` what was done to its text.
    """

    text: str
    told: tuple[Done, ...]
    done: tuple[Done, ...]


def draft_of(note: Note, stem: str, around: Around, given: Given) -> Draft:
    """The review that a note becomes, whose file's name is `stem`."""
    body = _body(note, around)
    if body.text != note.text:
        body = Rewritten(_tidied(body.text), body.done)
    front = front_of(note, body.text, stem, given)
    broken = with_breaks(body.text, is_everywhere=_shows_breaks(note, around))
    text = f"---\n{front.text}\n---\n\n{broken.strip(chr(10))}\n"
    return Draft(text=text, told=front.done, done=body.done)


def _body(note: Note, around: Around) -> Rewritten:
    text = Rewritten(note.text)
    if logseq.has_macros(note.text):
        text = text.then(logseq.without_macros)
    if jekyll.is_post(text.text):
        title = note.first("title")
        text = text.then(partial(jekyll.without_liquid, link_to=around.link_to, title=title))
    for rewrite in (zotero.without_zotero, issues.without_img):
        text = text.then(rewrite)
    return (
        text.then(
            partial(obsidian.without_vault, link_to=around.link_to, is_in_vault=around.is_obsidian)
        )
        .then(partial(with_sound_addresses, image_at=around.image_at, link_to=around.link_to))
        .then(_with_signs)
    )


def _shows_breaks(note: Note, around: Around) -> bool:
    """Whether the note's program shows each line break of a paragraph as one."""
    return around.is_obsidian or obsidian.is_note(note.text) or issues.is_issue(note)


def _with_signs(text: str) -> Rewritten:
    """The text with the signs at the starts of its lines that would show nothing of them."""
    rule = Rule(_SIGN, lambda match: rf"{match['lead']}\{match['sign']}")
    return rewritten(text, [rule], prose)


def _tidied(text: str) -> str:
    """The text without the blank lines that are left where something was taken out."""
    return "".join(
        _BLANK.sub("\n\n", part.text) if part.is_prose else part.text
        for part in outside_of_fences(text)
    )


def summed_up(done: Iterable[Done]) -> list[tuple[Done, int]]:
    """What was done, each kind once, with how often."""
    counts: dict[str, int] = {}
    first: dict[str, Done] = {}
    for each in done:
        counts[each.message] = counts.get(each.message, 0) + 1
        first.setdefault(each.message, each)
    return [(first[message], number) for message, number in counts.items()]


def line_of(words: str, text: str) -> int:
    """The line of a note on which words stand that were found in it; the first where none does."""
    place = text.find(words.partition("\n")[0]) if words.strip() else -1
    return text.count("\n", 0, max(place, 0)) + 1
