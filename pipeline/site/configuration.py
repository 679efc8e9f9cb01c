"""Sphinx's settings: those that the pages rely on, and those of the site's `pyproject.toml`."""

import hashlib
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError

from ..checking.allowed import MYST_EXTENSIONS
from ..exports.addresses import Addresses
from ..words.catalogue import Words, catalogue_files, words_of
from ..written.repository import Repository
from ..written.settings import Site, read_settings, site_catalogues
from .mathematics import RENDERER

THEME: Final = "shoroku"
THEME_FOLDER: Final = Path(__file__).parent / "theme" / THEME
_DEFAULT_THEME: Final = "alabaster"  # Sphinx's, where conf.py names none
_EARLY: Final = 1  # before Sphinx and MyST look at what is set

_RELIED_ON: Final = {
    # A file means itself: `square.en.png` is no other image's English form.
    "figure_language_filename": "{root}{ext}",
    "html_copy_source": False,
    "html_domain_indices": False,
    "html_math_renderer": RENDERER,
    "html_show_copyright": False,
    "html_show_sourcelink": False,
    "html_show_sphinx": False,
    "html_use_index": False,
    "myst_dmath_double_inline": True,  # $$…$$ within a paragraph
    "smartquotes": False,  # quotes and dashes in text from arXiv stay as they are
    "source_suffix": {".md": "markdown"},
}


def register(app: Sphinx) -> None:
    """Register the settings and the handler."""
    app.add_config_value("shoroku_languages", [], "html")
    for name in ("repository", "branch", "description"):
        app.add_config_value(f"shoroku_{name}", "", "html")
    app.add_config_value("shoroku_words", "", "env")
    app.connect("config-inited", _configure, priority=_EARLY)


def words_at(env: BuildEnvironment) -> Words:
    """The program's words in the language that is being built."""
    config = env.config
    return _words(config.language, env.srcdir, config.shoroku_words)


@cache  # by the digest of the catalogues, as every part of a page asks
def _words(language: str, docs: Path, _digest: str) -> Words:
    return words_of(language, site_catalogues(docs.parents[1]))


def repository(config: Config) -> Repository | None:
    """Where the site's files are edited."""
    address = config.shoroku_repository
    return Repository(address, config.shoroku_branch) if address else None


def _configure(app: Sphinx, config: Config) -> None:
    site = read_settings(Path(app.confdir).parent)
    if not isinstance(site, Site):
        raise ConfigError("\n".join(map(str, site)))
    settings = site.settings
    config.project = settings.title_in(config.language)
    config.html_title = escape(config.project)  # which Sphinx takes for HTML
    config.shoroku_languages = list(settings.languages)
    config.shoroku_repository = settings.forge.address if settings.forge else ""
    config.shoroku_branch = settings.branch
    config.html_baseurl = Addresses.of(settings).in_language(config.language)
    config.shoroku_description = settings.description_in(config.language) or ""
    catalogues = site_catalogues(Path(app.confdir).parent)
    config.shoroku_words = _digest(catalogue_files(config.language, catalogues))
    config.myst_enable_extensions = sorted({*config.myst_enable_extensions, *MYST_EXTENSIONS})
    if config.html_theme == _DEFAULT_THEME:
        config.html_theme = THEME
    for name, value in _RELIED_ON.items():
        setattr(config, name, value)


def _digest(files: list[Path]) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
