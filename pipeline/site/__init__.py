"""The Sphinx side: papers that can be cited, text as data, mathematics as MathML."""

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from .. import __version__
from .. import site
from . import (
    blocks,
    breaks,
    citations,
    content_security,
    freshness,
    last_look,
    mathematics,
    page_context,
    reviews,
    scrub,
)

_PARTS = (
    *(blocks, breaks, citations, freshness, mathematics, page_context),
    *(reviews, scrub, content_security, last_look),
)


def _digest_of_code() -> int:
    folder = Path(site.__file__).parents[1]
    digest = hashlib.sha256()
    for file in sorted([*folder.rglob("*.py"), *folder.rglob("*.js")]):
        digest.update(file.read_bytes())
    return int.from_bytes(digest.digest()[:4])


# A number that changes with this package and the script of the search, whose checksum each page
# names: no page outlives its code.  Read when the code is loaded, as the files may soon be newer.
_CODE = _digest_of_code()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part; Sphinx calls this."""
    for part in _PARTS:
        part.register(app)
    return {
        "version": __version__,
        "env_version": _CODE,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
