"""The guide, which the program brings to every site."""

import argparse
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.parsers.mdit import create_md_parser

from pipeline.checking import limits, markup
from pipeline.checking.allowed import CODE_LANGUAGES, site_config
from pipeline.checking.body import Known, body_problems
from pipeline.commands.cli import parser
from pipeline.commands.codes import CODES
from pipeline.commands.outcome import Exit
from pipeline.exports import shapes
from pipeline.files import gate
from pipeline.files.yaml_source import YamlSource, read_yaml
from pipeline.guide.pages import GUIDE_PAGES, guide_pages
from pipeline.text import mathml
from pipeline.written.hand_written import MARKER
from pipeline.written.paper_ids import PaperId
from pipeline.written.reviews import Body, Depth, FrontMatter, Review
from pipeline.written.settings import Settings
from tests.sites import Built, Site, texts

GUIDED = pytest.mark.parametrize("language", ["en", "ja"])
SETTINGS = Settings.model_validate(
    {
        "title": "Some notes",
        "languages": ["en", "ja"],
        "repository": "https://codeberg.org/someone/notes",
        "branch": "trunk",
    }
)


def guide(language: str, settings: Settings = SETTINGS) -> Mapping[str, str]:
    """The pages of the guide by name."""
    pages = guide_pages(language, settings, CODES)
    return {name.removeprefix("guide/"): text for name, text in pages.items()}


def fences(text: str) -> list[Token]:
    tokens = create_md_parser(site_config(), RendererHTML).parse(text)
    return [token for token in tokens if token.type == "fence"]


