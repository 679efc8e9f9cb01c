"""The body of a review: what it holds is allowed, leads somewhere, and can be shown.

Each rule takes a piece of markup, as the build's own parser found it, and yields what is wrong.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Final, TypeAlias

from docutils.parsers.rst.states import MarkupError
from sphinx.util.docutils import ReferenceRole

from pipeline.allowed import CODE_LANGUAGES, DIRECTIVES, ROLES, SCHEMES, is_allowed_address
from pipeline.checking.images import FOLDER, image_name
from pipeline.checking.markup import FENCES, MAX_DEPTH, VERBATIM, Directive, Markup, Piece
from pipeline.links import linked_page, linked_paper
from pipeline.mathml import mathml
from pipeline.problems import Code, Problem
from pipeline.reviews import Review
from pipeline.signs import complaints
from pipeline.validation import nearest

MAX_SIGNS: Final = 2_000
MAX_PIECES: Final = 6_000
MAX_CELLS: Final = 50_000
MAX_HEADINGS: Final = 200
MAX_CODE: Final = 6_000
MAX_ADDRESS: Final = 2_000
MAX_TITLE: Final = 200
_MAX_LEVEL: Final = 12  # the parser drops what stands deeper than 20, without a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a review may name: papers, pages of the site, images with what is wrong with each."""

    papers: AbstractSet[str]
    pages: AbstractSet[str]
    images: Mapping[str, str | None]


_Finding: TypeAlias = tuple[str, Code]
_Rule: TypeAlias = Callable[[Piece, Known], Iterator[_Finding]]


def body_problems(review: Review, known: Known) -> Iterator[Problem]:
    """Everything that is wrong with the body of a review."""
    if too_many := [*_opening_signs(review), *_cells(review)]:
        yield from too_many
        return
    markup = Markup({})
    pieces = list(islice(markup.pieces(review.body.text, review.body.first_line), MAX_PIECES + 1))
    if len(pieces) > MAX_PIECES:
        message = f"holds more than {MAX_PIECES:,} pieces of markup"
        yield Problem(review.path, pieces[-1].line, message, Code.SIZE)
        return
    for line, message, code in _findings(pieces, known):
        yield Problem(review.path, line, message, code)
    yield from _unused(review, pieces, markup)
    for double in markup.environment.get("duplicate_refs", ()):
        message = f"the link [{double['label']}] is defined a second time"
        line = review.body.first_line + double["map"][0]
        yield Problem(review.path, line, message, Code.REFERENCE)


def _unused(review: Review, pieces: Iterable[Piece], markup: Markup) -> Iterator[Problem]:
    # A definition could hold a text that no reader sees.
    kinds = {"link_open", "image"}
    used = {piece.token.meta.get("label") for piece in pieces if piece.token.type in kinds}
    for label, line in markup.definitions.items():
        if label not in used:
            message = f"nothing uses the definition [{label.lower()}]; remove it"
            yield Problem(review.path, line, message, Code.REFERENCE)


def _opening_signs(review: Review) -> Iterator[Problem]:
    # Each has the parser look for its end, so that their cost is squared.
    for sign in "!$*<[_`":
        if (count := review.body.text.count(sign)) > MAX_SIGNS:
            message = f"has {count:,} signs {sign}; {MAX_SIGNS:,} are allowed"
            yield Problem(review.path, review.body.first_line, message, Code.SIZE)


# Of what the line below a table's head is made, be it in a list or a quote.
_RULER: Final = frozenset(" \t|:-0123456789.)>*+")


def _cells(review: Review) -> Iterator[Problem]:
    # The parser fills each row up to the number of columns, before its pieces can be counted.
    lines = review.body.text.split("\n")
    columns = [line.count("|") if _RULER.issuperset(line) else 0 for line in lines]
    if (most := max(columns)) * len(lines) > MAX_CELLS:
        line = review.body.first_line + columns.index(most)
        message = f"a review of {len(lines):,} lines has no table this wide; leave out columns"
        yield Problem(review.path, line, message, Code.SIZE)


def _findings(pieces: Sequence[Piece], known: Known) -> Iterator[tuple[int, str, Code]]:
    for piece in pieces:
        rule = _RULES.get(piece.token.type, _refuse)
        for message, code in (*rule(piece, known), *_nesting(piece), *_signs(piece)):
            yield piece.line, message, code
    yield from _options(pieces)
    yield from _captions(pieces)
    yield from _links(pieces)
    yield from _heading_count(pieces)
    yield from _heading_jumps(pieces)
    yield from _footnotes(pieces)
    yield from _code_in_all(pieces)


