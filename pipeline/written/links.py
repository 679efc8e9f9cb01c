"""Links from a review to the pages of this site, as a review writes them.

A review of the folder is named as it stands there (`1706.03762.en.md`), so that the link works
where reviews are edited too, and leads to its paper's page.
Any other page is named from the root of its language's site (`/topics/kernel-methods.md`).
"""

import re

from .file_names import name_parts
from .paper_ids import PaperId

_PAGE = re.compile(r"/(?P<page>[a-z0-9_][a-z0-9_.-]*(?:/[a-z0-9_][a-z0-9_.-]*)*)\.md", re.ASCII)


def linked_paper(address: str) -> PaperId | None:
    """The paper whose review `address` names, None where it names none."""
    parts = name_parts(address)
    return parts.paper_id if parts else None


def linked_page(address: str) -> str | None:
    """The page that `address` names (`topics/kernel-methods`), None where it names none."""
    match = _PAGE.fullmatch(address)
    return match["page"] if match else None
