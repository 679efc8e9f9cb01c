"""The command line: `shoroku [--root DIR] COMMAND`."""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Final

from ..problems.formats import Format, as_annotation, as_json
from ..problems.problem import Problem
from . import (
    archive,
    build,
    candidates,
    check,
    emit,
    export,
    fetch,
    init,
    new,
    refresh,
    serve,
)
from .outcome import Exit, ProblemsFoundError
from .parser import Parser

# In the order in which a site's maker meets them.
_COMMANDS: Final[dict[str, ModuleType]] = {
    "init": init,
    "new": new,
    "check": check,
    "fetch": fetch,
    "candidates": candidates,
    "refresh": refresh,
    "emit": emit,
    "build": build,
    "serve": serve,
    "export": export,
    "archive": archive,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = parser().parse_args(arguments)
    options.tell = partial(_tell, form=options.format)
    try:
        status: int = options.run(options)
    except ProblemsFoundError as error:
        options.tell(error.args)
        return Exit.PROBLEMS
    except OSError as error:
        print(f"{error.filename or options.root}: {error.strerror or error}", file=sys.stderr)
        return Exit.PROBLEMS
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    return status


def parser() -> argparse.ArgumentParser:
    """Every command with its options; `run` is the function that runs it."""
    whole = argparse.ArgumentParser(
        prog="shoroku", description="Turn a list of papers and reviews into a searchable site."
    )
    whole.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="a folder that holds pyproject.toml, reviews/ and docs/ (default: the current one)",
    )
    whole.set_defaults(format=Format.TEXT)
    each = whole.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    for name, module in _COMMANDS.items():
        what = (module.__doc__ or "").partition("\n")[0].rstrip(".")
        command = each.add_parser(name, help=f"{what[:1].lower()}{what[1:]}", description=what)
        module.add_options(command)
        command.set_defaults(run=module.run)
    return whole


def _tell(problems: Sequence[Problem], form: Format) -> None:
    if form is Format.JSON:
        print(as_json(problems))
    if os.environ.get("GITHUB_ACTIONS") == "true" and problems:
        # Plain lines could hold commands to GitHub; an annotation's own text reaches the log too.
        print(*map(as_annotation, problems), sep="\n", file=sys.stderr)
    elif form is Format.TEXT and problems:
        print(*problems, sep="\n", file=sys.stderr)
