"""The program's words in each language, from the catalogues."""

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from hypothesis import given
from hypothesis import strategies as st

from pipeline.words.catalogue import SOURCE_LANGUAGE, Words, catalogue_file, words_of
from pipeline.words.language import is_language, language_of, name_in, own_name, tag
from tests import catalogues

SHIPPED = ("de", "es", "fr", "ja", "ko", "zh_CN")
NAME_IN_BRACES = re.compile(r"\{\w+\}")
POLISH = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : "
"n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Topics"
msgstr "Tematy"

msgid "{count} paper"
msgid_plural "{count} papers"
msgstr[0] "{count} artykuł"
msgstr[1] "{count} artykuły"
msgstr[2] "{count} artykułów"

#, fuzzy
msgid "Search"
msgstr "Szukaj może"
"""


def own_catalogue(folder: Path, language: str, text: str) -> Path:
    """A folder of catalogues with one."""
    file = catalogue_file(folder, language)
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return folder


@pytest.fixture
def polish(tmp_path: Path) -> Words:
    return words_of("pl", own_catalogue(tmp_path, "pl", POLISH))


# What a message becomes


def test_english_is_what_the_code_says() -> None:
    words = words_of("en")
    assert words("Topics") == "Topics"
    assert words("A message that nobody has translated") == "A message that nobody has translated"


@pytest.mark.parametrize("language", ["pl", "nl", "pt_BR", "ar"])
def test_a_language_without_a_catalogue_speaks_english(language: str) -> None:
    words = words_of(language)
    assert words("Last changed on {day}", day="x") == "Last changed on x"
    assert words.counted("{count} paper", "{count} papers", 1).endswith(" paper")
    assert words.counted("{count} paper", "{count} papers", 2).endswith(" papers")
    assert words.forms("{count} paper", "{count} papers") == ("{count} paper", "{count} papers")
    assert words.plural == "n != 1"


@pytest.mark.parametrize("language", SHIPPED)
def test_a_language_with_a_catalogue_has_words_of_its_own(language: str) -> None:
    assert words_of(language)("Open questions") != "Open questions"


def test_a_region_has_the_words_of_its_language() -> None:
    assert words_of("de_AT")("Open questions") == words_of("de")("Open questions")


def test_a_site_s_own_words_come_before_the_program_s(tmp_path: Path) -> None:
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    folder = own_catalogue(tmp_path, "ja", f'{text}msgid "Topics"\nmsgstr "話題いろいろ"\n')
    own, program = words_of("ja", folder), words_of("ja")
    assert own("Topics") == "話題いろいろ" != program("Topics")
    assert own("Open questions") == program("Open questions") != "Open questions"
    assert own("No such message") == "No such message"
    assert words_of("de", folder)("Topics") == words_of("de")("Topics")


def test_a_site_s_own_words_may_be_english_too(tmp_path: Path) -> None:
    text = 'msgid ""\nmsgstr ""\n\nmsgid "Topics"\nmsgstr "Themes"\n'
    assert words_of("en", own_catalogue(tmp_path, "en", text))("Topics") == "Themes"


def test_words_that_change_are_read_again(tmp_path: Path) -> None:
    text = 'msgid ""\nmsgstr ""\n\nmsgid "Topics"\nmsgstr "{}"\n'
    folder = own_catalogue(tmp_path, "en", text.format("Themes"))
    assert words_of("en", folder)("Topics") == "Themes"
    catalogue_file(folder, "en").write_text(text.format("Subjects, as we call them"), "utf-8")
    assert words_of("en", folder)("Topics") == "Subjects, as we call them"


def test_a_translation_that_nobody_looked_at_is_not_used(polish: Words) -> None:
    assert polish("Topics") == "Tematy"
    assert polish("Search") == "Search"


def test_values_take_the_place_of_their_names() -> None:
    words = words_of("en")
    assert words("{number} ({day})", number=2, day="x") == "2 (x)"
    assert words("{a}", a="{b}") == "{b}"


# Numbers and days


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 papers"), (1, "1 paper"), (2, "2 papers"), (1234, "1,234 papers")],
)
def test_english_has_two_forms(count: int, expected: str) -> None:
    assert words_of("en").counted("{count} paper", "{count} papers", count) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "1 artykuł"), (2, "2 artykuły"), (5, "5 artykułów"), (22, "22 artykuły")],
)
def test_a_language_has_as_many_forms_as_it_has(polish: Words, count: int, expected: str) -> None:
    assert polish.counted("{count} paper", "{count} papers", count) == expected


def test_scripts_get_every_form_and_the_rule_of_the_language(polish: Words) -> None:
    assert polish.forms("{count} paper", "{count} papers") == (
        "{count} artykuł",
        "{count} artykuły",
        "{count} artykułów",
    )
    assert "n" in polish.plural
    assert polish.plural != words_of("en").plural == "n != 1"


def test_one_form_is_enough_where_a_language_has_one() -> None:
    words = words_of("ja")
    [form] = words.forms("{count} paper", "{count} papers")
    assert words.counted("{count} paper", "{count} papers", 1) == form.format(count=1)
    assert words.counted("{count} paper", "{count} papers", 7) == form.format(count=7)


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "January 31, 2026"),
        ("de", "31. Januar 2026"),
        ("fr", "31 janvier 2026"),
        ("ja", "2026年1月31日"),
        ("zh_CN", "2026年1月31日"),
        ("ko", "2026년 1월 31일"),
    ],
)
def test_days_are_written_as_the_language_writes_them(language: str, day: str) -> None:
    assert words_of(language).day(date(2026, 1, 31)) == day


def test_numbers_and_lists_are_written_as_the_language_writes_them() -> None:
    assert words_of("de").number(12345) == "12.345"
    assert words_of("ja").listed(["甲", "乙"]) == "甲、乙"
    assert words_of("en").listed([]) == ""


# The catalogues that come with the program


def originals(message: Message) -> tuple[str, ...]:
    """What a message says in English, in one form or two."""
    said = message.id
    return (said,) if isinstance(said, str) else tuple(said)


def translations(message: Message) -> tuple[str, ...]:
    """What it says in the catalogue's language, as far as that is there."""
    said = message.string or ""
    return tuple(text for text in ((said,) if isinstance(said, str) else said) if text)


