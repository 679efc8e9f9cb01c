"""What the check takes for known on a page by hand is what Sphinx knows."""

from collections.abc import Sequence
from io import StringIO

import pytest
from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.languages import en
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from pipeline.checking.page_rules import DIRECTIVES, ROLES


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """The directives and roles of a site that adds no extension of its own."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "index.md").write_text("# Bare\n", "utf-8")
    with docutils_namespace():
        app = Sphinx(
            srcdir=folder,
            confdir=None,
            outdir=folder / "out",
            doctreedir=folder / "trees",
            buildername="dummy",
            confoverrides={"extensions": ["myst_parser"]},
            status=None,
            warning=StringIO(),
        )
        domains = [app.env.domains["std"], app.env.domains["py"]]
        return (
            {*en.directives, *directives._directives, *_of(domains, "directives")},  # type: ignore[attr-defined] # noqa: SLF001
            {*en.roles, *roles._roles, *_of(domains, "roles")},  # type: ignore[attr-defined] # noqa: SLF001
        )


def _of(domains: Sequence[object], kind: str) -> set[str]:
    return {name for domain in domains for name in getattr(domain, kind)}


def test_every_directive_of_sphinx_is_known(known: tuple[set[str], set[str]]) -> None:
    assert known[0] - DIRECTIVES == set()


def test_every_role_of_sphinx_is_known(known: tuple[set[str], set[str]]) -> None:
    assert known[1] - ROLES == set()


def test_no_directive_is_known_that_nobody_has(known: tuple[set[str], set[str]]) -> None:
    ours = {"construct", "front", "last-changed", "overview", "specimen", "eval-rst"}
    assert DIRECTIVES - known[0] == ours


def test_no_role_is_known_that_nobody_has(known: tuple[set[str], set[str]]) -> None:
    assert ROLES - known[1] == {"arxiv", "doi", "paper"}
