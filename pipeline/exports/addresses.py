"""Where the files of a site are: whole addresses where its own is known, else relative ones."""

import posixpath
import re
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import quote, urljoin

from ..written.settings import Settings

# https://www.rfc-editor.org/rfc/rfc3986#section-3.3; a place on a page may hold any of them too.
IN_PATHS: Final = "/!$&'()*+,;=:@"
"""What may stand in a path as it is, besides letters, digits and `-._~`."""
_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Those of one site.  `base` ends with a slash, or is empty where it is not known."""

    base: str

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Those of the site with these settings."""
        address = str(settings.address or "").rstrip("/")
        return cls(f"{address}/" if address else "")

    def in_language(self, language: str) -> str:
        """That of a language's site, which ends with a slash too, or is empty."""
        return f"{self.base}{language}/" if self.base else ""

    def to(self, path: str, seen_from: str = "") -> str:
        """That of the file at `path` below `build/html`; a relative one is seen from a file."""
        name, mark, place = path.partition("#")
        if not self.base:
            name = posixpath.relpath(name, posixpath.dirname(seen_from) or ".")
        return self.base + quote(name, IN_PATHS) + mark + quote(place, IN_PATHS)

    def resolved(self, link: str, page: str) -> str:
        """A link as it stands on the page at `page`: whole where that can be."""
        return urljoin(self.to(page), link) if self.base and is_inward(link) else link


def is_inward(address: str) -> bool:
    """Whether an address, as a page has it, leads to the site itself."""
    return not _ELSEWHERE.match(address)
