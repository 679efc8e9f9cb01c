"""What the exports of a site are made of."""

import hashlib
from pathlib import Path

from ..files.program import program_digest
from ..files.states import states
from ..library.library import Library
from ..written.front_page import front_page_day
from ..written.settings import Settings, site_catalogues
from .built import Built


def inputs(library: Library, settings: Settings, root: Path) -> str:
    """A digest of all that decides what is exported of the site at `root`."""
    built = Built(root / "build" / "html")
    catalogues = sorted(site_catalogues(root).rglob("*.po"))
    said = (
        program_digest(),
        settings,
        (library.languages, library.topics, library.shelves),
        (sorted(library.left_out), sorted(library.unknown)),
        [front_page_day(root, language) for language in library.languages],
        [file.read_bytes() for file in catalogues],
    )
    files = (file for language in library.languages for file in built.files(language))
    return hashlib.sha256(
        "\n".join([repr(said), *states(built.folder, files)]).encode()
    ).hexdigest()