def names(text: str) -> set[str]:
    return set(NAME_IN_BRACES.findall(text))


def translated(language: str) -> list[Message]:
    return [each for each in catalogues.read(language) if each.id and translations(each)]


@pytest.fixture(scope="module")
def messages() -> Catalog:
    """Every message of the code."""
    return catalogues.extracted()


def test_the_catalogues_are_those_that_are_named_here() -> None:
    assert tuple(catalogues.languages()) == SHIPPED


@pytest.mark.parametrize("language", [SOURCE_LANGUAGE, *SHIPPED])
def test_a_catalogue_has_no_message_that_the_code_lacks(language: str, messages: Catalog) -> None:
    unknown = [
        message.id
        for message in catalogues.read(language)
        if message.id
        and message.id not in messages
        and catalogues.THEME not in message.user_comments
    ]
    assert unknown == []


@pytest.mark.parametrize("language", [SOURCE_LANGUAGE, *SHIPPED])
def test_a_catalogue_has_a_place_for_every_message_of_the_code(
    language: str, messages: Catalog
) -> None:
    catalogue = catalogues.read(language)
    asked = [message.id for message in messages if message.id]
    assert [message for message in asked if message not in catalogue] == []


@pytest.mark.parametrize("language", SHIPPED)
def test_a_translation_has_the_names_in_braces_that_its_message_has(language: str) -> None:
    for message in translated(language):
        fewest, most = map(names, (originals(message)[0], originals(message)[-1]))
        for translation in translations(message):
            assert fewest <= names(translation) <= most, message.id
        assert names(translations(message)[-1]) == most, message.id


@pytest.mark.parametrize("language", SHIPPED)
def test_a_translation_holds_no_markup_that_its_message_lacks(language: str) -> None:
    for message in translated(language):
        original = "".join(originals(message))
        for translation in translations(message):
            assert ("<" in translation) <= ("<" in original), message.id
            assert translation.count("`") % 2 == 0, message.id
            assert translation.count("\n") == originals(message)[0].count("\n"), message.id


@pytest.mark.parametrize("language", SHIPPED)
def test_a_message_that_counts_has_every_form_of_its_language(language: str) -> None:
    forms = catalogues.read(language).num_plurals
    for message in translated(language):
        if isinstance(message.id, tuple):
            assert len(translations(message)) == forms, message.id


# Languages by their codes


@pytest.mark.parametrize("code", ["en", "ja", "zh_CN", "zh_Hant_TW", "pt_BR", "gsw", "yue"])
def test_a_language_that_babel_knows_is_one(code: str) -> None:
    assert is_language(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "xx",
        "klingon",
        "EN",
        "en-US",
        "en_us",
        "zh-CN",
        "e",
        "en_",
        "../en",
        "en\n",
        "ｅｎ",
        "*",
    ],
)
def test_what_is_no_language_is_refused(code: str) -> None:
    assert not is_language(code)


@given(st.text(max_size=12))
def test_any_text_is_a_language_or_none(code: str) -> None:
    assert is_language(code) in {True, False}


@pytest.mark.parametrize(
    ("code", "name", "html"),
    [
        ("en", "English", "en"),
        ("ja", "日本語", "ja"),
        ("zh_CN", "中文 (简体, 中国)", "zh-CN"),
        ("fr", "français", "fr"),
    ],
)
def test_a_language_calls_itself_as_it_does(code: str, name: str, html: str) -> None:
    assert own_name(code) == name
    assert tag(code) == words_of(code).tag == html


def test_a_language_has_a_name_in_each_other() -> None:
    assert name_in("ja", "en") == "Japanese"
    assert words_of("fr").language_name("en") == "anglais"


@pytest.mark.parametrize(
    ("text", "page", "language"),
    [
        ("First paper", "ja", "en"),
        ("First paper", "de", "en"),
        ("", "ja", "en"),
        ("Nyström, café", "fr", "en"),
        ("On α and β, 𝛼²", "ja", "en"),
        ("数式の論文", "en", "ja"),
        ("カーネル RNN", "zh_CN", "ja"),
        ("核方法", "ja", "ja"),
        ("核方法", "zh_CN", "zh_CN"),
        ("核方法", "en", "zh"),
        ("核方法 RNN", "zh_CN", "zh_CN"),
        ("커널 방법", "en", "ko"),
        ("漢字와 한글", "ja", "ko"),
        ("Ядерные методы", "en", "ru"),
        ("طرق", "en", "ar"),
        ("שיטות", "en", "he"),
        ("วิธี", "en", "th"),
    ],
)
def test_a_text_is_in_the_language_that_its_script_tells(
    text: str, page: str, language: str
) -> None:
    assert language_of(text, page) == language


@given(st.text(), st.sampled_from([SOURCE_LANGUAGE, *SHIPPED]))
def test_any_text_is_in_a_language(text: str, page: str) -> None:
    assert is_language(language_of(text, page))
