"""A collection as a book: an EPUB that readers open, and one page that is printed."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from pipeline.exports.books import all_books
from pipeline.exports.epub import as_xhtml
from pipeline.exports.source import Source
from pipeline.pages import books
from pipeline.pages.contents import Contents
from pipeline.site.last_look import findings
from tests.sites import LANGUAGES, Site
from tests.test_related import library

NAMES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "e": "http://www.idpf.org/2007/ops",
    "m": "http://www.w3.org/1998/Math/MathML",
}
ADDRESS = "https://shore.example/notes"
BOOK, PAGE = "en/collections/first.epub", "en/collections/first.print.html"
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@dataclass(frozen=True)
class Opened:
    """An EPUB as a reading system opens it: by what its container and its package say."""

    content: bytes

    @cached_property
    def archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.content))

    @cached_property
    def package_name(self) -> str:
        container = etree.fromstring(self.archive.read("META-INF/container.xml"))
        [name] = find(container, "//c:rootfile/@full-path")
        return str(name)

    @cached_property
    def package(self) -> etree._Element:
        return etree.fromstring(self.archive.read(self.package_name))

    @cached_property
    def items(self) -> Mapping[str, etree._Element]:
        """Of the manifest, by the names of their files in the archive."""
        folder = posixpath.dirname(self.package_name)
        return {
            posixpath.join(folder, unquote(item.get("href", ""))): item
            for item in find(self.package, "//o:item")
        }

    @cached_property
    def spine(self) -> list[str]:
        names = {item.get("id"): name for name, item in self.items.items()}
        return [names[each] for each in find(self.package, "//o:itemref/@idref")]

    def page(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(name))

    def pages(self) -> Iterator[tuple[str, etree._Element]]:
        yield from ((name, self.page(name)) for name in self.spine)

    def said(self, path: str) -> list[str]:
        return [str(each) for each in find(self.package, path)]


def find(tree: etree._Element, path: str) -> list[Any]:
    found: Any = tree.xpath(path, namespaces=NAMES)
    return list(found)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Site.create(tmp_path_factory.mktemp("books") / "site")
    with (made.root / "reviews/2101.00001.en.md").open("a", encoding="utf-8") as review:
        review.write("\nIt is on [a topic](/topics/one.md).\n")
    for language in LANGUAGES:
        assert made.build(language).warnings == []
    return made


@pytest.fixture(scope="module")
def made(site: Site) -> Mapping[str, str | bytes]:
    return books_of(site, ADDRESS)


def books_of(site: Site, address: str | None) -> Mapping[str, str | bytes]:
    """The books of the site as it was built, whose address that is, by path below `build/html`."""
    library, settings = site.library(), site.settings().model_copy(update={"address": address})
    return {
        f"{language}/{path}": content
        for language in library.languages
        for book in all_books(Source.of(Contents(library), settings, site.root, language), library)
        for path, content in book.files
    }


@pytest.fixture
def book(made: Mapping[str, str | bytes]) -> Opened:
    content = made[BOOK]
    assert isinstance(content, bytes)
    return Opened(content)


@pytest.fixture
def printed(made: Mapping[str, str | bytes]) -> str:
    page = made[PAGE]
    assert isinstance(page, str)
    return page


def test_each_collection_has_a_book_in_each_language(made: Mapping[str, str | bytes]) -> None:
    endings = (".epub", ".print.html")
    names = {f"{language}/collections/first{end}" for language in LANGUAGES for end in endings}
    assert made.keys() == names


# The EPUB


def test_a_reader_knows_it_for_an_epub(book: Opened) -> None:
    first = book.archive.infolist()[0]
    assert first.filename == "mimetype"
    assert first.compress_type == zipfile.ZIP_STORED
    assert not first.extra
    assert book.content[30:58] == b"mimetypeapplication/epub+zip"
    assert book.archive.testzip() is None


def test_the_manifest_has_every_file_and_no_other(book: Opened) -> None:
    apart = {"mimetype", "META-INF/container.xml", book.package_name}
    assert {*book.items} == {*book.archive.namelist()} - apart
    assert [name for name in book.items if name.endswith(".xhtml")] == book.spine


def test_the_book_says_what_it_is(book: Opened) -> None:
    assert book.said("//d:title/text()") == ["First collection"]
    assert book.said("//d:language/text()") == ["en"]
    assert book.said("//d:creator/text()") == ["R. Reviewer"]
    assert book.said("//d:publisher/text()") == ["A small site"]
    assert book.said("//d:source/text()") == [f"{ADDRESS}/en/collections/first.html"]
    assert book.said("//o:meta[@property='dcterms:modified']/text()") == ["2026-01-31T00:00:00Z"]
    assert book.said("//d:identifier[@id=/o:package/@unique-identifier]/text()")[0].startswith(
        "urn:uuid:"
    )


@EACH_LANGUAGE
def test_a_book_has_its_own_identity_in_each_language(
    made: Mapping[str, str | bytes], language: str
) -> None:
    content = made[f"{language}/collections/first.epub"]
    assert isinstance(content, bytes)
    opened = Opened(content)
    assert opened.said("//d:language/text()") == [language]
    assert opened.page(opened.spine[0]).get("lang") == language
    others = {
        Opened(each).said("//d:identifier/text()")[0]
        for each in made.values()
        if isinstance(each, bytes)
    }
    assert len(others) == len(LANGUAGES)


def test_the_contents_lead_to_the_reviewed_papers_in_their_order(book: Opened, site: Site) -> None:
    [nav] = [name for name, item in book.items.items() if item.get("properties") == "nav"]
    names = [str(each) for each in find(book.page(nav), "//h:nav[@e:type='toc']//h:a/@href")]
    reviewed = [paper for paper in site.library().papers if paper.readings("en")]
    assert names == [f"{paper.id}.xhtml" for paper in reviewed]
    assert [posixpath.basename(name) for name in book.spine[2:]] == names


def test_what_people_wrote_is_in_the_book_and_the_site_is_not(book: Opened) -> None:
    page = book.page("EPUB/2101.00001.xhtml")
    text = " ".join("".join(map(str, page.itertext())).split())
    assert "The first paper in a sentence." in text
    assert "The first paper is followed by Author et al. 2021b." in text
    assert "abstract" not in text.replace("abstract only", "")
    for _, each in book.pages():
        assert not find(each, "//h:script | //h:button | //h:nav[@class] | //h:input | //h:svg")
        assert not find(each, "//@*[starts-with(name(), 'data-') or starts-with(name(), 'on')]")


def test_formulas_stay_formulas_and_are_told_of(book: Opened) -> None:
    told = {name for name, item in book.items.items() if item.get("properties") == "mathml"}
    assert told == {name for name, page in book.pages() if find(page, "//m:math")} != set()


def test_images_are_in_the_book(book: Opened) -> None:
    sources = {
        posixpath.join("EPUB", str(source))
        for _, page in book.pages()
        for source in find(page, "//h:img/@src")
    }
    assert sources == {name for name in book.items if "/images/" in name} != set()


def test_every_link_leads_somewhere(book: Opened) -> None:
    ids = {name: {*map(str, find(page, "//@id"))} for name, page in book.pages()}
    inward = 0
    for name, page in book.pages():
        for address in map(str, find(page, "//h:a/@href")):
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme in {"https", "http", "mailto"}
                continue
            target = posixpath.join("EPUB", unquote(parts.path)) if parts.path else name
            assert not parts.fragment or unquote(parts.fragment) in ids[target]
            assert target in ids
            inward += 1
    assert inward > len(ids)


def test_links_out_of_the_book_lead_to_the_site_or_are_words(site: Site, book: Opened) -> None:
    def links(opened: Opened) -> set[str]:
        return {str(each) for _, page in opened.pages() for each in find(page, "//h:a/@href")}

    assert any(each.startswith(f"{ADDRESS}/en/topics/") for each in links(book))
    content = books_of(site, None)[BOOK]
    assert isinstance(content, bytes)
    assert not any("topics" in each for each in links(Opened(content)))


def test_a_book_has_the_same_bytes_again(site: Site, made: Mapping[str, str | bytes]) -> None:
    assert books_of(site, ADDRESS) == made


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_a_page_holds_is_well_formed_in_a_book(text: str, value: str) -> None:
    written = (
        f'<p title="{escape(value)}">{escape(text)}<br>{escape(text)}<math><mi>x</mi></math></p>'
    )
    page = html.document_fromstring(f"<body>{written}</body>")
    made = etree.fromstring(etree.tostring(as_xhtml(page)))
    assert len(find(made, "//h:p/h:br | //h:p/m:math/m:mi")) == 2


# The page


def test_the_page_holds_every_review_once(printed: str, site: Site) -> None:
    page = html.document_fromstring(printed)
    reviewed = [paper for paper in site.library().papers if paper.readings("en")]
    chapters = find(page, "//section[contains(@class, 'chapter')]/@id")
    assert chapters == [f"paper-{paper.id}" for paper in reviewed]
    assert len(find(page, "//h1")) == 1
    ids = find(page, "//@id")
    assert len(ids) == len({*ids})
    for address in find(page, "//article//a/@href"):
        if address.startswith("#"):
            assert unquote(address[1:]) in ids


def test_the_page_is_one_of_the_site(printed: str, site: Site) -> None:
    site.export()
    page = html.document_fromstring(printed)
    [policy] = find(page, "//meta[@http-equiv='Content-Security-Policy']/@content")
    assert list(findings(printed, policy)) == []
    folder = site.root / "build" / "html" / "en" / "collections"
    for address in find(page, "//@href | //@src"):
        parts = urlsplit(address)
        if not parts.scheme and parts.path and not parts.path.endswith(".print.html"):
            assert (folder / unquote(parts.path)).is_file(), address


def test_search_engines_are_led_to_the_reviews_own_pages(printed: str) -> None:
    page = html.document_fromstring(printed)
    assert find(page, "//meta[@name='robots']/@content") == ["noindex"]
    assert not find(page, "//link[@rel='canonical' or @rel='alternate']")


def test_a_later_build_makes_no_page_of_it(site: Site) -> None:
    site.export()
    again = site.build("en")
    assert (again.read, again.warnings) == (frozenset(), [])
    assert (site.root / "build" / "html" / PAGE).is_file()


# Which collections have one


def test_a_collection_of_too_many_reviews_has_no_book(tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(books.MOST_CHAPTERS + 1)]
    [shelf] = library(tmp_path / "long", dict.fromkeys(names, "Text.")).shelves
    assert books.chapters(shelf, "en") == []
    [shelf] = library(tmp_path / "less", dict.fromkeys(names, "Text.") | {"p0": ""}).shelves
    assert len(books.chapters(shelf, "en")) == books.MOST_CHAPTERS


def test_a_collection_without_reviews_has_no_book(tmp_path: Path) -> None:
    [shelf] = library(tmp_path, {"a": "", "b": ""}).shelves
    assert books.chapters(shelf, "en") == []
    assert books_of(Site(tmp_path), None) == {}
