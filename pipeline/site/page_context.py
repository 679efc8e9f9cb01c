"""What the templates of pages need to know: words, other languages, and which scripts to load."""

from collections.abc import Mapping
from copy import copy
from functools import partial
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from ..words.catalogue import Words
from ..words.language import own_name, tag
from .configuration import words_at

# Sphinx's scripts for its own search, and one whose `new Function` the policy forbids.
_LEFT_OUT = {f"_static/{name}.js" for name in ("doctools", "sphinx_highlight", "translations")}


def register(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("builder-inited", _translate_theme)
    app.connect("html-page-context", _add_words)
    app.connect("html-page-context", _add_languages)
    app.connect("html-page-context", _leave_out_scripts)


def has_page(env: BuildEnvironment, language: str, page: str) -> bool:
    """Whether the site has the page in a language; those that Sphinx makes are in all."""
    docs = env.srcdir.parent
    return page not in env.found_docs or (docs / language / f"{page}.md").is_file()


def _translate_theme(app: Sphinx) -> None:
    """Have the theme that ours inherits from speak by our catalogues, and by Sphinx's own."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        translations = copy(words_at(app.env).translations)
        translations.add_fallback(app.translator)
        environment = app.builder.templates.environment
        environment.install_gettext_translations(translations)


def _add_words(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: nodes.Node | None
) -> None:
    words = words_at(app.env)
    context["words"], context["counted"] = words, words.counted
    context["shoroku_description"] = app.config.shoroku_description
    context["spoken"] = partial(_spoken, _said_in_english(words))


def _spoken(said: Mapping[str, str], html: str) -> str:
    """A page of furo's in which nothing is said in English that the language has words for."""
    for english, spoken in said.items():
        html = html.replace(english, spoken)
    return html


def _said_in_english(words: Words) -> Mapping[str, str]:
    """What furo's templates say without asking a catalogue, and what is said instead."""
    said = {
        'aria-label="Toggle site navigation sidebar"': words("Show or hide the navigation"),
        'aria-label="Toggle table of contents sidebar"': words("Show or hide the contents"),
        'aria-label="Toggle Light / Dark / Auto color theme"': words("Light or dark colours"),
        'aria-label="Toggle navigation of ': words("Show or hide the pages of "),
        "<title>Contents</title>": words("Contents"),
        "<title>Menu</title>": words("Menu"),
        "<title>Expand</title>": words("Expand"),
        "<title>Light mode</title>": words("Light colours"),
        "<title>Dark mode</title>": words("Dark colours"),
        "<title>Auto light/dark, in light mode</title>": words("Colours as the device has them"),
        "<title>Auto light/dark, in dark mode</title>": words("Colours as the device has them"),
    }
    return {english: _in_place_of(english, escape(spoken)) for english, spoken in said.items()}


def _in_place_of(english: str, spoken: str) -> str:
    """The words in the same element or attribute as the English ones."""
    if english.startswith("<title>"):
        return f"<title>{spoken}</title>"
    end = '"' if english.endswith('"') else ""
    return f'aria-label="{spoken}{end}'


def _add_languages(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: nodes.Node | None
) -> None:
    """The other languages of the site; where one lacks the page, its front page."""
    context["other_languages"] = [
        {
            "tag": tag(code),
            "name": own_name(code),
            "page": _address(app, code, page if has_page(app.env, code, page) else "index"),
            "has_page": has_page(app.env, code, page),
        }
        for code in app.config.shoroku_languages
        if code != app.config.language
    ]


def _address(app: Sphinx, language: str, page: str) -> str:
    return f"../{language}/{app.builder.get_target_uri(page)}"


def _leave_out_scripts(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: nodes.Node | None
) -> None:
    scripts = context["script_files"]
    context["script_files"] = [file for file in scripts if str(file.filename) not in _LEFT_OUT]
