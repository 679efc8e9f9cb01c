"""What Sphinx does not see: pages that show other pages' data, and pages that are gone.

Sphinx reads a page again when its own source changed, and leaves the output of a removed page.
An incremental build shall equal a clean one, so here a page is written again when a paper that it
cites, or the navigation around it, reads differently than when it was last written.
"""

import hashlib
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final, TypeAlias

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector

from ..pages.data import EntryData, PaperData
from .domain import PaperDomain, paper_domain
from .gathering import Mention, gathered, shows_others
from .page_context import has_page
from .shown import shown


def register(app: Sphinx) -> None:
    """Register the collector and the handlers."""
    app.add_env_collector(_ShownCollector)
    app.connect("env-get-outdated", _remove_output)
    app.connect("build-finished", _remove_images)
    app.connect("build-finished", _remove_backup)


_ALL: Final = "shoroku_all"
"""Where the digest of all that pages show of each other is kept: while it stays, so do they."""
_Shows: TypeAlias = tuple[tuple[str, tuple[object, ...]], ...]
"""What of others a page shows: the template, which is `papers` for citations, and what about."""


class _ShownCollector(EnvironmentCollector):
    """Remembers what each page shows of others, and how that last read."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        shows, read = _memory(env)
        shows.pop(docname, None)
        read.pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        theirs, _ = _memory(other)
        shows, _ = _memory(env)
        shows.update({docname: theirs[docname] for docname in docnames & theirs.keys()})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        shows, _ = _memory(app.env)
        cited = {
            node["reftarget"]
            for node in doctree.findall(addnodes.pending_xref)
            if (node["refdomain"], node["reftype"]) == (PaperDomain.name, "paper")
        }
        shows[app.env.docname] = (
            ("papers", tuple(sorted(cited))),
            *(
                (node["template"], node["about"])
                for node in doctree.findall(shown)
                if shows_others(node["template"])
            ),
        )

    def get_updated_docs(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        shows, read = _memory(env)
        domain = paper_domain(env)
        around = _digest((_navigation(env), _files(app)))
        translations = {page: _translations(env, page) for page in shows}
        all_that_is_seen = _digest((_declared(domain), around, translations))
        if env.__dict__.get(_ALL) == all_that_is_seen:
            shows = {page: shows[page] for page in shows.keys() - read.keys()}
        env.__dict__[_ALL] = all_that_is_seen
        now = {
            page: _digest([_sight(domain, page, each), around, translations[page]])
            for page, each in shows.items()
        }
        changed = [page for page, digest in now.items() if read.get(page) != digest]
        read.update(now)
        return changed


def _memory(env: BuildEnvironment) -> tuple[dict[str, _Shows], dict[str, str]]:
    """Page → what it shows of others; page → a digest of how that read when it was written."""
    memory: tuple[dict[str, _Shows], dict[str, str]]
    memory = env.__dict__.setdefault("shoroku_shown", ({}, {}))
    return memory


def _declared(domain: PaperDomain) -> list[object]:
    """All that a page may show of others: nothing else than what they declare."""
    papers = ((page, paper.id, paper.seen_elsewhere) for page, paper in domain.papers.values())
    return [sorted(papers), sorted(domain.collections.items())]


def _sight(domain: PaperDomain, page: str, shows: _Shows) -> list[object]:
    return [
        {name: _seen(fact) for name, fact in gathered(template, domain, page, about).items()}
        for template, about in shows
    ]


def _seen(fact: object) -> object:
    match fact:
        case Mention():
            return tuple(fact)  # which Python writes in a third of the time
        case PaperData():
            return fact.seen_elsewhere
        case EntryData():
            return fact.anchor  # the rest is said by the page itself
        case list() | tuple():
            return [_seen(each) for each in fact]
        case dict():
            return {name: _seen(each) for name, each in fact.items()}
        case _:
            return fact


def _digest(sight: object) -> str:
    return hashlib.sha256(repr(sight).encode()).hexdigest()


def _translations(env: BuildEnvironment, page: str) -> list[str]:
    """The languages that have the page, to which its switch leads."""
    return [code for code in env.config.shoroku_languages if has_page(env, code, page)]


def _navigation(env: BuildEnvironment) -> tuple[tuple[str, str, str], ...]:
    """The navigation as every page shows it, from the front page on: (page, entry, its title)."""
    found: dict[str, list[str]] = {}
    pages = [env.config.root_doc]
    while pages:
        page = pages.pop()
        if page not in found:
            found[page] = env.toctree_includes.get(page, [])
            pages += found[page]
    return tuple(
        (page, entry, env.titles[entry].astext() if entry in env.titles else "")
        for page in sorted(found)
        for entry in found[page]
    )


def _files(app: Sphinx) -> str:
    """A digest of a site's own scripts, styles and templates: every page is made of them."""
    digest = hashlib.sha256()
    for folder in (*app.config.html_static_path, *app.config.templates_path):
        for file in sorted((Path(app.confdir) / folder).rglob("*")):
            if file.is_file():
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


def _remove_backup(app: Sphinx, _error: Exception | None) -> None:
    """Remove what Sphinx keeps of the settings before."""
    (Path(app.outdir) / ".buildinfo.bak").unlink(missing_ok=True)
