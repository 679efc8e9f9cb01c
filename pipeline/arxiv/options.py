"""The options of every command that may ask arXiv; apart, so that parsing them loads no client."""

import argparse
import math
import re
from pathlib import Path

_TIME = re.compile(r"(?P<count>\d+(?:\.\d+)?)(?P<unit>[smh]?)", re.ASCII)
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the options that `cli.fetch` reads."""
    parser.add_argument(
        "--refresh",
        nargs="?",
        type=_days,
        const=0.0,
        metavar="DAYS",
        help="ask again for every paper, or for those last asked for DAYS ago or earlier",
    )
    parser.add_argument(
        "--budget",
        type=seconds,
        default="15m",
        metavar="TIME",
        help="the most time for asking: 90 (seconds), 15m, 1h (default: 15m, for build 2m)",
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write how every paper ended, as JSON"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")
    parser.set_defaults(verify=None)


def add_verify(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the option by which records are held against what arXiv says."""
    parser.add_argument(
        "--verify",
        nargs="?",
        const="",
        metavar="REV",
        help="ask again for each record committed since REV of git, or for every one, and trust"
        " what arXiv says",
    )


def _days(text: str) -> float:
    days = float(text)
    if not 0 <= days < math.inf:
        raise ValueError
    return days


def seconds(text: str) -> float:
    """A time as the command line takes it."""
    form = _TIME.fullmatch(text)
    if form is None:
        message = "a time such as 90, 90s, 15m or 1h"
        raise argparse.ArgumentTypeError(message)
    return float(form["count"]) * _UNITS[form["unit"]]
