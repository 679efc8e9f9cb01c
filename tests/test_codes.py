"""The codes of problems: each stands beside its rule, and in the guide."""

import copy
import importlib
import pickle
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import pytest

import pipeline
from pipeline.commands.codes import CODES
from pipeline.guide.pages import guide_pages
from pipeline.problems.problem import Code
from pipeline.words.catalogue import words_of
from pipeline.written.settings import Settings
from tests import catalogues

SETTINGS = Settings(title="A site", languages=("en",))
GUIDED = ("en", "ja")
ENTRY = re.compile(
    r"^## (?P<code>\S+)\n\n(?P<meaning>.+)\n\n\w+[:：] ?(?P<example>.+)$", re.MULTILINE
)


def modules() -> Iterator[str]:
    prefix = f"{pipeline.__name__}."
    found = pkgutil.walk_packages(pipeline.__path__, prefix)
    # Running it builds a site; it holds no rule.
    return (each.name for each in found if not each.name.endswith(("__main__", ".worker")))


def defined() -> Mapping[int, Code]:
    """Every code that a module holds, by its identity."""
    values = (value for name in modules() for value in vars(importlib.import_module(name)).values())
    return {id(value): value for value in values if isinstance(value, Code)}


def test_every_code_of_the_program_is_in_the_list_once() -> None:
    assert Counter(id(code) for code in CODES) == Counter(defined().keys())


def test_no_two_codes_have_one_name() -> None:
    assert len(set(CODES)) == len(CODES)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", code) for code in CODES)


def test_a_code_is_the_text_of_its_name() -> None:
    code = Code("name", "What it means.", "an example.")
    assert code == "name"
    assert f"[{code}]" == "[name]"
    assert hash(code) == hash("name")


def pickled(code: Code) -> object:
    return pickle.loads(pickle.dumps(code))  # noqa: S301 (our own)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled])
def test_a_code_can_be_copied_with_all_that_it_says(again: Callable[[Code], Code]) -> None:
    code = Code("name", "What it means.", "an example.")
    copied = again(code)
    assert (copied, copied.meaning, copied.example) == ("name", "What it means.", "an example.")


@pytest.mark.parametrize("language", GUIDED)
def test_the_guide_explains_every_code_in_the_order_of_the_program(language: str) -> None:
    page = guide_pages(language, SETTINGS, CODES)["guide/problems"]
    words = words_of(language)
    assert re.findall("^## (.*)$", page, re.MULTILINE) == list(CODES)
    told = {entry["code"]: (entry["meaning"], entry["example"]) for entry in ENTRY.finditer(page)}
    assert told == {code: (words(code.meaning), words(code.example)) for code in CODES}


def test_what_a_code_says_is_in_the_catalogues() -> None:
    messages = catalogues.extracted()
    assert [code for code in CODES if code.meaning not in messages] == []
    assert [code for code in CODES if code.example not in messages] == []
