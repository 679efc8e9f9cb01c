r"""Where formulas begin and end in what arXiv says, and which dollar signs are money.

Authors write "$5 and $10" as well as "$ p $", "3$\times$3" and "J0030$+$0451".
Two dollars belong together where their number is even, unless what is between them reads like
prices or prose.
Where it is odd, one of them is meant as a sign, and pandoc's rules say which, unless something is
between two that only mathematics has: https://pandoc.org/MANUAL.html#extension-tex_math_dollars
"""

import re
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

_SPLITTING: Final = re.compile(FORMULA, FLAGS)
_OTHER: Final = re.compile(rf"{_OTHERS} | \\. | (?P<lone>\$)", FLAGS)
_DOLLARS: Final = re.compile(rf"{_INLINE} | {_OTHERS} | \\. | (?P<lone>\$)", FLAGS)

_PRICE: Final = re.compile(
    r"(?<!\w) \$ [0-9] | (?: (?<=\b[ACRS]) | (?<=\b(?:AU|CA|HK|NT|NZ|SG|US)) ) \$ \s? [0-9]", FLAGS
)
_MATHEMATICS: Final = re.compile(r"[\^_] | \\[A-Za-z]", re.VERBOSE)
_WORD: Final = re.compile(r"(?<!\S)[a-z]{2,}(?![^\s.,;:])")
_BETWEEN_BRACKETS: Final = re.compile(r"\)(?=\S*\s)[^\\]*+(?<=[\s(])\Z")
_NAMES: Final = frozenset({*functions, "inf", "lim", "max", "min", "mod", "sup"})

_BLANK_LINE: Final = re.compile(r"\n\s*\n")
_BREAK: Final = re.compile(r"\n\s*\n|\n(?=\s)")


def without_signs(source: str) -> str:
    r"""The source with each dollar that is no delimiter as ``\$``."""
    alone = sum(match["lone"] is not None for match in _OTHER.finditer(source))
    parts, place = [], 0
    while match := _DOLLARS.search(source, place):
        is_sign = match["lone"] or (
            match["dollar"] and not _is_formula(match, are_paired=alone % 2 == 0)
        )
        end = match.start() + 1 if is_sign else match.end()
        parts += [source[place : match.start()], r"\$" if is_sign else match[0]]
        place = end
    return "".join((*parts, source[place:]))


def blocks(source: str) -> tuple[str, ...]:
    """The paragraphs of an abstract, no formula cut in two, no white space at their ends.

    They part at blank lines and, as on arXiv, at a line that begins with white space:
    https://info.arxiv.org/help/prep#abstracts
    Where every line but the first does, the text is merely indented.
    """
    unbroken = _SPLITTING.sub(_on_one_line, without_signs(source.strip()))
    indented = all(line[:1].isspace() for line in unbroken.split("\n")[1:] if line.strip())
    parts = (_BLANK_LINE if indented else _BREAK).split(unbroken)
    return tuple(part.strip() for part in parts if part.strip())


def _on_one_line(formula: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", formula[0])


def _is_formula(match: re.Match[str], *, are_paired: bool) -> bool:
    inside = match["dollar"]
    if inside.isspace() or _BLANK_LINE.search(inside) or _BETWEEN_BRACKETS.match(inside):
        return False
    is_prose = any(word not in _NAMES for word in _WORD.findall(inside))
    if is_prose and _are_prices(match):
        return False
    if _MATHEMATICS.search(inside):
        return True
    if are_paired:
        return not _are_prices(match) and (inside == inside.strip() or not is_prose)
    return inside == inside.strip() and not match.string[match.end() : match.end() + 1].isdigit()


def _are_prices(match: re.Match[str]) -> bool:
    """Whether both dollars stand before numbers, or one does and the other begins a formula."""
    source, closing = match.string, match.end() - 1
    if not _PRICE.match(source, match.start()):
        return False
    begins = source[closing - 1].isspace() and re.compile(r"[\w\\({]").match(source, match.end())
    return bool(begins or _PRICE.match(source, closing))
