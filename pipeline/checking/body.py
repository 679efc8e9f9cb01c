"""The body of a review: what it holds is allowed, leads somewhere, and can be shown.

Each rule takes a piece of markup, as the build's own parser found it, and yields what is wrong.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, zip_longest
from typing import Final, TypeAlias

from docutils.parsers.rst.states import MarkupError

from ..files.gate import SIZE
from ..files.memory import Memory
from ..files.yaml_source import NESTING
from ..problems.problem import Code, Problem
from ..syntax.comments import COMMENT as COMMENT_TOKEN
from ..syntax.images import ELSEWHERE
from ..text import hosts
from ..written.link_words import lie
from ..written.links import linked_page, linked_paper
from ..written.numbers import NUMBERS, is_number
from ..written.paper_ids import PaperId, file_stem, nearest_arxiv_id, why_no_id
from ..written.reviews import Written, empty_problems
from ..written.unfilled import BELOW_HEADING, EMPTY
from ..written.validation import nearest
from .allowed import (
    CITING,
    DIRECTIVES,
    IMAGES,
    ROLES,
    SCHEMES,
    is_allowed_address,
)
from .anchors import anchor_findings, linked_anchor
from .citations import ANSWER, citations_of, may_cite
from .empties import empty_findings
from .formulas import FORMULA_TOKENS, formula_findings
from .html import html_advice
from .image_words import undescribed
from .images import FOLDER, IMAGE, Image, image_name
from .labels import label_findings
from .limits import MAX_PIECES, excesses, image_findings, limit_findings
from .links import COMMENTS, LINK, REFERENCE, link_findings, unused_definitions
from .markup import (
    DIRECTIVE,
    DOUBLE_DEFINITION,
    FOOTNOTE,
    HTML,
    MARKUP,
    MAX_DEPTH,
    OPTION,
    ROLE,
    SUBSTITUTION,
    TARGET,
    Directive,
    Finding,
    Markup,
    Piece,
    review_markdown,
)
from .misreadings import misreadings
from .references import UNKNOWN_PAPER, cited_paper
from .second_front import second_front, second_front_problems
from .tables import table_findings
from .unseen import sign_findings

_MAX_LEVEL: Final = 12  # the parser drops what stands deeper than 20, without a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a review may name: papers, pages of the site, images by their names."""

    papers: AbstractSet[str]
    pages: AbstractSet[str]
    images: Mapping[str, Image]

    def digest(self) -> str:
        """The same wherever all of it is the same."""
        said = sorted(self.papers), sorted(self.pages), sorted(self.images.items())
        return sha256(repr(said).encode()).hexdigest()


_Complaint: TypeAlias = tuple[str, Code]
_Rule: TypeAlias = Callable[[Piece, Known], Iterable[_Complaint]]


def body_problems(review: Written, known: Known, memory: Memory | None = None) -> Iterator[Problem]:
    """Everything that is wrong with the body of a review.

    What it cites goes to the memory, for whoever asks: nobody has to read it again for that.
    """
    if too_much := list(excesses(review.path, review.body)):
        yield from too_much
        return
    yield from second_front_problems(review)
    # On its first line only, MyST reads --- as front matter; in a review that is a break.
    markup = Markup(review_markdown())
    found = markup.pieces(f"\n{review.body.text}", review.body.first_line - 1)
    pieces = list(islice(found, MAX_PIECES + 1))
    if len(pieces) > MAX_PIECES:
        message = f"holds more than {MAX_PIECES:,} pieces of markup"
        yield Problem(review.path, pieces[-1].line, message, SIZE)
        return
    if memory and may_cite(review.body.text):
        name = (ANSWER, review.path)
        memory.answer(name, review.body.text, lambda: citations_of(pieces))
        memory.keep(ANSWER)  # those of reviews that are not read again
    for line, message, code in _findings(pieces, known):
        yield Problem(review.path, line, message, code)
    yield from _unfilled(review, pieces)
    for line, message in undescribed(pieces):
        yield Problem(review.path, line, message, IMAGE, is_note=True)
    for line in (piece.line for piece in pieces if ELSEWHERE in piece.token.meta):
        message = f"an image of another site is shown as a link to it; put its file into {FOLDER}/"
        yield Problem(review.path, line, message, IMAGE, is_note=True)
    for line, message, code in unused_definitions(pieces, markup.definitions):
        yield Problem(review.path, line, message, code)


