"""Paper ids: an arXiv id without its version, or a slug for a paper that is not on arXiv."""

import difflib
import re
import unicodedata
from collections.abc import Set as AbstractSet
from typing import Final, NewType

from ..text.signs import without_unseen
from . import id_shapes

PaperId = NewType("PaperId", str)
"""An id in canonical form: `1706.03762`, `hep-th/9901001` or `my-paper-2021`."""

_ID = re.compile(id_shapes.ID, re.ASCII)
_ID_WITHOUT_SLASH = re.compile(id_shapes.ID_WITHOUT_SLASH, re.ASCII)
_SUBJECT_CLASS = re.compile(r"(?<=[a-z])\.[A-Z]{2}(?=/)", re.ASCII)
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)

_PART = re.compile(id_shapes.PART, re.ASCII)
_FRAMES = tuple(re.compile(frame, re.ASCII) for frame in id_shapes.FRAMES)
_MENTION = re.compile(id_shapes.MENTION, re.ASCII)
_ENCODED = re.compile(id_shapes.ENCODED, re.ASCII)
_HYPHENS = re.compile(id_shapes.HYPHENS)

_STEP: Final = id_shapes.MOST
_MONTHS: Final = 12
_FIRST_MONTH: Final = "0704"
_FIRST_FIVE_DIGIT_MONTH: Final = "1501"
_OLD_DIGITS: Final = 7

MAX_LENGTH = 64
"""How long a name may be that becomes a file's; a file system takes 255 bytes, ending and all."""

DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""What no file is called on Windows: https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""


def is_arxiv_id(text: str) -> bool:
    """Whether `text` is an arXiv id in canonical form: no version, no subject class."""
    return _ID.fullmatch(text) is not None


def is_paper_id(text: str) -> bool:
    """Whether `text` is an id that a list may name; the index page has the slug `index`."""
    return is_arxiv_id(text) or (
        _SLUG.fullmatch(text) is not None
        and len(text) <= MAX_LENGTH
        and text not in {"index", *DEVICES}
        and _ID_WITHOUT_SLASH.fullmatch(text) is None
    )


def nearest_arxiv_id(text: str) -> PaperId | None:
    """The canonical arXiv id of the only paper that `text` names, in any of the shapes known.

    None where `text` names several papers, or holds more than a paper's id or address.
    """
    if is_arxiv_id(text):
        return PaperId(text)
    plain = _plain(text)
    named = _named(plain)
    only = next(iter(named)) if len(named | _mentioned(plain)) == 1 and named else ""
    return PaperId(only) if is_arxiv_id(only) else None


def mentioned_arxiv_ids(line: str) -> list[PaperId]:
    """The arXiv ids that a line of any text holds, each once, in the order of their mention."""
    pieces = (line[start : start + _STEP] for start in range(0, len(line), _STEP))
    found = (_joined(match) for piece in pieces for match in _MENTION.finditer(_plain(piece)))
    return list(dict.fromkeys(PaperId(each) for each in found if is_arxiv_id(each)))


def without_subject_class(text: str) -> PaperId | None:
    """The canonical form of an id as arXiv itself writes it: `math.GT/0309136`, `1706.03762`."""
    bare = _SUBJECT_CLASS.sub("", text)
    return PaperId(bare) if is_arxiv_id(bare) else None


def why_no_id(text: str) -> str:
    """What keeps a text that resembles an arXiv id from being one, as a clause; else empty."""
    plain = _plain(text)
    named = _named(plain)
    mentioned = _mentioned(plain)
    if len(named | mentioned) > 1:
        return "it names more than one paper; name one at a time"
    if named:
        return _why_wrong(*named)
    if mentioned:
        return f"it holds more than an id or a known address; write {next(iter(mentioned))}"
    return ""


def _plain(text: str) -> str:
    """The text as `id_shapes` has it; empty where it is too long to be looked at."""
    text = text.strip()
    if len(text) > id_shapes.MOST:
        return ""
    decoded = _ENCODED.sub(lambda match: chr(int(match[1], 16)), text)
    same = _HYPHENS.sub("-", unicodedata.normalize("NFKC", decoded).lower())
    seen = same if same.isascii() else "".join(map(without_unseen, same))
    return " ".join(seen.split())


def _named(plain: str) -> AbstractSet[str]:
    """What looks like an id in a text that is nothing but ids and what stands around them."""
    framed = (frame.fullmatch(plain) for frame in _FRAMES)
    texts = [plain, *(match[1] for match in framed if match)]
    return next(filter(None, map(_tiled, texts)), frozenset())


def _tiled(text: str) -> AbstractSet[str]:
    parts = list(_PART.finditer(text))
    is_whole = sum(len(part[0]) for part in parts) == len(text)
    return {_joined(part) for part in parts if any(part.groups())} if is_whole else frozenset()


def _mentioned(plain: str) -> AbstractSet[str]:
    return set(filter(is_arxiv_id, map(_joined, _MENTION.finditer(plain))))


def _joined(match: re.Match[str]) -> str:
    first, number = filter(None, match.groups())
    return f"{first}.{number}" if first.isdigit() else f"{first}/{number}"


def _why_wrong(like_id: str) -> str:
    """What is wrong with a text of the form of an id that is none, as a clause."""
    if "/" in like_id:
        return _why_wrong_old(like_id)
    month, _, number = like_id.partition(".")
    if not 1 <= int(month[2:]) <= _MONTHS:
        return f"the id {like_id} has {month[2:]} where its month stands, which is 01 to 12"
    if month < _FIRST_MONTH:
        return f"ids such as {like_id} begin with 0704, of April 2007"
    when, due = ("since", 5) if month >= _FIRST_FIVE_DIGIT_MONTH else ("before", 4)
    return f"{when} January 2015 an id has {due} digits after its point, not {len(number)}"


def _why_wrong_old(like_id: str) -> str:
    archive, _, digits = like_id.partition("/")
    if archive not in id_shapes.ARCHIVES:
        near = difflib.get_close_matches(archive, id_shapes.ARCHIVES, n=1)
        offer = f"; did you mean {near[0]}/{digits}?" if near else ""
        return f"arXiv has given no ids that begin with {archive}/{offer}"
    if len(digits) != _OLD_DIGITS:
        return f"an id of {archive} has {_OLD_DIGITS} digits after its slash, not {len(digits)}"
    if not 1 <= int(digits[2:4]) <= _MONTHS:
        return f"the id {like_id} has {digits[2:4]} where its month stands, which is 01 to 12"
    return f"ids such as {like_id} are of 1991 to 2007; later ones have a point, as 1706.03762 has"


def file_stem(paper_id: PaperId) -> str:
    """The id as it stands in file names and addresses."""
    return paper_id.replace("/", "_")


def from_file_stem(stem: str) -> PaperId | None:
    """The id that `file_stem` turned into `stem`, or None where there is none."""
    candidate = stem.replace("_", "/")
    return PaperId(candidate) if is_paper_id(candidate) else None


def year_from_arxiv_id(paper_id: PaperId) -> int | None:
    """The year in which arXiv assigned the id, which the id itself tells."""
    if not is_arxiv_id(paper_id):
        return None
    two_digits = int(paper_id.rpartition("/")[2][:2])
    return two_digits + (1900 if two_digits > 90 else 2000)  # noqa: PLR2004 (arXiv began in 1991)
