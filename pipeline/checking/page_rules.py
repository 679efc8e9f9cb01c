"""The pages by hand, `docs/<lang>/**.md`: what Sphinx would refuse is told here, with its line.

But for references to sections and labels, which Sphinx alone can resolve.
"""

import os
import posixpath
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias
from urllib.parse import unquote

from docutils.parsers.rst.languages import en

from ..files.gate import FILE_KIND
from ..guide.pages import GUIDE_PAGES
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..words.language import is_language
from ..written.front_page import day_of
from ..written.hand_written import read_page
from ..written.paper_list import Listing
from ..written.reviews import LANGUAGE, Written
from ..written.validation import nearest
from .body import footnote_findings
from .markup import FENCES, Finding, Markup, Piece, page_markdown
from .references import UNKNOWN_PAPER, cited_paper
from .site_map import generated_pages, pages_of, papers_of
from .summary import check_summary, declared_uncited, front_matter

PAGE = Code(
    "page",
    translatable(
        "A page by hand is missing, lacks its title, stands in no list of contents, or holds what "
        "cannot be built: a page, file or directive that is not there."
    ),
    translatable(
        "an entry `topics/kernels` of a `{toctree}` stays behind when the topic goes; remove it."
    ),
)

# What Sphinx and MyST add to docutils' directives.  Names with a colon are of a domain.
# Written out, as Sphinx's own modules take a third of a second to load.
# fmt: off
_MORE_DIRECTIVES: Final = frozenset({
    "acks", "centered", "code", "code-block", "codeauthor", "cssclass", "default-domain",
    "deprecated", "describe", "eval-rst", "figure-md", "highlight", "hlist", "index",
    "literalinclude", "moduleauthor", "object", "only", "rst-class", "sectionauthor", "seealso",
    "sourcecode", "tabularcolumns", "toctree", "version-added", "version-changed",
    "version-deprecated", "version-removed", "versionadded", "versionchanged", "versionremoved",
})
# Of the domains that need no name: those of Python and of what is common to all.
_DOMAIN_DIRECTIVES: Final = frozenset({
    "attribute", "class", "classmethod", "cmdoption", "confval", "currentmodule", "data",
    "decorator", "decoratormethod", "envvar", "exception", "function", "glossary", "method",
    "module", "option", "productionlist", "program", "property", "staticmethod", "type",
})
_DOMAIN_ROLES: Final = frozenset({
    "attr", "class", "confval", "const", "data", "deco", "doc", "envvar", "exc", "func", "keyword",
    "meth", "mod", "numref", "obj", "option", "ref", "term", "token", "type",
})
_MORE_ROLES: Final = frozenset({
    "arxiv", "doi",
    "abbr", "any", "command", "cve", "cwe", "dfn", "doc", "download", "eq", "file", "guilabel",
    "kbd", "mailheader", "makevar", "manpage", "menuselection", "mimetype", "newsgroup", "paper",
    "pep", "program", "regexp", "rfc", "samp", "sub-ref",
})
_OWN_DIRECTIVES: Final = frozenset({"construct", "front", "last-changed", "overview", "specimen"})
# fmt: on
# What each takes besides a collection's id.
_OF_A_COLLECTION: Final[Mapping[str, AbstractSet[str]]] = {"overview": set(), "front": {""}}
DIRECTIVES: Final = (
    frozenset(en.directives) | _DOMAIN_DIRECTIVES | _MORE_DIRECTIVES | _OWN_DIRECTIVES
)
"""The directives that a page by hand may use without an extension of the site's own."""
ROLES: Final = frozenset(en.roles) | _DOMAIN_ROLES | _MORE_ROLES
"""The roles, likewise."""
_EXTENSIONS = re.compile(r"^(?:extensions\b|def setup\b).*$", re.MULTILINE)
_OWN_EXTENSION: Final = 'extensions = ["shoroku"]'
# What Sphinx and the search write themselves.
_RESERVED: Final = frozenset({"_images", "_sources", "_static", "genindex", "search"})
_TITLED = re.compile(r".+<(?P<target>[^<>]+)>\s*", re.DOTALL)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


