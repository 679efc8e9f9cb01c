"""The command line: `python -m pipeline [--root DIR] COMMAND`."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .commands import commands
from .commands.commands import Exit, ProblemsFoundError
from .arxiv.options import add_options
from .words.languages import Language
from .problems.formats import Format, as_annotation, as_json
from .problems.problem import Problem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = parser().parse_args(arguments)
    try:
        status: int = options.command(options)
    except ProblemsFoundError as error:
        _tell(error.args, options.format)
        return Exit.PROBLEMS
    except OSError as error:
        print(f"{error.filename or options.root}: {error.strerror or error}", file=sys.stderr)
        return Exit.PROBLEMS
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    return status


def parser() -> argparse.ArgumentParser:
    """Every command with its options; `command` is the function that runs it."""
    whole = argparse.ArgumentParser(prog="python -m pipeline", description=__doc__)
    whole.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="a folder that holds reviews/ and docs/ (default: the current one)",
    )
    whole.set_defaults(format=Format.TEXT)
    each = whole.add_subparsers(required=True, metavar="COMMAND")

    fetch = each.add_parser("fetch", help="ask arXiv for what is missing")
    add_options(fetch)
    fetch.set_defaults(command=commands.fetch)

    check = each.add_parser("check", help="name every problem in reviews/")
    check.add_argument("--format", type=Format, choices=list(Format), default=Format.TEXT)
    check.set_defaults(command=commands.check)

    emit = each.add_parser("emit", help="write the pages that Sphinx reads")
    _add_keep_going(emit)
    emit.set_defaults(command=commands.emit)

    build = each.add_parser("build", help="fetch, check, emit, and build the site")
    build.add_argument("--offline", action="store_true", help="ask nothing of the network")
    _add_keep_going(build)
    add_options(build)
    build.set_defaults(budget=120.0)  # seconds: who builds wants to see pages
    build.set_defaults(command=commands.build)

    serve = each.add_parser("serve", help="show the site, built anew upon every change")
    serve.add_argument("--port", type=int, default=8000, help="0 takes a free one (default: 8000)")
    serve.set_defaults(command=commands.serve)

    _add_new(each.add_parser("new", help="begin a review"))
    return whole


def _add_keep_going(command: argparse.ArgumentParser) -> None:
    text = "leave out reviews that have problems; their pages say so"
    command.add_argument("--keep-going", action="store_true", help=text)


def _add_new(new: argparse.ArgumentParser) -> None:
    new.add_argument("paper", help="an arXiv id or address, or a slug of your own")
    new.add_argument("--lang", type=Language, choices=list(Language), default=Language.JA)
    elsewhere = new.add_argument_group("for a paper that is not on arXiv")
    elsewhere.add_argument("--title", default="")
    elsewhere.add_argument(
        "--author", action="append", default=[], metavar="NAME", help="once for each"
    )
    elsewhere.add_argument("--year", default="")
    elsewhere.add_argument("--url", default="")
    add_options(new)
    new.set_defaults(command=commands.new)


def _tell(problems: Sequence[Problem], form: Format) -> None:
    if form is Format.JSON:
        print(as_json(problems))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        # Plain lines could hold commands to GitHub; an annotation's own text reaches the log too.
        print(*map(as_annotation, problems), sep="\n", file=sys.stderr)
    elif form is Format.TEXT:
        print(*problems, sep="\n", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
