"""References as people paste them: BibTeX, RIS and CSL-JSON."""

import json
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolving.pasted import MAX_BYTES, references_in
from pipeline.resolving.reference import Reference, UnreadableError
from pipeline.resolving.slugs import slug_for
from pipeline.resolving.works import Work
from pipeline.text.signs import unseen
from pipeline.written.paper_ids import is_arxiv_id, is_paper_id, nearest_arxiv_id

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "pasted.toml").read_text("utf-8")
)["case"]


def read(text: str) -> list[Reference | UnreadableError]:
    try:
        return list(references_in(text))
    except UnreadableError as error:
        return [error]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_paste_is_read_or_told_why_not(case: dict[str, Any]) -> None:
    last = read(case["text"])[-1]
    if "says" in case:
        assert isinstance(last, UnreadableError)
        assert case["says"] in str(last)
        assert last.line == case["line"]
    else:
        assert isinstance(last, Reference)
        told = last.work.model_dump()
        assert {key: told[key] or type(right)() for key, right in case["work"].items()} == {
            key: tuple(right) if isinstance(right, list) else right
            for key, right in case["work"].items()
        }
        assert last.is_cut is case.get("cut", False)


def test_several_are_told_each_for_itself() -> None:
    text = "@misc{a, title={A b}}\n@misc{b, title={never}\n@misc{c, title={C d}}\n"
    kinds = [type(each) for each in read(text)]
    assert kinds == [Reference, UnreadableError, Reference]


@pytest.mark.parametrize(
    "text",
    [
        "@" * MAX_BYTES,
        "@a{" * (MAX_BYTES // 3),
        "@misc{a, title={" + "{" * 400_000 + "}" * 400_000 + "}}",
        "@misc{a, title={x}, author={" + "A B and " * 100_000 + "C}}",
        "@misc{a, title={x}, author={" + "{" * 40_000 + "}" * 40_000 + "}}",
        "[" * MAX_BYTES,
        "TY  - JOUR\n" * 90_000,
        "TY  - JOUR\nTI  - a\n" + "a\n" * 400_000,
    ],
    ids=["at", "entries", "braces", "names", "name", "lists", "ris", "lines"],
)
def test_a_hostile_paste_takes_no_time(text: str) -> None:
    began = time.process_time()
    assert read(text)
    assert time.process_time() - began < 3


@given(st.text(max_size=300))
def test_no_text_does_harm(text: str) -> None:
    for entry in (f"@misc{{k, title={{{text}}}, author={{{text}}}, year=2020}}", text):
        for each in read(entry):
            if isinstance(each, Reference):
                told = " ".join([each.work.title, each.work.venue, *each.work.authors])
                assert not unseen(told)
                assert "\n" not in told


@given(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=2))
def test_json_says_the_same_as_it_holds(title: str, authors: list[str]) -> None:
    item = {"title": title, "author": [{"literal": name} for name in authors]}
    for each in read(json.dumps([item])):
        assert isinstance(each, Reference | UnreadableError)


@given(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=2))
def test_a_slug_is_a_name_of_no_paper_on_arxiv(title: str, authors: list[str]) -> None:
    work = Work(title=title, authors=tuple(authors), year=2021)
    slug = slug_for(work, set())
    assert is_paper_id(slug)
    assert not is_arxiv_id(slug)
    assert nearest_arxiv_id(slug) is None
    assert slug_for(work, {slug}) != slug


@pytest.mark.parametrize(
    ("work", "slug"),
    [
        (
            Work(title="On the Slow Lanterns", authors=("Noor van der Wilde",), year=2021),
            "vanderwilde-2021-slow",
        ),
        (Work(title="Lanterns", authors=("Björn Hållquist", "B. C")), "hallquist-lanterns"),
    ],
)
def test_a_slug_tells_of_whom_and_of_what(work: Work, slug: str) -> None:
    assert slug_for(work, set()) == slug
