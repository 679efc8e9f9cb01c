"""What readers see of a collection's queue, and of how its papers were chosen."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from docutils import nodes
from docutils.utils import new_document
from lxml import html
from playwright.sync_api import Browser, expect

from pipeline.library.library import Shelf
from pipeline.pages import queues
from pipeline.pages.data import CandidateData, QueueData, ShelfData
from pipeline.search.extraction import queue_texts
from pipeline.search.page import Field
from pipeline.site.shown import shown
from pipeline.written.paper_ids import PaperId
from pipeline.written.queues import Candidate, Missed, Queue, State
from pipeline.written.reviews import FrontMatter
from pipeline.written.skeleton import bare_skeleton
from tests.sites import Built, Site, texts

PAGE = "collections/queue/first"
QUEUE = "reviews/queue/first.yaml"
LONG = "unbreakable" * 12
MORE = "".join(f"  - {{title: Further {n}}}\n" for n in range(9, 4, -1))
MORE += f"  - {{title: {LONG}, authors: [{LONG}], state: skipped, reason: {LONG}}}\n"
CHOSEN = f"""\
      read: 5
      date: 2026-01-31
      digest: {"0123456789abcdef" * 4}
      arxiv: cat:cs.LG
      field: abstract
      word: true
      exclude: last|least
      excluded: 1
      parts:
        - {{pattern: first, caught: 300, alone: 200}}
        - {{pattern: second, caught: 1000, alone: 900}}
        - {{pattern: {"unbreakable" * 12}, caught: 0, alone: 0}}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = Site.create(tmp_path_factory.mktemp("queues") / "site")
    site.edit("reviews/papers.yaml", "      read: 5\n", CHOSEN)
    site.edit("reviews/papers.yaml", "matched: 12\n", "matched: 1200\n")
    site.edit(QUEUE, "missed:\n", f"{MORE}missed:\n")
    built = site.build()
    assert built.warnings == []
    return built


def row(built: Built, title: str) -> html.HtmlElement:
    [found] = [
        each for each in built.page(PAGE).xpath("//tbody/tr") if title in each.text_content()
    ]
    return found


def shelf(**queue: object) -> Shelf:
    return Shelf(id="x", papers=(), listed=None, queue=Queue.model_validate(queue))


# The page of the queue


def test_every_title_stands_with_its_state_in_the_order_of_the_list(built: Built) -> None:
    page = built.page(PAGE)
    assert texts(page, "//h1") == ["First collection: Queue¶"]
    assert texts(page, "//tbody/tr/td[1]/p[1]")[:4] == [
        "First paper",
        "A paper with x2 & more in its title",
        "A paper of which nobody knows the id",
        "A paper on somebody's own page",
    ]
    states = texts(page, "//tbody/tr/td[2]/p[1]")
    assert states[:6] == ["read", "waiting", "waiting", "being read", "waiting", "skipped"]
    assert texts(page, "//p[@class='figures']") == ["waiting 8 · being read 1 · read 1 · skipped 2"]


def test_a_paper_that_somebody_reviewed_is_read_whatever_the_file_says(built: Built) -> None:
    read = row(built, "First paper")
    assert texts(read, "td[2]") == ["read"]
    assert read.xpath(".//a/@href") == ["../../papers/2101.00001.html"]


def test_a_title_leads_to_the_site_s_own_page_or_to_where_the_paper_is(built: Built) -> None:
    links = {
        title: row(built, title).xpath("td[1]//a/@href")
        for title in ("Fourth", "more in its title", "own page", "knows the id")
    }
    assert links == {
        "Fourth": ["../../papers/2101.00004.html"],
        "more in its title": ["https://arxiv.org/abs/2101.00011"],
        "own page": ["https://example.org/own?a=1&b=2"],
        "knows the id": [],
    }


def test_of_many_authors_the_first_are_named(built: Built) -> None:
    [named] = texts(row(built, "more in its title"), "td[1]/p[2]")
    assert named == "A. Author, B. Author, C. Author and 2 more authors"


def test_a_waiting_title_offers_to_begin_its_review(built: Built) -> None:
    [address] = row(built, "more in its title").xpath("td[2]//a/@href")
    assert address.startswith("https://github.com/example/reviews/new/main?")
    asked = parse_qs(urlsplit(address).query)
    assert asked["filename"] == ["reviews/2101.00011.en.md"]
    assert asked["value"][0].startswith("---\n# A paper with x^2 & more in its title\nread: ")


def test_without_an_id_the_file_has_none_and_arxiv_is_asked_for_it(built: Built) -> None:
    begun, sought = row(built, "knows the id").xpath("td[2]//a/@href")
    assert parse_qs(urlsplit(begun).query)["filename"] == ["reviews/ID.en.md"]
    asked = parse_qs(urlsplit(sought).query)
    assert asked == {
        "searchtype": ["title"],
        "query": ["A paper of which nobody knows the id"],
    }


@pytest.mark.parametrize("title", ["First paper", "own page", "second helping"])
def test_what_is_not_waiting_is_not_offered(built: Built, title: str) -> None:
    assert row(built, title).xpath("td[2]//a") == []


