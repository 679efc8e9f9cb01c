"""Which words say that a paper is withdrawn."""

import tomllib
from pathlib import Path

import pytest

from pipeline.arxiv.withdrawal import is_withdrawn

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "withdrawn.toml").read_text("utf-8"))
ABSTRACT = "We show that rivers meet clocks."


@pytest.mark.parametrize("comment", CASES["withdrawn"])
def test_a_comment_says_that_the_paper_is_withdrawn(comment: str) -> None:
    assert is_withdrawn(comment=comment, abstract=ABSTRACT, version=2)


@pytest.mark.parametrize("comment", CASES["stands"])
def test_a_comment_that_speaks_of_something_else_withdraws_nothing(comment: str) -> None:
    assert not is_withdrawn(comment=comment, abstract=ABSTRACT, version=2)


@pytest.mark.parametrize("abstract", CASES["withdrawn_by_abstract"])
def test_an_abstract_begins_with_the_withdrawal(abstract: str) -> None:
    assert is_withdrawn(comment="12 pages", abstract=abstract, version=2)


@pytest.mark.parametrize("abstract", CASES["stands_by_abstract"])
def test_an_abstract_about_withdrawals_withdraws_nothing(abstract: str) -> None:
    assert not is_withdrawn(comment="", abstract=abstract, version=2)


def test_a_label_of_an_older_version_speaks_of_that_one() -> None:
    comment = "v2: withdrawn"
    assert is_withdrawn(comment=comment, abstract=ABSTRACT, version=2)
    assert not is_withdrawn(comment=comment, abstract=ABSTRACT, version=3)
