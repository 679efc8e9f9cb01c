"""Pages as the program makes them, but with Sphinx's own search: an extension of Sphinx."""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from pipeline.site import parts


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register all but the search."""
    parts.register(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
