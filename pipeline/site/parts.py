"""The parts of the Sphinx side, registered together.

Apart from the package itself, so that no command loads Sphinx that does not build.
"""

from sphinx.application import Sphinx

from . import (
    assets,
    breaks,
    citations,
    configuration,
    constructs,
    content_security,
    default_settings,
    description,
    directives,
    footnotes,
    freshness,
    front_matter,
    head,
    last_look,
    mathematics,
    navigation,
    other_forms,
    page_context,
    page_language,
    processes,
    progress,
    review_directive,
    room,
    scrub,
    shapes,
    shown,
    standing,
)

_PARTS = (
    *(
        configuration,
        default_settings,
        breaks,
        citations,
        directives,
        shown,
        constructs,
        freshness,
        mathematics,
        footnotes,
        front_matter,
    ),
    *(
        assets,
        description,
        head,
        navigation,
        other_forms,
        page_context,
        page_language,
        processes,
        progress,
        review_directive,
        room,
        scrub,
        shapes,
        standing,
        content_security,
        last_look,
    ),
)


def register(app: Sphinx) -> None:
    """Register every part, and the theme."""
    app.setup_extension("myst_parser")
    app.add_html_theme(configuration.THEME, str(configuration.THEME_FOLDER))
    for part in _PARTS:
        part.register(app)
