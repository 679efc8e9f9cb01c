"""Whether an answer is a whole and sound list of papers, judged before anything in it is believed.

`arxiv` reads a broken answer as far as it can and says nothing of what it lost.
So its bytes are read here first, by the same parser with its repairs turned off.
The form is that of https://info.arxiv.org/help/api/user-manual.html, section 3.4, and RFC 4287.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from lxml import etree
from lxml.etree import _Element

from ..text.signs import without_unseen
from .failures import DamagedError, UnavailableError

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_ONCE = ("id", "title", "summary", "published", "updated")
_DATES = ("published", "updated")
_OF_ATOM = frozenset(
    {*_ONCE, "author", "category", "content", "contributor", "link", "rights", "source"}
)
_OF_ARXIV = frozenset({"comment", "doi", "journal_ref", "primary_category"})
_WITH_TERM = frozenset({f"{_ATOM}category", f"{_ARXIV}primary_category"})
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What is wrong with an entry that is no paper, or that lacks something."""

    address: str
    """What the entry gives as its id; may be empty or anything."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What can be believed of an answer."""

    body: bytes
    """The answer, without the entries that are complained of."""
    entries: int
    complaints: tuple[Complaint, ...]
    """The first of each entry that was left out."""
    total: int | None
    """How many entries the whole list has of which this is a page, where it says so."""


def sound(body: bytes) -> Sound:
    """The entries of a whole answer that are sound.

    Raises UnavailableError for what is no feed at all, and DamagedError for a broken one.
    """
    root = _feed(body)
    entries = root.findall(f"{_ATOM}entry")
    complaints = []
    for entry in entries:
        if text := next(_complaints(entry), None):
            complaints.append(Complaint(address=_text(entry, "id"), text=text))
            root.remove(entry)
    if complaints:
        body = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    count = len(entries) - len(complaints)
    total = root.findtext(f"{_OPENSEARCH}totalResults", default="").strip()
    return Sound(
        body=body,
        entries=count,
        complaints=tuple(complaints),
        total=int(total) if _COUNT.fullmatch(total) else None,
    )


def error_words(body: bytes) -> str | None:
    """What the feed that comes with an error says, None where `body` is no such feed."""
    try:
        complaints = sound(body).complaints
    except (DamagedError, UnavailableError):
        return None
    return complaints[0].text if complaints else None


def _feed(body: bytes) -> _Element:
    root = _root(body)
    if root.tag != f"{_ATOM}feed":
        message = "arXiv answered with something else than a list of papers"
        raise UnavailableError(message)
    if root.getroottree().docinfo.internalDTD is not None:
        message = "arXiv's answer declares a document type, which none of its lists does"
        raise DamagedError(message)
    return root


def _root(body: bytes) -> _Element:
    # As `arxiv` sets its parser, but for `recover`.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        if b"<feed" in body[:1000]:
            message = f"arXiv's answer is broken ({error.msg})"
            raise DamagedError(message) from error
        message = "arXiv answered with something else than a list of papers"
        raise UnavailableError(message) from error


def _complaints(entry: _Element) -> Iterator[str]:
    """What is wrong with an entry, beginning with what matters most."""
    name = _text(entry, "id") or "an entry without an id"
    if "/api/errors" in name:
        yield f"arXiv says: {_text(entry, 'summary') or name}"
    yield from (f"{name}: {complaint}" for complaint in _lacks(entry))
    yield from (f"{name}: {complaint}" for complaint in _oddities(entry))


def _lacks(entry: _Element) -> Iterator[str]:
    for tag in _ONCE:
        count = len(entry.findall(_ATOM + tag))
        if count != 1 or not _text(entry, tag):
            yield f"no {tag}" if count <= 1 else f"more than one {tag}"
    for tag in _DATES:
        if not _is_date(_text(entry, tag)):
            yield f"{tag} is no date"
    authors = entry.findall(f"{_ATOM}author")
    if not authors or not all(_text(author, "name") for author in authors):
        yield "no author, or one without a name"


def _oddities(entry: _Element) -> Iterator[str]:
    """What the reader would skip, or cut a text at."""
    for element in entry.iterdescendants():
        if not isinstance(element.tag, str):
            yield "a comment or the like inside"
        elif len(element) and element.tag != f"{_ATOM}author":
            yield f"markup inside {_local(element)}"
        elif element.tag in _WITH_TERM and not element.get("term"):
            yield f"a {_local(element)} without its term"
    for element in entry.iterchildren(tag=etree.Element):
        if not _is_known(element):
            yield f"{_local(element)} is out of place"


def _is_known(element: _Element) -> bool:
    """Whether the element is where `arxiv` looks for it, or an extension that it need not read."""
    name = etree.QName(element)
    if f"{{{name.namespace}}}" == _ATOM:
        return name.localname in _OF_ATOM
    return name.localname not in _OF_ARXIV or f"{{{name.namespace}}}" == _ARXIV


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return False
    return _DATE.fullmatch(text) is not None


def _text(parent: _Element, tag: str) -> str:
    return without_unseen(cast("str", parent.findtext(_ATOM + tag, default=""))).strip()


def _local(element: _Element) -> str:
    return str(etree.QName(element).localname)