def _findings(pieces: Sequence[Piece], known: Known) -> Iterator[Finding]:
    for piece in pieces:
        rule = _RULES.get(piece.token.type, _refuse)
        for message, code in (*rule(piece, known), *_nesting(piece)):
            yield piece.line, message, code
    yield from _options(pieces)
    yield from _captions(pieces)
    yield from link_findings(pieces)
    yield from anchor_findings(pieces)
    yield from label_findings(pieces)
    yield from limit_findings(pieces)
    yield from image_findings(pieces, known.images)
    yield from sign_findings(pieces)
    yield from formula_findings(pieces)
    yield from table_findings(pieces)
    yield from misreadings(pieces)
    yield from footnote_findings(pieces)
    yield from empty_findings(pieces)


def _accept(_piece: Piece, _known: Known) -> Iterable[_Complaint]:
    return ()


def _refuse(piece: Piece, _known: Known) -> Iterator[_Complaint]:
    kind = piece.token.type.removesuffix("_open").replace("_", " ")
    yield _REFUSALS.get(piece.token.type, (f"{kind} is not allowed in a review", MARKUP))


def _nesting(piece: Piece) -> Iterable[_Complaint]:
    if piece.token.level > _MAX_LEVEL or (piece.directive and piece.depth >= MAX_DEPTH):
        return [("stands too deep within lists, quotes or directives", NESTING)]
    return ()


def _text(piece: Piece, _known: Known) -> Iterator[_Complaint]:
    if "{{" in piece.token.content:
        message = "substitutions are not made in reviews; write out what {{ }} stands for"
        yield message, SUBSTITUTION


def _unfilled(review: Written, pieces: Sequence[Piece]) -> Iterator[Problem]:
    if empty := list(empty_problems(review.source, review.body)):
        yield from empty
        return
    bare = list(_bare_headings(pieces))
    if bare and second_front(review.body.text):
        return  # its last line makes a heading of it
    for line in bare:
        yield Problem(review.path, line, BELOW_HEADING, EMPTY, is_note=True)


def _bare_headings(pieces: Sequence[Piece]) -> Iterator[int]:
    """The lines of the headings below which nothing stands, not even a lower heading."""
    level, line, is_bare = 0, 0, False
    for piece in pieces:
        token = piece.token
        if token.type == "heading_open":
            if is_bare and int(token.tag[1]) <= level:
                yield line
            level, line, is_bare = int(token.tag[1]), piece.line, True
        elif token.block:
            is_bare = False
    if is_bare:
        yield line


def _callout(piece: Piece, _known: Known) -> Iterator[_Complaint]:
    if piece.token.meta["is_empty"]:
        yield f"[!{piece.token.meta['kind']}] is empty; write its text below, behind >", DIRECTIVE


def _dropdown(piece: Piece, _known: Known) -> Iterator[_Complaint]:
    if piece.token.meta["is_empty"]:
        yield "<details> is empty; write its text below its <summary>", DIRECTIVE


def _html(piece: Piece, _known: Known) -> Iterator[_Complaint]:
    yield html_advice(piece.token.content), HTML


def footnote_findings(pieces: Iterable[Piece]) -> Iterator[Finding]:
    """Footnotes without a mark among `pieces`, and marks without one footnote."""
    notes = [piece for piece in pieces if piece.token.type == "footnote_reference_open"]
    marks = [piece for piece in pieces if piece.token.type == "footnote_ref"]
    counts = Counter(note.token.meta["label"] for note in notes)
    for mark in marks:
        label = mark.token.meta["label"]
        if counts[label] != 1:
            message = f"[^{label}] has {counts[label]} footnotes; it needs one"
            yield mark.line, message, FOOTNOTE
    used = {mark.token.meta["label"] for mark in marks}
    for note in notes:
        label = note.token.meta["label"]
        if label not in used:
            yield note.line, f"nothing refers to the footnote [^{label}]", FOOTNOTE


def _link(piece: Piece, known: Known) -> Iterator[_Complaint]:
    address = str(piece.token.attrGet("href") or "")
    if linked_anchor(address) is not None:
        return
    if paper := linked_paper(address):
        if paper not in known.papers:
            yield f"{paper} is no paper of this site{nearest(paper, known.papers)}", LINK
    elif page := linked_page(address):
        if page not in known.pages:
            yield f"/{page}.md is no page of this site{nearest(page, known.pages)}", LINK
    elif clause := hosts.flaw(address):
        yield f"{address!r} {clause}", LINK
    elif not is_allowed_address(address):
        schemes = ", ".join(f"{scheme}:" for scheme in SCHEMES)
        message = (
            f"a link may begin with {schemes} or name a review (1706.03762.en.md)"
            f" or a page (/about.md), not be {address!r}"
        )
        yield message, LINK


def _double(piece: Piece, _known: Known) -> Iterator[_Complaint]:
    label = piece.token.content
    if label not in COMMENTS:
        yield f"the link [{label}] is defined a second time; remove one of the two", REFERENCE


