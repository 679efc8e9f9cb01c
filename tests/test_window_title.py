"""What a browser calls a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.site.window_title import LIMIT, window_title

LONG = "A title that goes on for longer than anybody who lists it has room for, part {}"


def test_a_page_is_called_by_its_title_and_the_site_s() -> None:
    assert window_title("A paper", "Notes") == "A paper - Notes"


def test_a_page_that_is_called_as_the_site_is_says_so_once() -> None:
    assert window_title("Notes", "Notes") == window_title("", "Notes") == "Notes"


def test_white_space_is_a_space() -> None:
    assert window_title("A\n  paper ", "Notes") == "A paper - Notes"


def test_the_parts_of_a_long_title_are_told_apart() -> None:
    titles = [window_title(LONG.format(part), "Notes") for part in ("one", "two")]
    assert titles[0].endswith("part one - Notes")
    assert titles[1].endswith("part two - Notes")
    assert all("…" in title for title in titles)


@pytest.mark.parametrize("site", ["N", "Notes" * 40])
def test_a_long_name_of_the_site_leaves_room_for_the_page(site: str) -> None:
    assert window_title("A paper of forty letters, and no more at", site).startswith(
        "A paper of forty letters, and no more at"
    )


@given(st.text(), st.text())
def test_no_title_is_longer_than_lists_show(page: str, site: str) -> None:
    assert len(window_title(page, site)) <= LIMIT
