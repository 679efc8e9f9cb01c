"""The tests are of the program: they pass with any site in the place of this one."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.mark.parametrize("path", ["reviews/papers.yaml", "docs/conf.py", "docs/../docs/x/index.md"])
def test_no_test_can_open_a_file_of_this_repository_s_own_site(path: str) -> None:
    with pytest.raises(AssertionError, match="a test opens"):
        (PROJECT / path).open()
