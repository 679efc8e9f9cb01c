"""What a review may hold.  The check and the build both go by this one list."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives import admonitions, images
from docutils.parsers.rst.directives.tables import RSTTable
from myst_parser.config.main import MdParserConfig
from sphinx.directives import patches
from sphinx.directives.admonitions import SeeAlso
from sphinx.directives.code import CodeBlock

from ..syntax.boxes import THEOREMS, Dropdown, Theorem
from ..syntax.labels import REFERENCES, labelled
from ..text import hosts

MYST_EXTENSIONS: Final = ("colon_fence", "deflist", "dollarmath", "tasklist")
"""What MyST reads besides CommonMark, on every page of the site."""

SCHEMES: Final = ("http", "https", "mailto")
"""How the address of a link may begin."""

IMAGES: Final = frozenset({"figure", "image"})
"""The directives that show an image."""

CITING: Final = frozenset({"arxiv", "doi", "paper"})
"""The roles that cite: a paper of this site by its id, and any other by its number."""

ROLES: Final = frozenset({*CITING, *REFERENCES, "abbr", "code", "kbd", "math", "sub", "sup"})
"""The roles of a review, by the names that Sphinx and docutils give them."""

# Pygments knows hundreds; some take minutes for a few kilobytes made for the purpose.
# fmt: off
CODE_LANGUAGES: Final = frozenset({
    "", "none", "text", "bash", "bibtex", "c", "console", "cpp", "diff", "haskell", "java",
    "javascript", "json", "julia", "latex", "matlab", "ocaml", "pycon", "python", "r", "rust",
    "sh", "sql", "tex", "toml", "yaml",
})
"""The languages in which code may be coloured; the empty one is code without a language."""
PLAIN: Final = frozenset({"", "none", "text", None})
"""The languages, as `code_language` tells them, in which nothing is coloured."""
MAX_COLOURED: Final = 6_000
"""In characters, of a whole review; what stands beyond is shown plain.

What is coloured takes time that may grow with the square of its length.
"""
_OTHER_NAMES: Final = {
    "c++": "cpp", "js": "javascript", "jl": "julia", "plaintext": "text", "py": "python",
    "python3": "python", "rs": "rust", "shell": "bash", "txt": "text", "yml": "yaml", "zsh": "bash",
}
# fmt: on


def site_config() -> MdParserConfig:
    """MyST as hand-written pages and the check have it."""
    return MdParserConfig(enable_extensions=set(MYST_EXTENSIONS), dmath_double_inline=True)


def review_config() -> MdParserConfig:
    """MyST as reviews have it: what a review may not hold is text there."""
    return MdParserConfig(
        enable_extensions=set(MYST_EXTENSIONS),
        disable_syntax=[
            "html_block",
            "html_inline",
            "front_matter",
            "myst_block_break",
            "myst_line_comment",
            "myst_target",
        ],
        dmath_double_inline=True,
        url_schemes=dict.fromkeys(SCHEMES),
    )


def code_language(name: str) -> str | None:
    """The language among `CODE_LANGUAGES` that `name` means, None where it means none of them."""
    language = _OTHER_NAMES.get(name.lower(), name.lower())
    return language if language in CODE_LANGUAGES else None


def is_allowed_address(address: str) -> bool:
    """Whether a link may lead to `address`, as Markdown reads it: entities and escapes resolved."""
    scheme, colon, rest = address.partition(":")
    scheme = scheme.lower()
    if not colon or scheme not in SCHEMES:
        return False
    return scheme == "mailto" or (rest.startswith("//") and hosts.flaw(address) is None)


class _Options(dict[str, Callable[[str], Any]]):
    """Options by name, perhaps none; MyST does not even look for options in an empty mapping."""

    def __bool__(self) -> bool:
        return True


_PERCENTAGE: Final = re.compile("([1-9][0-9]?|100) ?%?")


def _width(argument: str) -> str:
    percentage = _PERCENTAGE.fullmatch(argument or "")
    if percentage is None:
        message = "write a width from 1% to 100%"
        raise ValueError(message)
    return f"{percentage[1]}%"


def _align(argument: str) -> str:
    side: str = directives.choice(argument, ("left", "center", "right"))
    return side


def _label(argument: str) -> str:
    label: str = directives.unchanged_required(argument).strip()
    return label


_IMAGE: Final[Mapping[str, Callable[[str], Any]]] = {
    "align": _align,
    "alt": directives.unchanged_required,
    "width": _width,
}


def _with(
    directive: type[Directive], options: Mapping[str, Callable[[str], Any]] | None = None
) -> type[Directive]:
    """Leave the directive no other options than these."""
    return type(directive.__name__, (directive,), {"option_spec": _Options(options or {})})


DIRECTIVES: Final[Mapping[str, type[Directive]]] = {
    "admonition": _with(admonitions.Admonition),
    "attention": _with(admonitions.Attention),
    "caution": _with(admonitions.Caution),
    "danger": _with(admonitions.Danger),
    "error": _with(admonitions.Error),
    "hint": _with(admonitions.Hint),
    "important": _with(admonitions.Important),
    "note": _with(admonitions.Note),
    "tip": _with(admonitions.Tip),
    "warning": _with(admonitions.Warning),
    "seealso": _with(SeeAlso),
    "dropdown": _with(Dropdown, {"open": directives.flag}),
    "code": _with(patches.Code),
    "code-block": _with(CodeBlock),
    "figure": _with(labelled(patches.Figure, "name"), {**_IMAGE, "name": _label}),
    "image": _with(images.Image, _IMAGE),
    "table": _with(labelled(RSTTable, "name"), {"name": _label}),
    **{name: _with(Theorem) for name in THEOREMS},
    "math": _with(labelled(patches.MathDirective, "label"), {"label": _label}),
}
"""The directives of a review, each with the options that it may have there."""
