"""What citations read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.library.labels import Citable, labels
from pipeline.written.paper_ids import PaperId


def citable(
    number: int, *authors: str, year: int | None = 2021, short: str | None = None
) -> Citable:
    return Citable(id=PaperId(f"2101.{number:05}"), authors=authors, year=year, short=short)


def labelled(*papers: Citable) -> list[str]:
    found = labels(papers)
    return [found[paper.id] for paper in papers]


@pytest.mark.parametrize(
    ("authors", "label"),
    [
        (["A. One"], "One"),
        (["A. One", "B. Two"], "One & Two"),
        (["A. One", "B. Two", "C. Three"], "One et al."),
        (["The Big Collaboration", ":", "A. One", "B. Two"], "The Big Collaboration et al."),
        (["Big Collaboration: A. One"], "Big Collaboration & One"),
        (["A. One Jr.", "山田 太郎"], "One & 山田"),
        ([], "arXiv:2101.00001"),
    ],
)
def test_the_label_of_a_paper_by_itself(authors: list[str], label: str) -> None:
    assert labelled(citable(1, *authors)) == [label]


def test_papers_of_several_years_are_told_apart_by_the_year() -> None:
    papers = [citable(1, "A. One", year=2020), citable(2, "B. One", year=2021)]
    assert labelled(*papers) == ["One 2020", "One 2021"]


def test_papers_of_one_year_are_told_apart_by_letters_in_their_order() -> None:
    papers = [citable(1, "A. One"), citable(2, "B. One", year=2020), citable(3, "C. One")]
    assert labelled(*papers) == ["One 2021a", "One 2020", "One 2021b"]


def test_papers_with_short_names_are_told_apart_by_them() -> None:
    papers = [citable(1, "A. One", short="Luna"), citable(2, "B. One", short="Sol")]
    assert labelled(*papers) == ["One (Luna)", "One (Sol)"]


@pytest.mark.parametrize("short", [None, "Luna"])
def test_short_names_that_tell_nothing_apart_are_not_used(short: str | None) -> None:
    papers = [citable(1, "A. One", short="Luna"), citable(2, "B. One", short=short)]
    assert labelled(*papers) == ["One 2021a", "One 2021b"]


def test_the_letters_go_on_after_z() -> None:
    found = labelled(*(citable(number, "A. One") for number in range(1, 30)))
    assert found[25:28] == ["One 2021z", "One 2021aa", "One 2021ab"]


def test_labels_of_different_authors_are_left_alone() -> None:
    assert labelled(citable(1, "A. One"), citable(2, "B. Two")) == ["One", "Two"]


@given(
    st.lists(
        st.builds(
            citable,
            st.integers(1, 99999),
            st.sampled_from(["A. One", "B. One", "C. Two", "D. One 2021a"]),
            year=st.sampled_from([None, 2020, 2021]),
            short=st.sampled_from([None, "Luna", "Sol"]),
        ),
        unique_by=lambda paper: paper.id,
    )
)
def test_no_two_labels_are_alike(papers: list[Citable]) -> None:
    found = labelled(*papers)
    assert len(set(found)) == len(papers)
