"""Where links lead is what their words say, as far as these name a place."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pipeline.checking.allowed import is_allowed_address
from pipeline.text import hosts
from pipeline.written.link_words import lie
from pipeline.written.validation import Address

CASES = Path(__file__).parent / "cases"
WORDS: dict[str, list[list[str]]] = tomllib.loads((CASES / "link_words.toml").read_text("utf-8"))
HOSTS: dict[str, list[str]] = tomllib.loads((CASES / "hosts.toml").read_text("utf-8"))
EVIL = "https://evil.example/"


@pytest.mark.parametrize(("words", "address"), WORDS["true"])
def test_words_may_be_the_address_or_none(words: str, address: str) -> None:
    assert lie(words, address) is None


@pytest.mark.parametrize(("words", "address"), WORDS["lies"])
def test_words_do_not_name_another_place(words: str, address: str) -> None:
    assert lie(words, address)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("See arXiv.org/abs/1 here", "https://arxiv.org/abs/1"),
        ("ftp://a.example/x", "ftp://a.example/x"),
        ("doi:10.1000/xyz.", "https://doi.org/10.1000/xyz"),
        ("arXiv:2110.13985v2", "https://arxiv.org/abs/2110.13985"),
        ("math.AG/0102003", "https://arxiv.org/abs/math/0102003"),
        ("someone@example.org", "mailto:someone@example.org"),
    ],
)
def test_a_lie_is_told_with_what_would_be_right(words: str, right: str) -> None:
    told = lie(words, EVIL)
    assert told
    assert told.endswith(f"; let it lead to {right}, or choose other words")


@pytest.mark.parametrize("before", ["", "see ", "（", "これは"])
@pytest.mark.parametrize("after", ["", " here", "）", "です", ".", ", and"])
@pytest.mark.parametrize("address", ["https://example.org/a_(b)", "https://example.org/a?b=c#d"])
def test_what_stands_around_an_address_is_not_part_of_it(
    before: str, after: str, address: str
) -> None:
    assert lie(f"{before}{address}{after}", address) is None
    assert lie(f"{before}{address.removeprefix('https://')}{after}", address) is None
    assert lie(f"{before}{address}{after}", EVIL)


@given(st.text(max_size=40), st.sampled_from([EVIL, "mailto:a@b.example", "/about.md"]))
def test_any_words_are_judged(words: str, address: str) -> None:
    lie(words, address)


# Each of these is a line long.
@pytest.mark.parametrize(
    "part",
    [
        "a.",
        "http://",
        "a@",
        "a",
        "-",
        "あ",
        "あ.",
        "10.1000/",
        "a/",
        ".a",
        "a:/",
        "1",
        "à",
        "a.org ",
    ],
)
def test_a_line_of_words_takes_no_time(part: str) -> None:
    lie(part * (8_000 // len(part)), EVIL)


@pytest.mark.parametrize("address", HOSTS["plain"])
def test_a_plain_address_is_one(address: str) -> None:
    assert hosts.flaw(address) is None
    assert is_allowed_address(address)


@pytest.mark.parametrize("address", HOSTS["misleading"])
def test_an_address_does_not_mislead_about_its_host(address: str) -> None:
    assert hosts.flaw(address)
    assert not is_allowed_address(address)
    with pytest.raises(ValidationError):
        TypeAdapter(Address).validate_python(address)


def test_an_international_host_is_the_same_in_both_forms() -> None:
    assert hosts.ascii_host("例え.jp") == hosts.ascii_host("xn--r8jz45g.JP.") == "xn--r8jz45g.jp"
