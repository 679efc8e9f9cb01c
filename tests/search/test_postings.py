"""Which page holds which key, as the index says it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.search.encoding import number, read, spelled
from pipeline.search.held import held
from pipeline.search.page import Field
from pipeline.search.postings import SUMMARY, postings
from pipeline.search.text import PAIR, fold, is_mixed, keys

Texts = Mapping[Field, str]

WORDS = (
    "the",
    "state",
    "State-space",
    "models",
    "été",
    "RNN",
    "状態空間",
    "の",
    "カーネル",
    "。",
    "a",
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
PAGES = st.lists(st.dictionaries(st.sampled_from(Field), TEXTS), max_size=6)
AT_ONCE = st.sampled_from((1, 10, 1 << 20))
NUMBERS = st.lists(st.integers(0, 2**30))


@given(NUMBERS)
def test_numbers_are_spelled_at_once_as_one_by_one(values: list[int]) -> None:
    text, lengths = spelled(np.array(values, np.int32))

    assert text.tobytes().decode() == "".join(map(number, values))
    assert lengths.tolist() == [len(number(value)) for value in values]


@given(NUMBERS)
def test_what_was_spelled_is_read(values: list[int]) -> None:
    text, lengths = spelled(np.array(values, np.int32))
    read_values, starts = read(text)

    assert read_values.tolist() == values
    assert starts.tolist() == (np.cumsum(lengths) - lengths).tolist()


@given(PAGES, AT_ONCE)
def test_every_key_tells_its_pages_fields_and_places(pages: Sequence[Texts], at_once: int) -> None:
    found = postings([held(texts) for texts in pages], at_once)

    expected = [
        (key, page, int(kind), position)
        for page, texts in enumerate(pages)
        for kind, text in texts.items()
        for key, position in keys(text)
    ]
    told = {key: value for key, value in found.items() if not key.endswith(SUMMARY)}
    assert sorted(expected) == sorted(
        (key, page, kind, position)
        for key, value in told.items()
        for page, kind, positions in fields(value.digits, has_positions=True)
        for position in np.cumsum(positions).tolist()
    )
    held_by = Counter(key for key, _ in {(key, page) for key, page, *_ in expected})
    assert {key: value.pages for key, value in told.items()} == held_by


@given(PAGES, AT_ONCE)
def test_a_summary_counts_the_keys_that_begin_with_it(pages: Sequence[Texts], at_once: int) -> None:
    found = postings([held(texts) for texts in pages], at_once)

    expected = Counter(
        (summary + SUMMARY, page, int(kind))
        for page, texts in enumerate(pages)
        for kind, text in texts.items()
        for key, _ in keys(text)
        if not is_mixed(key) and not key.startswith(PAIR)
        for summary in {fold(key)[:length] for length in (1, 2, 3)}
    )
    assert expected == {
        (key, page, kind): count
        for key, value in found.items()
        if key.endswith(SUMMARY)
        for page, kind, [count] in fields(value.digits, has_positions=False)
    }


def fields(digits: str, *, has_positions: bool) -> Iterator[tuple[int, int, list[int]]]:
    """(page, field, positions' distances or how many there are) of each page of a key."""
    values = iter(read(np.frombuffer(digits.encode(), np.uint8))[0].tolist())
    page = 0
    for step in values:
        page += step
        is_last = 0
        while not is_last:
            head = next(values)
            count, kind, is_last = head >> 4, head >> 1 & 7, head & 1
            yield page, kind, [next(values) for _ in range(count)] if has_positions else [count]
