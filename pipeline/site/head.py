"""What machines read at the head of a page: addresses, languages, a preview, and who says what."""

from collections.abc import Sequence
from typing import Any, Final

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from ..exports import schema_org
from ..exports.cards import HEIGHT, WIDTH, Card, card_of, card_place, site_card
from ..exports.identity import cited_as
from ..exports.plain import plain
from ..pages.data import PaperData
from ..words.catalogue import words_of
from ..words.language import locale, tag
from ..written.settings import site_catalogues
from .domain import paper_domain
from .page_context import has_page

_AFTER_DESCRIPTION: Final = 600  # handlers without a priority have 500
_SEVERAL: Final = 2
_DATA: Final = {"papers/index": "papers", "topics/index": "topics", "questions": "papers"}
"""Pages that show what a file of data holds: page → the file's name."""


def register(app: Sphinx) -> None:
    """Register the handler."""
    app.connect("html-page-context", _tell, priority=_AFTER_DESCRIPTION)


def _tell(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], tree: nodes.Node | None
) -> None:
    if tree is None:
        return
    paper = paper_domain(app.env).paper_on(page)
    there = [code for code in app.config.shoroku_languages if has_page(app.env, code, page)]
    context["translations"] = _translations(app, page, there)
    context["cited_as"] = cited_as(paper) if paper else None
    thing = _thing(app, page, context, paper)
    context["json_ld"] = schema_org.as_script(thing) if thing else ""
    told = _open_graph(app, page, context, paper, there)
    # A writer may have told some of it, by MyST's html_meta.
    written = context.get("metatags", "")
    context["open_graph"] = [each for each in told if each[1] and f'"{each[0]}"' not in written]
    context["data_address"] = _data(page, paper)


def _translations(app: Sphinx, page: str, there: Sequence[str]) -> list[tuple[str, str]]:
    """The page in each language, this one too, and where no language is asked for.

    Search engines take whole addresses alone, and those of all languages on each page:
    https://developers.google.com/search/docs/specialty/international/localized-versions
    """
    root = _root(app)
    if not root or len(there) < _SEVERAL:
        return []
    name = app.builder.get_target_uri(page)
    found = [(tag(code), f"{root}{code}/{name}") for code in there]
    _, first = found[0]
    return [*found, ("x-default", root if page == app.config.root_doc else first)]


def _root(app: Sphinx) -> str:
    """The address above all languages, "" where it is not known."""
    base: str = app.config.html_baseurl
    return base.removesuffix(f"{app.config.language}/")


def _thing(
    app: Sphinx, page: str, context: dict[str, Any], paper: PaperData | None
) -> schema_org.Thing | None:
    address = context.get("pageurl") or ""
    if paper:
        return schema_org.paper_reviews(paper, address)
    if page != app.config.root_doc:
        return None
    config = app.config
    return schema_org.site(config.project, config.shoroku_description, config.language, address)


def _open_graph(
    app: Sphinx,
    page: str,
    context: dict[str, Any],
    paper: PaperData | None,
    there: Sequence[str],
) -> list[tuple[str, str]]:
    """Property → content, by https://ogp.me/."""
    config = app.config
    place, card = _card(app, paper)
    return [
        ("og:title", _title(app, page, context, paper)),
        ("og:description", context.get("description") or ""),
        ("og:type", "article" if paper else "website"),
        ("og:url", context.get("pageurl") or ""),
        ("og:site_name", config.project),
        ("og:locale", locale(config.language)),
        *(("og:locale:alternate", locale(code)) for code in there if code != config.language),
        ("og:image", _whole(app, page, place)),
        ("og:image:width", str(WIDTH)),
        ("og:image:height", str(HEIGHT)),
        ("og:image:alt", card.told),
    ]


def _title(app: Sphinx, page: str, context: dict[str, Any], paper: PaperData | None) -> str:
    if paper:
        return plain(paper.title)
    if page == app.config.root_doc:
        return str(app.config.project)
    title: str = context.get("title", "")
    return Markup(title).striptags()  # noqa: S704 (it becomes text again)


def _card(app: Sphinx, paper: PaperData | None) -> tuple[str, Card]:
    """The card that stands for the page: its paper's, or else the site's."""
    language = app.config.language
    if paper and paper.review:
        spoken = words_of(paper.review.language, site_catalogues(app.srcdir.parents[1]))
        return card_place(paper), card_of(paper, app.config.project, spoken)
    title, description = app.config.project, app.config.shoroku_description
    return card_place(None, language), site_card(title, description)


def _whole(app: Sphinx, page: str, place: str) -> str:
    """An address below the site's, as whole as it is known: some readers join it themselves."""
    return f"{_root(app) or '../' * (page.count('/') + 1)}{place}"


def _data(page: str, paper: PaperData | None) -> str | None:
    """Where the page's data are, from the page."""
    if paper:
        return f"{page.rpartition('/')[2]}.json"
    return f"{'../' * page.count('/')}{_DATA[page]}.json" if page in _DATA else None