def _accept(_piece: Piece, _known: Known) -> Iterator[_Finding]:
    yield from ()


def _refuse(piece: Piece, _known: Known) -> Iterator[_Finding]:
    kind = piece.token.type.removesuffix("_open").replace("_", " ")
    yield _REFUSALS.get(piece.token.type, (f"{kind} is not allowed in a review", Code.MARKUP))


def _nesting(piece: Piece) -> Iterator[_Finding]:
    if piece.token.level > _MAX_LEVEL or (piece.directive and piece.depth >= MAX_DEPTH):
        yield "stands too deep within lists, quotes or directives", Code.NESTING


def _signs(piece: Piece) -> Iterator[_Finding]:
    # The gate has seen the file; here are the signs that references and escapes stand for.
    for complaint in {each: None for text in _shown(piece) for each in complaints(text)}:
        yield complaint, Code.CHARACTER


def _shown(piece: Piece) -> Iterator[str]:
    token, parsed = piece.token, piece.directive and piece.directive.parsed
    yield token.content
    yield "".join(child.content for child in token.children or ())
    yield from map(str, (*token.attrs.values(), *getattr(parsed, "options", {}).values()))


def _text(piece: Piece, _known: Known) -> Iterator[_Finding]:
    if "{{" in piece.token.content:
        message = "substitutions are not made in reviews; write out what {{ }} stands for"
        yield message, Code.SUBSTITUTION


def _heading(piece: Piece, _known: Known) -> Iterator[_Finding]:
    if piece.token.tag == "h1":
        message = "a heading of the first level is the page's own; begin with ##"
        yield message, Code.HEADING


def _headings(pieces: Iterable[Piece]) -> Iterator[Piece]:
    return (piece for piece in pieces if piece.token.type == "heading_open")


def _heading_count(pieces: Iterable[Piece]) -> Iterator[tuple[int, str, Code]]:
    # Each page has its headings in a tree of contents.
    for piece in islice(_headings(pieces), MAX_HEADINGS, MAX_HEADINGS + 1):
        yield piece.line, f"holds more than {MAX_HEADINGS} headings", Code.SIZE


def _heading_jumps(pieces: Iterable[Piece]) -> Iterator[tuple[int, str, Code]]:
    previous = 1
    for piece in _headings(pieces):
        if piece.token.level == piece.depth == 0:
            level = int(piece.token.tag[1])
            if level > previous + 1:
                message = f"the heading leaves out a level; write {'#' * (previous + 1)}"
                yield piece.line, message, Code.HEADING
            previous = level


def _footnotes(pieces: Iterable[Piece]) -> Iterator[tuple[int, str, Code]]:
    notes = [piece for piece in pieces if piece.token.type == "footnote_reference_open"]
    marks = [piece for piece in pieces if piece.token.type == "footnote_ref"]
    counts = Counter(note.token.meta["label"] for note in notes)
    for mark in marks:
        label = mark.token.meta["label"]
        if counts[label] != 1:
            message = f"[^{label}] has {counts[label]} footnotes; it needs one"
            yield mark.line, message, Code.FOOTNOTE
    used = {mark.token.meta["label"] for mark in marks}
    for note in notes:
        label = note.token.meta["label"]
        if label not in used:
            yield note.line, f"nothing refers to the footnote [^{label}]", Code.FOOTNOTE


def _code_in_all(pieces: Iterable[Piece]) -> Iterator[tuple[int, str, Code]]:
    # What is coloured takes time that may grow with the square of its length.
    length = 0
    for piece in pieces:
        length += len(piece.token.content) if _is_code(piece) else 0
        if length > MAX_CODE:
            message = f"a review may hold {MAX_CODE:,} characters of code in all"
            yield piece.line, message, Code.SIZE
            return


def _is_code(piece: Piece) -> bool:
    return piece.token.type in FENCES and piece.name in {None, "code", "code-block"}


def _lengths(piece: Piece) -> Iterator[_Finding]:
    # What is defined once is written at each of its uses.
    limits = {"href": MAX_ADDRESS, "src": MAX_ADDRESS, "title": MAX_TITLE}
    for name, most in limits.items():
        if (length := len(str(piece.token.attrGet(name) or ""))) > most:
            what = "title" if name == "title" else "address"
            yield f"the {what} has {length:,} characters; {most:,} are allowed", Code.SIZE


