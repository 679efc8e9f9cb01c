"""What the exports of one language are made of."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ..pages.contents import Contents
from ..words.catalogue import Words, words_of
from ..written.front_page import front_page_day
from ..written.settings import Settings, site_catalogues
from .addresses import Addresses
from .built import Built
from .sets import COLLECTIONS, Exported


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The library in one language, and the site around it."""

    exported: Exported
    settings: Settings
    words: Words
    built: Built
    pages: Sequence[str]
    """The names of those that it is read by, in order."""
    summaries: Mapping[str, dt.date]
    """When what pages say of their papers as a whole was changed, as far as its writers tell."""

    @classmethod
    def of(cls, contents: Contents, settings: Settings, root: Path, language: str) -> Self:
        """That of the site at `root`."""
        front_page = front_page_day(root, language)
        collections = {
            f"{COLLECTIONS}/{shelf.id}": shelf.listed.updated
            for shelf in contents.library.shelves
            if shelf.listed and shelf.listed.updated
        }
        built = Built(root / "build" / "html")
        return cls(
            exported=Exported.of(contents, language),
            settings=settings,
            words=words_of(language, site_catalogues(root)),
            built=built,
            pages=built.pages(language),
            summaries=collections | ({"index": front_page} if front_page else {}),
        )

    @property
    def language(self) -> str:
        """Of the site."""
        return self.exported.language

    @property
    def base(self) -> str:
        """The address of this language's site, with a slash at its end, or "" if not known."""
        return self.addresses.in_language(self.language)

    @property
    def addresses(self) -> Addresses:
        """Of the site's files."""
        return Addresses.of(self.settings)

    def address(self, page: str, path: str) -> str:
        """That of a page of this language, as the file at `path` tells it."""
        return self.addresses.to(f"{self.language}/{page}", path)
