"""What readers take away in Chromium: references, and files of what a filter or a search leaves."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from pipeline.exports.formats import FORMATS
from tests import kinds
from tests.zotero import saved

PAPER = "en/papers/2101.00001.html"
LISTS = (
    *("papers/index", "collections/shore", "topics/attention", "papers/by/tag"),
    *("papers/by/year",),
)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kinds.build(kinds.write(tmp_path_factory.mktemp("taken") / "site"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def taken(page: Page, act: Callable[[], object]) -> tuple[str, bytes]:
    """The name and the content of the file that something saves."""
    with page.expect_download() as download:
        act()
    return download.value.suggested_filename, download.value.path().read_bytes()


def objects(file: Path) -> list[str]:
    """What a page offers to Zotero."""
    tree = html.parse(file, html.HTMLParser(encoding="utf-8"))
    return [str(title) for title in tree.xpath("//span[@class='Z3988']/@title")]


def entry(output: Path, name: str, form: str) -> str:
    """A paper's entry alone."""
    each = FORMATS[form]
    text = (output / f"papers/{name}.{each.ending}").read_bytes().decode()
    return text.removeprefix(each.start).removesuffix(each.end)


# On a paper's page


@pytest.mark.parametrize("style", ["APA", "IEEE"])
def test_a_reference_is_copied_by_keyboard_and_said_to_be(
    page: Page, output: Path, style: str
) -> None:
    page.goto((output / PAPER).as_uri())
    page.get_by_text("Cite", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=f"Copy in {style} style").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".actions [role=status]")).to_have_text("The reference is copied.")
    reference = page.locator(f"#citation-{style.lower()}").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == reference
    assert "Lanternformer" in reference


def test_the_files_of_a_paper_are_there(output: Path) -> None:
    tree = html.parse(output / PAPER, html.HTMLParser(encoding="utf-8"))
    addresses = tree.xpath("//div[@id='citation']//a[@download]/@href")
    assert addresses == [f"../../papers/2101.00001.{each.ending}" for each in FORMATS.values()]
    assert all((output / "en/papers" / address).is_file() for address in addresses)


def test_a_paper_s_page_offers_that_paper_alone(output: Path) -> None:
    [title] = objects(output / PAPER)
    item = saved(title)
    assert item
    assert item.kind == "conferencePaper"
    assert item.fields["title"].startswith("Lanternformer")
    assert item.fields["abstractNote"].startswith("Attention with a Gaussian kernel")
    assert item.creators == [("Author", "A."), ("Auteur", "É."), ("van der Author", "B.")]


def test_the_page_of_all_authors_offers_the_paper_with_all(output: Path) -> None:
    [title] = objects(output / f"en/papers/authors-of/{kinds.CROWD}.html")
    item = saved(title)
    assert item
    assert len(item.creators) == 2831
    [short] = objects(output / f"en/papers/{kinds.CROWD}.html")
    assert len(short) < 3_000


# On lists


@pytest.mark.parametrize("name", LISTS)
def test_a_list_offers_each_of_its_papers_once(output: Path, name: str) -> None:
    offered = objects(output / f"en/{name}.html")
    items = [saved(title) for title in offered]
    assert offered
    assert all(items)
    assert len({item.fields["url"] for item in items if item}) == len(offered)


def test_nothing_is_offered_where_papers_are_only_mentioned(output: Path) -> None:
    for name in ("en/index", "en/papers/by/author", "en/guide/components", "en/questions"):
        assert objects(output / f"{name}.html") == []


def test_every_file_that_a_page_leads_to_is_there(output: Path) -> None:
    addresses = set()
    for file in output.rglob("*.html"):
        tree = html.parse(file, html.HTMLParser(encoding="utf-8"))
        addresses |= {
            file.parent / address
            for address in tree.xpath("//a[@download]/@href")
            if address != "#"
        }
    assert len(addresses) > 100
    assert [address for address in addresses if not address.is_file()] == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_list_as_it_stands_is_taken_as_its_file(page: Page, output: Path, form: str) -> None:
    page.goto((output / "en/collections/shore.html").as_uri())
    link = page.locator(f".takes [data-format={form}]")
    assert link.get_attribute("href") == f"../../collections/shore.{FORMATS[form].ending}"
    assert link.evaluate("(link) => link.dispatchEvent(new Event('click', {cancelable: true}))")


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_filter_leaves_is_taken_in_its_order(page: Page, output: Path, form: str) -> None:
    page.goto((output / "en/collections/shore.html").as_uri())
    page.get_by_label("Filter").fill("kernel")
    page.get_by_label("Sort by").select_option("author")
    titles = page.locator(".papers > li:not([hidden]) a.title")
    names = [str(each.get_attribute("href")).split("/")[-1][:-5] for each in titles.all()]
    assert len(names) > 1
    link = page.locator(f".takes [data-format={form}]")
    link.focus()
    name, content = taken(page, lambda: page.keyboard.press("Enter"))
    assert name == f"shore.{FORMATS[form].ending}"
    entries = [entry(output, each, form) for each in names]
    assert content.decode() == FORMATS[form].joined(entries)
    expect(page.locator("output")).to_have_text(f"Papers in the file: {len(names)}")


def test_where_the_citations_cannot_be_loaded_it_is_said(page: Page, output: Path) -> None:
    page.route("**/citations/*", lambda route: route.abort())
    page.goto((output / "en/papers/index.html").as_uri())
    page.get_by_label("Filter").fill("kernel")
    page.locator(".takes [data-format=ris]").click()
    expect(page.locator("output")).to_contain_text("could not be loaded")


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_search_finds_is_taken_in_its_order(page: Page, output: Path, form: str) -> None:
    page.goto(f"{(output / 'en/search.html').as_uri()}?q=kernel")
    expect(page.locator(".search-result").first).to_be_visible()
    page.wait_for_function(
        "() => (scrollTo(0, 1e6), document.getElementById('search-more').hidden)"
    )
    links = [str(each.get_attribute("href")) for each in page.locator(".search-title").all()]
    names = [link.partition("?")[0].split("/")[-1][:-5] for link in links if "papers/" in link]
    _, content = taken(page, lambda: page.locator(f".takes a[data-format={form}]").click())
    known = [each for each in names if (output / f"papers/{each}.bib").is_file()]
    assert len(known) > 4
    assert content.decode() == FORMATS[form].joined(entry(output, each, form) for each in known)
    expect(page.get_by_role("status")).to_have_text(f"Papers in the file: {len(known)}")


@pytest.mark.parametrize("can_copy", [True, False])
def test_what_a_search_finds_is_copied_or_else_saved(
    page: Page, output: Path, *, can_copy: bool
) -> None:
    if not can_copy:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{(output / 'en/search.html').as_uri()}?q=lanternformer&sort=year")
    expect(page.locator(".search-result").first).to_be_visible()
    copy = page.get_by_role("button", name="Copy as BibTeX")
    if can_copy:
        copy.click()
        expect(page.get_by_role("status")).to_contain_text("Papers copied: ")
        text = page.evaluate("navigator.clipboard.readText()")
    else:
        name, content = taken(page, copy.click)
        assert name == "papers.bib"
        text = content.decode()
    assert entry(output, "2101.00001", "bibtex") in text


def test_nothing_is_to_be_taken_where_nothing_is_found(page: Page, output: Path) -> None:
    page.goto(f"{(output / 'en/search.html').as_uri()}?q=xyzzyx")
    expect(page.get_by_role("status")).to_have_text("Nothing found")
    expect(page.locator("#search-citations")).to_be_hidden()