def _link(piece: Piece, known: Known) -> Iterator[_Finding]:
    yield from _lengths(piece)
    address = str(piece.token.attrGet("href") or "")
    if paper := linked_paper(address):
        if paper not in known.papers:
            yield f"{paper} is no paper of this site{nearest(paper, known.papers)}", Code.LINK
    elif page := linked_page(address):
        if page not in known.pages:
            yield f"/{page}.md is no page of this site{nearest(page, known.pages)}", Code.LINK
    elif not is_allowed_address(address):
        schemes = ", ".join(f"{scheme}:" for scheme in SCHEMES)
        message = (
            f"a link may begin with {schemes} or name a review (2110.13985.en.md)"
            f" or a page (/about.md), not be {address!r}"
        )
        yield message, Code.LINK


def _links(pieces: Iterable[Piece]) -> Iterator[tuple[int, str, Code]]:
    opened: list[Piece] = []
    words = ""
    for piece in pieces:
        if opened and _is_link(piece):
            yield piece.line, "a link stands within a link; end the one before the other", Code.LINK
        if piece.token.type == "link_open":
            opened.append(piece)
            words = ""
        elif piece.token.type == "link_close":
            link = opened.pop()
            if not words.strip():
                yield link.line, "a link has no words; write [where it leads](…)", Code.LINK
        elif opened:
            words += piece.token.content


def _is_link(piece: Piece) -> bool:
    token = piece.token
    return token.type == "link_open" or (
        token.type == "myst_role" and token.meta["name"] == "paper"
    )


def _image(piece: Piece, known: Known) -> Iterator[_Finding]:
    yield from _lengths(piece)
    yield from _image_file(str(piece.token.attrGet("src") or ""), known)
    yield from _image_words(piece.token.content)


def _image_words(words: str) -> Iterator[_Finding]:
    if not words.strip():
        yield "say in words what the image shows: ![what it shows](images/…)", Code.IMAGE


def _image_file(address: str, known: Known) -> Iterator[_Finding]:
    name = image_name(address)
    if name is None:
        message = f"an image is a file in {FOLDER}/, written as images/name.png, not {address!r}"
        yield message, Code.IMAGE
    elif name not in known.images:
        yield f"{name} is not in {FOLDER}/{nearest(name, known.images)}", Code.IMAGE
    elif flaw := known.images[name]:
        yield f"{name} {flaw}", Code.IMAGE


def _role(piece: Piece, known: Known) -> Iterator[_Finding]:
    name, content = piece.token.meta["name"], piece.token.content
    if name not in ROLES:
        allowed = ", ".join(sorted(ROLES))
        yield f"the role {{{name}}} is not for reviews; there are {allowed}", Code.ROLE
    elif name == "paper":
        paper = cited_paper(content)
        if paper not in known.papers:
            offer = nearest(paper, known.papers)
            yield f"{paper} is no paper of this site{offer}", Code.UNKNOWN_PAPER
    elif name == "math":
        yield from _tex(content, display=False)


def cited_paper(content: str) -> str:
    """The id in the text of a `{paper}` role: all of it, or what stands in its angle brackets."""
    explicit = ReferenceRole.explicit_title_re.match(content)
    return explicit[2] if explicit else content


def _formula(piece: Piece, _known: Known) -> Iterator[_Finding]:
    yield from _tex(piece.token.content, display=piece.token.type != "math_inline")


# Words of TeX, LaTeX and MathJax that define, load or link, or change what stands around them.
# fmt: off
_BEYOND: Final = frozenset({
    "catcode", "class", "csname", "cssId", "data", "DeclareMathOperator", "def", "edef", "gdef",
    "global", "href", "html", "htmlClass", "htmlData", "htmlId", "htmlStyle", "include",
    "includegraphics", "input", "let", "newcommand", "newenvironment", "providecommand",
    "renewcommand", "renewenvironment", "require", "special", "style", "toggle", "unicode", "url",
    "write", "xdef",
})
# fmt: on
_MACRO: Final = re.compile(r"\\([A-Za-z]+)")


def _tex(tex: str, *, display: bool) -> Iterator[_Finding]:
    beyond = sorted(_BEYOND.intersection(_MACRO.findall(tex)))
    for macro in beyond:
        yield f"\\{macro} reaches beyond its formula; remove it", Code.FORMULA
    if not beyond and mathml(tex.strip(), display=display) is None:
        yield (
            "the formula cannot be shown; use plain LaTeX without macros of your own",
            Code.FORMULA,
        )