@dataclass(frozen=True)
class _Page:
    """A page by hand, with all that it may refer to."""

    name: str
    path: str
    folder: Path
    """That of its language."""
    pieces: Sequence[Piece]
    pages: AbstractSet[str]
    papers: AbstractSet[str]
    collections: AbstractSet[str]
    may_have_more: bool

    @cached_property
    def is_orphan(self) -> bool:
        return "orphan" in front_matter(self.pieces)

    def named(self, target: str) -> str:
        """The name of the page that `target` means, seen from this one."""
        bare = target.removesuffix(".md")
        place = posixpath.join("/", posixpath.dirname(self.name), bare)
        return posixpath.normpath(place).removeprefix("/")

    def file(self, target: str) -> Path:
        """The file that `target` means, seen from this page."""
        if target.startswith("/"):
            return self.folder / target.removeprefix("/")
        return self.folder / PurePosixPath(self.name).parent / target

    def has_file(self, target: str) -> bool:
        """Whether there is such a file; a name that no file can have is none's."""
        try:
            return self.file(target).is_file()
        except (OSError, ValueError):
            return False


def check_hand_written(
    root: Path,
    by_hand: Mapping[str, Mapping[str, Path]],
    listing: Listing,
    reviews: Sequence[Written],
) -> Iterator[Problem]:
    """Everything that is wrong with the pages by hand: language → name → file."""
    papers = papers_of(listing, reviews)
    collections = {collection.id for collection in listing.papers.collections}
    reviewed = {review.paper_id for review in reviews}
    generated = set(generated_pages(listing, papers))
    extended = _has_extensions(root)
    if not (root / "docs" / "conf.py").is_file():
        message = f"is missing; it holds the line {_OWN_EXTENSION}"
        yield Problem("docs/conf.py", 1, message, PAGE)
    yield from _other_languages(root, by_hand)
    yield from _links(root)
    for language, files in by_hand.items():
        names = pages_of(files, listing, papers)
        folder = root / "docs" / language
        pages: list[_Page] = []
        for name, file in files.items():
            if name in generated:  # told of when the pages are to be written
                continue
            path = file.relative_to(root).as_posix()
            text, found = read_page(file, path)
            yield from found
            if text is None:
                continue
            pieces = tuple(Markup(page_markdown()).pieces(text, 1))
            if name == "index":
                yield from check_summary(pieces, path, listing, reviewed)
            pages.append(_Page(name, path, folder, pieces, names, papers, collections, extended))
        yield from _front_page(root, language)
        yield from _contents(pages)
        for page in pages:
            for line, message, code in _findings(page):
                yield Problem(page.path, line, message, code)


def _links(root: Path) -> Iterator[Problem]:
    """Links below `docs/`, which may lead to any file of the machine that builds the site."""
    for folder, folders, files in os.walk(root / "docs"):
        for name in sorted([*folders, *files]):
            file = Path(folder, name)
            if file.is_symlink():
                path = file.relative_to(root).as_posix()
                yield Problem(path, 1, "must be a file or folder, not a link", FILE_KIND)


def _other_languages(root: Path, languages: Container[str]) -> Iterator[Problem]:
    for folder in sorted((root / "docs").glob("*")):
        if is_language(folder.name) and folder.name not in languages and [*folder.glob("*.md")]:
            message = f"{folder.name} is none of the site's languages; its pages are not shown"
            yield Problem(f"docs/{folder.name}", 1, message, LANGUAGE, is_note=True)


def _has_extensions(root: Path) -> bool:
    """Whether the site's `conf.py` may add directives and roles that are not known here."""
    conf = root / "docs" / "conf.py"
    text = conf.read_text("utf-8", "replace") if conf.is_file() else ""
    return _EXTENSIONS.findall(text) != [_OWN_EXTENSION]


def _front_page(root: Path, language: str) -> Iterator[Problem]:
    path = f"docs/{language}/index.md"
    if not (root / path).is_file():
        message = f"is missing; it is the front page in {language}"
        yield Problem(path, 1, message, PAGE)


def _contents(pages: Sequence[_Page]) -> Iterator[Problem]:
    """Pages that stand in no list of contents, where readers would not find them."""
    entries = {
        *GUIDE_PAGES,  # the guide has a list of its own
        *(page.named(entry) for page in pages for piece in page.pieces for _, entry in _toc(piece)),
    }
    for page in pages:
        # An extension's directive may hold a list that is not seen here.
        if not (page.name in {"index", *entries} or page.is_orphan or page.may_have_more):
            message = "stands in no {toctree}; list it in one, or write orphan: true at its top"
            yield Problem(page.path, 1, message, PAGE)


def _findings(page: _Page) -> Iterator[Finding]:
    if page.name.split("/")[0] in _RESERVED:
        yield 1, f"{page.name} is a name of the site's own; choose another", PAGE
    yield from _title(page)
    yield from footnote_findings(page.pieces)
    if page.name == "index":
        yield from _day(page)
    for paper_id in declared_uncited(page.pieces):
        yield from _paper(paper_id, 1, page)
    for piece in page.pieces:
        rule = _RULES.get(piece.token.type)
        if rule:
            yield from rule(piece, page)


