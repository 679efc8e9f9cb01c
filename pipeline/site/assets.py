"""One stylesheet and one script for every page, made of several as a build begins."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import rjsmin
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.highlighting import PygmentsBridge

from ..files.atomic import write_if_changed
from ..pages import news
from .configuration import THEME_FOLDER
from .stylesheet import stylesheet

STYLE: Final = "style.css"
SCRIPT: Final = "script.js"

_STATIC: Final = THEME_FOLDER / "static"
_NEWS_SCRIPT: Final = "news.js"
_APART: Final = frozenset({"landing.js", _NEWS_SCRIPT})  # each for a page alone
_AFTER_FURO: Final = 900  # furo learns the colours of code at the same event

# What the stylesheet holds, or is for extensions.
_STYLES: Final = frozenset({"_static/pygments.css", "_static/styles/furo-extensions.css"})
# furo's is for its own page; Sphinx's are for its own search and for extensions, and one makes
# functions of texts, which the policy forbids.
_FURO_SCRIPT: Final = "_static/scripts/furo.js"
_FOR_EXTENSIONS: Final = frozenset({"_static/documentation_options.js"})
_SCRIPTS: Final = frozenset(
    f"_static/{name}.js" for name in ("doctools", "sphinx_highlight", "translations")
)


def register(app: Sphinx) -> None:
    """Register the handlers, and the script; the theme names the stylesheet."""
    app.connect("builder-inited", _write, priority=_AFTER_FURO)
    app.connect("html-page-context", _add_news_script)
    app.connect("html-page-context", _leave_out)
    app.add_js_file(SCRIPT, loading_method="defer")


def parts(suffix: str) -> list[Path]:
    """The files of the theme that are made one, by their names."""
    return sorted(file for file in _STATIC.glob(f"*{suffix}") if file.name not in _APART)


def script(files: Sequence[Path]) -> str:
    """The scripts as one, each with names of its own."""
    sources = [f"{{\n{file.read_text('utf-8')}\n}}" for file in files]
    return minified("\n".join(['"use strict";', *sources]))


def minified(source: str) -> str:
    """A script without what is for people only."""
    return str(rjsmin.jsmin(source))


def is_plain(app: Sphinx) -> bool:
    """Whether the site has neither extensions nor templates of its own."""
    own = {"shoroku", __name__.partition(".")[0]}
    return own.issuperset(app.config.extensions) and not app.config.templates_path


def _write(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder):
        folder = Path(app.outdir) / "_static"
        dark = PygmentsBridge("html", app.config.pygments_dark_style)
        styles = [each.formatter_args["style"] for each in (app.builder.highlighter, dark)]
        style = stylesheet(parts(".css"), *styles, is_plain=is_plain(app))
        write_if_changed(folder / STYLE, style, durable=False)
        write_if_changed(folder / SCRIPT, script(parts(".js")), durable=False)


def _add_news_script(
    app: Sphinx, page: str, _template: str, _context: dict[str, Any], _tree: nodes.Node | None
) -> None:
    if page == news.PAGE:
        app.add_js_file(_NEWS_SCRIPT, loading_method="defer")


def _leave_out(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: nodes.Node | None
) -> None:
    """Have the page ask for none of the files that the two take the place of."""
    plain = is_plain(app)
    styles = _STYLES if plain else {"_static/pygments.css"}
    scripts = {*_SCRIPTS, _FURO_SCRIPT, *(_FOR_EXTENSIONS if plain else ())}
    for kind, left_out in (("css_files", styles), ("script_files", scripts)):
        files = context[kind]
        context[kind] = [each for each in files if str(each.filename) not in left_out]
