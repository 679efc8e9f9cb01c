"""Ids of papers, and the names of their files."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.written import id_shapes
from pipeline.written.paper_ids import (
    PaperId,
    file_stem,
    from_file_stem,
    is_arxiv_id,
    is_paper_id,
    nearest_arxiv_id,
    why_no_id,
    without_subject_class,
    year_from_arxiv_id,
)
from tests.pasted import PASTED, SLOW

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

SHAPES = (
    *("{}", "arXiv:{}", "arXiv:{} [cs.LG] 1 Jan 2021", "[{}] A title", "<{}>.", "{}.pdf"),
    *(f"https://www.{host}/abs/{{}}?a=b#c" for host in id_shapes.HOSTS),
    *(
        "https://doi.org/10.48550/arXiv.{}",
        "[A title](https://arxiv.org/abs/{})",
        "eprint = {{{}}},",
    ),
)
PASTED_TEXTS = [text for text, expected in PASTED if expected and len(text) < 80]


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
        *("hep-th9901001", "cs0102003v2"),
        *("a" * 65, "con", "aux", "nul", "prn", "com1", "lpt9"),
    ],
)
def test_what_is_no_slug_is_no_id(text: str) -> None:
    assert not is_paper_id(text)


@pytest.mark.parametrize(("text", "expected"), PASTED)
def test_the_id_within_what_people_paste(text: str, expected: str | None) -> None:
    assert nearest_arxiv_id(text) == expected


@given(NEW_STYLE | OLD_STYLE, st.sampled_from(SHAPES), st.integers(1, 20))
def test_every_id_is_found_in_every_shape(paper_id: str, shape: str, version: int) -> None:
    assert nearest_arxiv_id(shape.format(f"{paper_id}v{version}")) == paper_id
    assert nearest_arxiv_id(shape.format(paper_id).upper()) == paper_id


@given(NEW_STYLE | OLD_STYLE, st.text(alphabet="abc ./:@#?[](){}<>-_%,=1é日\u200b", min_size=1))
def test_what_is_found_is_an_id_that_stands_there(paper_id: str, around: str) -> None:
    assert nearest_arxiv_id(f"{around}{paper_id}{around}") in {paper_id, None}


@pytest.mark.parametrize("text", [*SLOW, *PASTED_TEXTS])
def test_long_texts_are_answered_at_once(text: str) -> None:
    """Within 50 ms of work; a step that grows faster than the text takes seconds."""
    long = (text * 10_000)[:10_000]
    began = time.process_time()
    nearest_arxiv_id(long)
    nearest_arxiv_id(long[: id_shapes.MOST])
    assert time.process_time() - began < 0.05


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2110.1398", "since January 2015 an id has 5 digits after its point, not 4"),
        ("arXiv:2110.1398v2", "since January 2015 an id has 5 digits after its point, not 4"),
        ("https://arxiv.org/abs/2110.139851", "an id has 5 digits after its point, not 6"),
        ("1412.69800", "before January 2015 an id has 4 digits after its point, not 5"),
        ("2113.00001", "13 where its month stands"),
        ("0701.0001", "begin with 0704"),
        ("hep-th/991300", "7 digits after its slash, not 6"),
        ("hep-th/9913001", "13 where its month stands"),
        ("hep-th/1706001", "are of 1991 to 2007"),
        ("hepth/9901001", "did you mean hep-th/9901001?"),
        ("foo/9901001", "no ids that begin with foo/"),
        ("2110.13985, 1706.03762", "more than one paper"),
        ("https://arxiv.org/abs/2110.13985?x=1706.03762", "more than one paper"),
        ("see 1706.03762", "write 1706.03762"),
        ("https://example.org/abs/1706.03762", "write 1706.03762"),
    ],
)
def test_what_resembles_an_id_is_told_why_it_is_none(text: str, reason: str) -> None:
    assert nearest_arxiv_id(text) is None
    assert reason in why_no_id(text)


@pytest.mark.parametrize(
    "text", ["", "A Paper", "my paper (2021)", "https://example.org/", "x" * 9999]
)
def test_what_resembles_no_id_is_told_nothing(text: str) -> None:
    assert why_no_id(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1706.03762", "1706.03762"),
        ("math.GT/0309136", "math/0309136"),
        ("hep-th/9901001", "hep-th/9901001"),
        *((text, None) for text in ("1706.03762v1", "HEP-TH/9901001", " 1706.03762", "")),
        ("https://arxiv.org/abs/1706.03762", None),
    ],
)
def test_of_what_arxiv_writes_only_the_subject_class_is_left_out(
    text: str, expected: str | None
) -> None:
    assert without_subject_class(text) == expected


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
