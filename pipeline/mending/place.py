"""What lies around a review that is mended: its paper, its topics, its images."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..written.paper_ids import PaperId


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What the site knows of the paper that a review is about."""

    id: PaperId
    title: str = ""
    authors: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is known of the place for which a review is mended; each may be unknown.

    No file outside of `tree` is looked at; where it is None, that is the folder of the text.
    `images` is the site's folder of them, `coming` those that are to be copied there, name → file.
    `topics` has the keys by what people call them, in lower case.
    """

    paper: Paper | None = None
    language: str = ""
    tree: Path | None = None
    images: Path | None = None
    coming: Mapping[str, Path] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
