"""The formulas of a review: each can be shown, and reaches no further than itself."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from docutils.parsers.rst.states import MarkupError

from ..problems.problem import Code
from ..syntax.labels import without_tags
from ..text.mathml import LONGEST, TooMuchSpaceError, mathml, obstacle
from ..text.signs import named
from ..words.catalogue import translatable
from .markup import Finding, Piece

FORMULA = Code(
    "formula",
    translatable(
        "A formula cannot be read as TeX, reaches beyond itself, or is or is not one "
        "against what was meant."
    ),
    translatable(
        r"`$\eps > 0$` has a macro of the author's own; write `$\varepsilon > 0$`. And `$5"
        r" and $10` is to be `\$5 and \$10`."
    ),
)

FORMULA_TOKENS: Final = (
    "math_inline",
    "math_inline_double",
    "math_single",
    "math_block",
    "math_block_label",
)
"""The parser's tokens that are formulas by themselves, without a role or directive."""

# Words of TeX, LaTeX and MathJax that define, load or link, or change what stands around them.
# fmt: off
_BEYOND: Final = frozenset({
    "catcode", "class", "csname", "cssId", "data", "DeclareMathOperator", "def", "edef", "gdef",
    "global", "href", "html", "htmlClass", "htmlData", "htmlId", "htmlStyle", "include",
    "includegraphics", "input", "let", "newcommand", "newenvironment", "providecommand",
    "renewcommand", "renewenvironment", "require", "special", "style", "toggle", "url",
    "write", "xdef",
})
# fmt: on
_MACRO: Final = re.compile(r"\\([A-Za-z]+)")
_PHANTOMS: Final = frozenset({"\\hphantom", "\\phantom", "\\vphantom"})
_TOKEN: Final = re.compile(r"\\(?:[A-Za-z]+|.)|[{}]|[^\W\d_]+|[^\s]", re.DOTALL)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ADVICE: Final = {
    "array": "the columns of an array are given by c, l, r and |, as in {c|c}",
    "\\unicode": "\\unicode gives no sign that readers see; write the sign itself",
    "\\tag": "\\tag{…} numbers a formula of its own line, with a few letters or digits",
}


# On a line of which the formula goes on below.
_COMMENT: Final = re.compile(r"(?<!\\)%[^\S\n]*\S[^\n]*\n(?=\s*\S)")


@dataclass(frozen=True, slots=True)
class _Formula:
    tex: str
    line: int
    display: bool


def formula_findings(pieces: Iterable[Piece]) -> Iterator[Finding]:
    """What is wrong with the formulas among `pieces`, each with the line on which it stands."""
    for piece in pieces:
        if formula := _formula(piece):
            for position, message in _flaws(formula):
                line = formula.line + formula.tex.count("\n", 0, position)
                yield line, message, FORMULA


def _formula(piece: Piece) -> _Formula | None:
    token = piece.token
    if token.type in FORMULA_TOKENS:
        return _Formula(token.content, piece.line, display=token.type != "math_inline")
    if token.type == "myst_role" and token.meta["name"] == "math":
        return _Formula(token.content, piece.line, display=False)
    if piece.name == "math" and piece.directive:
        parsed = piece.directive.parsed
        if not isinstance(parsed, MarkupError):
            tex = "\n".join([*parsed.arguments, *parsed.body])
            first = 0 if parsed.arguments else 1 + parsed.body_offset
            return _Formula(tex, piece.line + first, display=True)
    return None


def _flaws(formula: _Formula) -> Iterator[tuple[int, str]]:
    """Where in the formula something is wrong, and what."""
    tex = (without_tags(formula.tex)[0] if formula.display else formula.tex).strip()
    if len(tex) > LONGEST:
        yield 0, f"the formula has {len(tex):,} characters; {LONGEST:,} are allowed"
        return
    if comment := _COMMENT.search(formula.tex):
        yield comment.start(), "% begins a comment in LaTeX; write \\% for the sign, or remove it"
        return
    beyond = [macro for macro in _MACRO.finditer(formula.tex) if macro[1] in _BEYOND]
    for macro in beyond:
        yield macro.start(), f"{macro[0]} reaches beyond its formula; remove it"
    if (hidden := _hidden_word(formula.tex)) is not None:
        yield hidden, "\\phantom hides words, which no reader sees; remove it"
    if beyond or mathml(tex, display=formula.display) is not None:
        return
    try:
        name = obstacle(tex, display=formula.display)
    except TooMuchSpaceError:
        yield 0, "the formula's spaces are too wide, or set its parts over each other; remove some"
        return
    if name:
        yield _place(name, formula.tex), _ADVICE.get(name) or _unknown(name)
    else:
        yield 0, "the formula cannot be read; check its braces, and what each macro needs after it"


def _hidden_word(tex: str) -> int | None:
    """Where a word, not a macro, stands within what a phantom takes; None where none does."""
    hides = [False]  # for each group around a token, whether it is within a phantom
    takes = False  # whether a phantom still waits for what it takes
    for token in _TOKEN.finditer(tex):
        match token[0]:
            case "{":
                hides.append(takes or hides[-1])
                takes = False
            case "}":
                del hides[max(1, len(hides) - 1) :]
            case macro if macro.startswith("\\"):
                takes = takes or macro in _PHANTOMS  # else the macro hands its argument on
            case text:
                if hides[-1] and _WORD.fullmatch(text):
                    return token.start()
                takes = False
    return None


def _place(name: str, tex: str) -> int:
    """Where the macro, sign or environment of this name stands: not where one begins like it."""
    is_environment = name.isalpha() and len(name) > 1
    pattern = rf"\\begin\s*\{{{name}" if is_environment else rf"{re.escape(name)}(?![A-Za-z])"
    found = re.search(pattern, tex)
    return found.start() if found else 0


def _unknown(name: str) -> str:
    if name.startswith("\\"):
        return f"{name} cannot be shown; use plain LaTeX without macros of your own"
    if len(name) == 1:
        seen = name.isprintable() and not name.isspace()
        sign = f"sign {name}" if seen else named(name)
        return f"the {sign} cannot be shown in a formula; put words into \\text{{…}}"
    return f"the environment {name} cannot be shown; use aligned, cases or matrix"
