"""A review with all that a machine can mend in it mended, and what was done."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeAlias

from ..checking.body import Known
from ..checking.limits import excesses
from ..files.gate import MAX_BYTES, MAX_LINE
from ..files.yaml_text import from_yaml
from ..written.reviews import FRONT_MATTER, Body
from .edits import Change, Draft, Edit, Left
from .footnotes import footnote_edits
from .front import added, composed, field_edits
from .html_blocks import block_edits
from .images import image_edits
from .inline_html import inline_edits
from .leftovers import leftover_edits
from .links import double_edits, link_edits, unused_edits
from .place import Place
from .reading import Reading, read
from .second_front import quoting, second_front
from .shelf import Shelf
from .signs import reference_edits, return_edits, sign_edits
from .visible import letters, letters_of

__all__ = ["Change", "Mended", "Place", "mended_review"]

_ROUNDS: Final = 5  # one mend may bring to light what another takes up


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """The whole file as it is to be, and what was done.

    `images` are the files to be copied, by their names in the folder of images.
    `left` tells why something that looks like one of them stays as it is.
    """

    text: str
    changes: tuple[Change, ...] = ()
    images: Mapping[str, Path] = field(default_factory=dict)
    left: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class _Around:
    """What the mends of a body go by."""

    known: Known
    place: Place
    shelf: Shelf


_Mend: TypeAlias = Callable[[Reading, _Around], Iterable[Edit | Left]]


def mended_review(text: str, known: Known, *, folder: Path, place: Place | None = None) -> Mended:
    """Mend the text of a review's file, front matter and all, for its `place`.

    Relative addresses start in `folder`.  Nothing is written; images are looked for and read.
    What is mended once is not mended again, and what has nothing to be mended is as it was.
    """
    if len(text.encode()) > MAX_BYTES:
        return Mended(text=text)
    place = place or Place()
    shelf = Shelf(folder, place, known, dict(place.coming))
    before = Draft.of(text.replace("\r\n", "\n"))
    draft, changes = _steps(before, (sign_edits, return_edits, _above))
    parted = _parted(draft)
    if parted is None:
        return _mended(text, draft, changes)
    head, body = parted
    for _ in range(_ROUNDS):
        head, done = head.edited(_head_edits(head.text, place))
        changes = (*changes, *done)
        if not done:
            break
    head, body, moved, unmoved = _moved(head, body, place)
    body, done, left = _mended_body(body, _Around(known, place, shelf))
    whole = Draft(f"{head.text}\n{body.text}", (*head.origins, *body.origins))
    images = {name: file for name, file in shelf.taken.items() if f"images/{name}" in body.text}
    mended = _mended(text, whole, (*changes, *moved, *done))
    return replace(mended, images=images, left=(*unmoved, *left))


def _mended(text: str, draft: Draft, changes: Iterable[Change]) -> Mended:
    """The draft with the line ends of the text; the text itself where nothing was done."""
    changes = tuple(sorted(changes, key=lambda each: each.line))
    newline = "\r\n" if "\r\n" in text else "\n"
    return Mended(text=draft.text.replace("\n", newline) if changes else text, changes=changes)


def _steps(
    draft: Draft, steps: Iterable[Callable[[str], Iterable[Edit]]]
) -> tuple[Draft, tuple[Change, ...]]:
    changes: list[Change] = []
    for step in steps:
        draft, done = draft.edited(step(draft.text))
        changes.extend(done)
    return draft, tuple(changes)


def _above(text: str) -> Iterator[Edit]:
    """Blank lines above the front matter."""
    bare = text.lstrip()
    if bare != text and bare.startswith("---"):
        message = "took out the blank lines above the front matter"
        yield Edit(0, len(text) - len(bare), "", FRONT_MATTER, message)


def _parted(draft: Draft) -> tuple[Draft, Draft] | None:
    """The front matter with its fences, and the body; None where there is no front matter."""
    lines = draft.text.split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(fences) < 2 or fences[0] != 0:  # noqa: PLR2004 (one before the fields, one after)
        return None
    end = fences[1] + 1
    return (
        Draft("\n".join(lines[:end]), draft.origins[:end]),
        Draft("\n".join(lines[end:]), draft.origins[end:]),
    )


def _fields(head: str) -> tuple[str, int]:
    """What stands between the fences, and where that begins."""
    start = head.index("\n") + 1
    return head[start : head.rindex("\n") + 1], start


def _head_edits(head: str, place: Place) -> Iterator[Edit]:
    fields, start = _fields(head)
    for edit in field_edits(fields, place.topics):
        yield replace(edit, start=edit.start + start, end=edit.end + start)


def _moved(
    head: Draft, body: Draft, place: Place
) -> tuple[Draft, Draft, tuple[Change, ...], tuple[Change, ...]]:
    """Both parts once front matter at the start of the body is taken in, and what was done."""
    fields, start = _fields(head.text)
    root = composed(fields)
    if root is None:
        return head, body, (), ()
    body, quoted = body.edited(quoting(body.text))
    ours = from_yaml(fields)  # what is read as keys and values is sound
    moved = second_front(body.text, ours if isinstance(ours, dict) else {}, place)
    if isinstance(moved, Left):
        return head, body, quoted, (body.told(moved),)
    if moved is None:
        return head, body, quoted, ()
    head, _ = head.edited(
        replace(edit, start=edit.start + start, end=edit.end + start)
        for edit in added(moved.fields, fields, root)
    )
    body, done = body.edited(moved.edits)
    return head, body, (*quoted, *done), ()


def _mended_body(
    draft: Draft, around: _Around
) -> tuple[Draft, tuple[Change, ...], tuple[Change, ...]]:
    """The body mended, what was done, and what is left."""
    changes: list[Change] = []
    left: list[Change] = []
    if not _is_readable(draft.text):
        return draft, (), ()
    reading = read(draft.text)
    for _ in range(_ROUNDS):
        left = []
        number = len(changes)
        for mend in _MENDS:
            found = list(mend(reading, around))
            edits = [each for each in found if isinstance(each, Edit)]
            left.extend(draft.told(each) for each in found if isinstance(each, Left))
            if edits:
                after, done = draft.edited(edits)
                again = read(after.text) if _is_readable(after.text) else None
                if again and _is_whole(reading, again, edits):
                    draft, reading = after, again
                    changes.extend(done)
        if len(changes) == number:
            break
    return draft, tuple(changes), tuple(left)


def _is_readable(text: str) -> bool:
    is_short = len(text) <= MAX_BYTES and all(len(line) <= MAX_LINE for line in text.split("\n"))
    return is_short and not any(excesses("", Body(text, 1)))


def _is_whole(before: Reading, after: Reading, edits: Iterable[Edit]) -> bool:
    """Whether no letter is lost that is not told of."""
    gone = letters_of("".join(edit.gone for edit in edits))
    return not letters(before) - gone - letters(after)


def _html(reading: Reading, _around: _Around) -> Iterator[Edit]:
    for run in reading.runs:
        if "<" in run.source:
            for edit in inline_edits(run):
                yield replace(edit, start=run.at(edit.start), end=run.at(edit.end - 1) + 1)
    for block in reading.blocks:
        if block.token.type == "html_block":
            yield from block_edits(block)


_MENDS: Final[tuple[_Mend, ...]] = (
    lambda reading, _around: reference_edits(reading),
    _html,
    lambda reading, around: image_edits(reading, around.shelf),
    lambda reading, around: link_edits(reading, around.known, around.place),
    lambda reading, _around: double_edits(reading),
    lambda reading, _around: unused_edits(reading),
    lambda reading, _around: footnote_edits(reading),
    lambda reading, _around: leftover_edits(reading),
)
