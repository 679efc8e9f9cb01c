"""The settings of a site, and texts in its languages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pipeline.files.toml_source import TomlSource, read_table
from pipeline.written.localized import Localized, Text, in_language
from pipeline.written.settings import Settings, Site, read_settings
from tests.sites import FIXTURE

LEAST = '[tool.shoroku]\ntitle = "Notes"\nlanguages = ["en"]\n'
LOCALIZED: TypeAdapter[Text] = TypeAdapter(Localized)


def read(root: Path, text: str) -> Settings:
    (root / "pyproject.toml").write_text(text, "utf-8")
    site = read_settings(root)
    assert isinstance(site, Site), site
    return site.settings


def test_title_and_languages_are_enough(tmp_path: Path) -> None:
    settings = read(tmp_path, LEAST)
    assert settings == Settings(title="Notes", languages=("en",))
    assert (settings.branch, settings.keep_abstracts) == ("main", False)
    assert (settings.address, settings.repository, settings.description) == (None, None, None)


def test_a_site_s_other_tables_are_nobody_s_matter(tmp_path: Path) -> None:
    more = '[project]\nname = "x"\n\n[tool.other]\ntitle = 1\n\n'
    assert read(tmp_path, f"{more}{LEAST}\n[tool.last]\nx = 1\n") == read(tmp_path, LEAST)


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        '[tool.shoroku]\ntitle = { en = "Notes", ja = "覚え書き" }\nlanguages = ["ja", "en"]\n'
        'description = "What we read"\naddress = "https://example.org/notes/"\n'
        'repository = "https://github.com/a/b"\nbranch = "trunk"\nkeep_abstracts = true\n',
    )
    assert settings.languages == ("ja", "en")
    assert (settings.title_in("en"), settings.title_in("ja")) == ("Notes", "覚え書き")
    assert settings.description_in("ja") == "What we read"
    assert str(settings.address) == "https://example.org/notes/"
    assert settings.forge is not None
    assert (settings.forge.address, settings.forge.branch) == ("https://github.com/a/b", "trunk")
    assert settings.keep_abstracts


def test_the_settings_of_the_tests_own_site_are_sound() -> None:
    assert isinstance(read_settings(FIXTURE), Site)


@pytest.mark.parametrize(
    ("languages", "language", "shown"),
    [
        (["en", "ja"], "ja", "覚え書き"),
        (["en", "ja"], "fr", "Notes"),
        (["fr", "ja"], "fr", "覚え書き"),
        (["fr", "de"], "fr", "Notes"),
    ],
)
def test_where_a_language_is_missing_the_first_that_is_there_is_shown(
    languages: list[str], language: str, shown: str
) -> None:
    assert in_language({"en": "Notes", "ja": "覚え書き"}, language, languages) == shown


def test_a_plain_text_is_the_same_in_every_language() -> None:
    assert in_language("Notes", "ja", ["en"]) == "Notes"


@pytest.mark.parametrize("text", ["Notes", {"en": "Notes"}, {"zh_CN": "笔记", "en": "Notes"}])
def test_a_text_is_one_or_one_a_language(text: Text) -> None:
    assert LOCALIZED.validate_python(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "x" * 2_001, 3, None, [], ["Notes"], {}, {"en": ""}, {"en": " "}),
        *(
            {"en": None},
            {"en": {"ja": "x"}},
            {"english": "Notes"},
            {"": "Notes"},
            {"en": "x" * 2_001},
        ),
    ],
)
def test_what_is_no_text_is_refused(text: object) -> None:
    with pytest.raises(ValidationError):
        LOCALIZED.validate_python(text)


# Lines


TOML = """\
# A comment.
[project]
title = "Another"

[tool.shoroku] # here
languages = [
  "en",
]
title.en = "Notes"
"branch" = "main"

[tool.shoroku.description]
en = "What we read"

[[tool.other]]
title = "Other"
"""


def test_a_key_has_the_line_on_which_it_stands() -> None:
    source = read_table("pyproject.toml", TOML, "tool", "shoroku")
    assert isinstance(source, TomlSource)
    places = [("languages",), ("title",), ("title", "en"), ("branch",), ("description", "en")]
    assert [source.line(place) for place in places] == [6, 9, 9, 10, 13]


def test_what_has_no_line_has_that_of_what_is_around_it() -> None:
    source = read_table("pyproject.toml", TOML, "tool", "shoroku")
    assert isinstance(source, TomlSource)
    places = [("languages", 0), ("titel",), (), ("description", "ja"), ("description",)]
    assert [source.line(place) for place in places] == [6, 5, 5, 12, 12]


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_a_table_or_none_or_told_with_its_line(text: str) -> None:
    found = read_table("pyproject.toml", text, "tool", "shoroku")
    for problem in found if isinstance(found, list) else ():
        assert 1 <= problem.line <= text.count("\n") + 1
        assert problem.code == "toml"


@pytest.mark.parametrize("value", ["[" * 3_000, "9" * 5_000], ids=["lists", "digits"])
def test_what_is_beyond_all_measure_is_one_problem(value: str) -> None:
    found = read_table("pyproject.toml", f"{LEAST}x = {value}\n", "tool", "shoroku")
    assert isinstance(found, list)
    assert [problem.code for problem in found] == ["toml"]
