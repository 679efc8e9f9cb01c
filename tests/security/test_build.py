"""With `check` switched off, what it would have refused does nothing in the built site."""

import json
import re
from typing import Any

import pytest
from lxml import html

from pipeline.text.signs import unseen
from tests.security import hostile
from tests.security.sites import PAGES, Sites, end_of

# What acts, loads or leads; written down here once more, so that a slip there is seen here.
ACTING = (
    "iframe|object|embed|base|applet|frame|frameset|video|audio|source|template|noscript"
    "|marquee|plaintext|textarea|foreignobject|animate|set|maction|annotation-xml"
)
ADDRESSES = ("href", "src", "srcset", "action", "formaction", "data", "poster", "background")

DATA = "@type='application/ld+json'"  # which no browser runs


@pytest.fixture(params=range(len(PAGES)))
def number(request: pytest.FixtureRequest) -> int:
    number: int = request.param
    return number


@pytest.fixture
def name(number: int) -> str:
    return f"papers/{hostile.paper_id(number)}"


@pytest.fixture
def page(name: str, sites: Sites) -> html.HtmlElement:
    return sites.hostile.page(name)


@pytest.fixture
def harmless(name: str, sites: Sites) -> html.HtmlElement:
    return sites.harmless.page(name)


def elements(page: html.HtmlElement, path: str) -> list[Any]:
    found: list[Any] = page.xpath(path)
    return found


def test_the_page_does_nothing(page: html.HtmlElement, harmless: html.HtmlElement) -> None:
    names = {str(element.tag).lower() for element in page.iter(html.etree.Element)}
    assert names.isdisjoint(ACTING.split("|"))
    for path in ("//script", "//style", "//form", "//meta", "//link", "//button", "//svg"):
        ours, theirs = elements(harmless, path), elements(page, path)
        assert len(theirs) == len(ours)
    acting = f"//script[not({DATA})]|//style"
    assert texts(page, acting) == texts(harmless, acting)
    for data in texts(page, f"//script[{DATA}]"):
        assert json.loads(data)["@context"] == "https://schema.org"
    for element in page.iter(html.etree.Element):
        for name, value in element.items():
            assert not name.startswith("on")
            assert name not in ADDRESSES or leads_nowhere_else(element, value), value


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [element.text_content() for element in elements(page, path)]


def leads_nowhere_else(element: html.HtmlElement, address: str) -> bool:
    # What is to be cited is told, and not loaded.
    if element.tag == "a" or element.get("rel") == "cite-as":
        return re.match(r"https?://|mailto:|[^:]*$", address) is not None
    return re.match(r"(?!//)[^:]*$", address) is not None


def test_it_shows_no_sign_that_nobody_sees(page: html.HtmlElement) -> None:
    told = [*elements(page, "//text()"), *elements(page, "//@alt | //@title")]
    assert unseen("\n".join(told)) == []


def test_its_ids_are_its_own(page: html.HtmlElement, harmless: html.HtmlElement) -> None:
    usual = {*elements(harmless, "//@id"), "related"}  # to others that name the same paper
    ids = elements(page, "//@id")
    assert len(ids) == len(set(ids))
    assert all(each in usual or re.match(r"review-|preview-\d|id\d", each) for each in ids)


def test_it_has_the_frame_of_every_page(page: html.HtmlElement) -> None:
    assert len(elements(page, "/html/body//article//h1")) == 1
    assert len(elements(page, "//footer")) == 1
    assert elements(page, "//article//section[@id='neighbours']")


def test_no_other_page_is_changed(sites: Sites) -> None:
    attacked = {f"papers/{hostile.paper_id(number)}" for number in range(len(PAGES))}
    others = [name for name in sites.harmless.pages() if name not in attacked]
    assert {"index", "about", "topics/kernels", "papers/victim-2021"} <= set(others)
    assert sites.hostile.pages() == sites.harmless.pages()
    for name in others:
        file = f"{name}.html"
        pair = (sites.hostile.files()[file], sites.harmless.files()[file])
        hostile_page, harmless_page = map(without_ties, pair)
        assert hostile_page == harmless_page, name


def without_ties(page: bytes) -> bytes:
    """A page without where it leads to papers whose reviews name its own."""
    tree = html.document_fromstring(page)
    for name in ("related", "arcs"):
        for element in elements(tree, f"//section[@id='{name}'] | //li[a[@href='#{name}']]"):
            element.drop_tree()
    made: bytes = html.tostring(tree)
    return b"".join(made.split())


def test_no_file_from_elsewhere_is_published(sites: Sites) -> None:
    files = sites.hostile.files()
    assert not [name for name, content in files.items() if hostile.SECRET.encode() in content]
    assert not [name for name, content in files.items() if b"root:x:0:0" in content]
    assert {name for name in files if name.startswith("_images/")} == {"_images/good.png"}
    assert not [name for name in files if name.startswith("_downloads/")]


def test_none_hides_another(number: int, page: html.HtmlElement) -> None:
    paragraphs = texts(page, "//article/section//section/p|//article/section/p")
    names = [text for text in paragraphs if text.startswith("This was: ")]
    assert names == [end_of(case) for case in PAGES[number]]


def test_what_was_refused_can_be_read(sites: Sites) -> None:
    shown = "".join(
        sites.hostile.page(f"papers/{hostile.paper_id(number)}").text_content()
        for number in range(len(PAGES))
    )
    assert shown.count("hidden from readers") == 2
    assert "window.pwned = 1" in shown
