"""Texts that are there in some of the site's languages and not in others: worth a note."""

from collections.abc import Iterator, Sequence

from ..files.source import Location, Source
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.localized import Text
from ..written.paper_list import Listing
from ..written.settings import Site

TRANSLATION = Code(
    "translation",
    translatable(
        "A title or label is not there in each of the site's languages, or in one too many; "
        "the first language stands in for what is missing."
    ),
    translatable("`title: {en: Kernels}` lacks `ja` on a site in both."),
)


def translation_notes(site: Site, listing: Listing) -> Iterator[Problem]:
    """A note for each text that lacks a language of the site, or has another."""
    languages = site.settings.languages
    settings = {"title": site.settings.title, "description": site.settings.description}
    for key, text in settings.items():
        yield from _notes(site.source, (key,), text, languages)
    for location, text in _listed(listing):
        yield from _notes(listing.source, location, text, languages)


def _listed(listing: Listing) -> Iterator[tuple[Location, Text | None]]:
    for i, collection in enumerate(listing.papers.collections):
        place = ("collections", i)
        yield (*place, "title"), collection.title
        yield (*place, "summary"), collection.summary
        if collection.selection:
            yield (*place, "selection", "source"), collection.selection.source
    for key, label in listing.papers.topics.items():
        yield ("topics", key), label


def _notes(
    source: Source, location: Location, text: Text | None, languages: Sequence[str]
) -> Iterator[Problem]:
    if text is None or isinstance(text, str):
        return
    missing = [code for code in languages if code not in text]
    if missing:
        shown = next((code for code in languages if code in text), next(iter(text)))
        message = f"has no {', '.join(missing)}; {shown} is shown instead"
        yield _note(source, location, message)
    for code in text.keys() - set(languages):
        message = f"{code} is none of the site's languages, {', '.join(languages)}; it is not shown"
        yield _note(source, (*location, code), message)


def _note(source: Source, location: Location, message: str) -> Problem:
    return Problem(source.path, source.line(location), message, TRANSLATION, is_note=True)