def _fence(piece: Piece, known: Known) -> Iterator[_Finding]:
    if piece.directive:
        yield from _directive(piece.directive, known)
    elif piece.name is not None:
        allowed = ", ".join(DIRECTIVES)
        yield (
            f"the directive {{{piece.name}}} is not for reviews; there are {allowed}",
            Code.DIRECTIVE,
        )
    elif piece.token.type == "colon_fence":
        yield "::: needs the name of a directive, as in :::{note}", Code.DIRECTIVE
    else:
        yield from _language(piece.token.info.partition(" ")[0])


# Docutils warns where one of these is empty, and no warning passes a build.
_FILLED: Final = DIRECTIVES.keys() - {"code-block", "figure", "image", "math"}


def _directive(directive: Directive, known: Known) -> Iterator[_Finding]:
    parsed = directive.parsed
    if isinstance(parsed, MarkupError):
        yield f"{{{directive.name}}}: {parsed}", Code.OPTION
        return
    if directive.name in _FILLED and not parsed.body:
        yield f"{{{directive.name}}} is empty; write its text below, or remove it", Code.DIRECTIVE
    if directive.name in {"figure", "image"}:
        yield from _image_file(parsed.arguments[0], known)
        yield from _image_words(str(parsed.options.get("alt", "")))
    elif directive.name == "math":
        yield from _tex("\n".join([*parsed.arguments, *parsed.body]), display=True)
    elif directive.name in VERBATIM:
        yield from _language("".join(parsed.arguments))


def _options(pieces: Iterable[Piece]) -> Iterator[tuple[int, str, Code]]:
    for piece in pieces:
        parsed = piece.directive and piece.directive.parsed
        for warning in getattr(parsed, "warnings", ()):
            yield warning.lineno or piece.line, f"{{{piece.name}}}: {warning.msg}", Code.OPTION


def _captions(pieces: Sequence[Piece]) -> Iterator[tuple[int, str, Code]]:
    for piece, following in zip_longest(pieces, pieces[1:]):
        parsed = piece.directive and piece.directive.parsed
        if piece.name == "figure" and getattr(parsed, "body", ()):
            first = following if following and following.depth > piece.depth else None
            if first is None or first.token.type != "paragraph_open":
                message = "the text of a {figure} begins with its caption, a paragraph"
                yield (first or piece).line, message, Code.DIRECTIVE


def _language(language: str) -> Iterator[_Finding]:
    if language not in CODE_LANGUAGES:
        offer = nearest(language, CODE_LANGUAGES - {""})
        message = f"code in {language!r} cannot be coloured here{offer}; without a name it is plain"
        yield message, Code.CODE_LANGUAGE


# fmt: off
_PLAIN: Final = (
    "paragraph_open", "softbreak", "hardbreak", "em_open", "strong_open", "code_inline",
    "bullet_list_open", "ordered_list_open", "list_item_open", "blockquote_open", "hr",
    "code_block", "table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open",
    "dl_open", "dt_open", "dd_open", "footnote_ref", "footnote_reference_open", "text_special",
    "footnote_anchor", "link_close",
)
_FORMULAS: Final = (
    "math_inline", "math_inline_double", "math_single", "math_block",
)
# fmt: on
_RULES: Final[Mapping[str, _Rule]] = {
    **dict.fromkeys(_PLAIN, _accept),
    **dict.fromkeys(_FORMULAS, _formula),
    "text": _text,
    "heading_open": _heading,
    "link_open": _link,
    "image": _image,
    "myst_role": _role,
    "fence": _fence,
    "colon_fence": _fence,
}
_HTML: Final = ("HTML is not read here; write Markdown, or \\< for the sign itself", Code.HTML)
_REFUSALS: Final[Mapping[str, _Finding]] = {
    "html_block": _HTML,
    "html_inline": _HTML,
    "myst_target": ("a target would be seen by other pages; remove the line", Code.TARGET),
    "math_block_label": ("a formula has no label here; remove it", Code.TARGET),
    "myst_line_comment": (
        "a line that begins with % is a comment, which no reader sees; remove it or write \\%",
        Code.COMMENT,
    ),
    "myst_block_break": ("+++ is not shown; write --- for a break", Code.MARKUP),
    "front_matter": ("front matter stands here a second time", Code.FRONT_MATTER),
}
