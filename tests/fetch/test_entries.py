"""What of arXiv's texts is kept."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.arxiv.layout import clean, clean_paragraphs
from pipeline.arxiv.records import RecordStore
from pipeline.text import tex
from pipeline.written.paper_ids import PaperId
from tests.fetch.made_up import Dialect, MadeUp
from tests.fetch.runs import run
from tests.fetch.stand_in import StandIn

PAPER = PaperId("2101.00007")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  A title\n  over two lines ", "A title over two lines"),
        ("one\u2028two\u2029three\x85four", "one two three four"),
        ("co\u00adop\u200berate \u202e", "cooperate"),
        ("$x$ 葛\U000e0100城 👩\u200d💻", "$x$ 葛\U000e0100城 👩\u200d💻"),
    ],
)
def test_a_text_is_one_line_of_what_readers_see(text: str, kept: str) -> None:
    assert clean(text) == kept


MANY = [f"A. B. Author{i}" for i in range(60)]


@pytest.mark.parametrize(
    ("author", "kept"),
    [
        (" , ".join(MANY), MANY),
        (f"{' , '.join(MANY)} School of Tides, Shore , Sand)", MANY),
        ("A" * 500, ["A" * 500]),
        ("A" * 501, [f"{'A' * 499}…"]),
        (f"A, {'B, ' * 300}", ["A"]),
        ("College " * 70, [f"{('College ' * 70)[:499]}…"]),
    ],
)
def test_an_author_who_is_a_whole_list_is_kept_as_its_names(
    author: str, kept: list[str], stand_in: StandIn, tmp_path: Path
) -> None:
    paper = MadeUp(id=PAPER, title="Rivers", authors=(author,), abstract="One.")
    stand_in.papers = {PAPER: paper}
    run(tmp_path, stand_in, [PAPER])
    record = RecordStore(tmp_path).record(PAPER)
    assert record is not None
    assert list(record.authors) == kept


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(
    ("abstract", "kept"),
    [
        ("One river\nmeets clocks.\n  Another hums.", "One river meets clocks.\n\nAnother hums."),
        ("One river.\n  Another hums.", "One river.\n\nAnother hums."),
        ("One river.\n\tAnother hums.\n Tea.", "One river.\n\nAnother hums.\n\nTea."),
        ("One river.\n\n  Another hums.", "One river.\n\nAnother hums."),
        ("One river\nmeets $x\n  < y$ and\nhums.", "One river meets $x < y$ and hums."),
        ("One river\n  meets\n  clocks.", "One river meets clocks."),
        ("One river.\r\n  Another\r\nhums.", "One river.\n\nAnother hums."),
    ],
)
def test_the_paragraphs_of_an_abstract_reach_its_page(
    abstract: str, kept: str, dialect: Dialect, stand_in: StandIn, tmp_path: Path
) -> None:
    paper = MadeUp(id=PAPER, title="Rivers", authors=("Ada",), abstract=abstract)
    stand_in.papers = {PAPER: paper}
    stand_in.dialect = dialect
    run(tmp_path, stand_in, [PAPER])
    store = RecordStore(tmp_path)
    record = store.record(PAPER)
    assert record is not None
    assert store.abstract(record) == kept
    assert len(tex.paragraphs(kept)) == kept.count("\n\n") + 1


@given(
    st.lists(st.sampled_from(["a", "b.", "$", "$x$", "\\(", "\\)", " ", "\n", "\n  ", "\n\n"])).map(
        "".join
    )
)
def test_paragraphs_that_were_kept_are_read_as_they_were(abstract: str) -> None:
    kept = clean_paragraphs(abstract)
    assert clean_paragraphs(kept) == kept
