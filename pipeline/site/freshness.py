"""What Sphinx does not see: pages that show other pages' data, and pages that are gone.

Sphinx reads a page again when its own source changed, and leaves the output of a removed page.
An incremental build shall equal a clean one, so here a page is written again when a paper that it
cites, or the navigation around it, reads differently than when it was last written.
"""

import hashlib
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector

from ..pages.blocks import PaperCard
from .citations import PaperDomain


def register(app: Sphinx) -> None:
    """Register the collector and the handlers."""
    app.add_env_collector(_ShownCollector)
    app.connect("env-get-outdated", _remove_output)
    app.connect("build-finished", _remove_images)


class _ShownCollector(EnvironmentCollector):
    """Remembers which papers each page cites and what of others it last showed."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        cited, shown = _memory(env)
        cited.pop(docname, None)
        shown.pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        theirs, _ = _memory(other)
        cited, _ = _memory(env)
        cited.update({docname: theirs[docname] for docname in docnames & theirs.keys()})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        cited, _ = _memory(app.env)
        cited[app.env.docname] = frozenset(
            node["reftarget"]
            for node in doctree.findall(addnodes.pending_xref)
            if (node["refdomain"], node["reftype"]) == (PaperDomain.name, "paper")
        )

    def get_updated_docs(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        cited, shown = _memory(env)
        papers = env.domains["paper"].data["papers"]
        around = _navigation(env), _static_files(app)
        now = {page: (_cards(papers, ids), around) for page, ids in cited.items()}
        changed = [page for page, sight in now.items() if shown.get(page) != sight]
        shown.update(now)
        return changed


def _memory(env: BuildEnvironment) -> tuple[dict[str, frozenset[str]], dict[str, object]]:
    """Page → ids it cites; page → what it showed of others when it was last written."""
    memory: tuple[dict[str, frozenset[str]], dict[str, object]]
    memory = env.__dict__.setdefault("shoroku_shown", ({}, {}))
    return memory


def _cards(papers: Mapping[str, tuple[str, PaperCard]], ids: Iterable[str]) -> tuple[object, ...]:
    return tuple((paper_id, _citation(papers.get(paper_id))) for paper_id in sorted(ids))


def _citation(paper: tuple[str, PaperCard] | None) -> object:
    """What a citation shows of a paper: less than its card holds."""
    if paper is None:
        return None
    page, card = paper
    return page, card.label, card.title, card.title_language, card.tldr, card.tldr_language


def _navigation(env: BuildEnvironment) -> tuple[tuple[str, str, str], ...]:
    """The navigation as every page shows it: (page, entry, the entry's title)."""
    return tuple(
        (page, entry, env.titles[entry].astext() if entry in env.titles else "")
        for page in sorted(env.toctree_includes)
        for entry in env.toctree_includes[page]
    )


def _static_files(app: Sphinx) -> str:
    """A digest of scripts and styles: every page names them by their checksums."""
    digest = hashlib.sha256()
    for folder in app.config.html_static_path:
        for file in sorted((Path(app.confdir) / folder).rglob("*.*")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _remove_output(
    app: Sphinx,
    _env: BuildEnvironment,
    _added: AbstractSet[str],
    _changed: AbstractSet[str],
    removed: AbstractSet[str],
) -> list[str]:
    for docname in removed:
        (Path(app.outdir) / app.builder.get_target_uri(docname)).unlink(missing_ok=True)
    return []


def _remove_images(app: Sphinx, _error: Exception | None) -> None:
    folder = Path(app.outdir) / "_images"
    kept = {name for _, name in app.env.images.values()}
    for file in folder.glob("*"):
        if file.name not in kept:
            file.unlink()
