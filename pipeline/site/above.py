"""The pages above the languages: one leads readers to theirs, one stands where nothing is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader

from ..words.catalogue import words_of
from ..words.language import own_name, tag
from ..written.settings import Settings

_TEMPLATES: Final = Path(__file__).parent / "theme"


def pages_above(settings: Settings, *catalogues: Path) -> Mapping[str, str]:
    """Name → page; `catalogues` are a site's own folders of words."""
    return {
        "index.html": landing_page(settings),
        "404.html": missing_page(settings, *catalogues),
    }


def landing_page(settings: Settings) -> str:
    """The page that leads readers to the first of their languages that the site has."""
    return _rendered("landing.html", settings, root="")


def missing_page(settings: Settings, *catalogues: Path) -> str:
    """The page that a host of static files shows where it has none.

    It is shown at any depth, so its links begin at the site's address, as far as that is known:
    https://docs.github.com/pages/getting-started-with-github-pages/creating-a-custom-404-page-for-your-github-pages-site
    """
    path = urlsplit(str(settings.address or "")).path
    return _rendered("missing.html", settings, *catalogues, root=f"{path.rstrip('/')}/")


def _rendered(template: str, settings: Settings, *catalogues: Path, root: str) -> str:
    languages = [
        {
            "code": code,
            "tag": tag(code),
            "name": own_name(code),
            "words": words_of(code, *catalogues),
            "title": settings.title_in(code),
        }
        for code in settings.languages
    ]
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(languages=languages, root=root)
