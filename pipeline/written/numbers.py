"""The numbers by which papers are cited that no list has, and where each leads."""

import re
from collections.abc import Mapping
from typing import Final

from .paper_ids import is_arxiv_id

NUMBERS: Final[Mapping[str, str]] = {"arxiv": "1706.03762", "doi": "10.1000/182"}
"""The kinds of numbers, each with an example."""

_VERSION: Final = re.compile(r"v[1-9]\d?\Z", re.ASCII)
# https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html, but for signs that end an address
_DOI: Final = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[!#-;=?-Z_a-z~()]{1,200}", re.ASCII)
_ADDRESSES: Final = {"arxiv": "https://arxiv.org/abs/", "doi": "https://doi.org/"}
_LABELS: Final = {"arxiv": "arXiv:", "doi": "doi:"}


def is_number(kind: str, number: str) -> bool:
    """Whether this is an arXiv id, perhaps with a version, or a DOI."""
    if kind == "arxiv":
        return is_arxiv_id(_VERSION.sub("", number))
    return _DOI.fullmatch(number) is not None


def address(kind: str, number: str) -> str:
    """Where the number leads."""
    return _ADDRESSES[kind] + number


def label(kind: str, number: str) -> str:
    """The number as people cite it."""
    return _LABELS[kind] + number


def without_version(number: str) -> str:
    """An arXiv id without the version that it may name."""
    return _VERSION.sub("", number)
