r"""Labels of formulas, figures and tables: they hold within their review, and nowhere else.

Sphinx's own would be seen by every page; these never reach it.
"""

import re
from typing import Final

from docutils import nodes
from docutils.parsers.rst import Directive

REFERENCES: Final = {"eq": ("equation",), "numref": ("figure", "table")}
"""The roles that refer to a label, and the kinds of what each refers to."""

LABEL: Final = re.compile(r"[\w:.-]{1,60}")
"""What a label may be."""

KEPT: Final = "review_label"
"""Where a node keeps its label until all are numbered."""

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
