"""TeX in what arXiv says, as text and formulas."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.text.tex import Formula, Piece, Text, paragraphs, parse, plain, reading

CASES = tomllib.loads((Path(__file__).parent / "cases" / "tex.toml").read_text("utf-8"))["case"]

# Pieces of TeX whose joints are where a reader goes wrong.
FRAGMENTS = st.sampled_from(
    r"""\ { } {} $ $$ \( \) \[ \] \\ \$ \% % ~ -- `` '' ` ' " \" \' \'{ \c \c{ \i \o \em \emph{
    \href{ \frac{a} \sqrt{ \foo \foo{ \text{ ^ _ & # a B 1 é 字 . , https://a.b/ <script> {{ }}
    \begin{x}
    """.split()  # noqa: SIM905 - a list of these would be harder to read
) | st.sampled_from([" ", "\n", "\n\n", "\t", "\x00", "\ud800"])
TEX = st.lists(FRAGMENTS, max_size=30).map("".join)

# What has no meaning to TeX, nor to this reader.
UNSIGNED = st.text(st.characters(exclude_characters="\\{}$~`'-")) | st.text("ab 'é-\n\u3000")


def pieces_of(case: dict[str, Any]) -> tuple[Piece, ...]:
    return tuple(
        Text(piece) if isinstance(piece, str) else Formula(piece[0], display=len(piece) > 1)
        for piece in case["pieces"]
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_parse(case: dict[str, Any]) -> None:
    assert parse(case["source"]) == pieces_of(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_plain(case: dict[str, Any]) -> None:
    assert plain(case["source"]) == case.get("plain", *case["pieces"][:1])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("one\nparagraph", ["one paragraph"]),
        ("a\n\nb\n \n\n c", ["a", "b", "c"]),
        ("  First,\nhard-wrapped.\n  Second\none.\n", ["First, hard-wrapped.", "Second one."]),
        ("  All of it\n  indented,\n  always.", ["All of it indented, always."]),
        ("  All of it\n  indented.\n\n  Twice.", ["All of it indented.", "Twice."]),
        ("One sentence.\n  Another paragraph.", ["One sentence.", "Another paragraph."]),
        ("One long " * 20 + "line\n  and another", ["One long " * 20 + "line", "and another"]),
        ("$a\n  + b$ and\nmore", ["a + b and more"]),
        ("One\n  $ p $ two\nthree.", ["One", "p two three."]),
        ("Costs $5.\n  Or $10.\nAll", ["Costs $5.", "Or $10. All"]),
        (r"We \begin{itemize}\item one\item two\end{itemize}", ["We", "• one", "• two"]),
    ],
)
def test_paragraphs(source: str, expected: list[str]) -> None:
    read = [
        "".join(piece.text if isinstance(piece, Text) else piece.tex for piece in paragraph)
        for paragraph in paragraphs(source)
    ]
    assert read == expected


@given(TEX | st.text())
def test_any_source_is_read_into_tidy_pieces(source: str) -> None:
    pieces = parse(source)
    for piece in pieces:
        if isinstance(piece, Text):
            assert piece.text
            assert re.search(r"\s\s|[^\S ]", piece.text) is None
    for first, second in pairwise(pieces):
        assert not (isinstance(first, Text) and isinstance(second, Text))
    for end in (*pieces[:1], *pieces[-1:]):
        assert isinstance(end, Formula) or end.text.strip()
    if len(pieces) == 1 and isinstance(pieces[0], Text):
        assert pieces[0].text == pieces[0].text.strip()


@given(TEX | st.text())
def test_any_source_reads_as_one_line(source: str) -> None:
    line = plain(source)
    assert line == line.strip()
    assert "\n" not in line
    assert "  " not in line


@given(TEX | st.text())
def test_no_paragraph_is_empty(source: str) -> None:
    assert all(paragraphs(source))


@given(UNSIGNED)
def test_text_without_signs_is_left_alone(source: str) -> None:
    assume("--" not in source)
    assert plain(source).split() == source.split()


@given(st.lists(st.sampled_from(["a", "b_1", r"\alpha", "x^2", "{n}", r"\eps"]), min_size=1))
def test_formulas_between_words_are_all_found(formulas: list[str]) -> None:
    source = "".join(f"word ${formula}$ " for formula in formulas)
    assert [piece.tex for piece in parse(source) if isinstance(piece, Formula)] == formulas
    assert "$" not in plain(source)


@pytest.mark.parametrize(
    "part",
    [
        *("{", "{}", "}", "$", "$$", "$5 and ", "$ p", r"\(", r"\'", r"\foo{", "~", "``"),
        *(r"$\text{", r"\begin{align}", r"\begin{align}\end{align*}", r"\item ", "^{", "a^{b}"),
    ],
)
def test_long_sources_take_no_longer_than_their_length(part: str) -> None:
    plain(part * 20_000)


@given(st.text(st.sampled_from("ab 1.,:;()[]<>&%#_^|*@-'\"\n\t\u00a0\u2028é漢")))
def test_text_without_a_sign_of_tex_is_read_as_text_with_signs_is(source: str) -> None:
    assert plain(source) == reading(parse(source))
