"""How the files of reviews are called: `<id>.<lang>.md`, a further one `<id>.<lang>.<name>.md`.

The name tells one person's review of a paper from another's, and stands in addresses too.
"""

import re
from typing import NamedTuple

from ..words.language import CODE_PATTERN
from .paper_ids import DEVICES, MAX_LENGTH, PaperId, file_stem, from_file_stem

_READER = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
# `1706.03762.en.md.md` is a mistake, and devices are no files.
_RESERVED = {"md", *DEVICES}
_NAME = re.compile(
    rf"(?P<stem>[^.]+(?:\.\d+)?)\.(?P<language>{CODE_PATTERN})(?:\.(?P<reader>{_READER}))?\.md",
    re.ASCII,
)


class NameParts(NamedTuple):
    """What the name of a review's file tells; `reader` is empty but for further reviews."""

    paper_id: PaperId
    language: str
    reader: str


def name_parts(name: str) -> NameParts | None:
    """The paper, the language and the reader that a review's file is named after, if it is so."""
    named = _NAME.fullmatch(name)
    paper_id = from_file_stem(named["stem"]) if named else None
    reader = (named["reader"] or "") if named else ""
    if named is None or paper_id is None or not (reader == "" or is_reader(reader)):
        return None
    return NameParts(paper_id, named["language"], reader)


def is_reader(name: str) -> bool:
    """Whether a further review may be called so."""
    return (
        re.fullmatch(_READER, name, re.ASCII) is not None
        and len(name) <= MAX_LENGTH
        and name not in _RESERVED
    )


def review_path(paper_id: PaperId, language: str, reader: str = "") -> str:
    """Where the review of a paper in a language belongs, or a further one by `reader`."""
    return f"reviews/{'.'.join(filter(None, (file_stem(paper_id), language, reader)))}.md"