def _day(page: _Page) -> Iterator[Finding]:
    try:
        day_of(front_matter(page.pieces))
    except ValueError as error:
        yield 1, str(error), PAGE


def _title(page: _Page) -> Iterator[Finding]:
    levels = [
        (int(piece.token.tag[1]), piece.line)
        for piece in page.pieces
        if piece.token.type == "heading_open" and piece.token.level == piece.depth == 0
    ]
    if not levels or levels[0][0] != 1:
        line = levels[0][1] if levels else 1
        yield line, "the page has no title; begin it with a heading, # …", PAGE
    for (before, _), (level, line) in pairwise(levels):
        if level > before + 1:
            yield line, f"the heading leaves out a level; write {'#' * (before + 1)}", PAGE


def _fence(piece: Piece, page: _Page) -> Iterator[Finding]:
    name = piece.name
    if name is None:
        return
    argument = piece.token.info.strip().partition(" ")[2].strip()
    for line, entry in _toc(piece):
        named = page.named(entry)
        if named not in page.pages:
            yield line, f"{named} is no page of this site{nearest(named, page.pages)}", PAGE
    if name in {"include", "literalinclude"} and not page.has_file(argument):
        yield piece.line, f"{{{name}}}: there is no file {argument}", PAGE
    elif name in {"image", "figure"}:
        yield from _image_file(argument, piece.line, page)
    elif name in _OF_A_COLLECTION and argument not in page.collections | _OF_A_COLLECTION[name]:
        offer = nearest(argument, page.collections)
        message = f"{{{name}}}: {argument or 'nothing'} is no collection of this site{offer}"
        yield piece.line, message, PAGE
    else:
        yield from _unknown("directive", name, DIRECTIVES, piece, page)


def _toc(piece: Piece) -> Iterator[tuple[int, str]]:
    """The pages that a `{toctree}` lists, each with its line."""
    if piece.name != "toctree" or ":glob:" in piece.token.content:
        return
    for number, line in enumerate(piece.token.content.splitlines(), piece.line + 1):
        titled = _TITLED.fullmatch(line.strip())
        target = titled["target"] if titled else line.strip()
        is_option = target.startswith(":") or target in {"", "self", "genindex", "search"}
        if not is_option and not _SCHEME.match(target):
            yield number, target


def _link(piece: Piece, page: _Page) -> Iterator[Finding]:
    address = unquote(str(piece.token.attrGet("href") or "")).partition("#")[0]
    if not address or _SCHEME.match(address):
        return
    if address.endswith(".md"):
        yield from _named(address, piece.line, page)
    elif not page.has_file(address) and page.named(address) not in page.pages:
        yield piece.line, f"there is no file {address}", PAGE


def _named(target: str, line: int, page: _Page) -> Iterator[Finding]:
    name = page.named(target)
    if name not in page.pages:
        yield line, f"{target} is no page of this site{nearest(name, page.pages)}", PAGE


def _image(piece: Piece, page: _Page) -> Iterator[Finding]:
    yield from _image_file(str(piece.token.attrGet("src") or ""), piece.line, page)


def _image_file(address: str, line: int, page: _Page) -> Iterator[Finding]:
    if not _SCHEME.match(address) and not page.has_file(address):
        yield line, f"there is no image {address}", PAGE


def _role(piece: Piece, page: _Page) -> Iterator[Finding]:
    name = piece.token.meta["name"]
    yield from _unknown("role", name, ROLES, piece, page)
    target = cited_paper(piece.token.content)
    if name == "doc":
        yield from _named(target, piece.line, page)
    elif name == "download" and not page.has_file(target):
        yield piece.line, f"{{download}}: there is no file {target}", PAGE
    elif name == "paper":
        yield from _paper(target, piece.line, page)


def _paper(paper_id: str, line: int, page: _Page) -> Iterator[Finding]:
    if paper_id not in page.papers:
        offer = nearest(paper_id, page.papers)
        yield line, f"{paper_id} is no paper of this site{offer}", UNKNOWN_PAPER


def _unknown(
    kind: str, name: str, known: AbstractSet[str], piece: Piece, page: _Page
) -> Iterator[Finding]:
    """Tell of a directive or role that nothing defines; one with a colon is of a domain."""
    if name not in known and ":" not in name and not page.may_have_more:
        yield piece.line, f"there is no {kind} {{{name}}}{nearest(name, known)}", PAGE


_Rule: TypeAlias = Callable[[Piece, _Page], Iterator[Finding]]
_RULES: Final[dict[str, _Rule]] = {
    **dict.fromkeys(FENCES, _fence),
    "link_open": _link,
    "image": _image,
    "myst_role": _role,
}
