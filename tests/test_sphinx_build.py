"""Builds one after the other, each by processes of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.site.build import site_builder
from tests.sites import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site.create(tmp_path / "site")
    site.emit()
    return site


@pytest.fixture
def build(site: Site) -> Iterator[Callable[[], Path | None]]:
    with site_builder(site.root) as build:
        yield build


def test_each_build_shows_what_was_written_before_it(
    site: Site, build: Callable[[], Path | None]
) -> None:
    page = site.root / "build/html/en/contribute.html"
    assert build() == site.root / "build/html/index.html"
    before = page.read_text("utf-8")
    with (site.root / "docs/en/contribute.md").open("a", encoding="utf-8") as file:
        file.write("\nAnother paragraph.\n")

    assert build() is not None
    assert "Another paragraph." not in before
    assert "Another paragraph." in page.read_text("utf-8")


def test_a_style_that_changes_is_loaded_anew(site: Site, build: Callable[[], Path | None]) -> None:
    page = site.root / "build/html/en/contribute.html"
    build()
    before = page.read_text("utf-8")
    with (site.root / "docs/_static/shoroku.css").open("a", encoding="utf-8") as file:
        file.write("\nbody { color: red }\n")
    build()

    assert page.read_text("utf-8") != before  # its checksum stands in the address of the style


def test_a_build_that_warns_fails_and_the_next_one_may_do(
    site: Site, build: Callable[[], Path | None]
) -> None:
    added = site.root / "docs/en/contribute.md"
    text = added.read_text("utf-8")
    added.write_text(f"{text}\n[nowhere](nowhere.md)\n", "utf-8")
    assert build() is None

    added.write_text(text, "utf-8")
    assert build() is not None
