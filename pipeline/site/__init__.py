"""The Sphinx side: papers that can be cited, text as data, mathematics as MathML."""

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from pipeline import __version__, site
from pipeline.site import (
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


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part; Sphinx calls this."""
    for part in _PARTS:
        part.register(app)
    return {
        "version": __version__,
        "env_version": _digest_of_code(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _digest_of_code() -> int:
    """A number that changes with this package, so that a page never outlives its code."""
    digest = hashlib.sha256()
    for file in sorted(Path(site.__file__).parents[1].rglob("*.[pj][ys]")):
        digest.update(file.read_bytes())
    return int.from_bytes(digest.digest()[:4])
