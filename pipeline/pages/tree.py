"""The generated files below `docs/`: written only when changed, pruned when stale."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..files.atomic import write_atomically
from ..files.states import contents, files_below
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.hand_written import GENERATED, was_generated

FOREIGN_FILE = Code(
    "foreign-file",
    translatable("A file that somebody wrote stands where a generated page belongs."),
    translatable("`docs/en/papers/1706.03762.md` is a page of your own; move it to `docs/en/`."),
)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many files were written, removed, and left as they were."""

    written: int
    removed: int
    unchanged: int


def read_tree(docs: Path) -> dict[str, str | None]:
    """The Markdown below `docs` by its path: a digest of what was generated, None by hand."""
    names = (name for name in files_below(docs.parent, docs.name) if name.endswith(".md"))
    return {
        name.partition("/")[2]: _digest(content) if was_generated(content) else None
        for name, content in contents(docs.parent, names)
    }


def foreign_files(
    docs: Path, tree: Mapping[str, str | None], paths: Iterable[str]
) -> Iterator[Problem]:
    """Files that stand where a page is to be, but were not written by the program."""
    for path in paths:
        if (tree[path] is None) if path in tree else (docs / path).exists():
            message = "stands where a generated page belongs; move it away"
            yield Problem(f"{docs.name}/{path}", 1, message, FOREIGN_FILE)


def may_be_foreign(docs: Path, by_hand: Iterable[str]) -> bool:
    """Whether `foreign_files` may find some: a page by hand, or a folder with the name of one.

    `by_hand` are the names of such pages below the folder of a language.
    """
    named = any(f"{name}.md".partition("/")[0] in GENERATED for name in by_hand)
    return named or any(
        folder.endswith(".md") for _, folders, _ in os.walk(docs) for folder in folders
    )


def write_pages(
    docs: Path, tree: Mapping[str, str | None], pages: Mapping[str, Callable[[], str]]
) -> Changes:
    """Make the generated files of `tree`, below `docs`, be `pages`; touch no other file.

    Pages are path → text, which is asked for once.
    A file whose text is the same keeps its time, so that Sphinx does not read it again.
    """
    stale = [path for path, digest in tree.items() if digest and path not in pages]
    for path in stale:
        (docs / path).unlink()
    written = 0
    for path, make in pages.items():
        text = make()
        if tree.get(path) != _digest(text.encode()):
            write_atomically(docs / path, text, durable=False)  # the next run makes it again
            written += 1
    return Changes(written, len(stale), len(pages) - written)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
