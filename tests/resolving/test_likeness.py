"""When two titles, and two lists of authors, are the same."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolving.judging import Verdict, judged
from pipeline.resolving.persons import Agreement, agreement
from pipeline.resolving.titles import are_same, phrase
from pipeline.resolving.works import Work

PAIRS = tomllib.loads((Path(__file__).parent / "likeness.toml").read_text("utf-8"))
(TITLES,), (AUTHORS,) = PAIRS["title"], PAIRS["authors"]


@pytest.mark.parametrize(("one", "other"), TITLES["same"])
def test_titles_that_are_written_otherwise_are_the_same(one: str, other: str) -> None:
    assert are_same(one, other)
    assert are_same(other, one)


@pytest.mark.parametrize(("one", "other"), TITLES["different"])
def test_titles_that_say_something_else_are_not(one: str, other: str) -> None:
    assert not are_same(one, other)
    assert not are_same(other, one)


@pytest.mark.parametrize(("one", "other"), AUTHORS["same"])
def test_names_that_are_written_otherwise_are_the_same(one: list[str], other: list[str]) -> None:
    assert agreement(one, other) is agreement(other, one) is Agreement.SAME


@pytest.mark.parametrize(("one", "other"), AUTHORS["different"])
def test_other_people_are_not(one: list[str], other: list[str]) -> None:
    assert Agreement.SAME not in {agreement(one, other), agreement(other, one)}


@pytest.mark.parametrize(
    ("title", "sought"),
    [
        ("Slow Time-Series: a Lantern", "slow time series a lantern"),
        (r"Slow Ly$\alpha$ Lanterns of Many Rooms", "lanterns of many rooms"),
        ("The Nyström Lanterns of Three Rooms", "lanterns of three rooms"),
        ("Nyström's Lanterns", "nyström s lanterns"),
    ],
)
def test_what_may_be_spelled_otherwise_is_not_searched_for(title: str, sought: str) -> None:
    assert phrase(title) == sought


WORD = st.from_regex(r"[a-z]{3,9}", fullmatch=True)
TITLE = st.lists(WORD, min_size=2, max_size=8)


@given(TITLE, st.sampled_from([" ", "-", ": ", ", ", "/"]))
def test_case_and_punctuation_say_nothing(words: list[str], sign: str) -> None:
    assert are_same(" ".join(words).title(), f"{sign.join(words).upper()}.")


@given(TITLE, WORD, st.data())
def test_a_word_more_or_less_does(words: list[str], word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words)))
    assert not are_same(" ".join(words), " ".join([*words[:place], word, *words[place:]]))


@given(TITLE, st.integers(0, 99), st.integers(0, 99))
def test_a_number_does(words: list[str], one: int, other: int) -> None:
    title = " ".join(words)
    assert are_same(f"{title} {one}", f"{title} {other}") is (one == other)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert are_same(one, other) is are_same(other, one)
    assert agreement([one], [other]) is agreement([other], [one])


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Work(title="Lanterns", authors=("A. B",)), Work(title="Lanterns", authors=("A. B",))),
        (Work(title="A Lantern"), Work(title="A Lantern", authors=("A. B",))),
        (
            Work(title="A Lantern", authors=("A. B",), year=1999),
            Work(title="A Lantern", authors=("A. B",), year=2021),
        ),
    ],
    ids=["one word", "no authors", "far apart"],
)
def test_a_title_alone_is_not_enough(ours: Work, theirs: Work) -> None:
    assert judged(ours, theirs).verdict is Verdict.DOUBTFUL
