"""Make a site from nothing.

No line of the program is among its files.
"""

import argparse
import contextlib
import json
import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from ..files.atomic import write_atomically
from ..files.templates import rendered
from ..files.yaml_text import as_yaml
from ..pages.markdown import escaped
from ..problems.problem import Code, Problem
from ..text.signs import complaints, without_unseen
from ..words.catalogue import SOURCE_LANGUAGE, in_each, translatable, words_of
from ..words.language import is_language
from ..written.paper_ids import PaperId, nearest_arxiv_id, why_no_id
from .outcome import Exit, ProblemsFoundError, say

EXISTS = Code(
    "exists",
    translatable("`init` would have to overwrite something, so it writes nothing."),
    translatable("`notes/README.md` is there already; move it away, or choose another folder."),
)

_PROGRAM: Final = "shoroku"
_PACKAGE: Final = Path(__file__).parents[1]
_TEMPLATES: Final = Path(__file__).parent / "new_site"
_COLLECTION: Final = "first"
_COLLECTION_TITLE: Final = translatable("First collection")
_LONGEST_TITLE: Final = 200

# Path in the site → template.  Names that begin with a dot are easily left out of a package.
_FILES: Final = {
    "pyproject.toml": "pyproject.toml",
    "noxfile.py": "noxfile.py",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    "reviews/papers.yaml": "reviews/papers.yaml",
    "docs/conf.py": "docs/conf.py",
    ".github/workflows/site.yml": "github/workflows/site.yml",
    ".github/workflows/archive.yml": "github/workflows/archive.yml",
    ".github/workflows/refresh.yml": "github/workflows/refresh.yml",
    ".github/dependabot.yml": "github/dependabot.yml",
}
_PAGES: Final = ("index.md", "about.md")


@dataclass(frozen=True, slots=True)
class NewSite:
    """What a site is made of: its title, its languages, and the papers it begins with."""

    name: str
    title: str
    languages: tuple[str, ...]
    papers: tuple[PaperId, ...]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what a person says of the new site."""
    parser.add_argument("directory", type=Path, help="where to make it; a folder, new or not")
    parser.add_argument(
        "papers", nargs="*", default=[], metavar="PAPER", help="an arXiv id or address"
    )
    parser.add_argument(
        "--lang",
        action="append",
        default=[],
        metavar="CODE",
        help="a language of the site, and more behind it; the first leads (default: en)",
    )
    parser.add_argument("--title", help="default: the name of the folder")


def run(options: argparse.Namespace) -> int:
    """Make the site: 0 where it is made, 1 where a file is in the way, 2 for options that err."""
    # `--lang en ja 1706.03762` names two languages, and a paper.
    if options.lang:
        options.lang += [each for each in options.papers if is_language(each)]
        options.papers = [each for each in options.papers if not is_language(each)]
    if mistakes := list(_mistakes(options)):
        say(*mistakes)
        return Exit.USAGE
    options.directory = options.root / options.directory
    site = _asked_for(options)
    texts = site_files(site)
    if problems := list(_in_the_way(options.directory, texts)):
        raise ProblemsFoundError(*problems)
    _write(options.directory, texts)
    folder = shlex.quote(str(options.directory))
    print(f"A new site is in {folder}; build it with", f"  cd {folder}", "  nox -s docs", sep="\n")
    return Exit.DONE


def site_files(site: NewSite) -> dict[str, str]:
    """Every file of a new site: path → text."""
    facts = _facts(site)
    texts = {
        path: rendered(_TEMPLATES, f"{template}.jinja", facts) for path, template in _FILES.items()
    }
    for language in site.languages:
        spoken = {**facts, "words": words_of(language)}
        for page in _PAGES:
            texts[f"docs/{language}/{page}"] = rendered(
                _TEMPLATES, f"docs/language/{page}.jinja", spoken
            )
    return texts


def requirement() -> str:
    """The running program, as a site's pyproject.toml asks for it.

    What was installed from a wheel, a folder or a repository is asked for from there again.
    """
    installed = _installed()
    if installed is None:
        return f"{_PROGRAM} @ {_PACKAGE.parent.as_uri()}"
    origin = installed.read_text("direct_url.json")
    if origin is None:
        return f"{_PROGRAM}=={installed.version}"
    return f"{_PROGRAM} @ {_address(json.loads(origin))}"


def _mistakes(options: argparse.Namespace) -> Iterator[str]:
    for text in options.papers:
        if nearest_arxiv_id(text) is None:
            right = why_no_id(text) or (
                "write it as 1706.03762, and add other papers later with `nox -s new`"
            )
            yield f"{text!r} is no arXiv id or address; {right}"
    folder = str(options.directory)
    if options.lang and is_language(folder) and not (options.root / folder).is_dir():
        yield f"{folder!r} is a language; write the folder first, as in init FOLDER --lang en ja"
    for code in options.lang:
        if not is_language(code):
            yield f"--lang: {code!r} is no language; write codes such as en, ja or zh_CN"
    title = _one_line(options.title or "")
    if options.title is not None and not title:
        yield "--title is empty; write what the site is called, or leave the option out"
    if len(title) > _LONGEST_TITLE:
        yield f"--title has {len(title):,} characters; {_LONGEST_TITLE} are allowed"
    yield from (f"--title: {complaint}" for complaint in complaints(title))


def _asked_for(options: argparse.Namespace) -> NewSite:
    name = options.directory.resolve().name
    ids = [nearest_arxiv_id(text) for text in options.papers]
    return NewSite(
        name=_slug(name),
        title=_one_line(options.title or _title(name)),
        languages=tuple(dict.fromkeys(options.lang)) or (SOURCE_LANGUAGE,),
        papers=tuple(dict.fromkeys(paper_id for paper_id in ids if paper_id)),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _title(name: str) -> str:
    """A title from a folder's name: reading-notes → Reading notes."""
    title = _one_line(re.sub(r"[-_]+", " ", without_unseen(name)))
    return title[:1].upper() + title[1:] or "Notes"


