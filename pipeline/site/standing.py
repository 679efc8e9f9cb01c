"""Whether a language stands as it would be built: then nobody need ask Sphinx.

What a language is built of is known by the digest of each file, and what came of it by each file's
size and time.  A build that is told nothing of the one before, as after the folder `build` was
deleted, asks Sphinx.
"""

import ast
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from ..exports.on_disk import exported_names
from ..files.atomic import write_if_changed
from ..files.program import program_digest
from ..files.states import contents, files_below, states
from ..words.language import is_language
from ..written.settings import PATH as SETTINGS

if TYPE_CHECKING:  # a command that need not ask Sphinx does not wait for it
    from sphinx.application import Sphinx

Sources: TypeAlias = Mapping[str, str]
"""Path from the site's root → digest, of every file that a build may read."""

_REVIEWS: Final = "reviews/"
_DATA: Final = (
    *(ast.Assign, ast.AnnAssign, ast.Expr, ast.Name, ast.expr_context, ast.Constant),
    *(ast.List, ast.Tuple, ast.Dict, ast.Set, ast.UnaryOp, ast.unaryop),
)
"""What a file of Python holds that names values: it says today what it said before."""


def register(app: "Sphinx") -> None:
    """Register the handler."""
    app.connect("build-finished", _note_dependencies)


def sources(root: Path) -> Sources:
    """What the site is built of, as it is now."""
    names = [SETTINGS, *files_below(root, "docs"), *files_below(root, "reviews")]
    return {name: _digest(content) for name, content in contents(root, names)}


def stands(root: Path, language: str, now: Sources) -> bool:
    """Whether the language was built of what is there now, and nothing that came of it changed."""
    file = _note_file(root, language)
    return file.is_file() and file.read_text("utf-8") == _said(root, language, now)


def forget(root: Path, language: str) -> None:
    """Have `stands` say no until the next `note`."""
    _note_file(root, language).unlink(missing_ok=True)
    _dependencies_file(root, language).unlink(missing_ok=True)


def note(root: Path, language: str, built_of: Sources) -> None:
    """Remember that the language was built, wholly and without a warning.

    `built_of` is what was there before: what changed meanwhile may not be in the pages.
    """
    if _is_known(root, language, built_of):
        write_if_changed(_note_file(root, language), _said(root, language, built_of), durable=False)


def _said(root: Path, language: str, built_of: Sources) -> str:
    shown = _dependencies(root, language)
    of = [
        (path, _part(path, digest, language))
        for path, digest in sorted(built_of.items())
        if path in shown or not (path.startswith(_REVIEWS) and path.endswith(".md"))
    ]
    return _digest(program_digest() + repr((of, _made(root / "build", language))).encode())


def _part(path: str, digest: str, language: str) -> str:
    """What a build takes from a file: of another language's page, no more than that it is there."""
    folder, _, page = path.removeprefix("docs/").partition("/")
    is_other_page = page.endswith(".md") and is_language(folder) and folder != language
    return "" if path.startswith("docs/") and is_other_page else digest


def _made(build: Path, language: str) -> list[str]:
    """How the pages, and all that Sphinx wrote beside them, stand on the disk."""
    exported = {f"html/{name}" for name in exported_names(build)}
    there = {
        name for kind in ("html", "doctrees") for name in files_below(build, f"{kind}/{language}")
    }
    return sorted(states(build, there - exported))


def _is_known(root: Path, language: str, built_of: Sources) -> bool:
    """Whether all that was read is among `built_of`: a site may show any file of its machine."""
    return _is_data(root / "docs" / "conf.py") and _dependencies(root, language) <= built_of.keys()


def _is_data(conf: Path) -> bool:
    """Whether a conf.py does nothing but name values, and no folder outside its own."""
    statements = ast.parse(conf.read_bytes()).body
    return all(
        isinstance(part, _DATA) and not _leads_out(part)
        for statement in statements
        for part in ast.walk(statement)
    )


def _leads_out(part: ast.AST) -> bool:
    value = part.value if isinstance(part, ast.Constant) else None
    return isinstance(value, str) and (".." in value.split("/") or Path(value).is_absolute())


def _note_dependencies(app: "Sphinx", error: Exception | None) -> None:
    """Write down which files were read besides the pages."""
    if error is None:
        root = app.srcdir.parents[1]
        read = {
            Path(os.path.relpath(app.srcdir / path, root)).as_posix()
            for paths in app.env.dependencies.values()
            for path in paths
        }
        file = _dependencies_file(root, app.config.language)
        write_if_changed(file, json.dumps(sorted(read)), durable=False)


def _dependencies(root: Path, language: str) -> frozenset[str]:
    file = _dependencies_file(root, language)
    return frozenset(json.loads(file.read_bytes()) if file.is_file() else ())


def _dependencies_file(root: Path, language: str) -> Path:
    return root / "build" / "standing" / f"{language}.json"


def _note_file(root: Path, language: str) -> Path:
    return root / "build" / "standing" / f"{language}.txt"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
