"""What search engines are told, as a program that is not ours reads it."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote
from urllib.robotparser import RobotFileParser

import pytest
from usp.objects.page import SitemapPage
from usp.tree import sitemap_from_str

from pipeline.exports import sitemap as making
from tests.formats import flaws
from tests.sites import LANGUAGES, Site

ADDRESS = "https://example.org/notes/"
SECOND = "reviews/2101.00002.en.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site.create(tmp_path_factory.mktemp("mapped") / "site")
    site.edit(SECOND, "date:", "updated: 2026-05-06\ndate:")
    (site.root / "docs/en/only-here.md").write_text("---\norphan: true\n---\n\n# Here\n", "utf-8")
    for language in LANGUAGES:
        site.build(language)
    return site


@pytest.fixture(scope="module")
def files(built: Site) -> Mapping[str, str]:
    return built.exported()


def pages(files: Mapping[str, str]) -> dict[str, SitemapPage]:
    found = list(sitemap_from_str(files["sitemap.xml"]).all_pages())
    return {page.url.removeprefix(ADDRESS): page for page in found}


def test_the_map_is_valid_and_names_every_page(built: Site, files: Mapping[str, str]) -> None:
    assert flaws(files["sitemap.xml"], "sitemap") == []
    top = built.root / "build" / "html"
    there = {
        file.relative_to(top).as_posix()
        for language in LANGUAGES
        for file in (top / language).rglob("*.html")
        if "_static" not in file.parts and file.name != "search.html"
    }
    assert len(there) > 50
    assert {unquote(path) for path in pages(files)} == there


def test_the_schema_finds_a_flaw(files: Mapping[str, str]) -> None:
    text = files["sitemap.xml"]
    assert flaws(text.replace(ADDRESS, "", 1), "sitemap")
    assert flaws(text.replace("2026-05-06", "last week", 1), "sitemap")


def test_a_page_names_itself_in_each_language_that_has_it(files: Mapping[str, str]) -> None:
    found = pages(files)
    alternates = found["en/papers/index.html"].alternates
    assert alternates == [
        ("ja", f"{ADDRESS}ja/papers/index.html"),
        ("en", f"{ADDRESS}en/papers/index.html"),
        ("x-default", f"{ADDRESS}ja/papers/index.html"),
    ]
    assert not found["en/only-here.html"].alternates


def test_a_day_is_told_where_the_reviews_know_it(files: Mapping[str, str]) -> None:
    found = pages(files)
    day = dt.date(2026, 5, 6)
    for page in ("en/papers/2101.00002.html", "en/collections/first.html"):
        changed = found[page].last_modified
        assert changed
        assert changed.date() == day
    assert found["en/about.html"].last_modified is None
    assert found["en/papers/hep-th_9901001.html"].last_modified is None


def test_after_an_edit_the_map_is_that_of_a_clean_build(tmp_path: Path) -> None:
    site, other = (Site.create(tmp_path / name) for name in ("site", "other"))
    site.build()
    site.export()
    for each in (site, other):
        (each.root / "docs/en/new.md").write_text("---\norphan: true\n---\n\n# New\n", "utf-8")
        each.edit("reviews/papers.yaml", "      - 2101.00004\n", "")
        each.build()
        each.export()
    texts = [(each.root / "build/html/sitemap.xml").read_text("utf-8") for each in (site, other)]
    assert texts[0] == texts[1]
    assert "en/new.html" in texts[0]
    assert "2101.00004" not in texts[0]


def test_a_map_that_is_too_long_is_parted(
    files: Mapping[str, str], built: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = set(pages(files))
    for name, most in (("MOST", 20), ("MOST_BYTES", 9_000)):
        with monkeypatch.context() as patched:
            patched.setattr(making, name, most)
            parted = built.exported()
        maps = {path: text for path, text in parted.items() if path.startswith("sitemap-")}
        assert len(maps) > 2
        index = parted["sitemap.xml"]
        assert flaws(index, "sitemap") == []
        assert all(f"<loc>{ADDRESS}{path}</loc>" in index for path in maps)
        named: set[str] = set()
        for text in maps.values():
            assert flaws(text, "sitemap") == []
            assert name != "MOST_BYTES" or len(text.encode()) <= most
            found = list(sitemap_from_str(text).all_pages())
            assert name != "MOST" or len(found) <= most
            named |= {page.url.removeprefix(ADDRESS) for page in found}
        assert named == whole


def test_robots_are_let_in_and_shown_the_map(files: Mapping[str, str]) -> None:
    robots = RobotFileParser()
    robots.parse(files["robots.txt"].splitlines())
    assert robots.can_fetch("anybody", f"{ADDRESS}en/index.html")
    assert robots.site_maps() == [f"{ADDRESS}sitemap.xml"]


def test_without_an_address_there_is_no_map(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.edit("pyproject.toml", f'address = "{ADDRESS}"', "")
    files = site.exported()
    assert "sitemap.xml" not in files
    assert "Sitemap" not in files["robots.txt"]
