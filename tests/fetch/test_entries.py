"""What of arXiv's texts is kept."""

import pytest

from pipeline.arxiv.entries import clean


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
