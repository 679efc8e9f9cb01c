"""The page that stands where nothing is, which a host shows at any depth."""

from typing import Any

import pytest
from lxml import html

from pipeline.site.above import missing_page, pages_above
from pipeline.written.settings import Settings
from tests.sites import texts


def missing(address: str | None = None) -> Any:  # noqa: ANN401 (lxml's own types know no attribute from a list)
    settings = {"title": "Notes & <b>", "languages": ("en", "ja", "ar"), "address": address}
    return html.fromstring(missing_page(Settings.model_validate(settings)))


def test_it_offers_the_search_and_the_front_page_of_every_language() -> None:
    page = missing()
    assert page.xpath("//form/@action") == [f"/{code}/search.html" for code in ("en", "ja", "ar")]
    assert page.xpath("//input/@name") == ["q"] * 3
    links = page.xpath("//li[1]/a/@href")
    assert links == [f"/{code}/index.html" for code in ("en", "ja", "ar")]
    assert page.xpath("//section/@lang") == ["en", "ja", "ar"]
    assert page.xpath("//section/@dir") == ["ltr", "ltr", "rtl"]
    names = page.xpath("//form/@aria-label")
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("address", "root"),
    [
        (None, "/"),
        ("https://notes.example", "/"),
        ("https://example.org/notes", "/notes/"),
        ("https://example.org/a/notes/", "/a/notes/"),
    ],
)
def test_its_links_begin_at_the_address_of_the_site(address: str | None, root: str) -> None:
    page = missing(address)
    for link in page.xpath("//@href | //@src | //@action"):
        assert link.startswith(f"{root}{link.removeprefix(root).partition('/')[0]}/")
        assert not link.startswith("//")


def test_it_is_listed_nowhere_and_a_title_is_no_markup() -> None:
    page = missing()
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//b") == []
    assert texts(page, "//title")[0].endswith(" - Notes & <b>")
    assert page.xpath("//script") == []


def test_both_pages_stand_above_the_languages() -> None:
    pages = pages_above(Settings(title="Notes", languages=("en",)))
    assert list(pages) == ["index.html", "404.html"]
