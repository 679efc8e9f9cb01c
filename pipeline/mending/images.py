"""Images elsewhere: copied to the others under a name of their own, or linked to.

Of an image whose file is nowhere the words stay, and its source as a comment beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from ..checking.images import FOLDER, IMAGE
from ..syntax.images import elsewhere
from .edits import Edit, Left
from .reading import Block, Definition, Part, Reading, Run
from .shelf import NoImageError, NowhereError, Shelf
from .tags import address

_NO_FILE: Final = re.compile(r"(?!file:)[a-z][a-z0-9+.-]+:", re.IGNORECASE)
# Obsidian's size, behind the words: https://help.obsidian.md/embeds
_SIZE: Final = re.compile(r"\s*\|\s*\d+(?:\s*x\s*\d+)?\s*$")
# An image that is none, as its address has a space in it, or a size behind it.
_BROKEN: Final = re.compile(
    r"!\[(?P<words>[^\[\]\n]*)\]\((?P<address>[^()<>\n\"']+?)(?P<size> +=\d*%?x?\d*%?)?\)"
)
_DIRECTIVE: Final = re.compile(r"\{(?:figure|image)\}\s+(?P<address>\S(?:.*\S)?)\s*$")
_IMAGE: Final = re.compile(r"\.(?:png|jpe?g|gif|webp)$", re.IGNORECASE)
_CELLS: Final = frozenset({"th_open", "td_open"})
_PLAIN: Final = frozenset({"text", "em_open", "em_close", "strong_open", "strong_close"})


@dataclass(frozen=True, slots=True)
class _Written:
    """An image as `source` from `start` on in the source of a run, maybe within a link."""

    run: Run
    start: int
    source: str
    src: str
    words: str
    is_within: bool = False


def image_edits(reading: Reading, shelf: Shelf) -> Iterator[Edit | Left]:
    """What is to be done about images, and which are left where they are."""
    for run in reading.runs:
        if "![" in run.source:
            yield from _run_edits(run, shelf)
    for block in reading.blocks:
        if block.token.type in {"fence", "colon_fence"}:
            yield from _directive_edits(block, shelf)
    used = {part.token.meta.get("label") for run in reading.runs for part in run.parts}
    for definition in reading.definitions:
        if _IMAGE.search(definition.href) and definition.label in used:
            yield from _definition_edits(definition, shelf)


def _run_edits(run: Run, shelf: Shelf) -> Iterator[Edit | Left]:
    links = 0
    for part in run.parts:
        links += (part.token.type == "link_open") - (part.token.type == "link_close")
        if part.token.type == "image" and run.source.startswith(
            f"![{part.token.content}]", part.start
        ):
            yield from _image(run, part, shelf, is_within=links > 0)
    yield from _broken(run, shelf)


def _image(run: Run, part: Part, shelf: Shelf, *, is_within: bool) -> Iterator[Edit | Left]:
    token = part.token
    src = str(token.attrGet("src") or "")
    start, end = run.at(part.start), run.at(part.end - 1) + 1
    words = _SIZE.sub("", token.content)
    size = token.content[len(words) :]
    is_inline = run.source.startswith("(", part.start + len(f"![{token.content}]"))
    title = _title(token.attrGet("title"))
    if elsewhere(src):
        yield from _remote(run, part, words, is_within=is_within, is_inline=is_inline)
    elif is_inline and not _NO_FILE.match(src):
        try:
            name = shelf.name(src)
        except NoImageError as why:
            source = run.source[part.start : part.end]
            yield _unfound(_Written(run, part.start, source, src, words, is_within), why)
            return
        if name:
            message = f"took the image {unquote(src)} into {FOLDER}/ as {name}"
            if size:
                message = f"{message}, and its size {size.strip()} out"
            new = f"![{words}](images/{name}{title})"
            yield Edit(start, end, new, IMAGE, message, gone=f"{src}{unquote(src)}{size}")


def _unfound(image: _Written, why: NoImageError) -> Edit | Left:
    """The words of an image if its file is nowhere, and the image as a comment."""
    run, source, src = image.run, image.source, image.src
    start, end = run.at(image.start), run.at(image.start + len(source) - 1) + 1
    # A bar ends a cell even within a comment, and no comment holds the end of one.
    is_safe = "-->" not in source and not (run.parent in _CELLS and "|" in source)
    if not isinstance(why, NowhereError) or not is_safe:
        return Left(start, f"the image {unquote(src)} stays where it is: it {why}", IMAGE)
    stay = image.words.strip() or (_named(src) if image.is_within else "")
    message = f"made a comment of the image {unquote(src)}, of which the words stay: it {why}"
    gone = f"{unquote(src)}{source.replace(image.words, '', 1)}"
    return Edit(start, end, f"{stay} <!-- {source} -->".lstrip(), IMAGE, message, gone=gone)


def _named(src: str) -> str:
    """The name of an image's file, to stand where a link needs words."""
    return re.sub(r"[^\w.-]+", "-", PurePosixPath(urlsplit(unquote(src)).path).name) or src


