"""What lies in `reviews/`: nothing but what belongs there, hidden files included."""

import re
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Final

from ..files.gate import FILE_KIND
from ..problems.problem import Problem
from ..written import queues, terms, told
from ..written.paper_ids import from_file_stem, is_arxiv_id
from ..written.paper_list import PATH
from .images import FOLDER, image_name

_RECORDS: Final = "records"
_IMAGES: Final = Path(FOLDER).name
_LIST: Final = Path(PATH).name
_TERMS: Final = Path(terms.PATH).name
_QUEUES: Final = Path(queues.FOLDER).name
_TOLD: Final = Path(told.PATH).name
_KINDS: Final = f"reviews, {_IMAGES}, {_LIST}, {_QUEUES}, {_RECORDS}, {_TERMS}, {_TOLD}"
# What editors and systems put beside an open file, and what a killed run left of its writing:
# nothing reads it, and a writer would be stopped in the middle of a word.
_PASSING: Final = re.compile(r"\.(?:DS_Store|#.+|.+\.(?:sw[a-p]|tmp))")


def strays(root: Path) -> Iterator[Problem]:
    """Everything below `reviews/` that does not belong there, or is not of the kind it should be.

    A file that git or a server obeys, such as `.gitattributes`, would act on the others unseen.
    """
    reviews = root / "reviews"
    yield from _strays(reviews, "reviews", _belongs, _KINDS)
    for name, belongs, what in (
        (_RECORDS, _is_record, "records of arXiv, such as 1706.03762.json"),
        (_IMAGES, _is_image, "images, such as loss.png"),
        (_QUEUES, _is_queue, "queues, such as neurips-2021.yaml"),
    ):
        folder = reviews / name
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            message = "must be a folder, not a link or file"
            yield Problem(f"reviews/{name}", 1, message, FILE_KIND)
        elif folder.is_dir():
            yield from _strays(folder, f"reviews/{name}", belongs, what)


def _strays(
    folder: Path, path: str, belongs: Callable[[str], bool], what: str
) -> Iterator[Problem]:
    for file in sorted(folder.iterdir(), key=attrgetter("name")) if folder.is_dir() else ():
        if not belongs(file.name) and not _PASSING.fullmatch(file.name):
            message = f"does not belong here; {path}/ holds {what}"
            yield Problem(f"{path}/{file.name}", 1, message, FILE_KIND)


def _belongs(name: str) -> bool:
    is_review = name.endswith(".md") and not name.startswith(".")
    return is_review or name in {_LIST, _RECORDS, _TERMS, _IMAGES, _QUEUES, _TOLD}


def _is_queue(name: str) -> bool:
    return name.endswith(".yaml") and not name.startswith(".")


def _is_record(name: str) -> bool:
    paper_id = from_file_stem(name.removesuffix(".json"))
    return name.endswith(".json") and paper_id is not None and is_arxiv_id(paper_id)


def _is_image(name: str) -> bool:
    return image_name(f"images/{name}") is not None
