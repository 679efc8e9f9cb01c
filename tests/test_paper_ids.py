"""Ids of papers, and the names of their files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.written.paper_ids import (
    PaperId,
    file_stem,
    from_file_stem,
    is_arxiv_id,
    is_paper_id,
    nearest_arxiv_id,
    year_from_arxiv_id,
)

MONTHS = st.integers(1, 12).map("{:02}".format)
NEW_STYLE = st.builds("{:02}{}.{:05}".format, st.integers(15, 60), MONTHS, st.integers(0, 99999))
OLD_STYLE = st.builds(
    "{}/{:02}{}{:03}".format,
    st.sampled_from(["hep-th", "cs", "cond-mat", "q-alg"]),
    st.integers(91, 99) | st.integers(0, 7),
    MONTHS,
    st.integers(1, 999),
)
SLUGS = st.from_regex(r"\A[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,3}\Z").filter(is_paper_id)
IDS = (NEW_STYLE | OLD_STYLE | SLUGS).map(PaperId)


@given(IDS)
def test_an_id_comes_back_from_its_file_name(paper_id: PaperId) -> None:
    assert from_file_stem(file_stem(paper_id)) == paper_id


@given(IDS)
def test_a_file_name_is_one_part_of_a_path(paper_id: PaperId) -> None:
    assert "/" not in file_stem(paper_id)


@given(IDS, IDS)
def test_two_ids_have_two_file_names(one: PaperId, other: PaperId) -> None:
    assert (file_stem(one) == file_stem(other)) == (one == other)


@given(st.text(max_size=30))
def test_what_is_no_id_comes_from_no_file_name(text: str) -> None:
    paper_id = from_file_stem(text)
    assert paper_id is None or file_stem(paper_id) == text


@pytest.mark.parametrize(
    "text", ["1706.03762", "1412.6980", "1501.00001", "0704.0001", "hep-th/9901001", "cs/0112017"]
)
def test_arxiv_ids(text: str) -> None:
    assert is_arxiv_id(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2110.1009", "1412.69800", "2113.00001", "2100.00001", "1706.03762v1", "1706.037620"),
        *("hep-th/9913001", "hep-th/99010011", "math.GT/0309136", "HEP-TH/9901001", "2110,13985"),
        *("٢١١٠.13985", " 1706.03762", "1706.03762\n", "", "a-slug", f"{'a' * 57}/9901001"),
    ],
)
def test_what_is_no_arxiv_id(text: str) -> None:
    assert not is_arxiv_id(text)


@pytest.mark.parametrize("text", ["a", "neurips-2021-self-iru", "x1", "a" * 64, "console", "com10"])
def test_slugs_are_ids(text: str) -> None:
    assert is_paper_id(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "A", "1a", "a--b", "-a", "a-", "a_b", "a.b", "a/b", "é", "a\n", "index"),
        *("a" * 65, "con", "aux", "nul", "prn", "com1", "lpt9"),
    ],
)
def test_what_is_no_slug_is_no_id(text: str) -> None:
    assert not is_paper_id(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1706.03762", "1706.03762"),
        ("1706.03762v2", "1706.03762"),
        ("arXiv:1706.03762v2", "1706.03762"),
        ("https://arxiv.org/abs/1706.03762v1", "1706.03762"),
        ("http://www.arxiv.org/pdf/1706.03762.pdf", "1706.03762"),
        ("https://arxiv.org/pdf/1706.03762v3?download=1#page=2", "1706.03762"),
        ("https://arxiv.org/html/1706.03762/", "1706.03762"),
        ("https://doi.org/10.48550/arXiv.1706.03762", "1706.03762"),
        ("math.GT/0309136v1", "math/0309136"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        (" 1706.03762\n", "1706.03762"),
        ("https://example.org/abs/1706.03762", None),
        ("neurips-2021-self-iru", None),
        ("", None),
    ],
)
def test_the_id_within_what_people_paste(text: str, expected: str | None) -> None:
    assert nearest_arxiv_id(text) == expected


@pytest.mark.parametrize(
    ("paper_id", "year"),
    [
        ("1706.03762", 2017),
        ("0704.0001", 2007),
        ("hep-th/9901001", 1999),
        ("hep-th/9107001", 1991),
        ("cs/0112017", 2001),
        ("a-slug-2021", None),
    ],
)
def test_the_year_that_an_id_tells(paper_id: str, year: int | None) -> None:
    assert year_from_arxiv_id(PaperId(paper_id)) == year