def constructs(language: str) -> list[str]:
    """What the page on reviews shows as it is written and as it is shown."""
    text = guide(language)["reviews"]
    return [token.content for token in fences(text) if token.info.startswith("{construct}")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site.create(tmp_path_factory.mktemp("guided") / "site")


@pytest.fixture(scope="module")
def built(site: Site) -> Mapping[str, Built]:
    return {language: site.build(language) for language in ("en", "ja")}


# Every page


@GUIDED
def test_the_pages_are_those_that_are_promised(language: str) -> None:
    assert {f"guide/{name}" for name in guide(language)} == GUIDE_PAGES
    assert len(GUIDE_PAGES) == 13


@GUIDED
def test_a_page_is_text_with_nothing_left_of_its_template(language: str) -> None:
    for name, text in guide(language).items():
        assert text.startswith(f"---\n# {MARKER}\n"), name
        assert not re.search(r"<<|>>|<%|%>|<#|#>", text), name
        assert re.search(r"[^\n]\n\Z", text), name


@GUIDED
def test_a_page_is_the_same_on_every_run(language: str) -> None:
    assert guide(language) == guide(language)


@GUIDED
def test_a_page_is_shown_without_a_word_of_warning(
    built: Mapping[str, Built], language: str
) -> None:
    assert built[language].warnings == []
    for name in GUIDE_PAGES:
        assert len(built[language].page(name).xpath("//article//h1")) == 1


@GUIDED
def test_the_index_leads_to_every_other_page(built: Mapping[str, Built], language: str) -> None:
    links = set(built[language].page("guide/index").xpath("//article//a/@href"))
    assert {
        f"{name.removeprefix('guide/')}.html" for name in GUIDE_PAGES - {"guide/index"}
    } <= links


@GUIDED
def test_both_languages_say_the_same_in_the_same_order(language: str) -> None:
    shapes = [
        [(token.type, token.tag) for token in headings_and_fences(guide(each)[name])]
        for name in ("reviews", "commands", "settings", "problems")
        for each in ("en", language)
    ]
    assert shapes[::2] == shapes[1::2]


def headings_and_fences(text: str) -> Iterator[Token]:
    for token in create_md_parser(site_config(), RendererHTML).parse(text):
        if token.type in {"heading_open", "fence"}:
            yield token


def test_a_language_that_the_guide_does_not_speak_has_it_in_english() -> None:
    settings = SETTINGS.model_copy(update={"languages": ("fr",)})
    french, english = guide("fr", settings), guide("en", settings)
    for name, text in french.items():
        assert text.startswith(f"---\n# {MARKER}\norphan: true\nlang: en\n---\n"), name
        assert list(sections(text)) == list(sections(english[name])), name


@GUIDED
def test_the_site_s_own_addresses_are_filled_in(language: str) -> None:
    assert "https://codeberg.org/someone/notes" in guide(language)["contribute"]
    bare = SETTINGS.model_copy(update={"repository": None})
    assert "codeberg.org/someone" not in "".join(guide(language, bare).values())


def test_no_page_speaks_of_another_site() -> None:
    settings = Settings(title="Some notes", languages=("en",))
    text = "".join(guide("en", settings).values())
    assert re.findall("[\u3040-\u30ff\u4e00-\u9fff]", text) == []
    assert "`en`" in guide("en", settings)["contribute"]
    assert "`ja`" not in guide("en", settings)["contribute"]


# A page of the site's own


def test_a_site_replaces_a_page_by_one_of_its_own(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.emit()
    own = site.root / "docs/en/guide/contribute.md"
    own.write_text("# How we write\n\nLike this.\n", "utf-8")
    assert site.emit().removed == 0
    assert own.read_text("utf-8") == "# How we write\n\nLike this.\n"
    built = site.build()
    assert built.warnings == []
    assert "Like this." in texts(built.page("guide/contribute"), "//article//p")
    assert texts(built.page("guide/index"), "//article//li/a[@href='contribute.html']") == [
        "How we write"
    ]
    own.unlink()
    assert site.emit().written == 1
    assert MARKER in own.read_text("utf-8")


# What a review may hold


@GUIDED
def test_there_are_enough_constructs(language: str) -> None:
    assert len(constructs(language)) >= 10
    assert len(constructs(language)) == len(constructs("en"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(language, text, id=f"{language} {number}")
        for language in ("en", "ja")
        for number, text in enumerate(constructs(language))
    ],
)
def test_a_construct_of_the_guide_passes_the_check(language: str, text: str) -> None:
    source = read_yaml("", "{}")
    assert isinstance(source, YamlSource)
    front = FrontMatter(read=Depth.FULL, date="2026-01-31", topics=(), tldr="A sentence.")
    review = Review(
        paper_id=PaperId("1706.03762"),
        language=language,
        path="",
        front=front,
        source=source,
        body=Body(text, 1),
    )
    known = Known(papers=frozenset(), pages=GUIDE_PAGES, images={})
    # Which papers, pages and images there are is a matter of the site.
    about_the_site = {"unknown-paper", "image", "link"}
    found = [each for each in body_problems(review, known) if each.code not in about_the_site]
    assert found == []


@GUIDED
def test_a_construct_is_shown_as_it_is_written_and_as_it_looks(
    built: Mapping[str, Built], language: str
) -> None:
    page = built[language].page("guide/reviews")
    sources = [element.text_content() for element in page.xpath("//article//div[./pre]/pre")]
    for text in constructs(language):
        assert any(" ".join(text.split()) in " ".join(source.split()) for source in sources), text
    assert len(page.xpath("//*[contains(@class, 'construct')]")) == len(constructs(language))


# Commands


def commands() -> Mapping[str, argparse.ArgumentParser]:
    actions = parser()._actions  # noqa: SLF001 (argparse tells nowhere else)
    [action] = [
        each
        for each in actions
        if isinstance(each, argparse._SubParsersAction)  # noqa: SLF001
    ]
    return action.choices


def options(command: argparse.ArgumentParser) -> Iterator[str]:
    for action in command._actions:  # noqa: SLF001 (argparse tells nowhere else)
        if not isinstance(action, argparse._HelpAction):  # noqa: SLF001 (of every command)
            yield from action.option_strings


def sections(text: str) -> Mapping[str, str]:
    """What stands below each heading of the second level."""
    _, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    return {name: rest for name, _, rest in (part.partition("\n") for part in parts)}


@GUIDED
def test_the_page_of_commands_has_a_section_for_each_in_the_order_of_the_help(
    language: str,
) -> None:
    named = [name for name in sections(guide(language)["commands"]) if name in commands()]
    assert named == list(commands())


@GUIDED
def test_a_command_s_section_names_all_of_its_options(language: str) -> None:
    told = sections(guide(language)["commands"])
    fetching = set(options(commands()["fetch"])) & set(options(commands()["new"]))
    for name, command in commands().items():
        own = set(options(command))
        if name != "fetch" and fetching <= own:
            assert "`fetch`" in told[name], name  # which tells of these
            own -= fetching
        missing = [option for option in own if not re.search(rf"`{option}\b", told[name])]
        assert missing == [], name


@GUIDED
def test_a_command_s_section_names_no_option_that_it_lacks(language: str) -> None:
    told = sections(guide(language)["commands"])
    every = {option for command in commands().values() for option in options(command)}
    for name, command in commands().items():
        table = re.findall(r"^\| (.*?) \|", told[name], re.MULTILINE)
        named = set(re.findall(r"`(--?[a-z][a-z-]*)", "\n".join(table)))
        assert named <= set(options(command)), name
    assert named_anywhere(guide(language)["commands"]) <= {*every, "--root", "--help"}


def named_anywhere(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


@GUIDED
def test_the_exit_statuses_are_told(language: str) -> None:
    told = re.findall(r"^\| (\d+) \|", guide(language)["commands"], re.MULTILINE)
    assert told == [str(int(status)) for status in Exit if status is not Exit.INTERRUPTED]


# Settings, and the front matter


def table(text: str) -> list[str]:
    """The first column of the first table, in code."""
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


@GUIDED
def test_the_page_of_settings_names_every_key(language: str) -> None:
    assert table(guide(language)["settings"]) == list(Settings.model_fields)


@GUIDED
def test_the_page_of_data_names_every_field(language: str) -> None:
    rows = re.findall(r"^\| (`\w+`(?:(?:, |、)`\w+`)*) \|", guide(language)["data"], re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"\w+", row)]
    papers, listed = shapes.Paper.model_fields, shapes.ListedPaper.model_fields
    fields = {*papers, *listed, *shapes.Review.model_fields}
    assert set(told) == fields


@GUIDED
def test_the_example_of_settings_is_one(language: str) -> None:
    [example] = [token.content for token in fences(guide(language)["settings"])]
    settings = Settings.model_validate(tomllib.loads(example)["tool"]["shoroku"])
    assert settings.model_fields_set == set(Settings.model_fields)


@GUIDED
def test_the_page_on_contributing_names_every_field(language: str) -> None:
    assert set(FrontMatter.model_fields) <= set(table(guide(language)["contribute"]))


@GUIDED
def test_the_example_of_a_review_is_one(language: str) -> None:
    [example] = [t.content for t in fences(guide(language)["contribute"]) if t.info == "markdown"]
    _, fields, body = example.split("---\n", 2)
    source = read_yaml("", fields)
    assert isinstance(source, YamlSource)
    front = FrontMatter.model_validate(source.value)
    assert front.date < date(2027, 1, 1)
    assert "{paper}" in body


@GUIDED
def test_the_page_on_contributing_leads_to_the_page_of_codes(language: str) -> None:
    assert "](problems.md)" in guide(language)["contribute"]


LIMITS = {
    "the file": gate.MAX_BYTES,
    "a line": gate.MAX_LINE,
    "pieces": limits.MAX_PIECES,
    "headings": limits.MAX_HEADINGS,
    "citations": limits.MAX_CITATIONS,
    "kbd and abbr": limits.MAX_ROLE,
    "a formula": mathml.LONGEST,
    "an address": limits.MAX_ADDRESS,
    "a title": limits.MAX_TITLE,
    "signs": limits.MAX_SIGNS,
    "cells": limits.MAX_CELLS,
    "details": limits.MAX_DETAILS,
    "directives": markup.MAX_DEPTH,
}


@GUIDED
def test_the_limits_that_are_told_are_those_of_the_check(language: str) -> None:
    rows = re.findall(r"^\| [^|]+ \| ([\d,]+)", guide(language)["reviews"], re.MULTILINE)
    told = {int(row.replace(",", "")) for row in rows}
    assert {name for name, most in LIMITS.items() if most not in told} == set()


@GUIDED
def test_the_languages_of_code_that_are_told_are_those_that_are_coloured(language: str) -> None:
    text = guide(language)["reviews"]
    assert {name for name in CODE_LANGUAGES if name and f"`{name}`" not in text} == set()


# The parts of a page


@GUIDED
def test_the_parts_of_a_page_are_shown_and_lead_nowhere(
    built: Mapping[str, Built], language: str
) -> None:
    page = built[language].page("guide/components")
    specimens = page.xpath("//div[@class='specimen']")
    named = re.findall(r"\{specimen\} ([a-z-]+)", guide(language)["components"])
    assert len(specimens) == len(named)
    for classes in ("chips", "actions", "facts", "notice", "papers", "asked", "overview", "funnel"):
        assert page.xpath(f"//div[@class='specimen']//*[contains(@class, '{classes}')]"), classes
    links = page.xpath("//div[@class='specimen']//a/@href")
    assert {link for link in links if not link.startswith("https:")} == {"#"}