def _image(piece: Piece, known: Known) -> Iterator[_Complaint]:
    yield from _image_file(str(piece.token.attrGet("src") or ""), known)


def _image_file(address: str, known: Known) -> Iterator[_Complaint]:
    name = image_name(address)
    if name is None:
        message = f"an image is a file in {FOLDER}/, written as images/name.png, not {address!r}"
        yield message, IMAGE
    elif name not in known.images:
        yield f"{name} is not in {FOLDER}/{nearest(name, known.images)}", IMAGE
    elif flaw := known.images[name].flaw:
        yield f"{name} {flaw}", IMAGE


def _role(piece: Piece, known: Known) -> Iterator[_Complaint]:
    name, content = piece.token.meta["name"], piece.token.content
    if name not in ROLES:
        allowed = ", ".join(sorted(ROLES))
        yield f"the role {{{name}}} is not for reviews; there are {allowed}", ROLE
    elif name == "paper":
        paper = cited_paper(content)
        if paper not in known.papers:
            offer = nearest(nearest_arxiv_id(paper) or paper, known.papers)
            right = offer or "".join(f"; {reason}" for reason in filter(None, [why_no_id(paper)]))
            yield f"{paper} is no paper of this site{right}", UNKNOWN_PAPER
        elif content != paper and (
            told := lie(
                content.removesuffix(f"<{paper}>"), f"/papers/{file_stem(PaperId(paper))}.md"
            )
        ):
            yield told, LINK
    elif name in CITING and not is_number(name, cited_paper(content)):
        yield f"{cited_paper(content)} is no number of {{{name}}}; write {NUMBERS[name]}", ROLE


def _fence(piece: Piece, known: Known) -> Iterator[_Complaint]:
    if piece.directive:
        yield from _directive(piece.directive, known)
    elif piece.name is not None:
        allowed = ", ".join(DIRECTIVES)
        yield (
            f"the directive {{{piece.name}}} is not for reviews; there are {allowed}",
            DIRECTIVE,
        )
    elif piece.token.info.lstrip().startswith("{"):
        message = "the name of a directive stands alone within its braces, as in {note}"
        yield message, DIRECTIVE
    elif piece.token.type == "colon_fence":
        message = (
            "::: needs the name of a directive, as in :::{note};"
            " a directive that holds another begins and ends with ::::"
        )
        yield message, DIRECTIVE


def _directive(directive: Directive, known: Known) -> Iterator[_Complaint]:
    parsed = directive.parsed
    if isinstance(parsed, MarkupError):
        yield f"{{{directive.name}}}: {parsed}", OPTION
        return
    if directive.name in IMAGES:
        yield from _image_file(parsed.arguments[0], known)


def _options(pieces: Iterable[Piece]) -> Iterator[Finding]:
    for piece in pieces:
        parsed = piece.directive and piece.directive.parsed
        for warning in getattr(parsed, "warnings", ()):
            yield warning.lineno or piece.line, f"{{{piece.name}}}: {warning.msg}", OPTION


def _captions(pieces: Sequence[Piece]) -> Iterator[Finding]:
    for piece, following in zip_longest(pieces, pieces[1:]):
        parsed = piece.directive and piece.directive.parsed
        if piece.name == "figure" and getattr(parsed, "body", ()):
            first = following if following and following.depth > piece.depth else None
            if first is None or first.token.type != "paragraph_open":
                message = "the text of a {figure} begins with its caption, a paragraph"
                yield (first or piece).line, message, DIRECTIVE


# fmt: off
_PLAIN: Final = (
    "paragraph_open", "softbreak", "hardbreak", "em_open", "strong_open", "code_inline",
    "bullet_list_open", "ordered_list_open", "list_item_open", "blockquote_open", "hr",
    "code_block", "table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open",
    "heading_open", "dl_open", "dt_open", "dd_open", "footnote_ref", "footnote_reference_open",
    "footnote_anchor", "link_close", "text_special", "callout_title_open", "dropdown_title_open",
    "s_open", "mark_open", "sub_open", "sup_open", "u_open", "kbd_open", COMMENT_TOKEN,
)
# fmt: on
_RULES: Final[Mapping[str, _Rule]] = {
    **dict.fromkeys((*_PLAIN, *FORMULA_TOKENS), _accept),
    "text": _text,
    "callout_open": _callout,
    "dropdown_open": _dropdown,
    "html_inline": _html,
    "link_open": _link,
    DOUBLE_DEFINITION: _double,
    "image": _image,
    "myst_role": _role,
    "fence": _fence,
    "colon_fence": _fence,
}
_REFUSALS: Final[Mapping[str, _Complaint]] = {
    "myst_target": ("a target would be seen by other pages; remove the line", TARGET),
    "myst_block_break": ("+++ is not shown; write --- for a break", MARKUP),
}
