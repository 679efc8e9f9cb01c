"""Few questions, and no neighbour of a bad id lost."""

import math
from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.arxiv.client import bytes_in_address
from pipeline.arxiv.plan import Batch, Plan
from pipeline.written.paper_ids import PaperId

ROOM = 7800


def ids(count: int) -> list[PaperId]:
    return [PaperId(f"{2101 + n // 10**5}.{n % 10**5:05}") for n in range(count)]


def play(plan: Plan, *, bad: Collection[PaperId] = (), post: bool = True) -> list[Batch]:
    """Put the plan's questions to a service that refuses `bad`, and perhaps POST."""
    asked = []
    while batch := plan.next():
        asked.append(batch)
        if batch.by_post and not post:
            plan.refuse_post()
        elif set(batch.ids) & set(bad):
            plan.failed(batch, "bad", worth_another_try=False)
        else:
            plan.answered(batch, batch.ids, {})
    return asked


@pytest.mark.parametrize(
    ("count", "post", "questions"),
    [(0, True, 0), (155, True, 1), (2334, True, 2), (2334, False, 5)],
)
def test_batches_are_as_large_as_serves(count: int, post: bool, questions: int) -> None:  # noqa: FBT001
    plan = Plan(ids(count), size=bytes_in_address, room=ROOM)
    asked = [batch for batch in play(plan, post=post) if post or not batch.by_post]
    assert len(asked) <= questions
    assert sorted(name for batch in asked for name in batch.ids) == ids(count)


@given(st.integers(1, 500), st.data())
def test_one_bad_id_costs_a_logarithm(count: int, data: st.DataObject) -> None:
    bad = data.draw(st.sampled_from(ids(count)))
    plan = Plan(ids(count), size=bytes_in_address, room=ROOM)
    asked = play(plan, bad={bad})
    assert plan.refused == {bad: "bad"}
    assert len(asked) <= math.ceil(math.log2(count)) + 3


@given(st.integers(1, 90), st.data(), st.booleans())
def test_bad_ids_are_told_from_good_ones(count: int, data: st.DataObject, post: bool) -> None:  # noqa: FBT001
    bad = data.draw(st.sets(st.sampled_from(ids(count))))
    plan = Plan(ids(count), size=bytes_in_address, room=300)
    answered = {
        name for batch in play(plan, bad=bad, post=post) for name in batch.ids if name not in bad
    }
    assert set(plan.refused) == bad
    assert answered == set(ids(count)) - bad
    assert not plan.unsettled()


@given(st.lists(st.sets(st.integers(0, 9)), max_size=20))
def test_what_is_left_out_is_asked_for_again(left_out: list[set[int]]) -> None:
    names = ids(10)
    plan = Plan(names, size=bytes_in_address, room=ROOM)
    got: set[PaperId] = set()
    answers = iter(left_out)
    while batch := plan.next():
        hidden = {names[number] for number in next(answers, set())}
        found = [name for name in batch.ids if name not in hidden]
        got.update(found)
        plan.answered(batch, found, {})
    assert set(plan.missing) == set(names) - got
    asked_for_twice_in_vain = not plan.missing or len(left_out) >= 2
    assert asked_for_twice_in_vain


def test_a_damaged_answer_is_asked_for_once_more_before_anyone_is_suspected() -> None:
    plan = Plan(ids(8), size=bytes_in_address, room=ROOM)
    first = plan.next()
    assert first is not None
    plan.failed(first, "broken", worth_another_try=True)
    assert plan.next() == first
    plan.failed(first, "broken", worth_another_try=True)
    assert plan.next() == Batch(ids=tuple(ids(4)), by_post=False)


def test_a_post_that_brings_nothing_was_perhaps_not_read() -> None:
    plan = Plan(ids(2334), size=bytes_in_address, room=ROOM)
    first = plan.next()
    assert first is not None
    assert first.by_post
    plan.answered(first, (), {})
    following = plan.next()
    assert following is not None
    assert not following.by_post
