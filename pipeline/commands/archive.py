"""Put the built site, and what Zenodo is told of it, into `build/archive/`."""

import argparse
import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..exports.zenodo import zenodo_json
from ..files.atomic import write_atomically
from ..files.packing import pack
from . import reading, steps
from .outcome import Exit, say

_SITE: Final = "site.zip"
_ABOUT: Final = ".zenodo.json"
_SUMS: Final = "SHA256SUMS"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` no options: what is archived is the whole site."""
    parser.set_defaults(keep_going=False)


def run(options: argparse.Namespace) -> int:
    """Make the archive of the site as it was built: 1 where it was not."""
    with reading.memory_of(options.root) as memory:
        found = reading.sources(options, memory)
        library = steps.library(options.root, found, memory)
    html = options.root / "build" / "html"
    if not (html / "index.html").is_file():
        say("the site is not built; `nox -s docs` builds it")
        return Exit.PROBLEMS
    folder = options.root / "build" / "archive"
    folder.mkdir(parents=True, exist_ok=True)
    write_zip(html, folder / _SITE)
    write_atomically(folder / _ABOUT, zenodo_json(library, found.settings), durable=False)
    digest = hashlib.sha256((folder / _SITE).read_bytes()).hexdigest()
    write_atomically(folder / _SUMS, f"{digest}  {_SITE}\n", durable=False)
    print(f"The archive is in {folder}")
    return Exit.DONE


def write_zip(html: Path, archive: Path) -> None:
    """Pack the folder `html` as `site/`: the same bytes for the same files."""
    with zipfile.ZipFile(archive, "w") as packed:
        for name, file in _files(html):
            pack(packed, f"site/{name}", file.read_bytes())


def _files(html: Path) -> Iterator[tuple[str, Path]]:
    # What begins with a dot is Sphinx's own note of its last build.
    named = ((file.relative_to(html), file) for file in html.rglob("*") if file.is_file())
    for name, file in sorted(named):
        if not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), file
