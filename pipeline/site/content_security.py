"""The Content-Security-Policy of every page: nothing from elsewhere, no script but the site's own.

A host of static files sends no headers, so the policy stands in each page:
https://www.w3.org/TR/CSP3/#meta-element
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from .assets import is_plain
from .configuration import THEME_FOLDER

_VARIABLE = re.compile(r"\{[{%]")  # Jinja writes something here


def register(app: Sphinx) -> None:
    """Register the handler."""
    app.connect("html-page-context", _add_policy)


def policy(app: Sphinx) -> str:
    """The policy of the site, with its theme's inline scripts by their hashes."""
    scripts = sorted(map(script_hash, _theme_scripts(tuple(_folders(app)))))
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self'", *(f"'{each}'" for each in scripts)]),
            # The theme has a <style> of its own, and its drawings have attributes.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",  # the icons in the theme's stylesheet
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def _folders(app: Sphinx) -> Iterator[str]:
    """Where the templates are: a plain site's pages have no script of the themes below its own."""
    builder = app.builder
    folders = builder.theme.get_theme_dirs() if isinstance(builder, StandaloneHTMLBuilder) else ()
    for folder in map(str, folders):
        yield folder
        if folder == str(THEME_FOLDER) and is_plain(app):
            return


def script_hash(script: str) -> str:
    """The hash by which a policy allows an inline script."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _add_policy(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.Node | None
) -> None:
    context["content_security_policy"] = policy(app)


@cache
def _theme_scripts(folders: tuple[str, ...]) -> frozenset[str]:
    """The scripts in the theme's templates: not those of a page, which may be anyone's."""
    parser = _ScriptParser()
    for folder in folders:
        for template in sorted(Path(folder).glob("*.html")):
            parser.feed(template.read_text(encoding="utf-8"))
            parser.close()
            parser.reset()
    return frozenset(parser.scripts)


class _ScriptParser(HTMLParser):
    """Gathers inline scripts, as far as no template decides what they say."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and data.strip():
            self.scripts += [] if _VARIABLE.search(data) else [data]