def _title(words: object) -> str:
    return ' "{}"'.format(str(words).replace("\\", "\\\\").replace('"', '\\"')) if words else ""


def _remote(
    run: Run, part: Part, words: str, *, is_within: bool, is_inline: bool
) -> Iterator[Edit]:
    """A link to an image of another site: whoever reads the review would call there."""
    src = str(part.token.attrGet("src") or "")
    start, end = run.at(part.start), run.at(part.end - 1) + 1
    if "[" in words:
        return
    if is_within:
        message = f"wrote the words of the image at {src}, which stands within a link"
        shown = words.strip() or _named(src)
        yield Edit(start, end, shown, IMAGE, message, gone=f"{src}{part.token.content}")
        return
    message = f"made a link of the image at {src}"
    if not is_inline:
        if words.strip():
            yield Edit(start, start + 1, "", IMAGE, message)
        return
    where, title = elsewhere(src) or src, _title(part.token.attrGet("title"))
    is_bare = not words.strip() and not title
    new = f"<{where}>" if is_bare else f"[{words.strip() or _named(src)}]({address(where)}{title})"
    yield Edit(start, end, new, IMAGE, message, gone=part.token.content[len(words) :])


def _broken(run: Run, shelf: Shelf) -> Iterator[Edit | Left]:
    """Images that are not read as such: they would be shown with all their signs."""
    covered = run.covered(_PLAIN)
    for found in _BROKEN.finditer(run.source):
        where, size = found["address"].strip(), found["size"] or ""
        if any(covered[found.start() : found.end()]) or not (size or " " in where):
            continue
        if not elsewhere(where):
            try:
                shelf.name(where)
            except NoImageError as why:
                image = _Written(run, found.start(), found[0], where, found["words"])
                yield _unfound(image, why)
                continue
        message = f"wrote the address {where} so that its image is one"
        new = f"![{found['words']}]({address(where)})"
        start, end = run.at(found.start()), run.at(found.end() - 1) + 1
        yield Edit(start, end, new, IMAGE, message, gone=f"{where}{size}")


def _directive_edits(block: Block, shelf: Shelf) -> Iterator[Edit | Left]:
    found = _DIRECTIVE.search(block.lines[0].text) if block.lines else None
    if found is None or elsewhere(found["address"]) or _NO_FILE.match(found["address"]):
        return
    src = found["address"]
    yield from _rehoused(block.lines[0].start + found.start("address"), src, src, shelf, gone=src)


def _definition_edits(definition: Definition, shelf: Shelf) -> Iterator[Edit | Left]:
    href = definition.href
    if elsewhere(href) or _NO_FILE.match(href):
        return
    line = definition.lines[0]
    spelling = next((each for each in (href, unquote(href)) if line.text.count(each) == 1), None)
    if spelling is None:
        return
    start = line.start + line.text.index(spelling)
    yield from _rehoused(start, spelling, href, shelf, gone=f"{href}{spelling}")


def _rehoused(
    start: int, written: str, src: str, shelf: Shelf, *, gone: str
) -> Iterator[Edit | Left]:
    """The address of an image, `written` at `start`, as that of its copy."""
    try:
        name = shelf.name(src)
    except NoImageError as why:
        yield Left(start, f"the image {written} stays where it is: it {why}", IMAGE)
        return
    if name:
        message = f"took the image {written} into {FOLDER}/ as {name}"
        yield Edit(start, start + len(written), f"images/{name}", IMAGE, message, gone=gone)
