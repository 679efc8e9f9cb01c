"""By what papers are cited."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.library.citation_keys import Keyed, citation_keys
from pipeline.written.paper_ids import PaperId


def keyed(paper_id: str, author: str, title: str = "First paper") -> Keyed:
    authors = (author,) if author else ()
    return Keyed(id=PaperId(paper_id), authors=authors, year=2021, title=title)


@pytest.mark.parametrize(
    ("author", "title", "key"),
    [
        ("A. Author", "First paper", "author2021first"),
        ("A. Author", "On the Nature of Things", "author2021nature"),
        ("A. Author", "State-space models", "author2021state"),
        ("É. Ångström", "First paper", "angstrom2021first"),
        ("S. Đorđević", "Первый", "dordevic2021pervyy"),
        ("J. van der Author", "First paper", "vanderauthor2021first"),
        ("J. Author Jr", "First paper", "author2021first"),
        ("The BABAR Collaboration", "First paper", "babar2021first"),
        ("山田太郎", "First paper", "arxiv210100001first"),
        ("山田太郎", "深層学習入門", "arxiv210100001"),
        ("", "First paper", "arxiv210100001first"),
    ],
)
def test_a_key_tells_author_year_and_a_word(author: str, title: str, key: str) -> None:
    assert citation_keys([keyed("2101.00001", author, title)]) == {"2101.00001": key}


def test_a_paper_by_hand_without_a_known_letter_is_called_by_its_id() -> None:
    assert list(citation_keys([keyed("nyumon-2021", "山田太郎", "入門")]).values()) == [
        "nyumon2021"
    ]


def test_a_newer_paper_takes_no_key_away() -> None:
    old, new, newer = (keyed(each, "A. One") for each in ("hep-th/9901001", "2101.1", "2102.1"))
    assert citation_keys([old])[old.id] == "one2021first"
    assert citation_keys([newer, new, old]) == {
        old.id: "one2021first",
        new.id: "one2021firstb",
        newer.id: "one2021firstc",
    }


def test_a_letter_makes_no_key_of_another() -> None:
    papers = [
        keyed("2101.1", "A. One", "Fir st"),
        keyed("2101.2", "A. One", "Fir"),
        keyed("2101.3", "A. One", "Firb"),
    ]
    keys = citation_keys(papers)
    assert len(set(keys.values())) == len(papers)
    assert keys[PaperId("2101.3")] == "one2021firb"


@given(
    st.lists(
        st.builds(
            keyed,
            st.from_regex(r"\A21[01][0-9]\.[0-9]{5}\Z"),
            st.sampled_from(["A. One", "B. One", "字", "C. Oneb"]) | st.text(),
            st.sampled_from(["A", "Ab", "B"]) | st.text(),
        ),
        unique_by=lambda paper: paper.id,
    )
)
def test_no_two_keys_are_alike_and_each_is_a_word(papers: list[Keyed]) -> None:
    keys = citation_keys(papers)
    assert len(set(keys.values())) == len(papers)
    assert all(re.fullmatch("[a-z0-9]+", key) for key in keys.values())
