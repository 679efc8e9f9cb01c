"""Problems as programs read them: a JSON array, and annotations in GitHub Actions."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from enum import StrEnum

from ..text.signs import written_out
from .problem import Problem


class Format(StrEnum):
    """What `--format` takes."""

    TEXT = "text"
    JSON = "json"


def as_json(problems: Iterable[Problem]) -> str:
    """One array with an object for each problem."""
    return json.dumps([asdict(problem) for problem in problems], indent=2)


def as_annotation(problem: Problem, kind: str = "") -> str:
    """The workflow command that has GitHub show the problem at its line, and in the log.

    `kind` is how GitHub shows it, by default as an error, or a note as a notice:
    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    place = f"file={_property(written_out(problem.path))},line={problem.line}"
    # No line break is left in either, which would end the command and could begin another.
    kind = kind or ("notice" if problem.is_note else "error")
    return f"::{kind} {place},title={_property(problem.code)}::{_data(str(problem))}"


def _data(text: str) -> str:
    return text.replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
