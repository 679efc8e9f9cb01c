import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from pipeline.search.text import PAIR, address_key, fold, is_gram, is_mixed, keys, normalise
from tests.pasted import PASTED, SLOW

VECTORS: dict[str, list[list[Any]]] = json.loads(
    (Path(__file__).parent / "vectors.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("text", "expected"), VECTORS["normalise"])
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(("text", "expected"), VECTORS["fold"])
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(("text", "expected"), VECTORS["addressKey"])
def test_address_key(text: str, expected: str) -> None:
    assert address_key(normalise(text)) == expected


@pytest.mark.parametrize(("text", "expected"), VECTORS["keys"])
def test_keys(text: str, expected: list[list[Any]]) -> None:
    assert [list(each) for each in keys(text)] == expected


def test_the_browser_reads_addresses_alike(search_page: Page) -> None:
    texts = [text for text, _ in VECTORS["addressKey"]]

    found = search_page.evaluate(
        "texts => texts.map(text => shoroku.addressKey(shoroku.normalise(text)))", texts
    )

    assert found == [expected for _, expected in VECTORS["addressKey"]]


@pytest.mark.parametrize("name", ["normalise", "fold"])
def test_the_browser_agrees(search_page: Page, name: str) -> None:
    given = [text for text, _ in VECTORS[name]]

    found = search_page.evaluate("([name, texts]) => texts.map(shoroku[name])", [name, given])

    assert found == [expected for _, expected in VECTORS[name]]


def test_the_browser_finds_the_same_tokens(search_page: Page) -> None:
    given = [text for text, _ in VECTORS["keys"]]
    expected = [
        [
            [key[0] if is_gram(key) else key, position]
            for key, position in found
            if "-" not in key and not is_mixed(key) and not key.startswith(PAIR)
        ]
        for _, found in VECTORS["keys"]
    ]

    found = search_page.evaluate(
        """texts => texts.map(
          text => shoroku.tokens(shoroku.normalise(text)).map(t => [t.text, t.position])
        )""",
        given,
    )

    assert found == expected


def test_the_browser_finds_the_same_ids_in_what_people_paste(search_page: Page) -> None:
    texts = [text for text, _ in PASTED]

    found = search_page.evaluate("texts => texts.map(shoroku.nearestArxivId)", texts)

    assert list(zip(texts, found, strict=True)) == PASTED


def test_what_names_no_paper_alone_is_an_ordinary_query(search_page: Page) -> None:
    nothing = [text for text, expected in PASTED if expected is None]
    texts = [text for text in nothing if not address_key(normalise(text))]

    found = search_page.evaluate("texts => texts.map(text => shoroku.parseQuery(text).id)", texts)

    assert found == [None] * len(texts)


def test_the_browser_answers_long_texts_at_once(search_page: Page) -> None:
    """Within 50 ms each, at the best of five; a step that grows faster than the text takes more."""
    longest = search_page.evaluate(
        """texts => {
          const duration = (text) => {
            const began = performance.now();
            shoroku.nearestArxivId(text);
            shoroku.addressKey(text);
            return performance.now() - began;
          };
          const best = (text) => Math.min(...Array.from({ length: 5 }, () => duration(text)));
          const long = (text, length) => text.repeat(length).slice(0, length);
          return Math.max(...texts.flatMap((text) => [1_000, 10_000].map((n) => long(text, n)))
            .map(best));
        }""",
        [*SLOW],
    )

    assert longest < 50
