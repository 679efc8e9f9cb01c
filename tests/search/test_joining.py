"""An index that is joined after a change is the one that is joined from nothing."""

from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.search.joining import join
from pipeline.search.page import Field, Page
from tests.search.test_postings import TEXTS

SITES = st.lists(st.dictionaries(st.sampled_from(Field), TEXTS), max_size=9)


def pages(texts: Sequence[dict[Field, str]]) -> list[Page]:
    return [Page(address=f"{i}.html", texts=each) for i, each in enumerate(texts)]


@given(SITES, st.lists(st.tuples(st.integers(0, 8), SITES), max_size=3))
@example([{Field.REVIEW: "the state"}], [(0, [{}]), (0, [{Field.REVIEW: "a state"}])])
def test_edited_pages_are_joined_as_if_all_were_new(
    site: list[dict[Field, str]], edits: list[tuple[int, list[dict[Field, str]]]]
) -> None:
    joined = join(pages(site))
    for first, texts in edits:
        site[first : first + len(texts)] = texts
        joined = join(pages(site), joined)
        anew = join(pages(site))
        assert (*joined.parts,) == (*anew.parts,)
        assert {**joined.postings} == {**anew.postings}


def test_a_page_that_came_or_went_may_move_others() -> None:
    one, two, three = pages([{Field.TITLE: word} for word in ("one", "two", "three two")])
    joined = join([one, three])
    for site in ([one, two, three], [two, three], [three, two], [three], [], [two]):
        joined = join(site, joined)
        assert {**joined.postings} == {**join(site).postings}


def test_what_is_no_longer_on_any_page_is_no_key() -> None:
    joined = join(pages([{Field.TITLE: "gone"}]))
    assert "gone" in joined.postings
    assert join(pages([{Field.TITLE: ""}]), joined).postings == {}
