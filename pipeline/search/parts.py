"""The parts of the search that Sphinx is told of."""

import hashlib
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector

from ..exports.formats import FORMATS
from ..exports.sets import ALL
from ..files.atomic import write_if_changed
from ..pages import news, upkeep
from ..pages.queues import FOLDER as QUEUES
from ..site.assets import minified
from ..site.configuration import words_at
from ..site.domain import paper_domain
from ..site.progress import pages_are_there
from ..words.catalogue import Words
from ..written.concept import Concept
from ..written.paper_ids import PaperId
from ..written.paper_list import read_paper_list
from ..written.terms import read_terms
from . import extraction, page_entries
from .common_terms import common_concepts
from .files import is_of_version
from .index import version_of
from .making import make_index
from .old_forms import old_forms
from .page import Page
from .shapes import id_shapes
from .spoken import spoken

FOLDER = "search"
"""Where the index is, below a site's root."""

_MEMORY = "search.pickle"
"""What was found out of each page, beside what Sphinx remembers of them."""

SCRIPT = "search.js"
"""The search: `_SCRIPTS` in one file, which a page loads when somebody begins to look."""
PAGE_SCRIPT = "search-page.js"
"""What only the page of results needs: `_PAGE_SCRIPTS` in one file."""

_SCRIPTS = (
    "text",
    "stemming",
    "ids",
    "dates",
    "spellings",
    "values",
    "query",
    "postings",
    "loading",
    "keys",
    "matching",
    "places",
    "ranking",
    "names",
    "engine",
    "corrections",
    "parting",
    "nearest",
    "excerpts",
    "results",
    "live",
    "box",
    "marks",
)
"""The scripts in the folder `browser`, each after those that it needs."""
_PAGE_SCRIPTS = ("filters", "sorting", "following", "elsewhere", "page")

# Lists repeat what the papers' pages say; they are found by their titles.
_LISTS = ("collections/", "papers/", "questions", "topics/")
_LIST_PAGES = frozenset({news.PAGE, upkeep.PAGE})


def register(app: Sphinx) -> None:
    """Register the collector and the handlers."""
    app.add_env_collector(_PageCollector)
    app.connect("builder-inited", _replace_sphinx_search)
    app.connect("html-collect-pages", _search_page)
    app.connect("build-finished", _write_index)
    app.connect("html-page-context", _add_script)


class _PageCollector(EnvironmentCollector):
    """Keeps what the search knows of each page as it is read."""

    def clear_doc(self, _app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        _read(env).pop(docname, None)

    def merge_other(
        self,
        _app: Sphinx,
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        theirs = _read(other)
        _read(env).update({docname: theirs[docname] for docname in docnames & theirs.keys()})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        _read(app.env)[app.env.docname] = _page(app.env, app.env.docname, doctree)


def _page(env: BuildEnvironment, docname: str, doctree: nodes.document) -> Page:
    domain, words = paper_domain(env), words_at(env)
    if paper := domain.paper_on(docname):
        return page_entries.paper_page(extraction.paper_texts(doctree), paper, words)
    if docname.startswith(QUEUES):
        texts = extraction.queue_texts(doctree)
    elif docname.startswith(_LISTS) or docname in _LIST_PAGES:
        texts = extraction.title_text(doctree)
    else:
        texts = extraction.texts(doctree)
    if collection := domain.collection_on(docname):
        return page_entries.collection_page(texts, collection, words)
    return page_entries.page(docname, texts, words)


def _read(env: BuildEnvironment) -> dict[str, Page]:
    pages: dict[str, Page] = env.__dict__.setdefault("shoroku_pages", {})
    return pages


def _replace_sphinx_search(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False
        folder = Path(app.outdir) / "_static"
        write_if_changed(folder / SCRIPT, script(words_at(app.env)), durable=False)
        write_if_changed(folder / PAGE_SCRIPT, _joined(_PAGE_SCRIPTS), durable=False)


def script(words: Words) -> str:
    """All scripts as one, so that a page asks for one file; what they are told comes first."""
    return "\n".join([*map(minified, [spoken(words), id_shapes(), old_forms()]), _joined(_SCRIPTS)])


def _joined(names: Iterable[str]) -> str:
    folder = Path(__file__).with_name("browser")
    return minified("\n".join((folder / f"{name}.js").read_text("utf-8") for name in names))


def _add_script(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: nodes.Node | None
) -> None:
    """Tell the page where the search is, as it is now: a browser keeps what it loaded before."""
    for key, name in (("search_script", SCRIPT), ("search_page_script", PAGE_SCRIPT)):
        file = Path(app.outdir) / "_static" / name
        version = _digest(file, file.stat().st_mtime_ns)
        context[key] = f"{context['pathto'](f'_static/{name}', 1)}?v={version}"


@cache
def _digest(file: Path, _time: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]


def _search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    context = {"title": words_at(app.env)("Search"), "citation_files": [*_citation_files()]}
    yield "search", context, "search.html"


def _citation_files() -> Iterator[tuple[str, str, str]]:
    """The files of all citations, of which the page of results takes those that were found."""
    for name, each in FORMATS.items():
        yield name, each.name, f"{ALL}.{each.ending}"


def _write_index(app: Sphinx, error: Exception | None) -> None:
    if error is None and isinstance(app.builder, StandaloneHTMLBuilder):
        pages_are_there()  # a writer sees them before they can be searched
        folder = Path(app.outdir) / FOLDER
        pages = _pages(app)
        concepts = _concepts(Path(app.confdir).parent)
        version = version_of(pages, concepts)
        if not is_of_version(folder, version):
            make_index(folder, Path(app.doctreedir) / _MEMORY, pages, version, concepts)


def _concepts(root: Path) -> list[Concept]:
    """What things are called: the site's terms, its topics in all languages, and common terms."""
    listing = read_paper_list(root)
    topics = {} if isinstance(listing, list) else listing.papers.topics
    terms, _ = read_terms(root)
    labels = [
        (key.replace("-", " "), *([label] if isinstance(label, str) else label.values()))
        for key, label in topics.items()
    ]
    return [*terms, *labels, *common_concepts()]


def _pages(app: Sphinx) -> list[Page]:
    """All pages, those of papers last: the newest paper then moves no other from its number."""
    domain = paper_domain(app.env)

    def place(item: tuple[str, Page]) -> tuple[bool, str]:
        docname, _ = item
        return domain.paper_on(docname) is not None, docname

    def label(paper_id: str) -> str:
        found = domain.papers.get(PaperId(paper_id))
        return found[1].label if found else paper_id

    return [
        replace(
            page,
            address=app.builder.get_target_uri(docname),
            texts={
                kind: extraction.with_citations(text, label) for kind, text in page.texts.items()
            },
        )
        for docname, page in sorted(_read(app.env).items(), key=place)
    ]
