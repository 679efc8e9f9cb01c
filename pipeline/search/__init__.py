"""The search: an index built with the site, in place of Sphinx's own."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path, PurePosixPath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util.typing import ExtensionMetadata

from .. import __version__
from ..words.languages import Language
from ..written.paper_ids import from_file_stem
from . import catalogue, extraction
from .files import is_of_version, replace_file, replace_files
from .index import build, version_of
from .page import Field, Page

FOLDER = "search"
"""Where the index is, below a site's root."""

SCRIPT = "search.js"
"""The search as pages load it: `_SCRIPTS` in one file."""

_SCRIPTS = (
    "words",
    "text",
    "stemming",
    "query",
    "postings",
    "loading",
    "keys",
    "matching",
    "places",
    "engine",
    "suggestions",
    "excerpts",
    "results",
    "filters",
    "live",
    "box",
    "page",
    "marks",
)
"""The scripts in the folder `browser`, each after those that it needs."""

# Lists repeat what the papers' pages say; they are found by their titles.
_LISTS = ("collections/", "papers/", "questions", "topics/")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the collector and the handlers; Sphinx calls this."""
    app.add_env_collector(_TextCollector)
    app.connect("builder-inited", _replace_sphinx_search)
    app.connect("html-collect-pages", _search_page)
    app.connect("build-finished", _write_index)
    app.add_js_file(SCRIPT, loading_method="defer")
    app.add_css_file("search.css")
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


class _TextCollector(EnvironmentCollector):
    """Keeps the texts of each page as it is read."""

    def clear_doc(self, _app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        _texts(env).pop(docname, None)

    def merge_other(
        self,
        _app: Sphinx,
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        theirs = _texts(other)
        _texts(env).update({docname: theirs[docname] for docname in docnames & theirs.keys()})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        docname = app.env.docname
        if _is_paper(app.env, docname):
            texts = extraction.paper_texts(doctree)
        elif docname.startswith(_LISTS):
            texts = extraction.title_text(doctree)
        else:
            texts = extraction.texts(doctree)
        _texts(app.env)[docname] = texts


def _is_paper(env: BuildEnvironment, docname: str) -> bool:
    paper_id = from_file_stem(PurePosixPath(docname).name)
    return paper_id in (papers := _papers(env)) and papers[paper_id][0] == docname


def _texts(env: BuildEnvironment) -> dict[str, dict[Field, str]]:
    texts: dict[str, dict[Field, str]] = env.__dict__.setdefault("shoroku_texts", {})
    return texts


def _papers(env: BuildEnvironment) -> dict[str, tuple[str, Any]]:
    """Paper id → its page and card."""
    papers: dict[str, tuple[str, Any]] = env.domains["paper"].data["papers"]
    return papers


def _replace_sphinx_search(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False
        replace_file(Path(app.outdir) / "_static" / SCRIPT, _script())


def _script() -> str:
    """All scripts as one, so that a page asks for one file."""
    folder = Path(__file__).with_name("browser")
    return "\n".join((folder / f"{name}.js").read_text("utf-8") for name in _SCRIPTS)


def _search_page(_app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    yield "search", {}, "search.html"


def _write_index(app: Sphinx, error: Exception | None) -> None:
    if error is None and isinstance(app.builder, StandaloneHTMLBuilder):
        folder = Path(app.outdir) / FOLDER
        pages = _pages(app)
        version = version_of(pages)
        if not is_of_version(folder, version):
            replace_files(folder, build(pages, version))


def _pages(app: Sphinx) -> list[Page]:
    papers = _papers(app.env)
    cards = dict(papers.values())
    language = Language(app.config.language)

    def label(paper_id: str) -> str:
        return papers[paper_id][1].label if paper_id in papers else paper_id

    def page(docname: str, texts: catalogue.Texts) -> Page:
        address = app.builder.get_target_uri(docname)
        if card := cards.get(docname):
            return catalogue.paper_page(address, texts, label, card, language)
        return catalogue.page(address, texts, label)

    return [page(docname, texts) for docname, texts in sorted(_texts(app.env).items())]
