"""Names of authors, taken apart."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.names import Name, listed, names

CASES = tomllib.loads((Path(__file__).parent / "cases" / "names.toml").read_text("utf-8"))


def named(parts: str | list[str]) -> Name:
    return Name(parts, is_group=True) if isinstance(parts, str) else Name(*parts)


@pytest.mark.parametrize("author", CASES["names"] | CASES["groups"])
def test_an_author_is_taken_apart(author: str) -> None:
    parts = (CASES["names"] | CASES["groups"])[author]
    assert names([author]) == tuple(map(named, parts))


@pytest.mark.parametrize("text", CASES["lists"])
def test_a_list_in_one_piece_is_taken_apart(text: str) -> None:
    assert list(listed(text)) == CASES["lists"][text]


@given(st.text(alphabet="abZ ,Univ()", max_size=40) | st.text(max_size=40))
def test_every_text_names_somebody(text: str) -> None:
    assert listed(text)


@given(st.text(alphabet="abZ .,:;()-é字ヤ홍\u3000", max_size=30) | st.text(max_size=30))
def test_no_letter_of_a_name_is_lost(author: str) -> None:
    found = names([author])
    kept = sorted("".join(name.family + name.given + name.suffix for name in found))
    assert [each for each in kept if each.isalnum()] == sorted(filter(str.isalnum, author))


@given(st.lists(st.text(max_size=30)))
def test_every_name_has_a_family(authors: list[str]) -> None:
    assert all(name.family.strip() for name in names(authors))
