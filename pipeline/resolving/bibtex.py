"""References in BibTeX, as https://ctan.org/pkg/biblatex and its forerunners have them."""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Final

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares.middleware import BlockMiddleware
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.middlewares.parsestack import default_parse_stack
from bibtexparser.model import Block, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock

from .reference import Fields, UnreadableError

_LONGEST_NAMES: Final = 100_000
_ESCAPED: Final = re.compile(r"\\([_%&#~$])")
_VENUES: Final = ("booktitle", "journal", "journaltitle")
_URL: Final = re.compile(r"\\url\s*\{(?P<url>[^{}]*)\}")
_JOINED: Final = re.compile(r"[}\"]\s{0,99}#\s|\s#\s{0,99}[{\"]")
_RUN_ON: Final = re.compile(r"[}\"]\s{0,99}[A-Za-z]{1,40}\s{0,9}=\s{0,99}[{\"]")
_USED: Final = frozenset({"title", "subtitle", "author", "editor", "year", "date", "doi", "url"})
_INHERITED: Final = (("year", "year"), ("date", "date"), ("booktitle", "title"))
"""Of an entry that names another by `crossref`: its field, and the other's."""

# What it cannot read is told as a problem, with its line.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False


class _Repeating(BlockMiddleware):
    """Reads entries that name a field twice, as most often it is one that says nothing here."""

    def transform_failed_block(
        self,
        failed_block: ParsingFailedBlock,
        library: Library,  # noqa: ARG002 (as the library calls it)
    ) -> Block | None:
        is_read = isinstance(failed_block, DuplicateFieldKeyBlock)
        return failed_block.ignore_error_block if is_read else failed_block


def references_in(text: str) -> Iterator[Fields | UnreadableError]:
    """Each entry, or what is wrong with it, in the order of their lines."""
    library = parse_string(text, parse_stack=[_Repeating(), *default_parse_stack()])
    fields = {entry.key: _fields(entry) for entry in library.entries}
    parents = {own["crossref"] for own in fields.values() if "crossref" in own}
    found: list[tuple[int, Fields | UnreadableError]] = [
        ((entry.start_line or 0) + 1, _reference(entry, fields))
        for entry in library.entries
        if entry.key not in parents
    ]
    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        found.append((line, UnreadableError(_broken(block), line)))
    yield from (each for _, each in sorted(found, key=lambda pair: pair[0]))


def _broken(block: object) -> str:
    said = " ".join(str(getattr(block, "error", "")).split())
    if said.startswith("Duplicate entry key"):
        return "has the key of an entry above; give it another"
    return f"is no BibTeX that can be read{f' ({said[:200]})' if said else ''}; close its braces"


def _fields(entry: Entry) -> dict[str, str]:
    return {field.key.lower(): str(field.value) for field in entry.fields}


def _reference(entry: Entry, entries: Mapping[str, Mapping[str, str]]) -> Fields | UnreadableError:
    own = entries[entry.key]
    parent = entries.get(own["crossref"], {}) if "crossref" in own else {}
    inherited = {mine: parent[theirs] for mine, theirs in _INHERITED if theirs in parent}
    fields = {**inherited, **own}
    line = (entry.start_line or 0) + 1
    if flaw := _flaw(entry):
        return UnreadableError(flaw, line)
    people = fields.get("author") or fields.get("editor") or ""
    if len(people) > _LONGEST_NAMES:
        return UnreadableError(f"has {len(people):,} characters of authors", line)
    named = [(name, _in_order(name)) for name in split_multiple_persons_names(people)]
    venue = next((fields[key] for key in _VENUES if fields.get(key)), "")
    return Fields(
        line=line,
        title=_joined(fields.get("title", ""), fields.get("subtitle", "")),
        authors=tuple(spoken or name for name, spoken in named),
        nameless=next((name for name, spoken in named if not spoken), ""),
        date=fields.get("year") or fields.get("date") or "",
        ids=tuple(filter(None, _ids(fields))),
        urls=tuple(filter(None, _urls(fields))),
        venue="" if _JOINED.search(venue) else venue,
        abstract=fields.get("abstract", ""),
    )


def _flaw(entry: Entry) -> str:
    """What makes fields say something else than was meant; empty where nothing does."""
    used = [key for field in entry.fields if (key := field.key.lower()) in _USED]
    if len(set(used)) < len(used):
        return "names a field twice"
    for field in entry.fields:
        if field.key.lower() not in _USED:
            continue
        if _JOINED.search(str(field.value)):
            return f"joins texts by # in its {field.key}, which is not read; write it in one piece"
        if _RUN_ON.search(str(field.value)):
            return f"lacks a comma behind its {field.key}"
    return ""


def _joined(title: str, subtitle: str) -> str:
    return f"{title}: {subtitle}" if title and subtitle else title


def _in_order(name: str) -> str:
    """The name as it is spoken; empty where it is none."""
    try:
        parts = parse_single_name_into_parts(name.rstrip(" ,"))
    except (InvalidNameError, IndexError):
        return ""
    return " ".join([*parts.first, *parts.von, *parts.last, *parts.jr])


def _ids(fields: Mapping[str, str]) -> Iterator[str]:
    kind = (fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv").lower()
    if kind == "arxiv":
        yield fields.get("eprint", "")
    for key in ("arxiv", "arxivid", "doi", "journal", "volume", "note", "howpublished", "number"):
        yield _plain(fields.get(key, ""))
    yield from _urls(fields)


def _urls(fields: Mapping[str, str]) -> Iterator[str]:
    for key in ("url", "ee", "link", "howpublished", "note", "biburl"):
        text = fields.get(key, "")
        within = _URL.search(text)
        if key != "biburl" or "arxiv" in text:
            yield _plain(within["url"] if within else text)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text).replace("{", "").replace("}", "").strip()
