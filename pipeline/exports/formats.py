"""The formats that citations are taken away in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .biblatex import biblatex_entry
from .bibtex import bibtex_entry
from .cited import Cited
from .csl import csl_item
from .ris import ris_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format whose files are entries with the same between any two of them."""

    name: str
    """As people know it; in no language another."""
    ending: str
    """Of its files, after the dot."""
    entry: Callable[[Cited], str]
    start: str = ""
    between: str
    end: str

    def joined(self, entries: Iterable[str]) -> str:
        """A file of entries that `entry` made."""
        return self.start + self.between.join(entries) + self.end


_BRACES: Final = {"between": "\n\n", "end": "\n"}

FORMATS: Final[Mapping[str, Format]] = {
    "bibtex": Format(name="BibTeX", ending="bib", entry=bibtex_entry, **_BRACES),
    "biblatex": Format(name="BibLaTeX", ending="biblatex.bib", entry=biblatex_entry, **_BRACES),
    "ris": Format(name="RIS", ending="ris", entry=ris_record, between="\r\n", end=""),
    "csl-json": Format(
        name="CSL-JSON", ending="csl.json", entry=csl_item, start="[\n", between=",\n", end="\n]\n"
    ),
}
"""By what a command line calls them."""
