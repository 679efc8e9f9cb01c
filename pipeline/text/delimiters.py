r"""Where formulas begin and end in what arXiv says, and which dollar signs are money.

Authors write "$5 and $10" as well as "$ p $", "3$\times$3" and "J0030$+$0451".
Two dollars belong together where their number is even, unless what is between them reads like
prices or prose.
Where it is odd, one of them is meant as a sign, and pandoc's rules say which, unless something is
between two that only mathematics has: https://pandoc.org/MANUAL.html#extension-tex_math_dollars
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final

from docutils.utils.math.latex2mathml import functions

# What stands between braces, three deep at most, with them.
_BRACED: Final = r"\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.)*+\})*+\})*+\}"
# A formula may hold a text, and the text formulas: "$x \mbox{ if $y$}$".
_INSIDE: Final = rf"(?: \\(?:[hm]box|text[a-z]*)\s*+{_BRACED} | [^$\\] | \\. )++"
_INLINE: Final = rf"\$ (?P<dollar> {_INSIDE} ) \$"
_OTHERS: Final = rf"""
      \$\$ (?!\s*\$) (?P<dollars> {_INSIDE} ) \$\$
    | \\\( (?!\s*\\\)) (?P<round> (?:[^\\] | \\[^()])++ ) \\\)
    | \\\[ (?!\s*\\\]) (?P<square> (?:[^\\] | \\[^][])++ ) \\\]
    | \\begin\{{math\}} (?P<inline> (?:[^\\] | \\(?!(?:begin|end)\{{) . )++ ) \\end\{{math\}}
    | \\begin\{{(?P<single>(?:displaymath|equation)\*?)\}}
      (?P<display> (?:[^\\] | \\(?!(?:begin|end)\{{(?P=single)\}}) . )++ ) \\end\{{(?P=single)\}}
    | (?P<lines> \\begin\{{(?P<kind>(?:align|alignat|eqnarray|flalign|gather|multline)\*?)\}}
      (?:[^\\] | \\(?!(?:begin|end)\{{(?P=kind)\}}) . )++ \\end\{{(?P=kind)\}} )
"""
FLAGS: Final = re.VERBOSE | re.DOTALL
FORMULA: Final = f"{_INLINE} | {_OTHERS}"
"""A formula with its delimiters, for patterns with `FLAGS`; `CONTENTS` names its groups.

It finds the right ones after `without_signs`.
"""
CONTENTS: Final = {
    **dict.fromkeys(("dollar", "round", "inline"), False),
    **dict.fromkeys(("dollars", "square", "display", "lines"), True),
}
"""The groups in which a formula's content is, and whether it stands on lines of its own."""

_OTHER: Final = re.compile(rf"{_OTHERS} | \\. | (?P<lone>\$)", FLAGS)
_DOLLARS: Final = re.compile(rf"{FORMULA} | \\. | (?P<lone>\$)", FLAGS)

_PRICE: Final = re.compile(
    r"(?<!\w) \$ [0-9] | (?: (?<=\b[ACRS]) | (?<=\b(?:AU|CA|HK|NT|NZ|SG|US)) ) \$ \s? [0-9]", FLAGS
)
_MATHEMATICS: Final = re.compile(r"[\^_] | \\[A-Za-z]", re.VERBOSE)
_WORD: Final = re.compile(r"(?<!\S)[a-z]{2,}(?![^\s.,;:])")
_BETWEEN_BRACKETS: Final = re.compile(r"\)(?=\S*\s)[^\\]*+(?<=[\s(])\Z")
_NAMES: Final = frozenset({*functions, "inf", "lim", "max", "min", "mod", "sup"})

# A number that something is done with, or nothing at all.
_CALCULATION: Final = re.compile(
    r"[0-9.,]* \s* (?: [-−=<>+*/^_|!:%] | \\ (?!text|emph) [A-Za-z]{2} | \\% | \Z )", re.VERBOSE
)
# What a shell calls its variables.
_NAME: Final = re.compile(r"[A-Z_][A-Z0-9_]+(?![a-z])")
_LETTER_OR_RELATION: Final = re.compile(
    r"[\^=<>] | \\[A-Za-z] | (?<![A-Za-z]) [A-Za-z] (?![A-Za-z])", re.VERBOSE
)
_BEGINNING: Final = re.compile(r"[\w\\({]")
_SCRIPT: Final = re.compile(r"[_^][^\s$]+\$")  # "at $30/t, H$_2$O"

_BLANK_LINE: Final = re.compile(r"\n\s*\n")
_BREAK: Final = re.compile(r"\n\s*\n|\n(?=\s)")
_ENDS_A_SENTENCE: Final = re.compile(r"[.!?:;。！？][)\]}'\"”’]*\s*\Z")
_WRAPPED: Final = 100  # arXiv wraps at 80


class _Kind(Enum):
    TEXT = auto()
    FORMULA = auto()
    SIGN = auto()


def without_signs(source: str) -> str:
    r"""The source with each dollar that is no delimiter as ``\$``."""
    return "".join(r"\$" if kind is _Kind.SIGN else part for kind, part in _parts(source))


def blocks(source: str) -> tuple[str, ...]:
    """The paragraphs of an abstract as they are written, each formula on one line.

    They part at blank lines and, as on arXiv, at a line that begins with white space:
    https://info.arxiv.org/help/prep#abstracts
    Where every line but the first does, and they are wrapped, the text is merely indented.
    """
    unbroken = "".join(
        re.sub(r"\s+", " ", part) if kind is _Kind.FORMULA else part
        for kind, part in _parts(source.strip())
    )
    parts = (_BLANK_LINE if _is_indented(unbroken) else _BREAK).split(unbroken)
    return tuple(part.strip() for part in parts if part.strip())


def _is_indented(text: str) -> bool:
    first, *others = [line for line in text.split("\n") if line.strip()] or [""]
    if not all(line[:1].isspace() for line in others):
        return False
    # A paragraph on one line is a long one, or a sentence that ends with it.
    wrapped = not all(map(_ENDS_A_SENTENCE.search, (first, *others[:-1])))
    return wrapped and max(map(len, (first, *others))) <= _WRAPPED


def _parts(source: str) -> Iterator[tuple[_Kind, str]]:
    left = _alone(source)
    place = 0
    while match := _DOLLARS.search(source, place):
        yield _Kind.TEXT, source[place : match.start()]
        place = match.end()
        if match["lone"] or (match["dollar"] and not _is_formula(match, are_paired=left % 2 == 0)):
            yield _Kind.SIGN, "$"
            place = match.start() + 1
            left -= 1
        else:
            yield _Kind.FORMULA if match.lastgroup else _Kind.TEXT, match[0]
            left -= _alone(match[0])
    yield _Kind.TEXT, source[place:]


def _alone(source: str) -> int:
    """How many single dollars there are."""
    return sum(match["lone"] is not None for match in _OTHER.finditer(source))


def _is_formula(match: re.Match[str], *, are_paired: bool) -> bool:
    """Whether two dollars delimit; `are_paired` where no sign is among those from here on."""
    inside = match["dollar"]
    if inside.isspace() or _BLANK_LINE.search(inside) or _BETWEEN_BRACKETS.match(inside):
        return False
    if _PRICE.match(match.string, match.start()) and _ends_price(match, are_paired=are_paired):
        return False
    if _MATHEMATICS.search(inside):
        return True
    if are_paired:
        return inside == inside.strip() or not _is_prose(inside)
    return inside == inside.strip() and not match.string[match.end() : match.end() + 1].isdigit()


def _ends_price(match: re.Match[str], *, are_paired: bool) -> bool:
    """Whether a dollar before a number is money, by what is between it and the next one."""
    inside = match["dollar"]
    beginning = _BEGINNING if inside[-1].isspace() else _SCRIPT
    if beginning.match(match.string, match.end()) or _PRICE.match(match.string, match.end() - 1):
        return _is_prose(inside) or not (are_paired and _MATHEMATICS.search(inside))
    is_alone = _CALCULATION.match(inside) or not any(map(str.isspace, inside))
    return not (are_paired or is_alone)


def stands_before_words(inside: str, following: str) -> bool:
    """Whether a dollar stands before words, as in `$HOME and $PATH`, by what is up to the next.

    What begins with a digit is a price, or a formula; that is another question.
    """
    if "`" in inside or (_NAME.match(inside) and _NAME.match(following)):
        return True
    is_open = inside != inside.strip() and not inside[:1].isdigit()
    return is_open and _is_prose(inside) and not _MATHEMATICS.search(inside)


def is_mathematics(inside: str) -> bool:
    """Whether what stands between LaTeX's brackets is a formula, not a text in mere brackets."""
    # Escaped brackets may hold the keys of sources: \[@key; @other, p. 4\]
    return (
        "@" not in inside
        and not _is_prose(inside)
        and _LETTER_OR_RELATION.search(inside) is not None
    )


def _is_prose(inside: str) -> bool:
    return any(word not in _NAMES for word in _WORD.findall(inside))
