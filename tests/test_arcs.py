"""The picture of how the papers of a collection hang together."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.site.arcs import MOST_ROWS, picture
from pipeline.written.paper_ids import PaperId

ARC = re.compile(r"M84 14H77C-?\d+ 14 -?\d+ -?\d+ 77 -?\d+m-6-4 6 4-6 4")


def ids(names: str) -> list[PaperId]:
    return [PaperId(name) for name in names.split()]


def links(text: str) -> dict[PaperId, tuple[PaperId, ...]]:
    """`a: b c; d: a` as who names whom."""
    rows = (row.partition(":") for row in text.split(";"))
    return {PaperId(name.strip()): tuple(ids(others)) for name, _, others in rows}


def test_papers_that_neither_name_nor_are_named_are_not_drawn() -> None:
    drawn = picture(ids("a b c d"), links("d: b"))
    assert [row.paper for row in drawn.rows] == ids("b d")
    assert [len(row.arcs) for row in drawn.rows] == [0, 1]
    assert drawn.left_out == 0


def test_an_arc_ends_as_many_rows_away_as_the_paper_is() -> None:
    drawn = picture(ids("a b c"), links("a: c; b: a"))
    first, second, _ = drawn.rows
    middle = drawn.height // 2
    assert f" {middle + 2 * drawn.height}m" in first.arcs[0]
    assert f" {middle - drawn.height}m" in second.arcs[0]


def test_two_that_name_each_other_share_a_way() -> None:
    one, other = picture(ids("a b"), links("a: b; b: a")).rows
    [there], [back] = one.arcs, other.arcs
    assert there.split("C")[1].split()[0] == back.split("C")[1].split()[0]


def test_a_dot_grows_with_the_papers_that_name_it() -> None:
    radii = [row.radius for row in picture(ids("a b c"), links("b: a; c: a b")).rows]
    assert radii == sorted(radii, reverse=True)
    assert len(set(radii)) == 3


def test_nothing_is_drawn_of_a_collection_without_citations() -> None:
    assert picture(ids("a b"), {}).rows == []


def test_of_many_papers_those_with_most_citations_are_drawn() -> None:
    papers = [PaperId(f"p{number}") for number in range(MOST_ROWS + 20)]
    named = {papers[-1]: tuple(papers[: MOST_ROWS - 1])} | {
        paper: (other,) for paper, other in zip(papers[-3:-1], papers[-5:-3], strict=True)
    }
    drawn = picture(papers, named)
    assert len(drawn.rows) == MOST_ROWS
    assert drawn.left_out == 4
    assert [row.paper for row in drawn.rows] == [*papers[: MOST_ROWS - 1], papers[-1]]


PAPERS = [PaperId(name) for name in "abcdefgh"]


@given(st.dictionaries(st.sampled_from(PAPERS), st.lists(st.sampled_from(PAPERS), unique=True)))
def test_every_citation_between_two_papers_is_drawn(named: dict[PaperId, list[PaperId]]) -> None:
    drawn = picture(PAPERS, named)
    assert {(row.paper, each) for row in drawn.rows for each in row.named} == {
        (paper, each) for paper, others in named.items() for each in others if each != paper
    }
    assert all(ARC.fullmatch(arc) for row in drawn.rows for arc in row.arcs)
    assert all(len(row.arcs) == len(row.named) for row in drawn.rows)