def _slug(name: str) -> str:
    """The name of the site's project, which must not be the program's."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return f"{slug}-site" if slug == _PROGRAM else slug or "site"


def _facts(site: NewSite) -> Mapping[str, Any]:
    dependency = requirement()
    return {
        "slug": _toml(site.name),
        "uuid": uuid4(),
        "title": escaped(site.title),
        "quoted_title": _toml(site.title),
        "quoted_languages": ", ".join(map(_toml, site.languages)),
        "dependency": _toml(dependency),
        "is_local": "file:" in dependency,
        "papers": site.papers,
        "citations": [f"{{paper}}`{paper_id}`" for paper_id in site.papers],
        "collection": _COLLECTION,
        "collection_title": as_yaml({"title": in_each(_COLLECTION_TITLE, site.languages)}),
        "link": "[{}]({})".format,
    }


def _toml(text: str) -> str:
    # A string of JSON is a basic string of TOML, but for a character that no title has (U+007F).
    return json.dumps(text, ensure_ascii=False)


def _in_the_way(folder: Path, paths: Iterable[str]) -> Iterator[Problem]:
    files = [folder / path for path in paths]
    for file in files:
        if os.path.lexists(file):
            message = "is there already; move it away, or choose another folder"
            yield Problem(file.as_posix(), 1, message, EXISTS)
    for parent in dict.fromkeys(parent for file in files for parent in file.parents):
        if os.path.lexists(parent) and not parent.is_dir():
            message = "is no folder; move it away, or choose another folder"
            yield Problem(parent.as_posix(), 1, message, EXISTS)


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write all files, or leave none behind."""
    files = {folder / path: text for path, text in texts.items()}
    parents = {parent for file in files for parent in file.parents if not parent.exists()}
    try:
        for file, text in files.items():
            write_atomically(file, text, durable=False)
    except BaseException:
        for file in files:
            with contextlib.suppress(OSError):
                file.unlink()
        for parent in sorted(parents, reverse=True):  # a folder's own folders come after it
            with contextlib.suppress(OSError):
                parent.rmdir()
        raise


def _installed() -> metadata.Distribution | None:
    """The distribution that this very module is of, None where it runs from a checkout."""
    try:
        found = metadata.distribution(_PROGRAM)
    except metadata.PackageNotFoundError:
        return None
    folder = Path(str(found.locate_file(_PROGRAM)))
    return found if folder.resolve() == _PACKAGE.resolve() else None


def _address(origin: Mapping[str, Any]) -> str:
    """The address from which a distribution was installed, for a requirement.

    https://packaging.python.org/en/latest/specifications/direct-url-data-structure/
    """
    address: str = origin["url"]
    if version := origin.get("vcs_info"):
        address = f"{version['vcs']}+{address}@{version['commit_id']}"
    folder = origin.get("subdirectory")
    return f"{address}#subdirectory={folder}" if folder else address
