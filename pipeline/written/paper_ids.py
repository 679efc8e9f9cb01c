"""Paper ids: an arXiv id without its version, or a slug for a paper that is not on arXiv."""

import re
from typing import NewType

PaperId = NewType("PaperId", str)
"""An id in canonical form: `1706.03762`, `hep-th/9901001` or `my-paper-2021`."""

# The two arXiv schemes: https://info.arxiv.org/help/arxiv_identifier.html
_NEW_STYLE = re.compile(r"(?P<yymm>\d{2}(?:0[1-9]|1[0-2]))\.(?P<number>\d{4,5})", re.ASCII)
_OLD_STYLE = re.compile(r"[a-z]+(?:-[a-z]+)*/\d{2}(?:0[1-9]|1[0-2])\d{3}", re.ASCII)
_SUBJECT_CLASS = re.compile(r"(?<=[a-z])\.[A-Z]{2}(?=/)", re.ASCII)
_VERSION = re.compile(r"(?<=\d)v[1-9]\d*$", re.ASCII)
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
_FIRST_FIVE_DIGIT_MONTH = 1501

MAX_LENGTH = 64
"""How long a name may be that becomes a file's; a file system takes 255 bytes, ending and all."""

DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""What no file is called on Windows: https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""

_ADDRESS = re.compile(
    r"(?:https?://)?(?:(?:www|export)\.)?arxiv\.org/(?:abs|pdf|html|format)/"
    r"|(?:https?://)?(?:dx\.)?doi\.org/10\.48550/arxiv\.|arxiv:\s*",
    re.ASCII | re.IGNORECASE,
)


def is_arxiv_id(text: str) -> bool:
    """Whether `text` is an arXiv id in canonical form: no version, no subject class."""
    new_style = _NEW_STYLE.fullmatch(text)
    if new_style is None:
        return _OLD_STYLE.fullmatch(text) is not None and len(text) <= MAX_LENGTH
    # Numbers have had five digits since January 2015.
    month = int(new_style["yymm"])
    digits = 5 if month >= _FIRST_FIVE_DIGIT_MONTH else 4
    return len(new_style["number"]) == digits


def is_paper_id(text: str) -> bool:
    """Whether `text` is an id that a list may name; the index page has the slug `index`."""
    return is_arxiv_id(text) or (
        _SLUG.fullmatch(text) is not None
        and len(text) <= MAX_LENGTH
        and text not in {"index", *DEVICES}
    )


def nearest_arxiv_id(text: str) -> PaperId | None:
    """The canonical arXiv id in an address, or in an id with a version or a subject class."""
    rest = text.strip().partition("?")[0].partition("#")[0]
    if address := _ADDRESS.match(rest):
        rest = rest[address.end() :].removesuffix("/").removesuffix(".pdf")
    bare = _SUBJECT_CLASS.sub("", _VERSION.sub("", rest))
    return PaperId(bare) if is_arxiv_id(bare) else None


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
