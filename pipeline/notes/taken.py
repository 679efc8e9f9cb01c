"""A note as the text of a review: in Markdown that reviews have, below front matter of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from . import issues, jekyll, logseq, obsidian, zotero
from .addresses import with_sound_addresses
from .fields import Note, noted
from .front import Given, front_of
from .prose import Done, Rewritten


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a note's addresses mean, by functions that give the address in a review, if any.

    `image_at` takes the address of an image, `link_to` the name or address of another note.
    """

    language: str
    image_at: Callable[[str], str | None]
    link_to: Callable[[str], str | None]


def read_note(text: str) -> Note:
    """The note whose file holds `text`, with all its fields."""
    note = noted(text)
    if not logseq.is_page(note.text):
        return note
    page = logseq.page(logseq.without_org(note.text))
    return Note(page.text, {**page.fields, **note.fields})


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
    front = front_of(note, body.text, stem, given)
    text = f"---\n{front.text}\n---\n\n{body.text.strip(chr(10))}\n"
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
    return text.then(partial(obsidian.without_vault, link_to=around.link_to)).then(
        partial(
            with_sound_addresses,
            language=around.language,
            image_at=around.image_at,
            link_to=around.link_to,
        )
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
