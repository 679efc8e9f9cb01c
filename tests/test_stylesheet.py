"""One stylesheet and one script for every page: what they are made of, and what is left out."""

import re
from pathlib import Path

import furo
import pytest

from pipeline.site.assets import script
from pipeline.site.stylesheet import on_root, unused_names, without
from tests.sites import LANGUAGES, Built, Site

TEMPLATE = '{% extends "shoroku/page.html" %}\n'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site.create(tmp_path_factory.mktemp("styled") / "site")


@pytest.fixture(scope="module")
def built(site: Site) -> dict[str, Built]:
    return {language: site.build(language) for language in LANGUAGES}


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".gone{a:b}", ""),
        ("#gone{a:b}p{c:d}", "p{c:d}"),
        ("p .gone>a:hover{a:b}", ""),
        (".gone,.kept{a:b}", ".kept{a:b}"),
        (".kept,p .gone{a:b}", ".kept{a:b}"),
        (".gone-not{a:b}", ".gone-not{a:b}"),
        ("p:not(.gone){a:b}", "p:not(.gone){a:b}"),
        (":is(.gone,.kept) p{a:b}", ":is(.gone,.kept) p{a:b}"),
        ("@media print{.gone{a:b}}", ""),
        ("@media print{.gone{a:b}.kept{c:d}}", "@media print{.kept{c:d}}"),
        ("@supports (a:b){@media print{.gone{a:b}}}", ""),
        ("@font-face{font-family:gone;src:url(gone.woff2)}", None),
        (".kept{color:#gone;content:'.gone{}'}", None),
        (".kept{background:url(\"data:image/svg+xml,<svg class='.gone,#gone'/>\")}", None),
    ],
)
def test_a_rule_goes_that_asks_for_what_is_nowhere(css: str, left: str | None) -> None:
    kept = without(css, {"gone"})
    assert kept.replace("'", '"') == (css if left is None else left).replace("'", '"')


@pytest.mark.parametrize(
    ("css", "ours"),
    [
        ("body[data-theme=dark]{a:b}", "html[data-theme=dark] body{a:b}"),
        ("html body[data-theme=dark] .x{a:b}", "html[data-theme=dark] body .x{a:b}"),
        ("body:not([data-theme=light]){a:b}", "html:not([data-theme=light]) body{a:b}"),
        ('body[data-theme="dark"] .x{a:b}', 'html[data-theme="dark"] body .x{a:b}'),
        ('body:not([data-theme="light"]) .x{a:b}', 'html:not([data-theme="light"]) body .x{a:b}'),
        ("body,body .x{a:b}", None),
    ],
)
def test_the_choice_of_colours_is_read_from_the_root(css: str, ours: str | None) -> None:
    assert on_root(css) == (ours or css)


def test_no_rule_asks_the_body_for_the_choice_of_colours(built: dict[str, Built]) -> None:
    css = (furo.THEME_PATH / "static/styles/furo.css").read_text("utf-8")
    assert "body[data-theme" in css
    for ours in (on_root(css), (built["en"].output / "_static/style.css").read_text("utf-8")):
        assert "[data-theme" in ours
        assert not re.search(r"body(:not\()?\[data-theme", ours)


def test_all_of_a_stylesheet_stays_where_nothing_goes() -> None:
    css = (furo.THEME_PATH / "static/styles/furo.css").read_text("utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    assert len(without(css, ())) == pytest.approx(len(css), rel=0.01)


def test_no_page_has_what_the_stylesheet_leaves_out(built: dict[str, Built]) -> None:
    names = unused_names()
    assert {"sidebar-drawer", "toc-drawer", "__toc"} <= names
    for each in built.values():
        for name in each.pages():
            page = each.page(name)
            classes = {word for value in page.xpath("//@class") for word in value.split()}
            assert names.isdisjoint({*classes, *page.xpath("//@id")}), name


def test_a_page_loads_one_stylesheet_and_one_script(built: dict[str, Built]) -> None:
    page = built["en"].page("papers/2101.00001")
    [style] = page.xpath("//link[@rel='stylesheet']/@href")
    [source] = page.xpath("//script/@src")
    assert re.fullmatch(r"\.\./_static/style\.css\?v=[0-9a-f]+", style)
    assert re.fullmatch(r"\.\./_static/script\.js\?v=[0-9a-f]+", source)


def test_the_stylesheet_has_furo_s_rules_the_colours_of_code_and_ours(
    built: dict[str, Built],
) -> None:
    css = (built["en"].output / "_static/style.css").read_text("utf-8")
    places = [
        css.index(rule) for rule in ("html{line-height", ".highlight .k", ":lang(ja)", ".frame")
    ]
    assert places == sorted(places)
    assert ".sidebar-drawer" not in css


def test_a_site_with_a_template_of_its_own_has_all_of_furo_s_styles(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    with (site.root / "docs/conf.py").open("a", encoding="utf-8") as conf:
        conf.write('templates_path = ["_templates"]\n')
    template = site.root / "docs/_templates/page.html"
    template.parent.mkdir()
    template.write_text(TEMPLATE, "utf-8")
    built = site.build()
    assert built.warnings == []
    assert ".sidebar-drawer" in (built.output / "_static/style.css").read_text("utf-8")
    assert built.page("about").xpath("//*[@class='frame']")


def test_a_site_s_own_styles_come_after_ours(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    style = site.root / "docs/_static/own.css"
    style.parent.mkdir()
    style.write_text("p { color: red }\n", "utf-8")
    with (site.root / "docs/conf.py").open("a", encoding="utf-8") as conf:
        conf.write('html_static_path = ["_static"]\nhtml_css_files = ["own.css"]\n')
    styles = site.build().page("about").xpath("//link[@rel='stylesheet']/@href")
    assert [address.partition("?")[0] for address in styles] == [
        "_static/style.css",
        "_static/own.css",
    ]


def test_scripts_made_one_share_no_names(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.js" for name in "ab"]
    for file in files:
        file.write_text("const same = 1; // a comment\n", "utf-8")
    joined = script(files)
    assert joined.count("{const same=1;}") == 2
    assert "comment" not in joined


def test_what_is_around_code_has_the_colours_of_its_styles(built: dict[str, Built]) -> None:
    css = (built["en"].output / "_static/style.css").read_text("utf-8")
    light, *dark = re.findall(r"([^{}]*)\{(--color-code-background:#[^}]*)\}", css)
    assert light[0].strip() == "body"
    assert [selector for selector, _ in dark] == [
        "html[data-theme=dark] body",
        "html:not([data-theme=light]) body",
    ]
    [colours] = {colours for _, colours in dark}
    assert colours != light[1]
