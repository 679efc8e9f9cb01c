"""What Sphinx keeps of each page, in less room.

It keeps the tree of every page from when it is read until it is written, and each table of contents
as a hundred objects: of two thousand papers they would be more than all else, and of what is loaded
and stored at every build these tables would be half.
Where Sphinx keeps its trees by other names one day, nothing is lost but room.
"""

import pickle
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector

_BEFORE_SPHINX: Final = 400  # which numbers sections at the same event
_TREES: Final = "_write_doc_doctree_cache"
_READ_BACK: Final = "_pickled_doctree_cache"
_MOST_TREES: Final = 250
"""How many are kept; of more, it takes a hundredth of a build to read them back."""


def register(app: Sphinx) -> None:
    """Register the collector and the handlers."""
    app.add_env_collector(_ContentsCollector)
    app.connect("env-get-updated", _unpack, priority=_BEFORE_SPHINX)
    app.connect("doctree-read", lambda app, _tree: _let_go(app.env))
    app.connect("doctree-resolved", lambda app, _tree, _page: _held(app.env, _READ_BACK).clear())
    app.connect("html-page-context", lambda app, page, *_: _part(app.env, page))


class _Contents(dict[str, nodes.bullet_list]):
    """Page → its table of contents, as bytes where it was packed: what is got is a copy."""

    def __getitem__(self, page: str) -> nodes.bullet_list:
        kept: nodes.bullet_list | bytes = super().__getitem__(page)
        return pickle.loads(kept) if isinstance(kept, bytes) else kept  # noqa: S301 (packed here)

    def pack(self, page: str) -> None:
        self[page] = pickle.dumps(self[page], pickle.HIGHEST_PROTOCOL)  # type: ignore[assignment]


class _ContentsCollector(EnvironmentCollector):
    """Packs the table of a page when Sphinx has made it; it comes after Sphinx's own collectors."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Sphinx clears the table itself."""

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        _pack(env, docnames)

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        _pack(app.env, [app.env.docname])


def _pack(env: BuildEnvironment, pages: Iterable[str]) -> None:
    if not isinstance(env.tocs, _Contents):
        env.tocs = _Contents(env.tocs)
    for page in pages:
        if "orphan" in env.metadata[page]:
            env.tocs.pack(page)


def _unpack(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Unpack what Sphinx may write numbers into: what stands in a toctree."""
    if env.numbered_toctrees:
        for page in env.tocs.keys() & chain.from_iterable(env.toctree_includes.values()):
            env.tocs[page] = env.tocs[page]
    return []


def _let_go(env: BuildEnvironment) -> None:
    trees = _held(env, _TREES)
    if len(trees) > _MOST_TREES:
        trees.popitem()


def _part(env: BuildEnvironment, page: str) -> None:
    """Part a title from the document that Sphinx made to write it alone."""
    if title := env.longtitles.get(page):
        title.parent = None
        vars(title).pop("_document", None)


def _held(env: BuildEnvironment, name: str) -> dict[str, object]:
    held: dict[str, object] = vars(env).get(name, {})
    return held
