"""TeX of a formula as a tree: what stands between two braces is one part."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from docutils.utils.math import MathError

DEEPEST: Final = 40
"""How many groups may stand within each other."""

_TOKEN: Final = re.compile(r"\\(?:[A-Za-z]+|.)|[ \t\n\r]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between two braces: its parts, and its source without them."""

    parts: "Parts"
    source: str


Part: TypeAlias = str | Group
"""A macro with its backslash, a sign, one space for any white space, or a group."""
Parts: TypeAlias = tuple[Part, ...]


def parsed(tex: str) -> Parts:
    """Read TeX, or raise MathError where its braces do not match or stand too deep.

    A comment's sign is a sign like others, since nobody comments on a formula within a line.
    """
    levels: list[list[Part]] = [[]]
    starts = [0]
    for match in _TOKEN.finditer(tex):
        sign = match[0]
        if sign == "{":
            levels.append([])
            starts.append(match.end())
        elif sign == "}":
            parts = levels.pop()
            if not levels:
                break
            levels[-1].append(Group(tuple(parts), tex[starts.pop() : match.start()]))
        else:
            levels[-1].append(" " if sign[0] in " \t\n\r" else sign)
        if len(levels) > DEEPEST:
            break
    if len(levels) != 1:
        message = "Unbalanced braces, or too many"
        raise MathError(message)
    return tuple(levels[0])
