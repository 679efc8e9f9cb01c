"""What the pages that the program wrote say before their title, told without a parser of YAML.

MyST reads it twice and makes a list of fields of it, which took a twentieth of the time of reading.
"""

from sphinx.application import Sphinx

from ..pages.markdown import FRONT


def register(app: Sphinx) -> None:
    """Register the handler."""
    app.connect("source-read", _take_off)


def _take_off(app: Sphinx, docname: str, source: list[str]) -> None:
    [text] = source
    if text.startswith(FRONT):
        source[0] = "\n" * FRONT.count("\n") + text.removeprefix(FRONT)
        app.env.metadata[docname]["orphan"] = True
