r"""Labels of formulas, figures and tables: they hold within their review, and nowhere else.

Sphinx's own would be seen by every page; these never reach it.
LaTeX's `\label` and `\eqref` are read as what MyST has in their place.
"""

import re
from typing import Final

from docutils import nodes
from docutils.parsers.rst import Directive
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

REFERENCES: Final = {"eq": ("equation",), "numref": ("figure", "table")}
"""The roles that refer to a label, and the kinds of what each refers to."""

LABEL: Final = re.compile(r"[\w:.-]{1,60}")
"""What a label may be."""

KEPT: Final = "review_label"
"""Where a node keeps its label, or several between spaces, until all are numbered."""

_LATEX: Final = re.compile(r"\\label\s*\{([^{}\\$]{1,60})\}")
_REFERENCE: Final = re.compile(r"\\eqref\{([^{}\\$\n]{1,60})\}")
_TAG: Final = re.compile(r"\\tag\*?\s*\{([^{}\\$]{1,20})\}")


def without_tags(tex: str) -> tuple[str, str]:
    r"""A formula without its `\tag{…}`, and what these say."""
    return _TAG.sub("", tex), ", ".join(_TAG.findall(tex))


def labelled(directive: type[Directive], option: str) -> type[Directive]:
    """Have the directive keep its label to itself; `option` is what gives it."""

    def run(self: Directive) -> list[nodes.Node]:
        label = self.options.pop(option, None)
        made = list(directive.run(self))
        if label is not None and made and isinstance(made[0], nodes.Element):
            made[0][KEPT] = label
        return made

    return type(directive.__name__, (directive,), {"run": run})


def extend(parser: MarkdownIt) -> None:
    """Have the parser read LaTeX's labels of displayed formulas, and the references to them."""
    parser.inline.ruler.before("escape", "review_reference", _inline)
    parser.core.ruler.after("inline", "review_labels", _read)


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the parser's form)
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        _refer(state.push("myst_role", "", 0), found[1])
    state.pos = found.end()
    return True


def _refer(token: Token, label: str) -> None:
    token.type, token.tag, token.meta = "myst_role", "", {"name": "eq"}
    token.content = label.strip()


def _read(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in {"math_block", "math_block_label"}:
            _label(token)
        for child in token.children or ():
            if child.type == "math_inline_double":
                _label(child)
            elif child.type == "math_inline" and (found := _REFERENCE.fullmatch(child.content)):
                _refer(child, found[1])


def _label(token: Token) -> None:
    if labels := _LATEX.findall(token.content):
        token.content = _LATEX.sub("", token.content)
        token.info = " ".join(filter(None, (token.info, *map(str.strip, labels))))
        if token.type == "math_block":
            token.type = "math_block_label"
