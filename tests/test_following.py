"""Reviews that follow another language's: what one has and the other has not is told."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checking.following import follow_notes
from pipeline.checking.said import normalised
from pipeline.files.memory import Memory
from pipeline.text.amounts import amounts
from pipeline.written.reviews import Review, review_in

CASES = Path(__file__).parent / "cases" / "following"
EDITS = tomllib.loads((CASES / "edits.toml").read_text("utf-8"))
ORIGINAL = (CASES / "original.en.md").read_text("utf-8")
TRANSLATION = (CASES / "translation.ja.md").read_text("utf-8")


def notes(original: str = ORIGINAL, translation: str = TRANSLATION) -> list[str]:
    found = [
        review_in(original, "reviews/2101.00001.en.md"),
        review_in(translation, "reviews/2101.00001.ja.md"),
    ]
    reviews = [each for each in found if isinstance(each, Review)]
    assert len(reviews) == len(found), found
    return [str(note) for note in follow_notes(reviews, Memory())]


def replaced(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def test_a_translation_in_step_is_told_of_nothing() -> None:
    assert notes() == []


@pytest.mark.parametrize("edit", EDITS["kept"].values(), ids=EDITS["kept"])
def test_what_is_the_same_in_other_signs_is_told_of_nothing(edit: Sequence[str]) -> None:
    match edit:
        case ["en", old, new]:
            found = notes(original=replaced(ORIGINAL, old, new))
        case ["both", here, there, old, new]:
            found = notes(replaced(ORIGINAL, old, new), replaced(TRANSLATION, here, there))
        case [old, new]:
            found = notes(translation=replaced(TRANSLATION, old, new))
        case _:
            pytest.fail("an edit of another form")
    assert found == []


@pytest.mark.parametrize("edit", EDITS["changed"].values(), ids=EDITS["changed"])
def test_what_one_has_and_the_other_has_not_is_told(edit: Sequence[str]) -> None:
    old, new, *told = edit
    found = notes(translation=replaced(TRANSLATION, old, new))
    assert all(": note: " in note and note.endswith("[follows]") for note in found)
    assert [words for words in told if not any(words in note for note in found)] == []
    assert len(found) == len(told)


def test_one_that_follows_nothing_is_told_of_nothing() -> None:
    assert notes(translation=TRANSLATION.replace("follows: en\n", "").replace("1000個", "")) == []


def test_one_that_is_older_than_what_it_follows_is_told_so() -> None:
    later = ORIGINAL.replace("date: 2026-02-03\n", "date: 2026-02-03\nupdated: 2026-03-01\n")
    [note] = notes(original=later)
    assert note.startswith("reviews/2101.00001.ja.md:4: note: ")
    assert "was revised on 2026-03-01" in note


@given(st.integers(0, 10**15), st.sampled_from(["en", "ja", "de", "fr", "es", "ko", "zh_CN"]))
def test_a_number_is_the_same_in_each_language_s_groups(number: int, language: str) -> None:
    mark = {"de": ".", "es": ".", "fr": "\u202f"}.get(language, ",")
    written = f"{number:,}".replace(",", mark)
    assert [amount.value for amount in amounts(f"({written})", language)] == [number]


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(1, 9999))
def test_a_number_by_myriads_is_the_same_as_in_digits(large: int, middle: int, small: int) -> None:
    [amount] = amounts(f"{large}億{middle}万{small}", "ja")
    assert amount.value == large * 10**8 + middle * 10**4 + small


@pytest.mark.parametrize(
    ("one", "other"), [("x_i", "x_j"), ("x_{ij}", "x_ij"), (r"\alpha x", r"\alphax"), ("a+b", "ab")]
)
def test_formulas_that_differ_stay_apart(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


NUMBERS = [
    "1000個",
    "19個",
    "2021年",
    "10月",
    "26日",
    "19億",
    "3分",
    "0.1秒",
    "第3",
    "2倍",
    "250回",
]


@given(st.sampled_from(NUMBERS), st.integers(21, 10**6))
def test_another_number_is_told_wherever_it_stands(old: str, number: int) -> None:
    new = re.sub(r"[\d.]+", str(number), old)
    if new != old:
        assert f"the number {number}" in "\n".join(
            notes(translation=replaced(TRANSLATION, old, new))
        )
