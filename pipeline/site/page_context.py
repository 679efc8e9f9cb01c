"""What the templates of pages need to know: words, a title, other languages."""

import os
from copy import copy
from functools import partial
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from ..words.language import own_name, tag
from .configuration import words_at
from .templates import kept_templates
from .window_title import window_title


def register(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("builder-inited", _prepare_theme)
    app.connect("html-page-context", _add_words)
    app.connect("html-page-context", _add_languages)
    app.connect("html-page-context", _name_tasks)


def has_page(env: BuildEnvironment, language: str, page: str) -> bool:
    """Whether the site has the page in a language; those that Sphinx makes are in all."""
    # Asked of every page in every build, so without an object for each path.
    file = f"{env.srcdir.parent}/{language}/{page}.md"
    return page not in env.found_docs or os.path.isfile(file)  # noqa: PTH113 (see above)


def _prepare_theme(app: Sphinx) -> None:
    """Have the theme that ours inherits from speak by our catalogues, and by Sphinx's own."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        translations = copy(words_at(app.env).translations)
        translations.add_fallback(app.translator)
        environment = app.builder.templates.environment
        environment.install_gettext_translations(translations)
        environment.bytecode_cache = kept_templates()


def _add_words(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: nodes.Node | None
) -> None:
    words = words_at(app.env)
    context["words"], context["counted"] = words, words.counted
    context["window_title"] = partial(window_title, site=_site_name(app, page))


def _site_name(app: Sphinx, page: str) -> str:
    """The site's title; of a front page, with its language where there is another."""
    title: str = app.config.project
    is_front = page == app.config.root_doc
    if is_front and len(app.config.shoroku_languages) > 1:
        return f"{title} ({own_name(app.config.language)})"
    return title


def _add_languages(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: nodes.Node | None
) -> None:
    """The other languages of the site; where one lacks the page, its front page."""
    context["other_languages"] = [
        _in_language(app, code, page)
        for code in app.config.shoroku_languages
        if code != app.config.language
    ]


def _in_language(app: Sphinx, code: str, page: str) -> dict[str, Any]:
    is_there = has_page(app.env, code, page)
    place = _address(app, code, page if is_there else "index")
    return {
        "tag": tag(code),
        "name": own_name(code),
        "page": place,
        "has_page": is_there,
    }


def _address(app: Sphinx, language: str, page: str) -> str:
    return f"../{language}/{app.builder.get_target_uri(page)}"


def _name_tasks(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: nodes.Node | None
) -> None:
    """Say of the boxes of tasks, which MyST writes without a name, whether they are ticked."""
    words = words_at(app.env)
    body = context.get("body", "")
    for ticked, name in ((' checked="checked"', words("done")), ("", words("to do"))):
        box = f'<input class="task-list-item-checkbox"{ticked} disabled="disabled" type="checkbox">'
        body = body.replace(box, f'{box[:-1]} aria-label="{escape(name)}">')
    context["body"] = body
