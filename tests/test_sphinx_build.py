"""Builds one after the other, each by processes of its own."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest

from pipeline.site.build import build_site, site_builder
from tests.sites import Site

Build: TypeAlias = Callable[[], Sequence[str]]
"""Builds the site, and returns what Sphinx warned of."""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site.create(tmp_path / "site")
    site.emit()
    return site


@pytest.fixture
def build(site: Site) -> Iterator[Build]:
    with site_builder(site.root) as build:
        yield lambda: build(site.settings())


def test_each_build_shows_what_was_written_before_it(site: Site, build: Build) -> None:
    page = site.root / "build/html/en/about.html"
    assert build() == []
    before = page.read_text("utf-8")
    with (site.root / "docs/en/about.md").open("a", encoding="utf-8") as file:
        file.write("\nAnother paragraph.\n")

    assert build() == []
    assert "Another paragraph." not in before
    assert "Another paragraph." in page.read_text("utf-8")


def test_a_style_that_changes_is_loaded_anew(site: Site, build: Build) -> None:
    page = site.root / "build/html/en/about.html"
    style = site.root / "docs/_static/own.css"
    style.parent.mkdir()
    style.write_text("body { color: blue }\n", "utf-8")
    with (site.root / "docs/conf.py").open("a", encoding="utf-8") as conf:
        conf.write('html_static_path = ["_static"]\nhtml_css_files = ["own.css"]\n')
    build()
    before = page.read_text("utf-8")
    style.write_text("body { color: red }\n", "utf-8")
    build()

    assert page.read_text("utf-8") != before  # its checksum stands in the address of the style


def test_a_build_that_warns_fails_and_the_next_one_may_do(site: Site, build: Build) -> None:
    added = site.root / "docs/en/about.md"
    text = added.read_text("utf-8")
    added.write_text(f"{text}\n[nowhere](nowhere.md)\n", "utf-8")
    assert len(build()) == 1

    added.write_text(text, "utf-8")
    assert build() == []


def test_the_languages_are_those_of_the_settings_at_the_time(site: Site, build: Build) -> None:
    assert build() == []
    site.edit("pyproject.toml", '["ja", "en"]', '["en"]')
    (site.root / "build/html/ja/index.html").unlink()
    assert build() == []
    assert not (site.root / "build/html/ja/index.html").exists()

    site.edit("pyproject.toml", '["en"]', '["ja", "en", "fr"]')
    (site.root / "docs/fr").mkdir()
    (site.root / "docs/fr/index.md").write_text("# Accueil\n", "utf-8")
    site.edit("docs/fr/index.md", "Accueil\n", "Accueil\n\n```{toctree}\nguide/index\n```\n")
    for review in (site.root / "reviews").glob("*.ja.md"):
        assert review.is_file()
    site.emit()
    assert build() == []
    front_page = (site.root / "build/html/index.html").read_text("utf-8")
    for language in ("ja", "en", "fr"):
        assert (site.root / f"build/html/{language}/index.html").is_file()
        assert f'href="{language}/index.html"' in front_page


def test_a_root_with_signs_of_all_kinds_is_built(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "mine; own = 'site' 字 %(x)s")
    site.emit()
    assert build_site(site.root, site.settings()) == site.root / "build/html/index.html"


def test_a_static_folder_may_have_a_dot_in_its_name(site: Site) -> None:
    font = site.root / "docs/_static/font-1.0/font.woff2"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"\0")
    with (site.root / "docs/conf.py").open("a", encoding="utf-8") as conf:
        conf.write('html_static_path = ["_static"]\n')
    assert build_site(site.root, site.settings()) is not None
    assert (site.root / "build/html/en/_static/font-1.0/font.woff2").is_file()
