"""What a reader may write between words, and before them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.search.loading import kept_open

ANSWER = """async query => {
  const { hits, told } = await shoroku.search(query);
  const whole = hits.filter(({ quality }) => quality >= shoroku.VARIANT);
  const pages = await shoroku.pagesOf(whole);
  return { found: pages.map(({ address }) => address).sort(), told };
}"""


@pytest.fixture(scope="module")
def english_page(browser: Browser, served: str) -> Iterator[Page]:
    """A search page that stays open, for queries that leave nothing behind."""
    yield from kept_open(browser, f"{served}/en/search.html")


def answer(page: Page, query: str) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(ANSWER, query)
    return found


@pytest.mark.parametrize(
    ("query", "same"),
    [
        # What is typed, and what finds the same pages.
        ("topic:kernel methods", "topic:kernel-methods"),
        ("topic:Kernel methods gaussian", "gaussian topic:kernel-methods"),
        ("topic:kernel-methods gaussian", "gaussian topic:kernel-methods"),
        ("topic:kernel", "topic:kernel-methods"),
        ("topics:kernel-methods", "topic:kernel-methods"),
        ("トピック:kernel-methods", "topic:kernel-methods"),
        ("venue:Shore Meeting 2021", 'venue:"Shore Meeting 2021"'),
        ('venue:"Shore Meeting 2021" kernel', "kernel venue:Shore Meeting 2021"),
        ("会議:Dune Workshop 2020", 'venue:"Dune Workshop 2020"'),
        ("venue:dune", "venue:Dune Workshop"),
        ("years:2021", "year:2021"),
        ("年：2021", "year:2021"),
        ("year:2021..2021", "year:2021"),
        ("year:..2020", "-year:2021..2022 year:..2030"),
        ("year:2020-2021", "year:2020..2021"),
        ("year:>2021", "year:2022.."),
        ("year:<=2020", "year:..2020"),
        ('author:"Yazar, Y."', 'author:"Y. Yazar"'),
        ("authors:yazar", "author:yazar"),
        ("著者:yazar", "author:yazar"),
        ("タイトル:kernels", "title:kernels"),
        ("rnn OR kernel", "kernel OR rnn"),
        ("kernel | rnn", "kernel OR rnn"),
        ("kernel または rnn", "kernel OR rnn"),
        ("kernel AND gaussian", "kernel gaussian"),
        ("kernel NOT gaussian", "kernel -gaussian"),
        ("year:2020 OR year:2021", "year:2020..2021"),
        ("year:2020 または 年:2021", "year:2020..2021"),
        ("kernel year:2020 OR year:2021", "kernel year:2020..2021"),
        ("topic:segmentation OR topic:uncertainty", "topic:uncertainty OR topic:segmentation"),
        ("年:2021年", "year:2021"),
        ("年:2021年以降", "year:2021.."),
        ("年:2020年まで", "year:..2020"),
        ("年:2020年から2021年まで", "year:2020..2021"),
        ("attention (kernel OR doubt)", "attention kernel OR doubt"),
    ],
)
def test_conditions_in_the_forms_that_people_type(
    english_page: Page, query: str, same: str
) -> None:
    found = answer(english_page, query)["found"]

    assert found == answer(english_page, same)["found"] != []
    assert answer(english_page, query)["told"] is None


def test_one_of_several_words_is_enough(english_page: Page) -> None:
    def found(query: str) -> set[str]:
        return {*answer(english_page, query)["found"]}

    assert found('"kernel" OR "drawer"') == found('"kernel"') | found('"drawer"')
    assert found('gates "kernel" OR "noise"') == found('gates "kernel"') | found('gates "noise"')
    assert found("kernel or") != found("kernel")


def test_a_name_with_its_parts_the_other_way_round(english_page: Page) -> None:
    found = answer(english_page, 'author:"Author, Ann"')["found"]

    assert "papers/tidal-mixtures.html" in found
    assert "papers/listening-for-kernels.html" not in found  # G. Author


def test_a_title_holds_what_is_asked_of_it(english_page: Page) -> None:
    assert answer(english_page, "title:drawer")["found"] == ["papers/unread-drawer.html"]
    assert answer(english_page, "title:seminar")["found"] == []


@pytest.mark.parametrize(
    ("query", "odd", "offers"),
    [
        ("topic:drawer", ["topic:drawer"], ["drawer"]),
        ("topic:nonsense", ["topic:nonsense"], []),
        ("subjekt:kernel", ["subjekt:kernel"], ["kernel"]),
        ("reviewed:no kernel", [], ["kernel"]),
        ("title:seminar", [], ["seminar"]),
        ("year:1999 kernel", ["year:1999"], ["kernel"]),
    ],
)
def test_what_is_not_understood_is_said_and_offered_as_words_that_find_something(
    english_page: Page, query: str, odd: list[str], offers: list[str]
) -> None:
    told = answer(english_page, query)["told"]

    assert told["odd"] == odd
    assert [offer for offer in told["offers"] if offer in offers] == offers
    for offer in told["offers"]:
        assert english_page.evaluate(
            "async query => (await shoroku.search(query)).hits.length", offer
        )


@pytest.mark.parametrize(
    ("query", "first"),
    [
        *(("tag:drawer", "unread-drawer"), ("title:seminar", "unread-drawer")),
        ("tag:drawer year:2019", "unread-drawer"),
    ],
)
def test_what_is_asked_of_a_field_that_lacks_it_is_answered_as_words(
    english_page: Page, query: str, first: str
) -> None:
    hits = english_page.evaluate(
        """async query => {
          const { hits, isJump } = await shoroku.search(query);
          const pages = await shoroku.pagesOf(hits);
          return hits.map(({ missing }, i) => [pages[i].address, missing, isJump]);
        }""",
        query,
    )

    assert hits[0] == [f"papers/{first}.html", [query.split(maxsplit=1)[0]], False]
    assert answer(english_page, query)["found"] == []


@pytest.mark.parametrize(
    "query", ["year:1999 kernel", "reviewed:no kernel", "kernel -tag:x year:1999"]
)
def test_a_condition_that_is_understood_holds(english_page: Page, query: str) -> None:
    count = "async query => (await shoroku.search(query)).hits.length"

    assert english_page.evaluate(count, query) == 0


def test_the_search_page_offers_what_finds_something(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=topic:drawer")
    expect(page.locator("#search-suggestions")).to_contain_text("Not understood: topic:drawer")
    page.get_by_role("link", name="drawer", exact=True).click()

    expect(page.get_by_role("searchbox")).to_have_value("drawer")
    expect(page.locator(".search-title").first).to_contain_text("Drawer")


def test_a_condition_with_spaces_can_be_taken_away(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=Gaussian+topic:Kernel+methods+process")
    link = page.locator("#search-filters [aria-current=true]")
    expect(link).to_have_text("Kernel methods")
    link.click()

    expect(page.get_by_role("searchbox")).to_have_value("Gaussian process")
