"""Links that lead nowhere here: to a paper where one is meant, else their words alone."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from ..checking.allowed import is_allowed_address
from ..checking.body import Known
from ..checking.links import COMMENTS, LINK, REFERENCE
from ..written.file_names import name_parts
from ..written.links import linked_page, linked_paper
from ..written.paper_ids import PaperId, file_stem, from_file_stem, nearest_arxiv_id
from .edits import Edit, Left
from .place import Place
from .reading import Definition, Part, Reading, Run
from .tags import address

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
# They lead to a file or a program of their writer's machine, if to anything.
_OWN: Final = re.compile(r"(?:file|logseq|mendeley|obsidian|zotero):", re.IGNORECASE)
_ACTS: Final = re.compile(r"script:|^\W*data:", re.IGNORECASE)
_SLASHES: Final = re.compile(r"(https?):[\\/]*\\[\\/]*", re.IGNORECASE)
_HOST: Final = re.compile(
    r"(?:www\.)?(?:[a-z0-9-]+\.)+(?:com|org|net|edu)(?:[/?#].*)?", re.IGNORECASE | re.ASCII
)


def link_edits(reading: Reading, known: Known, place: Place) -> Iterator[Edit | Left]:
    """What is to be done about links and their definitions."""
    for run in reading.runs:
        closings = {part.end: part for part in run.parts if part.token.type == "link_close"}
        for part in run.parts:
            if part.token.type == "link_open" and run.source.startswith("[", part.start):
                yield from _link(run, part, closings[part.end], known, place)
    labels = [
        part.token.meta.get("label")
        for run in reading.runs
        for part in run.parts
        if part.token.type in {"link_open", "image"}
    ]
    for definition in reading.definitions:
        if definition.label in labels:
            yield from _definition(definition, known, place)


def _link(run: Run, opening: Part, closing: Part, known: Known, place: Place) -> Iterator[Edit]:
    href = str(opening.token.attrGet("href") or "")
    tail = run.source[closing.start : closing.end]
    if _is_sound(href) or not tail.startswith("]("):
        if not run.source[opening.start + 1 : closing.start].strip() and is_allowed_address(href):
            yield from _wordless(run, opening, href)
        return
    start, end = run.at(closing.start), run.at(closing.end - 1) + 1
    if better := _better(href, known, place):
        message = f"wrote {better} for the address {unquote(href)}"
        title = opening.token.attrGet("title")
        said = ' "{}"'.format(str(title).replace('"', '\\"')) if title else ""
        yield Edit(start, end, f"]({address(better)}{said})", LINK, message, gone=href)
    elif _leads_nowhere(href) and not opening.token.attrGet("title"):
        what = unquote(href) or "nothing"
        message = f"left the words of a link to {what}, which leads nowhere from here"
        first = run.at(opening.start)
        yield Edit(first, first + 1, "", LINK, message, gone=f"{href}{unquote(href)}")
        yield Edit(start, end, "", LINK)


def _wordless(run: Run, opening: Part, href: str) -> Iterator[Edit]:
    start, end = run.at(opening.start), run.at(opening.end - 1) + 1
    if not opening.token.attrGet("title") and not re.search(r"[\s<>]", href):
        message = f"wrote <{href}> for a link without words"
        yield Edit(start, end, f"<{href}>", LINK, message)


def _is_sound(href: str) -> bool:
    # Where an anchor leads is for the check to tell.
    return (
        href.startswith("#")
        or is_allowed_address(href)
        or linked_paper(href) is not None
        or linked_page(href) is not None
    )


def _leads_nowhere(href: str) -> bool:
    """Whether it names a file, not a program or another thing of the web that might act."""
    plain = "".join(unicodedata.normalize("NFKC", unquote(href)).split())
    return _OWN.match(href) is not None or not (_SCHEME.match(href) or _ACTS.search(plain))


def _better(href: str, known: Known, place: Place) -> str | None:
    """The address that is meant, None where that is not sure."""
    plain = unquote(href)
    if _SLASHES.match(plain):
        return _SLASHES.sub(r"\1://", plain, count=1).replace("\\", "/")
    if _SCHEME.match(href):
        return None
    bare = re.split("[?#]", plain)[0]
    if bare != plain and linked_page(bare) in known.pages:
        return bare
    if paper := _paper(plain, known):
        named = name_parts(plain.partition("#")[0].rpartition("/")[2])
        language = named[1] if named else place.language
        return f"{file_stem(paper)}.{language}.md" if language else None
    if _HOST.fullmatch(plain.removeprefix("//")):
        return f"https://{href.removeprefix('//')}"
    return None


def _paper(path: str, known: Known) -> PaperId | None:
    """The paper of this site after which a file is named."""
    name = path.partition("#")[0].partition("?")[0].rpartition("/")[2]
    if named := name_parts(name):
        return named[0] if named[0] in known.papers else None
    stem = re.sub(r"\.(?:md|markdown|html|pdf)$", "", name)
    if stem == name and "/" in path.removeprefix("./"):
        return None  # a folder of that name, perhaps
    paper = from_file_stem(stem) or nearest_arxiv_id(stem)
    return paper if paper in known.papers else None


def _definition(definition: Definition, known: Known, place: Place) -> Iterator[Edit]:
    first = definition.lines[0]
    if not definition.is_first:
        return
    better = None if _is_sound(definition.href) else _better(definition.href, known, place)
    if better and first.text.count(definition.href) == 1:
        start = first.start + first.text.index(definition.href)
        message = f"wrote {better} for the address {definition.href}"
        yield Edit(start, start + len(definition.href), better, LINK, message, gone=definition.href)


def unused_edits(reading: Reading) -> Iterator[Edit]:
    """Definitions that nothing uses, made comments."""
    used = {part.token.meta.get("label") for run in reading.runs for part in run.parts}
    for each in reading.definitions:
        source = "\n".join(line.text for line in each.lines)
        is_used = each.label in used | COMMENTS
        if each.is_first and not is_used and source.lstrip().startswith("[") and "--" not in source:
            start, end = each.lines[0].start, each.lines[-1].start + len(each.lines[-1].text)
            indent = len(source) - len(source.lstrip())
            message = f"made a comment of the definition [{each.label.lower()}], which nothing uses"
            new = f"{source[:indent]}<!-- {source[indent:]} -->"
            yield Edit(start, end, new, REFERENCE, message, gone=f"{each.href}{each.title}")


def double_edits(reading: Reading) -> Iterator[Edit]:
    """Definitions that say once more what another says, taken out."""
    first = {each.label: each for each in reading.definitions if each.is_first}
    for each in reading.definitions:
        other = first.get(each.label)
        if other and not each.is_first and (other.href, other.title) == (each.href, each.title):
            start, end = each.lines[0].start, each.lines[-1].start + len(each.lines[-1].text)
            message = f"took out the second, same definition of [{each.label.lower()}]"
            yield Edit(start, end, "", REFERENCE, message)
