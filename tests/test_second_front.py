"""Front matter of another kind below a review's own."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checking.second_front import second_front

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "second-front.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_front_matter_of_another_kind_is_told_from_text(case: dict[str, Any]) -> None:
    found = second_front("\n" + case["text"])
    keys = found.keys if found else ()
    assert [f"{number + 1} {key}" for number, key in keys] == case["keys"]


@pytest.mark.parametrize("case", [case for case in CASES if case["keys"]], ids=lambda c: c["name"])
def test_what_follows_the_block_is_the_text(case: dict[str, Any]) -> None:
    text = "\n" + case["text"]
    found = second_front(text)
    assert found
    assert text.split("\n")[found.end :] == ["Text."]


@given(st.text(st.sampled_from("-+.:= \n\tab#'\"title")))
def test_any_text_can_be_looked_at(text: str) -> None:
    found = second_front(text)
    if found:
        assert 0 <= found.start < found.end <= len(text.split("\n"))
        assert all(found.start <= number < found.end for number, _ in found.keys)
