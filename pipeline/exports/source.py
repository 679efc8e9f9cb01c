"""What the exports of one language are made of."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ..words.catalogue import Words
from ..written.settings import Settings
from .addresses import Addresses
from .built import Built
from .sets import Exported


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The library in one language, and the site around it."""

    exported: Exported
    settings: Settings
    words: Words
    built: Built
    summaries: Mapping[str, dt.date]
    """When what pages say of their papers as a whole was changed, as far as its writers tell."""

    @property
    def language(self) -> str:
        """Of the site."""
        return self.exported.language

    @property
    def addresses(self) -> Addresses:
        """Of the site's files."""
        return Addresses.of(self.settings)

    def address(self, page: str, path: str) -> str:
        """That of a page of this language, as the file at `path` tells it."""
        return self.addresses.to(f"{self.language}/{page}", path)
