"""The command line: `shoroku [--root DIR] COMMAND`."""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from ..problems.formats import Format, as_annotation, as_json
from ..problems.problem import Problem
from .outcome import Exit, ProblemsFoundError
from .parser import Parser

# In the order in which a site's maker meets them.
_COMMANDS: Final = (
    *("init", "new", "check", "fetch", "candidates", "refresh"),
    *("emit", "build", "serve", "export", "archive"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    options = parser(given).parse_args(given)
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


def parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The commands that the arguments may name with their options, or all where they name none.

    `run` is the function that runs it.
    """
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
    # To load all of them takes most of a second.
    for name in [each for each in _COMMANDS if each in arguments] or _COMMANDS:
        module = import_module(f".{name}", __package__)
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
