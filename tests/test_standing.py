"""A language is left alone where it was built of what is there, and in no other case."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.site import standing
from pipeline.site.build import build_site
from tests.sites import LANGUAGES, Site

EN_REVIEW = "reviews/2101.00001.en.md"
LOOKS = 'html_static_path = ["_static"]\ntemplates_path = ["_templates"]\n'


@pytest.fixture(scope="module")
def as_built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site.create(tmp_path_factory.mktemp("standing") / "site")
    add("docs/conf.py", LOOKS)(site.root)
    add("docs/_static/own.css", "p { color: red }")(site.root)
    add("docs/locale/en/LC_MESSAGES/shoroku.po", 'msgid ""\nmsgstr ""\n')(site.root)
    site.emit()
    assert build_site(site.root, site.settings())
    site.export()
    return site


@pytest.fixture
def site(as_built: Site, tmp_path: Path) -> Site:
    shutil.copytree(as_built.root, tmp_path / "site")
    return Site(tmp_path / "site")


def standing_languages(site: Site) -> set[str]:
    now = standing.sources(site.root)
    return {language for language in LANGUAGES if standing.stands(site.root, language, now)}


def add(path: str, text: str) -> Callable[[Path], None]:
    def act(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return act


def remove(path: str) -> Callable[[Path], None]:
    return lambda root: (root / path).unlink()


def touch(path: str) -> Callable[[Path], None]:
    return lambda root: os.utime(root / path, ns=(0, 0))


def test_what_was_built_stands(site: Site) -> None:
    assert standing_languages(site) == {*LANGUAGES}


@pytest.mark.parametrize(
    "act",
    [
        add("pyproject.toml", "\n# A word.\n"),
        add("docs/conf.py", 'html_css_files = ["own.css"]\n'),
        add("docs/_static/own.css", "p { color: blue }"),
        add("docs/_static/new.css", "p { color: blue }"),
        add("docs/_templates/shown/counts.html", "None."),
        add("docs/locale/en/LC_MESSAGES/shoroku.po", 'msgid "Search"\nmsgstr "Look up"\n'),
        add("reviews/papers.yaml", "\n# A word.\n"),
        add("reviews/terms.yaml", "- [one, two]\n"),
        add("reviews/images/new.svg", "<svg/>"),
        add("reviews/queue/first.yaml", "\n# A word.\n"),
        remove("docs/_static/own.css"),
    ],
)
def test_what_concerns_all_languages_has_all_built(site: Site, act: Callable[[Path], None]) -> None:
    act(site.root)
    assert standing_languages(site) == set()


@pytest.mark.parametrize(
    "act",
    [
        add(EN_REVIEW, "\nMore.\n"),
        remove(EN_REVIEW),
        add("docs/en/about.md", "\nMore.\n"),
        add("docs/en/papers/2101.00001.md", "\nMore.\n"),
        remove("build/html/en/index.html"),
        touch("build/html/en/papers/2101.00001.html"),
        add("build/html/en/search/index.js", "x"),
        add("build/html/en/new.html", "x"),
        remove("build/html/en/_static/search.js"),
        remove("build/doctrees/en/index.doctree"),
        touch("build/doctrees/en/environment.pickle"),
        remove("build/standing/en.txt"),
        remove("build/standing/en.json"),
    ],
)
def test_what_concerns_one_language_has_that_one_built(
    site: Site, act: Callable[[Path], None]
) -> None:
    act(site.root)
    assert standing_languages(site) == {"ja"}


def test_a_page_that_comes_or_goes_concerns_the_switches_to_it(site: Site) -> None:
    remove("docs/en/about.md")(site.root)
    assert standing_languages(site) == set()


def test_a_review_that_no_page_of_a_language_shows_does_not_concern_it(site: Site) -> None:
    add("reviews/2101.00009.ja.md", "It is listed nowhere.")(site.root)
    assert standing_languages(site) == {*LANGUAGES}


@pytest.mark.parametrize("exported", ["papers.json", "index.md"])
def test_what_is_made_beside_the_pages_is_made_in_any_case(site: Site, exported: str) -> None:
    remove(f"build/html/en/{exported}")(site.root)
    assert standing_languages(site) == {*LANGUAGES}


@pytest.mark.parametrize(
    "line",
    [
        "import time\n",
        'copyright = open("year.txt").read()\n',
        'html_static_path = ["../outside"]\n',
        'html_static_path = ["/outside"]\n',
    ],
)
def test_a_site_whose_settings_may_say_another_thing_tomorrow_never_stands(
    site: Site, line: str
) -> None:
    (site.root / "year.txt").write_text("2026", "utf-8")
    (site.root / "outside").mkdir()
    add("docs/conf.py", line.replace("/outside", f"{site.root}/outside"))(site.root)
    now = standing.sources(site.root)
    standing.note(site.root, "en", now)
    assert not standing.stands(site.root, "en", now)


def test_a_page_that_shows_a_file_from_elsewhere_never_stands(site: Site) -> None:
    (site.root / "elsewhere.txt").write_text("A text.", "utf-8")
    add("docs/en/about.md", "\n```{include} ../../elsewhere.txt\n```\n")(site.root)
    assert build_site(site.root, site.settings())
    assert standing_languages(site) == {"ja"}


def test_what_changes_while_it_is_built_is_built_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(EN_REVIEW, "\nMore.\n")(site.root)
    read = standing.sources

    def then_edited(root: Path) -> standing.Sources:
        found = read(root)
        add(EN_REVIEW, "\nStill more.\n")(root)
        return found

    monkeypatch.setattr(standing, "sources", then_edited)
    assert build_site(site.root, site.settings())
    monkeypatch.undo()
    assert standing_languages(site) == {"ja"}


def test_a_build_that_fails_leaves_nothing_that_stands(site: Site) -> None:
    add("docs/en/about.md", "\n{paper}`2101.09999`\n")(site.root)
    assert build_site(site.root, site.settings()) is None
    assert "en" not in standing_languages(site)


def test_after_an_edit_of_one_language_all_is_as_a_clean_build_makes_it(site: Site) -> None:
    add(EN_REVIEW, "\nMore.\n")(site.root)
    edited = built_files(site)
    shutil.rmtree(site.root / "build")
    assert edited == built_files(site)


def built_files(site: Site) -> dict[str, bytes]:
    site.emit()
    assert build_site(site.root, site.settings())
    site.export()
    html = site.root / "build" / "html"
    return {
        file.relative_to(html).as_posix(): file.read_bytes()
        for file in html.rglob("*")
        if file.is_file()
    }
