"""Sites in one language, in three, and in one that the program does not speak."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser

from pipeline.site.above import landing_page
from pipeline.words.catalogue import words_of
from pipeline.written.settings import Settings
from tests.sites import LANGUAGES, Built, Site, texts

JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
SWITCH = "//nav[contains(@class, 'language-switch')]"
CONTENTS = "```{toctree}\npapers/index\nguide/index\n```\n"
DUTCH = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Topics"
msgstr "Onderwerpen"

msgid "Search"
msgstr "Zoeken"

msgid "{count} paper"
msgid_plural "{count} papers"
msgstr[0] "{count} artikel"
msgstr[1] "{count} artikelen"
"""

Sites = Mapping[str, Built]


def speaking(root: Path, *languages: str) -> Site:
    """The site of the fixture in other languages; those that it lacks have a front page only."""
    site = Site.create(root)
    codes = ", ".join(f'"{language}"' for language in languages)
    site.edit("pyproject.toml", '["ja", "en"]', f"[{codes}]")
    for language in languages:
        if language not in LANGUAGES:
            (root / "docs" / language).mkdir()
            (root / "docs" / language / "index.md").write_text(f"# Front\n\n{CONTENTS}", "utf-8")
    return site


def english_only(root: Path) -> Site:
    site = speaking(root, "en")
    for path in ("pyproject.toml", "reviews/papers.yaml"):
        file = root / path
        text = re.sub(r"\{ ?ja ?[:=] [^,]*, en ?[:=] ([^}]*?) ?\}", r"\1", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
    for file in (*(root / "docs/ja").glob("*"), *(root / "reviews").glob("*.ja.md")):
        file.unlink()
    (root / "docs/ja").rmdir()
    site.edit("docs/en/index.md", "{paper}`2101.00003`, ", "")
    return site


# One language


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return english_only(tmp_path_factory.mktemp("one") / "site").build()


def test_a_site_in_one_language_is_built_without_a_word_of_warning(english: Built) -> None:
    assert english.warnings == []
    assert {"papers/2101.00001", "guide/contribute", "search"} <= set(english.pages())


def test_it_holds_no_trace_of_another(english: Built) -> None:
    for name in english.pages():
        page = english.page(name)
        assert JAPANESE.findall(html.tostring(page, encoding="unicode")) == [], name
        assert set(page.xpath("//@lang")) == {"en"}, name
        assert page.xpath("//@hreflang") == [], name
        assert page.xpath(SWITCH) == [], name


def test_its_search_holds_no_trace_of_another(english: Built) -> None:
    files = {name: text for name, text in english.files().items() if name.startswith("search/")}
    assert files
    data = {name: text.decode() for name, text in files.items() if "/pages/" in name}
    assert data
    assert [name for name, text in data.items() if JAPANESE.search(text)] == []


def test_its_generated_pages_hold_no_trace_of_another(tmp_path: Path) -> None:
    site = english_only(tmp_path / "site")
    site.emit()
    pages = {file: file.read_text("utf-8") for file in (tmp_path / "site/docs").rglob("*.md")}
    assert [file for file, text in pages.items() if JAPANESE.search(text)] == []
    assert {file.relative_to(tmp_path / "site/docs").parts[0] for file in pages} == {"en"}


# Three


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    site = speaking(tmp_path_factory.mktemp("three") / "site", "en", "ja", "fr")
    return {language: site.build(language) for language in ("en", "ja", "fr")}


def test_a_site_in_three_languages_is_built_without_a_word_of_warning(three: Sites) -> None:
    assert [built.warnings for built in three.values()] == [[], [], []]


def test_the_switch_shows_the_two_other_languages_on_every_page(three: Sites) -> None:
    names = {"en": "English", "ja": "日本語", "fr": "français"}
    for language, built in three.items():
        others = [code for code in three if code != language]
        for name in built.pages():
            page = built.page(name)
            assert texts(page, f"{SWITCH}//a") == [names[code] for code in others], name
            assert page.xpath(f"{SWITCH}//a/@hreflang") == others
            assert page.xpath(f"{SWITCH}//a/@lang") == others


def test_the_switch_leads_to_the_same_page_or_else_to_the_front_page(three: Sites) -> None:
    for language, built in three.items():
        for name in built.pages():
            for link in built.page(name).xpath(f"{SWITCH}//a"):
                other = three[link.get("hreflang")].output
                here = (built.output / f"{name}.html").parent
                same = (other / f"{name}.html").is_file()
                expected = other / (f"{name}.html" if same else "index.html")
                assert (here / link.get("href")).resolve() == expected.resolve(), (language, name)
                assert (link.get("data-same-page") is not None) == same, (language, name)


def test_what_one_language_lacks_is_told_to_no_search_engine(three: Sites) -> None:
    alternates = "/html/head/link[@rel='alternate' and @hreflang]/@hreflang"
    assert three["en"].page("about").xpath(alternates) == ["en", "ja", "x-default"]
    assert three["en"].page("index").xpath(alternates) == ["en", "ja", "fr", "x-default"]


def test_only_one_page_is_missing(three: Sites) -> None:
    assert set(three["en"].pages()) - set(three["fr"].pages()) == {"about"}


def test_a_borrowed_review_says_its_language_in_the_words_of_the_page(three: Sites) -> None:
    page = three["fr"].page("papers/2101.00003")
    words = words_of("fr")
    notice = words(
        "This paper's review exists only in {language}. It is shown as it is.", language="japonais"
    )
    assert notice in texts(page, "//article//p")
    assert page.xpath("//p[@class='tldr']/*/@lang") == ["ja"]


def test_of_two_reviews_the_first_language_s_is_borrowed(three: Sites) -> None:
    page = three["fr"].page("papers/2101.00001")
    assert page.xpath("//p[@class='tldr']/*/@lang") == ["en"]


def test_a_title_in_no_further_language_is_that_of_the_first(three: Sites) -> None:
    assert texts(three["fr"].page("topics/one"), "//h1")[0].startswith("Topic one")
    [title] = three["fr"].page("index").xpath("/html/head/title/text()")
    assert title.endswith("A small site (français)")


def test_a_switch_keeps_what_was_asked_for_and_the_place(three: Sites, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{(three['en'].output / 'search.html').as_uri()}?q=kernel#results")
    link = page.locator(".language-switch a").first
    link.dispatch_event("click")
    page.wait_for_url("**/ja/search.html?q=kernel*")
    assert page.url.endswith("/ja/search.html?q=kernel#results")
    page.close()


# Any other


def test_a_site_can_bring_the_words_of_a_further_language(tmp_path: Path) -> None:
    site = speaking(tmp_path / "site", "en", "nl")
    catalogue = site.root / "docs/locale/nl/LC_MESSAGES/shoroku.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(DUTCH, "utf-8")
    for review in (site.root / "reviews").glob("*.ja.md"):
        review.unlink()
    site.edit("docs/en/index.md", "{paper}`2101.00003`, ", "")
    built = site.build("nl")
    assert built.warnings == []
    topics = built.page("topics/index")
    assert topics.get("lang") == "nl"
    assert texts(topics, "//h1")[0].startswith("Onderwerpen")
    assert texts(topics, "//*[@class='count']") == ["2 artikelen", "2 artikelen"]
    assert "Zoeken" in topics.xpath("//input[@name='q']/@placeholder")
    assert texts(built.page("papers/index"), "//h1")[0].startswith("All papers")
    assert built.page("guide/contribute").xpath("//section[@lang='en']//h1")


def test_chinese_is_named_as_html_names_it(tmp_path: Path) -> None:
    site = speaking(tmp_path / "site", "ja", "en", "zh_CN")
    built = site.build("zh_CN")
    assert built.warnings == []
    assert {built.page(name).get("lang") for name in built.pages()} == {"zh-CN"}
    title = built.page("papers/2101.00001").xpath("//h1/*/@lang")
    assert title == ["en"]
    other = site.build("en").page("index")
    assert other.xpath(f"{SWITCH}//a/@hreflang") == ["ja", "zh-CN"]
    assert other.xpath(f"{SWITCH}//a/@href") == ["../ja/index.html", "../zh_CN/index.html"]


# The page above the languages


def settings(*languages: str, title: str = "Notes") -> Settings:
    return Settings(title=title, languages=languages)


def landed(*languages: str, title: str = "Notes") -> Any:  # noqa: ANN401 (lxml's own types know no attribute from a list)
    return html.fromstring(landing_page(settings(*languages, title=title)))


def test_the_landing_page_names_every_language_in_its_own_words() -> None:
    page = landed("fr", "zh_CN", "en")
    assert page.get("lang") == "fr"
    assert texts(page, "//a") == ["français", "中文 (简体, 中国)", "English"]
    assert page.xpath("//a/@href") == ["fr/index.html", "zh_CN/index.html", "en/index.html"]
    assert page.xpath("//a/@hreflang") == page.xpath("//a/@lang") == ["fr", "zh-CN", "en"]
    assert page.xpath("//script/@src") == ["fr/_static/landing.js"]
    assert texts(page, "//title | //h1") == ["Notes", "Notes"]


def test_a_title_is_no_markup_there() -> None:
    title = "<script>alert(1)</script> & {{ title }} \"'"
    page = landed("en", title=title)
    assert texts(page, "//h1") == texts(page, "//title") == [title]
    assert page.xpath("//script/text()") == []


def test_the_landing_page_allows_the_site_s_own_scripts_only() -> None:
    page = landed("en")
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.fixture(scope="module")
def landing(three: Sites) -> Path:
    page = three["en"].output.parent / "index.html"
    page.write_text(landing_page(settings("en", "ja", "fr")), "utf-8")
    return page


@pytest.mark.parametrize(
    ("locale", "language"), [("ja-JP", "ja"), ("fr-CA", "fr"), ("en-US", "en"), ("ko-KR", "en")]
)
def test_a_reader_is_led_to_the_language_that_the_browser_asks_for(
    landing: Path, browser: Browser, locale: str, language: str
) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(landing.as_uri())
    page.wait_for_url(f"**/{language}/index.html")
    context.close()


def test_without_scripts_a_reader_chooses(landing: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(landing.as_uri())
    page.get_by_role("link", name="français").click()
    page.wait_for_url("**/fr/index.html")
    context.close()
