"""What `serve` tells the pages that are open, beside the terminal."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..problems.problem import Problem
from ..text.signs import written_out
from .outcome import count

_MOST = 50
"""How many lines a banner has; `check` names them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a build ended."""

    is_built: bool
    """Whether the pages are other ones than before."""
    problems: Sequence[Problem] = ()
    lines: Sequence[str] = ()
    """What else is to be said."""


def message(told: Told, build: str, edited: Collection[str]) -> str:
    """One line of JSON for the script of the pages, with the problems of `edited` files first.

    `build` names the state of the pages: those of another one are to be loaded anew.
    """
    shown = sorted(told.problems, key=lambda each: (each.path not in edited, each))[:_MOST]
    files = [
        [written_out(path), [_line(problem) for problem in group]]
        for path, group in groupby(shown, key=lambda each: each.path)
    ]
    rest = len(told.problems) - len(shown)
    lines = [written_out(line) for line in told.lines[:_MOST]]
    if rest:
        lines.insert(0, f"and {rest:,} more, which `shoroku check` names")
    return json.dumps({"build": build, "title": _title(told), "files": files, "lines": lines})


def _line(problem: Problem) -> str:
    return written_out(f"{problem.line}: {problem.message} [{problem.code}]")


def _title(told: Told) -> str:
    if told.problems:
        return f"{count(len(told.problems), 'problem')}: the pages are as they were"
    if told.lines:
        return "Sphinx says what is wrong" if told.is_built else "Nothing was built"
    return ""
