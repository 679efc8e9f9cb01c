"""How the files of reviews are called: `<id>.<lang>.md`."""

import re

from ..words.language import CODE_PATTERN
from .paper_ids import PaperId, from_file_stem

_NAME = re.compile(rf"(?P<stem>[^.]+(?:\.\d+)?)\.(?P<language>{CODE_PATTERN})\.md", re.ASCII)


def name_parts(name: str) -> tuple[PaperId, str] | None:
    """The paper and the language that the name of a review's file tells, None if it is none."""
    named = _NAME.fullmatch(name)
    paper_id = from_file_stem(named["stem"]) if named else None
    return (paper_id, named["language"]) if named and paper_id else None
