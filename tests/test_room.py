"""What Sphinx keeps in less room is what it would keep."""

import pickle
from pathlib import Path
from pickletools import genops
from typing import Any

import pytest

from pipeline.site import processes, room
from tests.sites import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site.create(tmp_path / "site")


def stored(site: Site) -> Any:  # noqa: ANN401 (with what was added to it)
    """Sphinx's environment, as the last build left it."""
    file = site.root / "build/doctrees/en/environment.pickle"
    return pickle.loads(file.read_bytes())  # noqa: S301 (written by the test)


def contents(site: Site, page: str) -> list[str]:
    """The lines of a page's table of contents."""
    links = site.build().page(page).xpath("//*[@class='contents-tree']//a")
    return [link.text_content() for link in links]


def test_the_sections_of_a_generated_page_are_numbered_where_a_toctree_asks_for_it(
    site: Site,
) -> None:
    plain = contents(site, "collections/first")
    assert plain
    site.edit("docs/en/index.md", ":hidden:", ":hidden:\n:numbered:")
    numbered = contents(site, "collections/first")
    assert [line.partition(" ")[2] for line in numbered] == plain
    assert numbered[0].startswith("2. ")
    assert numbered[1].startswith("2.1. ")


def test_what_is_read_back_is_written_as_what_was_kept(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = site.build()
    pages = {name: (kept.output / f"{name}.html").read_bytes() for name in kept.pages()}
    (site.root / "build").rename(site.root / "first")
    monkeypatch.setattr(room, "_MOST_TREES", 0)
    read_back = site.build()
    assert {name: (read_back.output / f"{name}.html").read_bytes() for name in pages} == pages


@pytest.mark.parametrize("count", [1, 2])
def test_the_tables_of_generated_pages_are_bytes(
    site: Site, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(processes, "_MANY", 0)
    site.build(processes=count)
    kinds = {name: type(kept) for name, kept in stored(site).tocs.items()}
    assert kinds["papers/2101.00001"] is bytes
    assert kinds["about"] is not bytes


def test_what_the_search_keeps_needs_no_other_part_of_the_program(site: Site) -> None:
    site.build()
    # The process that makes an index loads what its pages are made of.
    kept = pickle.dumps(stored(site).shoroku_pages, 2)
    named = {str(name).partition(" ")[0] for kind, name, _ in genops(kept) if kind.name == "GLOBAL"}
    assert {each for each in named if each.startswith("pipeline.")} == {"pipeline.search.page"}
