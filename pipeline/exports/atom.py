"""Atom, as feed readers take it: https://www.rfc-editor.org/rfc/rfc4287."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from ..text.signs import one_line
from .addresses import is_inward
from .plain import printable

TYPE: Final = "application/atom+xml"

_DECLARED: Final = "<?xml version='1.0' encoding='utf-8'?>"
_QUOTE: Final = {'"': "&quot;"}
_RETURN: Final = {"\r": "&#13;"}  # else a newline to whoever reads it
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"


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
    """What stands above its entries, and those in their order, each as `as_entry` wrote it."""

    id: str
    title: str
    subtitle: str | None = None
    language: str
    updated: dt.date
    page: str
    address: str | None
    """Its own, where that is known."""
    author: Person
    entries: Sequence[str]


def as_atom(feed: Feed) -> str:
    """The document."""
    return "\n".join([*_head(feed), *feed.entries, "</feed>", ""])


def _head(feed: Feed) -> Iterator[str]:
    yield _DECLARED
    yield f'<feed xmlns="{_NAMESPACE}" xml:lang={_quoted(feed.language)}>'
    yield _element("id", feed.id)
    yield _element("title", feed.title)
    if feed.subtitle:
        yield _element("subtitle", feed.subtitle)
    yield _element("updated", _time(feed.updated))
    yield _empty("link", rel="alternate", type="text/html", href=feed.page)
    if feed.address:
        yield _empty("link", rel="self", type=TYPE, href=feed.address)
    yield from _author(feed.author)


def as_entry(entry: Entry) -> str:
    """The entry as it stands in a feed."""
    return "\n".join(_lines(entry))


def _lines(entry: Entry) -> Iterator[str]:
    yield f"<entry xml:lang={_quoted(entry.language)}>"
    yield _element("id", entry.id)
    yield _element("title", entry.title)
    yield _element("updated", _time(entry.updated))
    if entry.published:
        yield _element("published", _time(entry.published))
    yield _empty("link", rel="alternate", type="text/html", href=entry.page)
    if entry.about:
        yield _empty("link", rel="related", href=entry.about)
    if entry.author:
        yield from _author(entry.author)
    for term, label in entry.categories.items():
        yield _empty("category", term=term, label=label)
    if entry.in_short:
        yield _element("summary", entry.in_short)
    # Links of the text are relative where the page's address is, and begin at its page.
    base = f" xml:base={_quoted(entry.page)}" if is_inward(entry.page) else ""
    yield f'<content type="html"{base}>{escape(printable(entry.html), _RETURN)}</content>'
    yield "</entry>"


def _author(person: Person) -> Iterator[str]:
    yield "<author>"
    yield _element("name", person.name)
    if person.link:
        yield _element("uri", person.link)
    yield "</author>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(_clean(text))}</{name}>"


def _empty(name: str, **attributes: str) -> str:
    return f"<{name}{''.join(f' {key}={_quoted(value)}' for key, value in attributes.items())}/>"


def _quoted(text: str) -> str:
    return f'"{escape(_clean(text), _QUOTE)}"'


def _time(day: dt.date) -> str:
    # Reviews are dated by the day alone.
    return f"{day.isoformat()}T00:00:00Z"


def _clean(text: str) -> str:
    """One line of text that XML can hold."""
    return printable(one_line(text))
