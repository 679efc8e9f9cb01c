"""Atom, as feed readers take it: https://www.rfc-editor.org/rfc/rfc4287."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ..text.signs import one_line
from .addresses import is_inward
from .plain import printable

TYPE: Final = "application/atom+xml"

_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who wrote something, and where they are to be found."""

    name: str
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A text with all that is said of it; addresses may be seen from the feed's own."""

    id: str
    title: str
    language: str
    """As BCP 47 has it."""
    updated: dt.date
    published: dt.date | None = None
    page: str
    """Where it is read."""
    about: str | None = None
    author: Person | None = None
    categories: Mapping[str, str]
    """Terms with their labels."""
    in_short: str | None = None
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Entries in their order."""

    id: str
    title: str
    subtitle: str | None = None
    language: str
    updated: dt.date
    page: str
    address: str | None
    """Its own, where that is known."""
    author: Person
    entries: Sequence[Entry]


def as_atom(feed: Feed) -> str:
    """The document."""
    root = etree.Element(f"{{{_NAMESPACE}}}feed", nsmap={None: _NAMESPACE})  # type: ignore[dict-item]
    root.set(f"{_XML}lang", feed.language)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _time(feed.updated))
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    if feed.address:
        _add(root, "link", rel="self", type=TYPE, href=feed.address)
    _add_author(root, feed.author)
    for entry in feed.entries:
        _add_entry(root, entry)
    etree.indent(root, "")
    declared: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return f"{declared.decode()}\n"


def _add_entry(root: etree._Element, entry: Entry) -> None:
    made = _add(root, "entry")
    made.set(f"{_XML}lang", entry.language)
    _add(made, "id", entry.id)
    _add(made, "title", entry.title)
    _add(made, "updated", _time(entry.updated))
    if entry.published:
        _add(made, "published", _time(entry.published))
    _add(made, "link", rel="alternate", type="text/html", href=entry.page)
    if entry.about:
        _add(made, "link", rel="related", href=entry.about)
    if entry.author:
        _add_author(made, entry.author)
    for term, label in entry.categories.items():
        _add(made, "category", term=term, label=label)
    if entry.in_short:
        _add(made, "summary", entry.in_short)
    content = _add(made, "content", type="html")
    content.text = printable(entry.html)
    if is_inward(entry.page):
        # Links of the text are relative too, and begin at its page.
        content.set(f"{_XML}base", _clean(entry.page))


def _add_author(parent: etree._Element, person: Person) -> None:
    author = _add(parent, "author")
    _add(author, "name", person.name)
    if person.link:
        _add(author, "uri", person.link)


def _add(
    parent: etree._Element, name: str, text: str | None = None, **attributes: str
) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}")
    made.text = None if text is None else _clean(text)
    for key, value in attributes.items():
        made.set(key, _clean(value))
    return made


def _time(day: dt.date) -> str:
    # Reviews are dated by the day alone.
    return f"{day.isoformat()}T00:00:00Z"


def _clean(text: str) -> str:
    """One line of text that XML can hold."""
    return printable(one_line(text))