def test_skips_and_accidents_are_told_of_with_their_reasons(built: Built) -> None:
    assert texts(row(built, "second helping"), "td[2]") == ["skipped It is about n dinners."]
    [accident] = texts(row(built, "knows the id"), "td[1]/p[@class='about']")
    assert accident == "Matched inside another word: first"
    missed = texts(built.page(PAGE), "//section[@id='missed']//li")
    assert missed == ["First-hand accounts first hand"]


def test_a_review_that_is_begun_has_every_key_that_is_asked_for() -> None:
    _, front, _ = bare_skeleton("A: title\nof `two` lines").split("---\n")
    keys = {line.partition(":")[0] for line in front.splitlines() if not line.startswith("#")}
    asked = {name for name, field in FrontMatter.model_fields.items() if field.is_required()}
    assert asked <= keys <= FrontMatter.model_fields.keys()
    assert front.startswith("# A: title of `two` lines\n")


def test_a_site_without_a_repository_says_the_command(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.edit("pyproject.toml", 'repository = "https://github.com/example/reviews"\n', "")
    commands = texts(site.build().page(PAGE), "//tbody/tr/td[2]//code")
    assert commands == ["shoroku new 2101.00011", "shoroku new ID", "shoroku new 2101.00004"]


def test_of_very_many_titles_those_that_nobody_has_read_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "MOST_SHOWN", 3)
    monkeypatch.setattr(queues, "MOST_MISSED", 1)
    states = ["read", "waiting", "read", "skipped", "reading", "read"]
    papers = [
        {"title": f"Title {n}", "state": state, "reason": "No."} for n, state in enumerate(states)
    ]
    missed = [{"title": "a", "part": "b"}] * 3
    site = Site.create(tmp_path / "site")
    text = queues.queue_page(shelf(papers=papers, missed=missed), site.library(), {}, "en")
    data = QueueData.from_json(text[text.index("{queue}") + len("{queue}") : text.rindex("```")])
    assert [each.title for each in data.candidates] == ["Title 1", "Title 3", "Title 4"]
    assert (data.left_out, len(data.missed), data.missed_left_out) == (3, 1, 2)
    assert sum(data.states.values()) == len(states)


def test_a_collection_without_a_queue_has_no_page_for_it() -> None:
    assert shelf().queue.is_empty
    assert queues.figures(shelf(), {}) is None
    assert not shelf(missed=[Missed(title="a", part="b")]).queue.is_empty
    assert not shelf(papers=[Candidate(title="a")]).queue.is_empty


# The collection's page


def test_a_collection_says_how_its_titles_fare(built: Built) -> None:
    [told] = built.page("collections/first").xpath("//p[@class='figures']")
    assert " ".join(told.text_content().split()) == (
        "Queue: waiting 8 · being read 1 · read 1 · skipped 2"
        " · 1 matched inside another word · 1 nearly matched"
    )
    assert told.xpath("a/@href") == ["queue/first.html"]


def test_a_collection_says_what_each_part_of_its_pattern_caught(built: Built) -> None:
    page = built.page("collections/first")
    head, *rows = page.xpath("//section[@id='selection']//tr")
    assert texts(head, "th[@scope='col']") == ["Part of the pattern", "Caught", "Caught alone"]
    caught = [["first", "300", "200"], ["second", "1,000", "900"]]
    assert [texts(row, "td") for row in rows][:2] == caught
    assert texts(page, "//figure//span[@class='about']") == [
        "A list of proceedings",
        "Query to arXiv: cat:cs.LG",
        "The list of January 31, 2026 · SHA-256 0123456789ab…",
        "Pattern (case-insensitive) · whole words only · looked for in abstracts",
        "But not: last|least · 1 title taken away",
    ]


# In the search and in the browser


def test_the_search_finds_the_titles_that_have_no_page_of_their_own() -> None:
    waiting = CandidateData(title="Of $x$", state=State.WAITING)
    read = CandidateData(title="Known", state=State.READ, id=PaperId("a"), is_here=True)
    data = QueueData(collection=ShelfData(id="c"), candidates=(waiting, read))
    document = new_document("a-queue.md")
    document += nodes.section("", nodes.title("", "A queue"))
    document += shown("", template="queue", about=(data,))
    assert queue_texts(document).by_field == {Field.TITLE: "A queue", Field.REVIEW: "Of x"}


@pytest.mark.parametrize("name", [PAGE, "collections/first"])
def test_no_word_makes_a_page_wider_than_a_phone(browser: Browser, built: Built, name: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto((built.output / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()


def test_a_queue_is_narrowed_by_state_and_words_and_sorted(browser: Browser, built: Built) -> None:
    page = browser.new_page()
    page.goto((built.output / f"{PAGE}.html").as_uri())
    rows = page.locator("tbody tr:visible .title")
    state = page.get_by_label("State all")
    state.select_option("waiting")
    expect(page.locator("output")).to_have_text("8 of 12 shown")
    page.get_by_label("Filter").fill("further")
    expect(rows).to_have_text([f"Further {n}" for n in (9, 8, 7, 6, 5)])
    page.get_by_label("Sort by").select_option("title")
    expect(rows).to_have_text([f"Further {n}" for n in (5, 6, 7, 8, 9)])
    page.get_by_label("Filter").fill("")
    state.select_option("all")
    expect(page.locator("output")).to_be_empty()
    page.get_by_label("Sort by").select_option("state")
    expect(page.locator("tbody tr td:last-child p:first-child").last).to_have_text("skipped")
    page.close()
