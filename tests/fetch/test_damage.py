"""No damage to an answer passes unseen; `python -m tests.bench.fetch` tries more of it."""

from tests.fetch.damage import tally


def test_nothing_is_lost_without_a_word() -> None:
    fates = tally(500, seed=1)
    assert fates["refused"] + fates["seen to lack a paper"] > 300
    assert fates.total() == 500
