"""The pages that explain the codes of problems."""

import re

import pytest

from pipeline.words.languages import Language
from pipeline.problems.problem import Code
from tests.sites import PROJECT

ENTRY = re.compile(r"^## (?P<code>.*)\n\n(?P<meaning>.+)\n\n(?P<example>.+)\n", re.MULTILINE)


@pytest.mark.parametrize("language", Language)
def test_every_code_has_a_line_and_an_example_in_the_order_of_the_program(
    language: Language,
) -> None:
    page = (PROJECT / "docs" / language / "problems.md").read_text(encoding="utf-8")
    assert re.findall("^## (.*)$", page, re.MULTILINE) == list(Code)
    assert [entry["code"] for entry in ENTRY.finditer(page)] == list(Code)


@pytest.mark.parametrize("language", Language)
def test_the_page_on_contributing_leads_to_the_page_of_codes(language: Language) -> None:
    page = (PROJECT / "docs" / language / "contribute.md").read_text(encoding="utf-8")
    assert "](problems.md)" in page
